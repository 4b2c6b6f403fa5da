"""Which profile a file is laid out by, best first, each with its reasons; a person confirms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from headway.mastery.formats.assessments.columns import Columns
from headway.mastery.formats.assessments.profile import Profile
from headway.mastery.formats.assessments.table import Table, Text, open_text, table_of
from headway.mastery.formats.problems import FormatProblem, Message, message

__all__ = ["Candidate", "recognise"]

LOOKED_AT = 25
# Below this part of its columns a profile has nothing to do with the file.
LEAST = 0.34


@dataclass(frozen=True, slots=True)
class Candidate:
    """fits: every needed column is there. share: which part of all columns that the profile names is there, 0..1."""

    profile: Profile
    fits: bool
    share: float
    reasons: tuple[Message, ...]
    missing: tuple[str, ...] = ()


def recognise(
    source: bytes | Iterable[bytes] | Text | Sequence[str], profiles: Sequence[Profile] | None = None
) -> tuple[Candidate, ...]:
    """The profiles that could read the file, or a file with these headings; the likeliest first, () for none.

    `source` is the file, the file opened, or its headings. `profiles` are the district's and the shipped ones; without
    them the shipped ones alone.
    """
    if profiles is None:
        from headway.mastery.formats.assessments.shipped import SHIPPED

        profiles = tuple(SHIPPED.values())
    text, headings = _opened(source)
    tables: dict[tuple[str, int], Table | None] = {}
    columns_of: dict[tuple[str, ...], Columns] = {}
    found = []
    for place, profile in enumerate(profiles):
        table = _table(text, headings, profile, tables)
        if table is None:
            continue
        if profile.aliases:
            columns = Columns(table.header, profile.aliases)
        else:
            if table.header not in columns_of:
                columns_of[table.header] = Columns(table.header)
            columns = columns_of[table.header]
        candidate = _candidate(profile, table, columns)
        if candidate is not None:
            found.append((candidate, _told(profile, columns), place))
    found.sort(key=lambda one: (not one[0].fits, -one[1], -one[0].share, one[2]))
    return tuple(candidate for candidate, _, _ in found)


def _opened(source: bytes | Iterable[bytes] | Text | Sequence[str]) -> tuple[Text | None, Sequence[str]]:
    if isinstance(source, Text):
        return source, ()
    if isinstance(source, bytes):
        return open_text(source), ()
    items: list[Any] = list(source)
    if items and isinstance(items[0], bytes):
        return open_text(iter(items)), ()
    return None, items


def _table(
    text: Text | None, headings: Sequence[str], profile: Profile, tables: dict[tuple[str, int], Table | None]
) -> Table | None:
    if text is None:
        return None if profile.file.fixed_width else Table(tuple(one.strip() for one in headings), (), ())
    if profile.file.fixed_width:
        if text.rows or not _could_be_fixed(text.text, profile):
            return None
        return table_of(text, profile.file, most_rows=LOOKED_AT)
    key = (profile.file.delimiter, profile.file.skip_rows)
    if key not in tables:
        try:
            tables[key] = table_of(text, profile.file, most_rows=LOOKED_AT)
        except FormatProblem:
            tables[key] = None
    return tables[key]


def _could_be_fixed(text: str, profile: Profile) -> bool:
    """Only a last line that was cut off here may be short: a short line that ends by itself is of another layout."""
    most = 50 * (profile.file.line_length + 1000)
    lines = [line for line in text[:most].splitlines() if line.strip()]
    if len(text) > most and len(lines) > 1:
        lines = lines[:-1]
    lines = lines[:LOOKED_AT]
    return bool(lines) and all(len(line) >= profile.file.line_length for line in lines)


def _candidate(profile: Profile, table: Table, columns: Columns) -> Candidate | None:
    asked = profile.recognise
    if any(columns.place(one) is not None for one in asked.absent):
        return None
    if _cells_contradict(profile, table, columns):
        return None
    missing = columns.missing(asked.needed)
    named = dict.fromkeys((*asked.needed, *asked.distinctive))
    there = [one for one in named if columns.place(one) is not None]
    share = len(there) / len(named) if named else 0.0
    if share < LEAST:
        return None
    reasons = []
    if profile.file.fixed_width:
        reasons.append(
            message("assessments.recognised.fixed", "The lines are as long as this layout has them.")
        )
    elif not missing:
        reasons.append(
            message(
                "assessments.recognised.needed",
                "All {count} columns that this layout needs are there.",
                count=len(asked.needed),
            )
        )
    else:
        reasons.append(
            message(
                "assessments.recognised.missing",
                "These columns are not there: {columns}. Nearest names in this file: {nearest}.",
                columns=", ".join(missing[:8]),
                nearest=columns.nearest_of(missing),
            )
        )
    own = [one for one in asked.distinctive if columns.place(one) is not None]
    if own:
        reasons.append(
            message(
                "assessments.recognised.distinctive",
                "{columns}: hardly any other layout has these columns.",
                columns=", ".join(own[:4]),
            )
        )
    for column, values in asked.cells.items():
        if table.rows and columns.place(column) is not None:
            reasons.append(
                message(
                    "assessments.recognised.cells",
                    "The column {column} says {values}.",
                    column=column,
                    values=", ".join(values),
                )
            )
    return Candidate(profile, not missing, share, tuple(reasons), missing)


def _told(profile: Profile, columns: Columns) -> int:
    """How many columns speak for this profile: the more a layout names that are there, the less it is by chance."""
    if profile.file.fixed_width:
        return len(profile.file.fixed_width)
    asked = profile.recognise
    cells = 3 * sum(1 for one in asked.cells if columns.place(one) is not None)
    return (
        cells
        + 2 * sum(columns.place(one) is not None for one in asked.distinctive)
        + sum(columns.place(one) is not None for one in asked.needed)
    )


def _cells_contradict(profile: Profile, table: Table, columns: Columns) -> bool:
    """Whether the cells of the first lines say that it is another test with the same columns."""
    for column, values in profile.recognise.cells.items():
        place = columns.place(column)
        if place is None:
            continue
        said = {row[place].strip().casefold() for row in table.rows[:LOOKED_AT] if place < len(row)} - {""}
        if said and not any(one.startswith(value.casefold()) for one in said for value in values):
            return True
    return False
