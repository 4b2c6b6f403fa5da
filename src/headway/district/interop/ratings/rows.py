"""The remarks on rows: what is wrong with which of them, said once per kind however many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headway.district.interop.ratings.reading import Sheet
from headway.district.interop.ratings.wording import WORDINGS, problem
from headway.mastery.formats.problems import Problem

__all__ = ["Remarks"]

Mask = NDArray[np.bool_]

# A file with the same slip in every row has said enough after this many; the counts stay complete.
NAMED_ROWS = 100


@dataclass
class Remarks:
    """What is wrong with which rows. A row with an error is not taken; one with a warning is."""

    sheet: Sheet
    wrong: Mask
    no_ratings: Mask
    problems: list[Problem] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    @classmethod
    def on(cls, sheet: Sheet) -> Remarks:
        nothing = np.zeros(len(sheet), dtype=bool)
        return cls(sheet, nothing, nothing.copy(), list(sheet.problems))

    def note(
        self,
        key: str,
        column: str,
        rows: Mask,
        params: Callable[[int], dict[str, Any]] = lambda row: {},
    ) -> None:
        """Say the sentence `key` about these rows; `params(row)` fills it."""
        places = np.flatnonzero(rows)
        if not len(places):
            return
        self.counts[key] += len(places)
        if WORDINGS[key][0] == "error":
            self.wrong |= rows
        named = [
            problem(key, row=self.sheet.place(row), field=column, **params(row))
            for row in places[:NAMED_ROWS].tolist()
        ]
        self.problems += named
        if len(places) > NAMED_ROWS:
            what = named[0].sentence.text
            self.problems.append(problem("and_more", field=column, count=len(places) - NAMED_ROWS, what=what))

    def leave(self, rows: Mask, because: str) -> None:
        """These rows are no ratings; they are counted and not taken."""
        self.no_ratings |= rows
        self.problems.append(problem("left_out", count=int(rows.sum()), because=because))

    def say(self, one: Problem, rows: int = 0) -> None:
        self.problems.append(one)
        self.counts[one.kind] += rows
