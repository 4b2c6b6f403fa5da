"""From the criteria of one piece to the level of the whole: conjunctive, never a mean."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["overall_from_criteria"]


def overall_from_criteria(levels: Iterable[tuple[int | None, bool]]) -> int | None:
    """Which level do the criteria of one piece show together? The lowest of the essential ones.

    levels: (level or None where the criterion was not rated, whether it is essential). One essential criterion that was
    not rated leaves the whole open (None), and so does a rubric without essential criteria: a strength elsewhere never
    makes up for what is essential (R037). It is proposed; the person who rates says what the whole shows.
    """
    essential = [level for level, is_essential in levels if is_essential]
    if not essential or any(level is None for level in essential):
        return None
    return min(level for level in essential if level is not None)
