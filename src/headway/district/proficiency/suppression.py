"""Small numbers of learners are not shown, and nobody can work them out from what is shown.

A row of counts splits a group into parts that add up, and the size of the group is shown. So a single hidden part
could be had by subtraction, and several hidden parts that hold few learners together would be nearly as good as
shown. Hence: every part below the threshold is hidden, and then further parts, the smallest first, until at least
two are hidden and together they hold at least the threshold.

Source: the usual rule for student records (n < 10) with complementary suppression; see the guidance of the
U.S. Department of Education's Privacy Technical Assistance Center on disclosure avoidance.

Limits: protects one table. Two dates of the same table differ by what happened in between.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["SMALLEST_SHOWN", "suppress"]

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
    by_size = sorted(set(range(len(parts))) - hidden, key=lambda place: (parts[place], place))
    while by_size and (len(hidden) < 2 or sum(parts[place] for place in hidden) < smallest):
        hidden.add(by_size.pop(0))
    return tuple(None if place in hidden else count for place, count in enumerate(parts))
