"""Columns of text as numbers of distinct values. Looking up 200,000 rows is looking up what is distinct among them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Distinct", "distinct"]

Mask = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Distinct:
    """A column: its distinct values (stripped), and for each row which of them it holds."""

    values: tuple[str, ...]
    of_row: Ints

    def at(self, row: int) -> str:
        return self.values[self.of_row[row]]

    def spread(self, per_value: NDArray) -> NDArray:
        """What was found for each distinct value, as a column."""
        return per_value[self.of_row]

    def where(self, holds: Callable[[str], bool]) -> Mask:
        """The rows whose value has a property."""
        return self.spread(np.array([holds(value) for value in self.values], dtype=bool))

    def at_rows(self, rows: Ints) -> Distinct:
        return Distinct(self.values, self.of_row[rows])


def distinct(column: Sequence[str]) -> Distinct:
    """The distinct values of a column in the order in which they appear."""
    values = list(dict.fromkeys(column))
    if len(values) == len(column):
        of_row = np.arange(len(column), dtype=np.int64)
    else:
        codes = dict(zip(values, range(len(values)), strict=True))
        of_row = np.fromiter(map(codes.__getitem__, column), np.int64, len(column))
    return Distinct(tuple(map(str.strip, values)), of_row)
