"""Bodies of evidence laid end to end in one column, and what every numeric way asks of them.

Body i is levels[offsets[i]:offsets[i + 1]], oldest first. No body is empty except in `present`.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def present(levels: Floats, offsets: Ints) -> tuple[Floats, Ints]:
    """The same bodies without the levels that are nan; a body may become empty."""
    there = ~np.isnan(levels)
    if there.all():
        return levels[offsets[0] : offsets[-1]], offsets - offsets[0]
    before = np.concatenate(([0], np.cumsum(there)))
    begins = before[offsets]
    return levels[offsets[0] : offsets[-1]][there[offsets[0] : offsets[-1]]], begins - begins[0]


def body_of_rows(offsets: Ints) -> Ints:
    return np.repeat(np.arange(len(offsets) - 1, dtype=np.int64), np.diff(offsets))


def by_position(offsets: Ints) -> Iterator[tuple[Ints, Ints]]:
    """(bodies, rows) for the first row of every body, then for the second of those that have one, and so on.

    A recursion over time runs through all bodies at once this way. The loop is as long as the longest body; the
    rows of all its turns together are the rows of the column.
    """
    sizes = np.diff(offsets)
    longest_first = np.argsort(-sizes, kind="stable")
    having = np.searchsorted(-sizes[longest_first], -np.arange(int(sizes.max(initial=0))), side="left")
    for position, bodies in enumerate(having):
        active = longest_first[:bodies]
        yield active, offsets[active] + position


def sums(levels: Floats, offsets: Ints) -> Floats:
    """The sum of every body, with the small remainders carried along, so that the order of rows costs no digit."""
    total = np.zeros(len(offsets) - 1)
    remainder = np.zeros(len(offsets) - 1)
    for bodies, rows in by_position(offsets):
        so_far, further = total[bodies], levels[rows]
        now = so_far + further
        remainder[bodies] += np.where(
            np.abs(so_far) >= np.abs(further), (so_far - now) + further, (further - now) + so_far
        )
        total[bodies] = now
    return total + remainder


def last_rows(offsets: Ints) -> Ints:
    return offsets[1:] - 1


def keep(levels: Floats, offsets: Ints, kept: NDArray[np.bool_]) -> tuple[Floats, Ints]:
    """The bodies with only the rows that are kept; a body may become empty."""
    before = np.concatenate(([0], np.cumsum(kept)))
    return levels[kept], before[offsets]


def last_of_each(levels: Floats, offsets: Ints, most: int | None) -> tuple[Floats, Ints]:
    """The bodies with only their last `most` rows (all of them for None)."""
    if most is None:
        return levels, offsets
    from_end = np.repeat(offsets[1:], np.diff(offsets)) - np.arange(len(levels))
    return keep(levels, offsets, from_end <= most)


def sorted_in_each(levels: Floats, offsets: Ints) -> Floats:
    """The levels of every body from the lowest to the highest."""
    return levels[np.lexsort((levels, body_of_rows(offsets)))]
