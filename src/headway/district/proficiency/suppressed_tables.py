"""Counts of several groups side by side, with their totals, and no small number to be had from rows and columns together.

Single rows are protected by `suppress`. A table with totals is more: what one row hides, its column may give away. Hence, until
nothing changes: every row and every column whose total is shown holds its hidden parts back (`holds_back`); and no
hidden cell follows from all equations of the table together (its value would be the same in every table that fits),
or is left with one answer once every bound is followed through.

Limits: one table. Several tables about the same learners share their total row, so it is made first and is the same in all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.district.proficiency.suppression import SMALLEST_SHOWN, holds_back, suppress

__all__ = ["CountRow", "CountTable", "suppress_row", "suppress_table"]

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class CountRow:
    """A group: how many learners, how many of something they have, split into parts; None where it is not shown."""

    learners: int | None
    whole: int | None
    parts: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class CountTable:
    """One row for each group, in the order given, and the row of all groups together."""

    rows: tuple[CountRow, ...]
    together: CountRow


def suppress_row(
    counts: Sequence[int], behind: Sequence[int], smallest: int = SMALLEST_SHOWN
) -> tuple[int | None, ...]:
    """The parts that may be shown of a whole that is shown. behind: how many learners stand behind each part."""
    counted = np.array(counts, dtype=np.int64)
    hidden = _row_hidden(counted, np.array(behind, dtype=np.int64), smallest)
    return tuple(None if gone else int(count) for count, gone in zip(counted, hidden, strict=True))


def suppress_table(
    counts: Sequence[Sequence[int]],
    behind: Sequence[Sequence[int]],
    learners: Sequence[int],
    behind_together: Sequence[int],
    smallest: int = SMALLEST_SHOWN,
) -> CountTable:
    """What may be shown of groups that make up a whole, each split into the same parts.

    counts: of what learners have (proposals, say), group by group and part by part. behind: how many learners stand
    behind each. learners: of each group; behind_together: of each part, in all groups. Fewer than `smallest` of
    either are not shown.
    """
    if not learners:
        return CountTable((), CountRow(None, None, (None,) * len(behind_together)))
    parts = np.array(counts, dtype=np.int64)
    table = np.vstack([parts, parts.sum(axis=0)])
    table = np.column_stack([table, table.sum(axis=1)])
    together = sum(learners)
    hidden = np.zeros(table.shape, dtype=bool)
    if together < smallest or int(table[-1, -1]) < smallest:
        return _shown(table, np.ones(table.shape, dtype=bool), (None,) * len(learners), None)
    hidden[-1, :-1] = _row_hidden(table[-1, :-1], np.array(behind_together, dtype=np.int64), smallest)
    sizes = suppress(learners, smallest)
    small = _nones(sizes) | (table[:-1, -1] < smallest)
    if small.sum() == 1:
        # A group with learners enough and hardly anything to count: another one is hidden with it.
        others = np.where(small, table[-1, -1] + 1, table[:-1, -1])
        small |= table[:-1, -1] == others.min()
    hidden[:-1, -1] = small
    for place in range(len(parts)):
        # Where the whole of a group is hidden, its parts would add up to it.
        row = _row_hidden(parts[place], np.array(behind[place], dtype=np.int64), smallest)
        hidden[place, :-1] = True if small[place] else row
    while _hide_more(table, hidden, smallest):
        pass
    return _shown(table, hidden, sizes, together)


def _row_hidden(counts: Ints, behind: Ints, smallest: int) -> Mask:
    """Small parts, and further ones until the hidden ones hold each other back.

    The last part, which is the rest, goes first: it is what readers need least, and hiding it tells nothing of its size.
    """
    hidden = (counts < smallest) | (behind < smallest)
    while hidden.any() and not hidden.all():
        places = {int(one) for one in np.flatnonzero(hidden)}
        if holds_back(places, counts.tolist(), smallest):
            break
        if hidden[-1]:
            hidden |= counts == counts[~hidden].min()
        hidden[-1] = True
    return hidden


def _hide_more(table: Ints, hidden: Mask, smallest: int) -> bool:
    """One step; whether there was one to take. Never hides anything of the row of all groups."""
    for column in range(table.shape[1] - 1):
        inside = hidden[:-1, column]
        if not hidden[-1, column] and inside.any() and not inside.all():
            places = {int(one) for one in np.flatnonzero(inside)}
            if not holds_back(places, table[:-1, column].tolist(), smallest):
                return _hide_smallest(table, hidden, column=column)
    for row in range(table.shape[0] - 1):
        inside = hidden[row, :-1]
        if not hidden[row, -1] and inside.any() and not inside.all():
            places = {int(one) for one in np.flatnonzero(inside)}
            if not holds_back(places, table[row, :-1].tolist(), smallest):
                if not hidden[row, -2]:
                    hidden[row, -2] = True
                    return True
                return _hide_smallest(table, hidden, row=row)
    for row, column in _given_away(table, hidden):
        if _hide_smallest(table, hidden, row=row) or _hide_smallest(table, hidden, column=column):
            return True
        # Its row and its column are all hidden: anything else still shown inside is hidden, the smallest first.
        if _hide_smallest(table, hidden):
            return True
    return False


def _hide_smallest(table: Ints, hidden: Mask, row: int | None = None, column: int | None = None) -> bool:
    """The smallest cell still shown inside this row or column (or anywhere); all of one size together."""
    candidates = ~hidden
    candidates[-1, :] = False
    candidates[:, -1] = False
    if row is not None:
        candidates[np.arange(len(table)) != row, :] = False
    if column is not None:
        candidates[:, np.arange(table.shape[1]) != column] = False
    if not candidates.any():
        return False
    hidden |= candidates & (table == table[candidates].min())
    return True


def _given_away(table: Ints, hidden: Mask) -> list[tuple[int, int]]:
    """Hidden cells that the table determines: by its equations together, or by bounds followed through."""
    places = [(int(row), int(column)) for row, column in np.argwhere(hidden)]
    if not places:
        return []
    equations = _equations(table.shape, places)
    _u, sizes, directions = np.linalg.svd(equations, full_matrices=True)
    rank = int((sizes > 1e-9).sum())
    free = np.abs(directions[rank:]).sum(axis=0) > 1e-9
    low, high = _bounds(table, hidden)
    return [place for number, place in enumerate(places) if not free[number] or low[place] == high[place]]


def _equations(shape: tuple[int, ...], places: list[tuple[int, int]]) -> NDArray[np.float64]:
    """Each row and each column: its parts less its total are nothing. One unknown for each hidden cell."""
    rows, columns = shape
    matrix = np.zeros((rows + columns, len(places)))
    for number, (row, column) in enumerate(places):
        matrix[row, number] = -1 if column == columns - 1 else 1
        matrix[rows + column, number] = -1 if row == rows - 1 else 1
    return matrix


def _bounds(table: Ints, hidden: Mask) -> tuple[Ints, Ints]:
    """Between what a hidden count must lie, from row after row and column after column until nothing narrows."""
    whole = int(table[-1, -1])
    low = np.where(hidden, 0, table)
    high = np.where(hidden, whole, table)
    for _round in range(sum(table.shape)):
        before = (low.copy(), high.copy())
        for lines in ((low, high), (low.T, high.T)):
            for least, most in zip(*lines, strict=True):
                _narrow(least, most)
        if np.array_equal(before[0], low) and np.array_equal(before[1], high):
            break
    return low, high


def _narrow(least: Ints, most: Ints) -> None:
    """A line whose last cell is the sum of the others."""
    least[-1] = max(least[-1], least[:-1].sum())
    most[-1] = min(most[-1], most[:-1].sum())
    for place in range(len(least) - 1):
        others = np.arange(len(least) - 1) != place
        least[place] = max(least[place], least[-1] - most[:-1][others].sum())
        most[place] = min(most[place], most[-1] - least[:-1][others].sum())


def _nones(shown: Sequence[int | None]) -> Mask:
    return np.array([one is None for one in shown], dtype=bool)


def _shown(table: Ints, hidden: Mask, learners: Sequence[int | None], together: int | None) -> CountTable:
    def row(place: int, people: int | None) -> CountRow:
        cells = [
            None if is_hidden else int(count)
            for count, is_hidden in zip(table[place], hidden[place], strict=True)
        ]
        return CountRow(people, cells[-1], tuple(cells[:-1]))

    rows = tuple(row(place, people) for place, people in enumerate(learners))
    return CountTable(rows, row(len(table) - 1, together))
