"""Every sentence that the CASE reader can say. One table, so that it can be translated and reviewed in one place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from headway.mastery.formats.problems import (
    NO_REMEDY,
    FormatProblem,
    Message,
    Problem,
    Severity,
    message,
)


class Wording(NamedTuple):
    """`kind` groups wordings that differ only in their consequences."""

    kind: str
    severity: Severity
    sentence: str
    remedy: str = ""


_AGAIN = "Correct it where the file was made, then bring the file again."
_ASK = "Ask for the file again, as a CASE package in JSON."

WORDINGS: dict[str, Wording] = {
    # -- the file as a whole --
    "empty": Wording("empty", "error", "The file is empty.", _ASK),
    "too_large": Wording(
        "too_large",
        "error",
        "The package is larger than {limit} MB once unpacked, which is more than this reader takes at once.",
        "Export one framework per file. If it is one framework, ask the person who runs this site to raise the limit.",
    ),
    "too_many_values": Wording(
        "too_large",
        "error",
        "The package holds more separate values than this reader takes at once.",
        "Export one framework per file.",
    ),
    "gzip_damaged": Wording(
        "gzip_damaged",
        "error",
        "The file is compressed with gzip, and the compressed part is incomplete or damaged.",
        "Download the file again, or bring it uncompressed.",
    ),
    "zip_archive": Wording(
        "not_json",
        "error",
        "This is a zip archive, not a CASE package.",
        "Unpack it and bring the .json file inside.",
    ),
    "web_page": Wording(
        "not_json",
        "error",
        "This is a web page or an XML file, not a CASE package.",
        "Use the JSON download of the framework; its address often ends in /CFPackages/ and an identifier.",
    ),
    "utf_16": Wording(
        "not_utf_8",
        "error",
        "The file is written in UTF-16. CASE packages are written in UTF-8.",
        "Save it as UTF-8.",
    ),
    "not_utf_8": Wording(
        "not_utf_8",
        "error",
        "The text is not UTF-8: line {line} holds a byte that cannot be read (byte {byte} of the file).",
        "Save the file as UTF-8, then bring it again.",
    ),
    "not_json": Wording(
        "not_json",
        "error",
        "This is not readable as JSON: something is out of place at line {line}, column {column} ({detail}).",
        _ASK,
    ),
    "stops_early": Wording(
        "not_json",
        "error",
        "The file stops before it is complete, at line {line}, column {column}.",
        "Download the file again; the first download probably stopped half way.",
    ),
    "number_too_large": Wording(
        "not_json", "error", "The file holds a number that no computer can keep: {value}.", _AGAIN
    ),
    "too_deep": Wording(
        "wrong_shape",
        "error",
        "The file nests objects inside objects far deeper than a CASE package does.",
        _ASK,
    ),
    "duplicate_key": Wording(
        "duplicate_key",
        "error",
        "The object {identifier} writes its member {field} twice, so it is not clear which one is meant.",
        "Remove one of the two where the file was made, then bring the file again.",
    ),
    "not_an_object_at_all": Wording(
        "wrong_shape",
        "error",
        "A CASE package is one JSON object with the member CFDocument. This file holds {found} instead.",
        _ASK,
    ),
    "no_document": Wording(
        "wrong_shape",
        "error",
        "A CASE package has the member CFDocument, which describes the framework. This file has: {found}.",
        _ASK,
    ),
    "several_documents": Wording(
        "wrong_shape",
        "error",
        "This is a list of frameworks (CFDocuments), not one framework with its content.",
        "Choose one framework from the list and export its CFPackage.",
    ),
    "status_answer": Wording(
        "wrong_shape",
        "error",
        "This is an answer of the other system about a request that it did not carry out, not a CASE package: {found}.",
        "Repeat the download, or ask the provider of the framework.",
    ),
    "not_a_list": Wording(
        "wrong_shape", "error", "{field} should be a list. This file holds {found} there.", _AGAIN
    ),
    "not_an_object_there": Wording(
        "wrong_shape", "error", "{field} should be an object. This file holds {found} there.", _AGAIN
    ),
    "document_unnamed": Wording(
        "missing_member",
        "error",
        "The framework (CFDocument) has no identifier, so nothing can be attached to it.",
        "Add the identifier of the framework where the file was made, then bring the file again.",
    ),
    "unkeepable_outside": Wording(
        "unkeepable_text",
        "error",
        "The part of the package around its objects holds an invisible character that cannot be stored.",
        _AGAIN,
    ),
    # -- one object --
    "not_an_object": Wording(
        "not_an_object",
        "error",
        "Here a {what} should stand, and {found} was found. It was left out.",
        _AGAIN,
    ),
    "missing_needed": Wording(
        "missing_member", "error", "This {what} has no {field}, so it was left out.", "Add {field}. " + _AGAIN
    ),
    "missing_expected": Wording(
        "missing_member",
        "warning",
        "This {what} has no {field}, which CASE asks for. It was taken without it.",
        "Ask the provider of the framework to add {field}.",
    ),
    "unkeepable_text": Wording(
        "unkeepable_text",
        "error",
        "This {what} holds an invisible character that cannot be stored, so it was left out.",
        "Remove the character (often pasted in by accident). " + _AGAIN,
    ),
    "wrong_type": Wording(
        "wrong_type", "warning", "{field} of this {what} holds {found}. It was passed over.", _AGAIN
    ),
    "identifier_twice": Wording(
        "identifier_twice",
        "error",
        "The identifier {identifier} is already used at {first}. The first one was taken, this one was left out.",
        "Give each object its own identifier where the file was made, then bring the file again.",
    ),
    "identifier_shared": Wording(
        "identifier_twice",
        "warning",
        "The identifier {identifier} is already used by another kind of object at {first}. Both were taken.",
        "Ask the provider of the framework to give each object its own identifier.",
    ),
    "not_a_uuid": Wording(
        "not_a_uuid",
        "warning",
        "The identifier {identifier} is not a UUID. It was taken as it is; some other systems will not take it.",
        "Ask the provider of the framework for UUIDs before you share this framework with another system.",
    ),
    "bad_date": Wording(
        "bad_date",
        "warning",
        "{field} of this {what} is not a date that can be read: {value}. It was taken without a date.",
        "Write dates like 2026-09-01 and moments like 2026-09-01T08:00:00Z.",
    ),
    "bad_sequence_number": Wording(
        "bad_sequence_number",
        "warning",
        "sequenceNumber should be a whole number. Here it is {value}, so the order of the file is used instead.",
        "Write a whole number, such as 3.",
    ),
    "education_level_not_list": Wording(
        "education_level_not_list",
        "warning",
        "educationLevel should be a list. Here it is one text ({value}), which was read as a list.",
        'Write a list, such as ["09", "10"].',
    ),
    "unknown_case_version": Wording(
        "unknown_case_version",
        "warning",
        "caseVersion is {value}. This reader knows 1.0 and 1.1, and read the package as {read_as}.",
        "Check a few items after the import.",
    ),
    # -- links --
    "unknown_association_type": Wording(
        "unknown_association_type",
        "warning",
        "{value} is not an association type of CASE. The link was kept; it orders and groups nothing.",
        "Use a type of CASE, such as isChildOf or precedes, or mark your own type as ext:{value}.",
    ),
    "from_nowhere": Wording(
        "association_nowhere",
        "error",
        "This {value} link starts at {end}, which belongs to this package and is not in it. The link was left out.",
        "Add the missing item, or remove the link. " + _AGAIN,
    ),
    "to_nowhere": Wording(
        "association_nowhere",
        "error",
        "This {value} link leads to {end}, which belongs to this package and is not in it. The link was left out.",
        "Add the missing item, or remove the link. " + _AGAIN,
    ),
    "both_nowhere": Wording(
        "association_nowhere",
        "error",
        "Both ends of this {value} link ({start} and {end}) belong to this package and are not in it. "
        "The link was left out.",
        "Add the missing items, or remove the link. " + _AGAIN,
    ),
    "end_left_out": Wording(
        "association_nowhere",
        "error",
        "This {value} link needs {end}, which was left out (see {first}). So the link was left out too.",
        "Once {first} is corrected, the link comes with it.",
    ),
    "link_outside": Wording(
        "link_outside",
        "note",
        "Links of type {value} that lead outside this package: {count}. They were kept.",
        "Bring the other framework too, and these links will work.",
    ),
    "same_link_twice": Wording(
        "same_link_twice",
        "warning",
        "{child} already has this {value} link to {parent}, at {first}. Both were kept, and count as one.",
        "Remove one of the two links where the file was made.",
    ),
    "second_parent": Wording(
        "second_parent",
        "warning",
        "{child} has a second parent here: {parent}, after {first}. Both were kept; it is shown under {first}.",
        "Check that the statement is meant to stand in two places.",
    ),
    "child_cycle": Wording(
        "child_cycle",
        "error",
        "These are each inside the other, in a circle: {loop}. The link that closes the circle was left out.",
        "Decide which one is on top and remove its isChildOf link. " + _AGAIN,
    ),
    "precedes_cycle": Wording(
        "precedes_cycle",
        "warning",
        "These each come before the other, in a circle: {loop}. All of these links were kept.",
        "Decide which one comes first and remove the precedes link that leads back to it.",
    ),
    "criterion_unknown_item": Wording(
        "criterion_unknown_item",
        "warning",
        "This rubric criterion is about {value}, which is not in this package. The criterion was kept.",
        "Check which item the criterion is meant for.",
    ),
    # -- things read in another way, counted --
    "earlier_member": Wording(
        "case_1_0_shape",
        "note",
        "{field} is a member of CASE 1.0. It was read as {read_as}. Objects: {count}.",
    ),
    "earlier_member_dropped": Wording(
        "case_1_0_shape",
        "note",
        "{field} is a member of CASE 1.0 that a package does not need. Objects: {count}.",
    ),
    "number_as_text": Wording(
        "case_1_0_shape", "note", "{field} is written as text. It was read as a number. Objects: {count}."
    ),
    "text_as_list": Wording(
        "case_1_0_shape", "note", "{field} is one text. It was read as a list of one. Objects: {count}."
    ),
    "no_time_zone": Wording(
        "case_1_0_shape", "note", "{field} has no time zone. It was read as UTC. Objects: {count}."
    ),
    "moment_as_day": Wording(
        "case_1_0_shape", "note", "{field} holds a time of day. Only the date was read. Objects: {count}."
    ),
    "link_as_text": Wording(
        "case_1_0_shape", "note", "{field} is an address only. It was read as a link. Objects: {count}."
    ),
    "type_spelling": Wording(
        "association_type_spelling",
        "note",
        "The association type {value} was read as {read_as}. Objects: {count}.",
    ),
    "unknown_member": Wording(
        "unknown_member",
        "note",
        "{field} of a {what} is not part of CASE. It is kept and handed back as it came. Objects: {count}.",
    ),
    # -- changing the version --
    "left_out_in_conversion": Wording(
        "left_out_in_conversion",
        "note",
        "What could not be read is not part of the CASE {version} package. Objects: {count}.",
    ),
    "not_in_case_1_0": Wording(
        "not_in_case_1_0",
        "note",
        "CASE 1.0 has no {field}. It is not part of the CASE 1.0 package. Objects: {count}.",
        "Share the package as CASE 1.1 to keep it.",
    ),
    "type_marked": Wording(
        "association_type_spelling",
        "note",
        "The association type {value} is not of CASE; it is written as {read_as}. Objects: {count}.",
    ),
    "moment_filled_in": Wording(
        "filled_in",
        "note",
        "lastChangeDateTime could not be read; the one of the framework stands in its place. Objects: {count}.",
    ),
    "moved_to_extensions": Wording(
        "moved_to_extensions",
        "note",
        "{field} of a {what} is not part of CASE. In the CASE 1.1 package it stands under extensions. Objects: {count}.",
    ),
}


def problem(
    wording: str, *, row: str = "", identifier: str = "", field: str = "", **params: object
) -> Problem:
    """The problem said in one of the `WORDINGS`; `field` and `identifier` may also be used in its sentence."""
    return worded(wording, params, row=row, identifier=identifier, field=field)


def worded(
    wording: str, params: Mapping[str, object], *, row: str, identifier: str = "", field: str = ""
) -> Problem:
    """The same as `problem`, with the values in a mapping."""
    words = WORDINGS[wording]
    values = {"field": field, "identifier": identifier, **params}
    return Problem(
        words.severity,
        words.kind,
        _fill(f"case.{wording}", words.sentence, values),
        _fill(f"case.{wording}.remedy", words.remedy, values) if words.remedy else NO_REMEDY,
        row,
        identifier,
        field,
    )


def refuse(wording: str, *, row: str = "", field: str = "", **params: object) -> FormatProblem:
    """The exception that refuses a whole file, in one of the `WORDINGS`."""
    return FormatProblem(worded(wording, params, row=row, field=field))


def messages() -> dict[str, str]:
    """Every key with its English template, for a translation catalogue."""
    templates = {}
    for name, words in WORDINGS.items():
        templates[f"case.{name}"] = words.sentence
        if words.remedy:
            templates[f"case.{name}.remedy"] = words.remedy
    return templates


def _fill(key: str, template: str, values: Mapping[str, object]) -> Message:
    used = {name: value for name, value in values.items() if "{" + name + "}" in template}
    return message(key, template, **used)
