"""Every sentence that the readers of RDF and JSON-LD frameworks can say."""

from __future__ import annotations

from headway.mastery.formats.wordings import Wording, Wordings

__all__ = ["WORDINGS", "messages", "problem", "refuse"]

_AGAIN = "Correct it where the file was made, then bring the file again."

WORDINGS: dict[str, Wording] = {
    # -- the file as a whole --
    "not_xml": Wording(
        "error",
        "The file begins like XML and stops making sense in line {line}, column {column}: {detail}.",
        "Download it again; if that does not help, ask the publisher for it.",
    ),
    "unsafe_xml": Wording(
        "error",
        "The file declares entities or a document type of its own. Such declarations can make a small file endless or "
        "draw in other files, so files with them are not read.",
        "Ask the publisher for the file without a DOCTYPE, or remove the DOCTYPE and its entities.",
    ),
    "not_rdf": Wording(
        "error",
        "This is XML, but not RDF: its outermost element is {found}, not rdf:RDF.",
        "Bring the RDF file of the framework, or a CASE package, or a spreadsheet.",
    ),
    "not_json": Wording(
        "error",
        "The file begins like JSON and stops making sense in line {line}, column {column}: {detail}.",
        "Download it again; if that does not help, ask the publisher for it.",
    ),
    "too_deep": Wording(
        "error",
        "The file is nested deeper than this reader follows.",
        "Ask the publisher for a flat export.",
    ),
    "not_a_graph": Wording(
        "error",
        "This JSON is neither RDF/JSON nor CTDL-ASN.",
        "Bring the RDF/JSON or JSON-LD export of the framework, or a CASE package.",
    ),
    "no_statements": Wording(
        "error",
        "No standards or competencies were found in this file. Things described in it: {count}.",
        "Check that it is the framework itself and not its list of contents or its vocabulary.",
    ),
    "several_frameworks": Wording(
        "error",
        "This file holds several frameworks: {titles}.",
        "Bring one framework per file.",
    ),
    # -- the framework --
    "no_document": Wording(
        "warning",
        "The file does not say what framework its items belong to. {name} is taken as its title.",
        "Check the title before you apply this import.",
    ),
    "title_from_heading": Wording(
        "note",
        "The uppermost entry is called {written}, which tells of a change rather than of a framework. {name} is taken "
        "as its title.",
        "Give another title if you know a better one.",
    ),
    "no_licence": Wording(
        "note",
        "The file names no licence. Rights as stated: {rights}.",
        "Find out whether the framework may be shared before you share it.",
    ),
    "no_licence_no_rights": Wording(
        "note",
        "The file names neither a licence nor any rights.",
        "Find out whether the framework may be shared before you share it.",
    ),
    "no_moment": Wording(
        "note",
        "The file does not say when it was last changed, so it carries no date.",
    ),
    # -- items --
    "no_words": Wording(
        "error",
        "This item has no statement in any language. It was left out; what stood under it moves one step up.",
        "Ask the publisher for the missing statement.",
    ),
    "code_for_statement": Wording(
        "warning",
        "This item has no statement; its code {value} stands in its place.",
        "Ask the publisher for the missing statement.",
    ),
    "no_language": Wording(
        "note",
        "Statements without a language are taken as {language}. Statements: {count}.",
    ),
    "other_language": Wording(
        "note",
        "Statements that exist in {language} only are kept in it. Statements: {count}.",
        "Add the missing words in the continuum editor.",
    ),
    "two_statements": Wording(
        "warning",
        "This item has {count} statements in the same language. The first one is its statement; the others were left "
        "out.",
        "Check which one is meant.",
    ),
    "described_twice": Wording(
        "warning",
        "Items that are described more than once in the file were put together. Items: {count}, for example {value}.",
        "Check that they say the same in both places.",
    ),
    "dangling_parent": Wording(
        "warning",
        "The item above this one, {value}, is not in the file. The item stands at the top instead.",
        "Ask the publisher for the whole file.",
    ),
    "dangling_child": Wording(
        "warning",
        "The file names items below this one that are not in it. Items: {count}, for example {value}.",
        "Ask the publisher for the whole file.",
    ),
    "parent_cycle": Wording(
        "error",
        "These items each stand under the other, in a circle: {loop}. The link from {value} upwards was not taken.",
        _AGAIN,
    ),
    "own_parent": Wording(
        "error", "This item is said to stand under itself. The link was not taken.", _AGAIN
    ),
    "guid_twice": Wording(
        "warning",
        "The official identifier {value} is used by several items. The first one keeps it.",
        "Ask the publisher which item it belongs to.",
    ),
    "unknown_level": Wording(
        "note",
        "The education level {value} is kept as it is written. Items: {count}.",
    ),
    # -- what is kept without being understood --
    "unknown_property": Wording(
        "note",
        "{field} is not understood here. It is kept with the items and goes out again with them. Uses: {count}.",
    ),
    "not_expressible": Wording(
        "note",
        "Parts of the file use {field}, a form of RDF that is not read here. Parts: {count}.",
        "Check that nothing is missing that you need.",
    ),
}

_WORDS = Wordings("asn", WORDINGS)
problem = _WORDS.problem
refuse = _WORDS.refuse
messages = _WORDS.messages
