"""manifest.csv: which version, which files, whole lists or changes.

The manifest is a hint: where it and the files disagree, the files win (binding, table 3.1).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from headway.mastery.formats.oneroster.bundle import Mode
from headway.mastery.formats.oneroster.columns import FILES_10, FILES_11, FILES_12, SHAPES, Version
from headway.mastery.formats.oneroster.lines import table_lines
from headway.mastery.formats.oneroster.notes import Notes
from headway.mastery.formats.problems import FormatProblem, message, refusal

_MODES: dict[str, Mode] = {"bulk": "bulk", "delta": "delta", "absent": "absent"}
_BY_LOWER = {name.lower(): name for name in SHAPES} | {"courseresourses": "courseResources"}
_NEW_IN_12 = frozenset(FILES_12) - frozenset(FILES_11)

WHAT_TO_ADD = message(
    "oneroster.remedy.manifest",
    "Add manifest.csv with the columns propertyName and value, and the rows manifest.version = 1.0, oneroster.version = 1.2, "
    "and file.users = bulk (and so on for every file).",
)


@dataclass(frozen=True)
class Manifest:
    version: Version
    declared: dict[str, Mode] = field(default_factory=dict)
    system_name: str = ""
    system_code: str = ""


def no_manifest(names: frozenset[str], only_strangers: bool) -> FormatProblem:
    """Why a zip without manifest is refused."""
    if names >= FILES_10 and names <= FILES_10:
        return refusal(
            "version_10",
            message(
                "oneroster.version_10",
                "The zip has the seven files of OneRoster 1.0 and no manifest.csv. Headway reads 1.1 and 1.2.",
            ),
            message(
                "oneroster.remedy.version_10",
                "Choose OneRoster 1.1 or 1.2 in the export settings of the student information system.",
            ),
        )
    if not names:
        return refusal(
            "nothing_known",
            message("oneroster.nothing_known", "None of the files in the zip belongs to OneRoster.")
            if only_strangers
            else message("oneroster.nothing_inside", "The zip is empty."),
            WHAT_TO_ADD,
        )
    return refusal(
        "no_manifest",
        message(
            "oneroster.no_manifest",
            "The zip has no manifest.csv, so it doesn't say whether the files are whole lists or changes.",
        ),
        WHAT_TO_ADD,
    )


def read_manifest(text: str, present: frozenset[str], notes: Notes) -> Manifest:
    """The manifest; `present` are the files in the zip. Raises FormatProblem when it has no property rows at all."""
    properties = _properties(text, notes)
    if not properties:
        raise refusal(
            "manifest_empty",
            message("oneroster.manifest_empty", "manifest.csv has no rows with a property and a value."),
            WHAT_TO_ADD,
            row="manifest.csv",
        )
    declared: dict[str, Mode] = {}
    for name, (value, line) in properties.items():
        if name.startswith("file."):
            _declare(declared, name, value, line, notes)
        elif name not in (
            "manifest.version", "oneroster.version", "source.systemName", "source.systemCode",
        ):  # fmt: skip
            notes.say(
                "warning",
                "manifest_property",
                "The manifest has a property “{name}”, which the standard doesn't know; it was not used.",
                message(
                    "oneroster.remedy.manifest_property", "Check its spelling: properties begin with file."
                ),
                file="manifest",
                line=line,
                name=name,
            )
    version = _version(properties, present, notes)
    _say_missing(declared, version, notes)
    return Manifest(
        version,
        declared,
        properties.get("source.systemName", ("", 0))[0],
        properties.get("source.systemCode", ("", 0))[0],
    )


def _properties(text: str, notes: Notes) -> dict[str, tuple[str, int]]:
    properties: dict[str, tuple[str, int]] = {}
    first = True
    for line, cells, readable in table_lines(text, "manifest", notes):
        if not readable:
            continue
        name, value = cells[0], cells[1] if len(cells) > 1 else ""
        if first:
            first = False
            if (name, value) == ("propertyName", "value"):
                continue
            notes.say(
                "warning",
                "manifest_header",
                "The first row of the manifest should be propertyName,value.",
                message("oneroster.remedy.header", "Write the column names exactly as the standard does."),
                file="manifest",
                line=line,
            )
            if name.lower().replace(" ", "") == "propertyname":
                continue
        if name in properties:
            notes.say(
                "warning",
                "manifest_twice",
                "The manifest has “{name}” more than once; the first one was used.",
                file="manifest",
                line=line,
                name=name,
            )
        elif name:
            properties[name] = (value, line)
    return properties


def _declare(declared: dict[str, Mode], name: str, value: str, line: int, notes: Notes) -> None:
    written = name.removeprefix("file.").removesuffix(".csv")
    file = _BY_LOWER.get(written.lower())
    if file is None:
        notes.say(
            "warning",
            "manifest_file",
            "The manifest names a file “{name}”, which OneRoster doesn't have.",
            file="manifest",
            line=line,
            name=written,
        )
        return
    mode = _MODES.get(value.lower())
    if mode is None or value not in _MODES or written != file:
        notes.say(
            "warning",
            "manifest_value",
            "The manifest says “{name} = {value}”.",
            message("oneroster.remedy.manifest_value", "Write bulk, delta or absent, in small letters."),
            file="manifest",
            line=line,
            name=name,
            value=value,
        )
    if mode is not None:
        declared[file] = mode


def _version(properties: dict[str, tuple[str, int]], present: frozenset[str], notes: Notes) -> Version:
    value, line = properties.get("oneroster.version", ("", 0))
    written = re.sub(r"^[vV]|\.0+$", "", value.replace("p", "."))
    guess: Version = "1.2" if present & _NEW_IN_12 else "1.1"
    if value in ("1.1", "1.2"):
        return value  # type: ignore[return-value]
    found = re.match(r"1\.[0-2]", written if "." in written else written + ".0")
    version: Version = found[0] if found else guess  # type: ignore[assignment]
    notes.say(
        "warning",
        "manifest_version",
        "The manifest gives the OneRoster version as “{value}”; the files were read as version {version}.",
        message("oneroster.remedy.version", "Write 1.1 or 1.2 as the value of oneroster.version."),
        file="manifest",
        line=line,
        value=value,
        version=version,
    )
    return version


def _say_missing(declared: dict[str, Mode], version: Version, notes: Notes) -> None:
    for file in FILES_12 if version == "1.2" else FILES_11:
        if file not in declared:
            notes.gather(
                "warning",
                "manifest_incomplete",
                "The manifest doesn't say bulk, delta or absent for every file of the standard (missing: {count}, beginning with {name}).",
                message(
                    "oneroster.remedy.manifest_incomplete",
                    "Write one row for every file of the standard, present or not.",
                ),
                file="manifest",
                name=file,
            )
