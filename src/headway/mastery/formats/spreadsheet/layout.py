"""How a sheet is to be read: the row of headings, what each column means, where the hierarchy comes from.

A layout can be written down as JSON or TOML, by hand too: columns go by their headings or by their letters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from headway.mastery.formats.problems import Message, Problem
from headway.mastery.formats.spreadsheet.headers import Header
from headway.mastery.formats.spreadsheet.model import column_letter
from headway.mastery.formats.spreadsheet.vocabulary import MAY_REPEAT, MEANINGS, is_meaning, plain_words
from headway.mastery.formats.spreadsheet.wording import WORDS, problem

__all__ = ["HIERARCHIES", "Column", "Layout", "applied", "as_plain", "checked"]

# Where the item above comes from, besides columns of headings. The first that fits is proposed.
HIERARCHIES = ("parent", "position", "outline", "indentation", "codes", "none")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, what it means ('' is: not used), why, and the first texts in it."""

    place: int
    name: str
    meaning: str
    why: Message
    samples: tuple[str, ...] = ()

    @property
    def letter(self) -> str:
        return column_letter(self.place)

    @property
    def called(self) -> str:
        """Its heading, else its letter."""
        return self.name or self.letter


@dataclass(frozen=True, slots=True)
class Layout:
    """How one sheet is read. `hierarchy` is one of `HIERARCHIES`."""

    sheet: str
    header: Header
    columns: tuple[Column, ...]
    hierarchy: str
    hierarchy_proposed: str = "none"

    def places(self, meaning: str) -> tuple[int, ...]:
        return tuple(one.place for one in self.columns if one.meaning == meaning)

    def place(self, meaning: str) -> int | None:
        """The first column with this meaning."""
        return next((one.place for one in self.columns if one.meaning == meaning), None)

    def named(self, meaning: str) -> str:
        """The heading of the column with this meaning."""
        return next((one.called for one in self.columns if one.meaning == meaning), "")


def as_plain(layout: Layout) -> dict[str, Any]:
    """The layout as values for JSON or TOML. Columns that are not used are written too, so that they can be filled in."""
    return {
        "sheet": layout.sheet,
        "header_row": layout.header.row,
        "header_rows": layout.header.depth,
        "hierarchy": layout.hierarchy,
        "columns": {(one.name if _only(layout, one) else one.letter): one.meaning for one in layout.columns},
    }


def applied(
    proposed: Layout, wanted: Mapping[str, Any], *, kept_as: str = ""
) -> tuple[Layout, list[Problem]]:
    """The proposed layout with a person's choices in place; `kept_as` names the mapping that they come from.

    What is wanted and cannot be is left as proposed, with a problem.
    """
    problems: list[Problem] = []
    chosen = wanted.get("columns")
    choices = (
        {str(name): str(meaning or "") for name, meaning in chosen.items()}
        if isinstance(chosen, Mapping)
        else {}
    )
    why = WORDS.message("why_kept", name=kept_as) if kept_as else WORDS.message("why_chosen")
    columns, used = [], set()
    for one in proposed.columns:
        key = next(
            (key for key in (one.letter, one.name, plain_words(one.name)) if key and key in choices), None
        )
        if key is None:
            alike = {plain_words(name): name for name in choices}
            key = alike.get(plain_words(one.name)) if one.name else None
        if key is None:
            columns.append(one)
            continue
        used.add(key)
        meaning = choices[key]
        if not is_meaning(meaning):
            problems.append(
                problem(
                    "unknown_meaning",
                    field=one.called,
                    value=meaning,
                    known=", ".join(filter(None, MEANINGS)),
                )
            )
            meaning = one.meaning
        columns.append(
            Column(one.place, one.name, meaning, why if meaning != one.meaning else one.why, one.samples)
        )
    problems += [
        problem("unknown_column", field=name, value=name)
        for name, meaning in choices.items()
        if name not in used and meaning
    ]
    hierarchy = str(wanted.get("hierarchy") or proposed.hierarchy)
    return (
        Layout(
            proposed.sheet,
            proposed.header,
            tuple(columns),
            hierarchy if hierarchy in HIERARCHIES else proposed.hierarchy,
            proposed.hierarchy_proposed,
        ),
        problems,
    )


def checked(layout: Layout) -> list[Problem]:
    """What stands in the way of reading with this layout: no statements, or one meaning on several columns."""
    problems = []
    by_meaning: dict[str, list[Column]] = {}
    for one in layout.columns:
        by_meaning.setdefault(one.meaning, []).append(one)
    if "statement" not in by_meaning and "title" not in by_meaning:
        problems.append(problem("no_statement_column"))
    problems += [
        problem(
            "meaning_twice",
            field=found[0].called,
            value=meaning,
            columns=", ".join(one.called for one in found),
        )
        for meaning, found in by_meaning.items()
        if len(found) > 1 and meaning not in MAY_REPEAT
    ]
    return problems


def _only(layout: Layout, column: Column) -> bool:
    return bool(column.name) and [one.name for one in layout.columns].count(column.name) == 1
