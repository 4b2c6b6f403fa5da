"""A spreadsheet as a neutral grid: sheets of rows of texts, whatever the file was."""

from __future__ import annotations

from dataclasses import dataclass, field

from headway.mastery.formats.problems import Problem

__all__ = ["Book", "Row", "Sheet", "column_letter"]


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `number` is what a spreadsheet program shows; `cells` keep the blanks in front of their texts.

    indents are the steps by which a program shows each cell further right; outline is the row's depth in the
    program's outline. Both are 0 in CSV.
    """

    number: int
    cells: tuple[str, ...]
    indents: tuple[int, ...] = ()
    outline: int = 0
    hidden: bool = False

    def cell(self, place: int) -> str:
        return self.cells[place] if place < len(self.cells) else ""

    def indent(self, place: int) -> int:
        return self.indents[place] if place < len(self.indents) else 0

    @property
    def is_blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True)
class Sheet:
    """`rows` are in order, without blank rows at the end. `width` counts the columns that hold anything."""

    name: str
    rows: tuple[Row, ...]
    width: int
    problems: tuple[Problem, ...] = ()
    hidden: bool = False

    @property
    def is_blank(self) -> bool:
        return all(row.is_blank for row in self.rows)


@dataclass(frozen=True)
class Book:
    """kind is 'csv' or 'xlsx'. encoding and delimiter are of CSV. At least one sheet is not blank."""

    kind: str
    sheets: tuple[Sheet, ...]
    encoding: str = ""
    delimiter: str = ""
    problems: tuple[Problem, ...] = field(default=())

    def sheet(self, name: str) -> Sheet | None:
        return next((one for one in self.sheets if one.name == name), None)


def column_letter(place: int) -> str:
    """0 → 'A', 26 → 'AA'."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
