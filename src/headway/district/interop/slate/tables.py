"""The tables of an export as columns of numbers. Rows that can't be read are said, and are then nowhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headway.district.interop.ratings.columns import Distinct
from headway.district.interop.ratings.reading import Sheet
from headway.district.interop.slate.wording import WORDS
from headway.mastery.formats.problems import Problem, shown

__all__ = ["Notes", "Table", "hundredths", "whole"]

Ints = NDArray[np.int64]
Marks = NDArray[np.bool_]
NOTHING = -1
# A table with the same slip in every row has said enough after this many; the counts stay complete.
NAMED_ROWS = 100
LARGEST = 2**62


@dataclass
class Notes:
    """What is to be said of the tables."""

    problems: list[Problem] = field(default_factory=list)


@dataclass
class Table:
    """One table; `wrong` are the rows that were not taken."""

    sheet: Sheet
    notes: Notes
    wrong: Marks

    @classmethod
    def of(cls, sheet: Sheet, notes: Notes) -> Table:
        table = cls(sheet, notes, np.zeros(len(sheet), dtype=bool))
        found = dict(sheet.ragged)
        ragged = np.zeros(len(sheet), dtype=bool)
        ragged[list(found)] = True
        table.note("ragged_row", "", ragged, lambda row: {"found": found[row], "expected": sheet.width})
        return table

    def __len__(self) -> int:
        return len(self.sheet)

    def column(self, name: str) -> Distinct:
        """Raises FormatProblem when the table has no such column."""
        return self.sheet.distinct(name)

    def note(
        self, kind: str, name: str, rows: Marks, params: Callable[[int], dict[str, Any]] = lambda row: {}
    ) -> None:
        """Say this of these rows, which are then not taken. Of a row that is wrong already nothing more is said."""
        places = np.flatnonzero(rows & ~self.wrong)
        self.wrong |= rows
        named = [
            WORDS.problem(kind, row=self.sheet.place(row), field=name, **params(row))
            for row in places[:NAMED_ROWS].tolist()
        ]
        self.notes.problems += named
        if len(places) > NAMED_ROWS:
            self.notes.problems.append(
                WORDS.problem(
                    "and_more", field=name, count=len(places) - NAMED_ROWS, what=named[0].sentence.text
                )
            )

    def numbers(self, name: str, kind: str, read: Callable[[str], int | None]) -> Ints:
        """A column as numbers; rows whose value `read` can't take (None) are noted."""
        column = self.column(name)
        values = [read(value) for value in column.values]
        unread = column.spread(np.array([one is None for one in values], dtype=bool))
        self.note(kind, name, unread, lambda row: {"value": shown(column.at(row) or "(empty)", 80)})
        return column.spread(np.array([NOTHING if one is None else one for one in values], dtype=np.int64))

    def identifiers(self) -> Ints:
        """The numbers of the rows; a row whose number stands above is noted."""
        numbers = self.numbers("ID", "number_unreadable", whole(LARGEST))
        again = np.ones(len(numbers), dtype=bool)
        again[np.unique(numbers, return_index=True)[1]] = False
        self.note("number_twice", "ID", again, lambda row: {"value": int(numbers[row])})
        return numbers

    def places(self, name: str, there: Table, numbers: Ints) -> Ints:
        """For each row the place of the row of another table that it refers to; noted where there is none."""
        column = self.column(name)
        place_of = {
            number: place
            for place, (number, wrong) in enumerate(zip(numbers.tolist(), there.wrong.tolist(), strict=True))
            if not wrong
        }
        read = whole(LARGEST)
        found = [place_of.get(read(value), NOTHING) for value in column.values]  # type: ignore[call-overload]
        places = column.spread(np.array(found, dtype=np.int64))
        self.note(
            "no_match",
            name,
            places == NOTHING,
            lambda row: {"value": shown(column.at(row) or "(empty)", 40), "name": there.sheet.name},
        )
        return places


def whole(highest: int, blank: int | None = None) -> Callable[[str], int | None]:
    """Reads a whole number from 0 to `highest`; what is empty is `blank`."""

    def read(value: str) -> int | None:
        if not value:
            return blank
        return int(value) if value.isascii() and value.isdigit() and int(value) <= highest else None

    return read


def hundredths(highest: int) -> Callable[[str], int | None]:
    """Reads a number from 0 to `highest` as hundredths; what is empty is NOTHING."""

    def read(value: str) -> int | None:
        if not value:
            return NOTHING
        try:
            number = Decimal(value) * 100
        except InvalidOperation:
            return None
        return (
            int(number)
            if number.is_finite() and 0 <= number <= 100 * highest and number == int(number)
            else None
        )

    return read
