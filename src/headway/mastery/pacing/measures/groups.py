"""Pace of a group, a cohort, a school or the district: the same definition as one learner's, over all of their time.

pace of a group = units of all its learners ÷ all their own instructional days × instructional days in a year.

It is one learner's formula with sums in it, so a group of one is that learner, and groups put together are the group of
all. It is no mean of paces and no mean of levels; how learners differ is told as counts. Sums are kept to six decimals,
more than any weight or share has, so that they reconcile exactly.

Source: the founding articles ask for pace and progress by individual, group and cohort (R068); one formula makes them
reconcile.

Limits: a group's pace moves with who is in it; compare a group with its own earlier time, never with another group as a
judgement. Small groups are not shown.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from headway.mastery.facts import Reason, Refused

__all__ = ["GroupPace", "Part", "group_pace", "together"]

DECIMALS = 6


@dataclass(frozen=True)
class Part:
    """One learner in one domain: units gained, own instructional days, and the level of the continuum she works at."""

    units: float
    days: float
    level: int | None = None


@dataclass(frozen=True)
class GroupPace:
    """units ÷ days × days_per_year of all learners together. units_per_year is None without days.

    units: learning units; days: own instructional days, both summed. edges: of the bands, units a year. learners: those with days, of whom pace is told. counts: learners by their own pace: without days yet, then one band
    below each edge and one above the last.
    by_level: (level or None, the same counts), level beside pace and never merged with it.
    """

    learners: int
    units: float
    days: float
    days_per_year: int
    units_per_year: float | None
    edges: tuple[float, ...]
    counts: tuple[int, ...]
    by_level: tuple[tuple[int | None, tuple[int, ...]], ...]

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The formula with its parts, or why there is none; and what the number is for."""
        if self.units_per_year is None:
            return (Reason.of("group_no_days"), Reason.of("group_use_well"))
        formula = Reason.of(
            "group_formula",
            count=self.learners,
            units=self.units,
            days=self.days,
            days_per_year=self.days_per_year,
            units_per_year=self.units_per_year,
        )
        return (formula, Reason.of("group_use_well"))


def group_pace(parts: Iterable[Part], days_per_year: int, edges: Sequence[float] = ()) -> GroupPace:
    """What is the pace of these learners together, in one domain?

    edges: learning units a year at which the bands of the counts begin, rising. Nobody's part is refused for being empty:
    who has no days yet is counted apart. Refused: a year without days, edges that don't rise.
    """
    _check(days_per_year, edges)
    listed = list(parts)
    levels: dict[int | None, Counter[int]] = {}
    for part in listed:
        levels.setdefault(part.level, Counter())[_band(part, days_per_year, edges)] += 1
    width = len(edges) + 2
    by_level = tuple(
        (level, tuple(levels[level][band] for band in range(width)))
        for level in sorted(levels, key=lambda one: -1 if one is None else one)
    )
    return _made(
        math.fsum(part.units for part in listed),
        math.fsum(part.days for part in listed),
        days_per_year,
        tuple(edges),
        by_level,
    )


def together(groups: Sequence[GroupPace]) -> GroupPace:
    """The group of all learners of these groups, which have no learner in common. Refused: different edges or years."""
    if not groups:
        raise Refused("groups", "Name at least one group.")
    first = groups[0]
    if any((one.edges, one.days_per_year) != (first.edges, first.days_per_year) for one in groups):
        raise Refused("groups", "These groups were counted with different bands or years; count them alike.")
    levels: dict[int | None, list[int]] = {}
    for one in groups:
        for level, counts in one.by_level:
            so_far = levels.setdefault(level, [0] * len(counts))
            levels[level] = [a + b for a, b in zip(so_far, counts, strict=True)]
    by_level = tuple(
        (level, tuple(levels[level])) for level in sorted(levels, key=lambda one: -1 if one is None else one)
    )
    return _made(
        math.fsum(one.units for one in groups),
        math.fsum(one.days for one in groups),
        first.days_per_year,
        first.edges,
        by_level,
    )


def _made(
    units: float,
    days: float,
    days_per_year: int,
    edges: tuple[float, ...],
    by_level: tuple[tuple[int | None, tuple[int, ...]], ...],
) -> GroupPace:
    units, days = round(units, DECIMALS), round(days, DECIMALS)
    counts = tuple(sum(counted[band] for _level, counted in by_level) for band in range(len(edges) + 2))
    per_year = units * days_per_year / days if days > 0 else None
    return GroupPace(sum(counts[1:]), units, days, days_per_year, per_year, edges, counts, by_level)


def _band(part: Part, days_per_year: int, edges: Sequence[float]) -> int:
    """0: no days yet; 1: below the first edge; …"""
    if part.days <= 0:
        return 0
    return 1 + bisect_right(list(edges), part.units * days_per_year / part.days)


def _check(days_per_year: int, edges: Sequence[float]) -> None:
    if isinstance(days_per_year, bool) or days_per_year < 1:
        raise Refused("days", f"The instructional days in a year are {days_per_year}; give 1 or more.")
    if any(after <= before for before, after in pairwise(edges)):
        raise Refused("edges", "The bands of pace begin at rising numbers; put them in order.")
