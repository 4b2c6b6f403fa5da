"""Small numbers of learners are not shown, and nobody can work them out from what is shown.

A row of counts splits a group into parts that add up, and the size of the group is shown. So a single hidden part
could be had by subtraction; several that hold nobody, or as many as they can below the threshold, are as good as
shown. Hence: every part below the threshold is hidden, and then further parts, the smallest first, until at least
two are hidden, which together hold at least the threshold and less than the most that they could if all were below
it. A test goes through every table of a size and finds no hidden part with one answer only.

Source: the usual rule for student records (n < 10) with complementary suppression; see the guidance of the
U.S. Department of Education's Privacy Technical Assistance Center on disclosure avoidance.

Limits: protects one table. Two dates of the same table differ by what happened in between.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["SMALLEST_SHOWN", "holds_back", "is_told", "suppress", "suppress_nested"]

SMALLEST_SHOWN = 10


def suppress(parts: Sequence[int], smallest: int = SMALLEST_SHOWN) -> tuple[int | None, ...]:
    """The counts that may be shown of a group whose size (their sum) is shown; None for the others.

    A group below the threshold shows nothing; its size is the caller's to hide.
    """
    if sum(parts) < smallest:
        return (None,) * len(parts)
    hidden = {place for place, count in enumerate(parts) if count < smallest}
    if not hidden:
        return tuple(parts)
    while len(hidden) < len(parts) and not holds_back(hidden, parts, smallest):
        next_smallest = min(count for place, count in enumerate(parts) if place not in hidden)
        # All of one size together: which of them was chosen would tell something.
        hidden |= {place for place, count in enumerate(parts) if count == next_smallest}
    return tuple(None if place in hidden else count for place, count in enumerate(parts))


def is_told(count: int, smallest: int = SMALLEST_SHOWN) -> bool:
    """Whether a count by itself tells of no few: none, or at least the threshold."""
    return count == 0 or count >= smallest


def suppress_nested(counts: Sequence[int], smallest: int = SMALLEST_SHOWN) -> tuple[int | None, ...]:
    """The counts that may be shown of which each is a part of the one before; None for the others. Nothing (0) is told.

    Two shown counts give away how many lie between them, so these are none, or at least the threshold. The first counts go
    before the later ones. A test goes through every row of a size.
    """
    shown: list[int | None] = []
    before = None
    for count in counts:
        between = 0 if before is None else before - count
        if is_told(count, smallest) and is_told(between, smallest):
            before = count
            shown.append(count)
        else:
            shown.append(None)
    return tuple(shown)


def holds_back(hidden: set[int], parts: Sequence[int], smallest: int) -> bool:
    """Whether what the hidden parts hold together leaves each of them open."""
    together = sum(parts[place] for place in hidden)
    is_full = all(parts[place] == smallest - 1 for place in hidden)
    return len(hidden) >= 2 and together >= smallest and not is_full
