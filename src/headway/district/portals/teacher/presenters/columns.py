"""Which competencies stand as columns in a class grid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, DomainInfo, StrandInfo
from headway.district.proficiency.api import StandingInfo

__all__ = ["ColumnChoice", "choose_columns", "working_levels"]

# As many columns as a teacher can take in without scrolling far: about a unit's worth on either side of now.
WANTED_COLUMNS = 28
# A grid of 25 learners stays light up to here; beyond, the page says what was left out and how to see it.
MOST_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """The columns of a grid and how they were chosen. first, last: levels, None where the map has none.

    chosen_by_system: the levels are those around which the learners work, not ones that somebody asked for.
    left_out: competencies that were asked for and aren't shown because there are too many.
    """

    domain: DomainInfo | None
    strand: StrandInfo | None
    first: int | None
    last: int | None
    columns: tuple[CompetencyInfo, ...]
    left_out: int
    chosen_by_system: bool


def working_levels(
    continuum: ContinuumMap, standings: Iterable[StandingInfo], domain_id: int | None
) -> Counter[int]:
    """Level of the continuum → how often work of these learners is under way there (not yet proficient)."""
    levels: Counter[int] = Counter()
    for standing in standings:
        competency = continuum.by_id.get(standing.competency_id)
        if competency is None or competency.level is None or competency.domain_id != domain_id:
            continue
        if not standing.is_proficient:
            levels[competency.level] += 1
    return levels


def choose_columns(
    continuum: ContinuumMap,
    *,
    domain: DomainInfo | None,
    strand: StrandInfo | None = None,
    first: int | None = None,
    last: int | None = None,
    at_work: Mapping[int, int] | None = None,
    course_level: int | None = None,
) -> ColumnChoice:
    """The columns for a domain or strand: the levels asked for, else those around which the learners work.

    at_work: level → how much work is under way there. Without any, the course's level, else the lowest.
    """
    if strand is not None:
        pool = continuum.in_strand(strand.id)
    else:
        pool = continuum.in_domain(domain.id) if domain else continuum.competencies
    per_level = Counter(one.level for one in pool if one.level is not None)
    asked = first is not None or last is not None
    if not per_level:
        first = last = None
    elif asked:
        levels = sorted(per_level)
        first = levels[0] if first is None else first
        last = levels[-1] if last is None else last
        first, last = min(first, last), max(first, last)
    else:
        first, last = _band(per_level, at_work or {}, course_level)
    columns = [
        one
        for one in pool
        if first is None or last is None or one.level is None or first <= one.level <= last
    ]
    columns.sort(key=lambda one: (one.level if one.level is not None else 0, one.position))
    return ColumnChoice(
        domain=domain,
        strand=strand,
        first=first,
        last=last,
        columns=tuple(columns[:MOST_COLUMNS]),
        left_out=max(0, len(columns) - MOST_COLUMNS),
        chosen_by_system=not asked,
    )


def _band(
    per_level: Mapping[int, int], at_work: Mapping[int, int], course_level: int | None
) -> tuple[int, int]:
    """Begin where half of the work lies on either side; widen to the busier neighbour while it fits."""
    levels = sorted(per_level)
    middle = _middle(levels, at_work, course_level)
    first = last = levels.index(middle)
    shown = per_level[middle]
    while True:
        sides = []
        if first > 0:
            sides.append((at_work.get(levels[first - 1], 0), 1, first - 1))
        if last < len(levels) - 1:
            # On equal work, look forward: what comes next is the more useful column.
            sides.append((at_work.get(levels[last + 1], 0), 2, last + 1))
        sides = [side for side in sides if shown + per_level[levels[side[2]]] <= WANTED_COLUMNS]
        if not sides:
            return levels[first], levels[last]
        _work, _forward, place = max(sides)
        shown += per_level[levels[place]]
        first, last = min(first, place), max(last, place)


def _middle(levels: list[int], at_work: Mapping[int, int], course_level: int | None) -> int:
    work = [(level, at_work[level]) for level in levels if at_work.get(level)]
    if work:
        half = sum(count for _level, count in work) / 2
        seen = 0
        for level, count in work:
            seen += count
            if seen >= half:
                return level
    if course_level is None:
        return levels[0]
    return min(levels, key=lambda level: (abs(level - course_level), level))
