"""The first row of a csv file: which cell of a row belongs to which column."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from headway.mastery.formats.oneroster.columns import OWN_NAMES, Column, FileShape
from headway.mastery.formats.oneroster.notes import Notes
from headway.mastery.formats.oneroster.spellings import MISSPELT_COLUMNS, MISSPELT_COLUMNS_OF
from headway.mastery.formats.problems import message

# The widest file of the standard has 23; the rest is room for columns of one's own.
MOST_COLUMNS = 500
EXACTLY = message("oneroster.remedy.header", "Write the column names exactly as the standard does.")


@dataclass(frozen=True)
class Header:
    """`columns`: (cell index, column). `extra`: (cell index, name) of what the standard doesn't know. `width`: cells."""

    columns: tuple[tuple[int, Column], ...]
    extra: tuple[tuple[int, str], ...]
    width: int

    @property
    def names(self) -> frozenset[str]:
        return frozenset(column.name for _, column in self.columns)


def read_header(cells: list[str], shape: FileShape, version: str, mode: str, notes: Notes) -> Header | None:
    """The header; None, with sentences, when the file can't be read with it.

    A column of the other version is read too: exports that say 1.2 and still write users.role are common.
    """
    while cells and not cells[-1]:
        cells = cells[:-1]
        notes.gather(
            "warning",
            "column_unnamed",
            "{file} has columns without a name at its right end ({count}); they were not used.",
            EXACTLY,
            file=shape.name,
        )
    if len(cells) > MOST_COLUMNS:
        notes.say(
            "error",
            "columns_many",
            "{file} has {count} columns, more than any roster; the file was not read.",
            message(
                "oneroster.remedy.columns_many", "Leave out the columns that are not part of the standard."
            ),
            file=shape.name,
            count=len(cells),
        )
        return None
    own_order = shape.order(version) or shape.v12
    named: dict[str, int] = {}
    extra: dict[str, int] = {}
    for index, written in enumerate(cells):
        column = _column(written, shape, frozenset(cells), notes)
        if column is None:
            if "password" in written.lower():
                _say_password_column(written, shape, notes)
            elif (
                written and extra.setdefault(written, index) == index and not written.startswith("metadata.")
            ):
                notes.say(
                    "note",
                    "column_unknown",
                    "The column {column} isn't part of OneRoster; it was kept beside the others.",
                    message("oneroster.remedy.metadata", "Name columns of your own metadata.something."),
                    file=shape.name,
                    field=written,
                )
        elif column.name in named:
            notes.say(
                "error",
                "column_twice",
                "{file} has the column {column} twice, so it isn't clear which one is meant; the file was not read.",
                message("oneroster.remedy.column_twice", "Keep one of the two columns."),
                file=shape.name,
                field=column.name,
            )
            return None
        else:
            named[column.name] = index
    if not named and len(cells) == 1 and re.match(r"\W*sourcedId\W*[;\t|]", cells[0]):
        notes.say(
            "error",
            "not_commas",
            "The cells of {file} are separated with “{mark}”; the file was not read.",
            message(
                "oneroster.remedy.commas",
                "Export with commas. Some spreadsheets separate cells the way the computer's region does.",
            ),
            file=shape.name,
            mark=re.sub(r"\w|\"", "", cells[0])[:1].replace("\t", "tab"),
        )
        return None
    if not named:
        notes.say(
            "error",
            "header_missing",
            "The first row of {file} doesn't hold the column names of the standard; the file was not read.",
            message(
                "oneroster.remedy.header_missing",
                "Begin the file with the row of column names, such as {names}.",
                names=",".join(own_order[:4]) + "…",
            ),
            file=shape.name,
        )
        return None
    _drop_doubles(named, extra, own_order, shape)
    if not _has_required(named, extra, shape, version, mode, notes):
        return None
    _say_order(named, extra, own_order, shape, notes)
    return Header(
        tuple(sorted(((index, shape.by_name[name]) for name, index in named.items()), key=lambda c: c[0])),
        tuple((index, name) for name, index in extra.items()),
        len(cells),
    )


