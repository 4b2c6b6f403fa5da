"""Rows of few numbers among many columns, and how alike every row of one is to every row of another.

numpy alone. Rows are compared a block at a time, so that 5,000 × 5,000 never needs more than a few hundred megabytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

__all__ = ["Rows", "Vocabulary", "counted"]

Whole = NDArray[np.int64]
Real = NDArray[np.float64]

MOST_PRODUCTS = 4_000_000  # at once, per block of rows
FREQUENT = 1 / 16  # a column that more of the rows use than this is multiplied as a plain matrix


@dataclass(frozen=True, eq=False)
class Rows:
    """n rows: row i holds values[starts[i]:starts[i + 1]] in the columns at the same places, columns ascending."""

    starts: Whole
    columns: Whole
    values: Real
    width: int

    def __len__(self) -> int:
        return len(self.starts) - 1

    @cached_property
    def row_of(self) -> Whole:
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    def sums(self) -> Real:
        sums: Real = np.bincount(self.row_of, weights=self.values, minlength=len(self)).astype(np.float64)
        return sums

    def used(self) -> Whole:
        """Per column, how many rows use it."""
        return np.bincount(self.columns, minlength=self.width)

    def with_values(self, values: Real) -> Rows:
        return Rows(self.starts, self.columns, values, self.width)

    def taken(self, rows: Whole) -> Rows:
        """The named rows, in that order."""
        places, lengths = _places(self.starts, rows)
        starts = np.concatenate([[0], np.cumsum(lengths)])
        return Rows(starts, self.columns[places], self.values[places], self.width)

    def unit(self) -> Rows:
        """Every row at length one; an empty row stays empty."""
        squares = np.bincount(self.row_of, weights=self.values**2, minlength=len(self))
        length = np.sqrt(np.where(squares > 0, squares, 1.0))
        return self.with_values(self.values / length[self.row_of])

    def dense(self, columns: Whole) -> NDArray[np.float32]:
        """These columns as a plain matrix."""
        position = np.full(self.width, -1)
        position[columns] = np.arange(len(columns))
        there = position[self.columns] >= 0
        matrix = np.zeros((len(self), len(columns)), dtype=np.float32)
        matrix[self.row_of[there], position[self.columns[there]]] = self.values[there]
        return matrix

    def against(self, others: Rows, block: int = 512) -> Iterator[tuple[slice, NDArray[np.float32]]]:
        """Inner products of these rows with all the others, a block of rows after the other: (rows, block × others)."""
        columns, theirs, postings = others._searched
        mine, rest = self.dense(columns), _without(self, np.isin(np.arange(self.width), columns))
        for first in range(0, max(len(self), 1), block):
            rows = slice(first, min(first + block, len(self)))
            yield rows, mine[rows] @ theirs.T + postings.products(rest, rows)

    @cached_property
    def _searched(self) -> tuple[Whole, NDArray[np.float32], _Postings]:
        """These rows as others are compared with them: frequent columns as a plain matrix, the rest by column."""
        frequent = self.used() > max(FREQUENT * len(self), 4)
        columns = np.flatnonzero(frequent)
        return columns, self.dense(columns), _Postings(_without(self, frequent))

    def products(self, others: Rows) -> NDArray[np.float32]:
        """All inner products at once: for a few thousand rows."""
        found = np.zeros((len(self), len(others)), dtype=np.float32)
        for rows, block in self.against(others):
            found[rows] = block
        return found


class _Postings:
    """The same numbers by column: which rows use it, and how much."""

    def __init__(self, rows: Rows) -> None:
        order = np.argsort(rows.columns, kind="stable")
        self.rows = rows.row_of[order]
        self.values = rows.values[order]
        self.starts = np.concatenate([[0], np.cumsum(np.bincount(rows.columns, minlength=rows.width))])
        self.n = len(rows)

    def products(self, asked: Rows, rows: slice) -> NDArray[np.float32]:
        found = np.zeros((rows.stop - rows.start, self.n), dtype=np.float32)
        lengths = np.diff(self.starts)
        row = rows.start
        while row < rows.stop:
            last, products = row, 0
            while last < rows.stop and (last == row or products < MOST_PRODUCTS):
                products += int(lengths[asked.columns[asked.starts[last] : asked.starts[last + 1]]].sum())
                last += 1
            found[row - rows.start : last - rows.start] = self._some(asked, row, last)
            row = last
        return found

    def _some(self, asked: Rows, first: int, last: int) -> Real:
        start, stop = asked.starts[first], asked.starts[last]
        places, lengths = _places(self.starts, asked.columns[start:stop])
        target = np.repeat(asked.row_of[start:stop] - first, lengths) * self.n + self.rows[places]
        weights = np.repeat(asked.values[start:stop], lengths) * self.values[places]
        sums: Real = np.bincount(target, weights=weights, minlength=(last - first) * self.n).astype(
            np.float64
        )
        return sums.reshape(last - first, self.n)


@dataclass(frozen=True)
class Vocabulary:
    """The tokens that the columns stand for, sorted."""

    tokens: tuple[str, ...]

    @cached_property
    def number(self) -> dict[str, int]:
        return {token: column for column, token in enumerate(self.tokens)}


def counted(texts: Sequence[Sequence[str]], vocabulary: Vocabulary | None = None) -> tuple[Rows, Vocabulary]:
    """How often each token is in each text. With a vocabulary given, tokens outside of it are left out."""
    if vocabulary is None:
        vocabulary = Vocabulary(tuple(sorted({token for text in texts for token in text})))
    number = vocabulary.number
    starts, columns, values = [0], list[int](), list[int]()
    for text in texts:
        counts = Counter(number[token] for token in text if token in number)
        for column in sorted(counts):
            columns.append(column)
            values.append(counts[column])
        starts.append(len(columns))
    rows = Rows(
        np.array(starts, dtype=np.int64),
        np.array(columns, dtype=np.int64),
        np.array(values, dtype=np.float64),
        len(vocabulary.tokens),
    )
    return rows, vocabulary


def _places(starts: Whole, rows: Whole) -> tuple[Whole, Whole]:
    """Where the entries of these rows lie, one after the other, and how many each row has."""
    lengths = starts[rows + 1] - starts[rows]
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total) + np.repeat(starts[rows] - (ends - lengths), lengths), lengths


def _without(rows: Rows, columns: NDArray[np.bool_]) -> Rows:
    keep = ~columns[rows.columns]
    starts = np.concatenate([[0], np.cumsum(np.bincount(rows.row_of[keep], minlength=len(rows)))])
    return Rows(starts, rows.columns[keep], rows.values[keep], rows.width)