def _column(written: str, shape: FileShape, all_written: frozenset[str], notes: Notes) -> Column | None:
    if written in shape.by_name:
        return shape.by_name[written]
    lower = written.lower()
    name = next((name for name in shape.by_name if name.lower() == lower), None)
    if name is None:
        name = MISSPELT_COLUMNS_OF.get(shape.name, {}).get(lower) or MISSPELT_COLUMNS.get(lower)
        if name not in shape.by_name or name in all_written:
            return None
    notes.say(
        "warning",
        "column_name",
        "The column “{written}” of {file} was read as {column}.",
        EXACTLY,
        file=shape.name,
        field=name,
        written=written,
    )
    return shape.by_name[name]


def _say_password_column(written: str, shape: FileShape, notes: Notes) -> None:
    notes.say(
        "note",
        "password_column",
        "The column {column} of {file} seems to hold passwords; Headway doesn't read or keep them.",
        message("oneroster.remedy.password_column", "Leave the column out of exports."),
        file=shape.name,
        field=written,
    )


def _drop_doubles(
    named: dict[str, int], extra: dict[str, int], own_order: tuple[str, ...], shape: FileShape
) -> None:
    """Two names of one field (gradingPeriodSourcedId and its successor): the version's own one counts."""
    for name in [n for n in named if n not in own_order]:
        field = shape.by_name[name].field
        if any(n != name and shape.by_name[n].field == field for n in named):
            extra[name] = named.pop(name)


def _has_required(
    named: dict[str, int], extra: dict[str, int], shape: FileShape, version: str, mode: str, notes: Notes
) -> bool:
    edition = "1.2" if version == "1.2" else "1.1"
    fields = {shape.by_name[name].field for name in named}
    missing = [
        column.name for column in shape.columns if edition in column.required and column.field not in fields
    ]
    if not shape.order(version):
        missing = [name for name in missing if name in shape.v12]
    if mode == "delta":
        missing += [name for name in ("status", "dateLastModified") if name not in named]
    for name in missing:
        near = difflib.get_close_matches(name, list(extra), n=1)
        notes.say(
            "error",
            "column_missing_near" if near else "column_missing",
            "{file} has no column {column}; the file was not read. Is “{near}” meant?"
            if near
            else "{file} has no column {column}, which the standard requires; the file was not read.",
            message("oneroster.remedy.column_missing", "Add the column {column}.", column=name),
            file=shape.name,
            field=name,
            near=near[0] if near else "",
        )
    return not missing


def _say_order(
    named: dict[str, int],
    extra: dict[str, int],
    own_order: tuple[str, ...],
    shape: FileShape,
    notes: Notes,
) -> None:
    found = sorted((n for n in named if n in own_order), key=lambda n: named[n])
    wanted = [name for name in own_order if name in named]
    foreign_inside = any(index < max(named.values()) for index in extra.values())
    if found != wanted or foreign_inside:
        first = next((a for a, b in zip(found, wanted, strict=True) if a != b), "") or min(
            extra, key=lambda name: extra[name]
        )
        notes.say(
            "warning",
            "column_order",
            "The columns of {file} are in another order than in the standard, beginning at “{first}”; they were read by name.",
            message(
                "oneroster.remedy.column_order",
                "Keep the order of the standard, with columns of your own at the right end.",
            ),
            file=shape.name,
            first=first,
        )
    absent = [name for name in own_order if name not in named and name not in OWN_NAMES]
    kept = [n for n in absent if shape.by_name[n].field not in {shape.by_name[m].field for m in named}]
    if kept:
        notes.say(
            "note",
            "columns_absent",
            "{file} leaves out columns that the standard lists ({count}, beginning with {first}); they were taken as blank.",
            file=shape.name,
            count=len(kept),
            first=kept[0],
        )
    if any(name not in own_order for name in named):
        notes.say(
            "warning",
            "column_other_version",
            "{file} has the column {first}, which belongs to another version of the standard; it was read.",
            file=shape.name,
            first=next(name for name in named if name not in own_order),
        )
