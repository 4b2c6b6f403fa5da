"""Growth: how far a learner came from her own start, anywhere on the continuum, without a ceiling.

Two readings, side by side:

units: learning units gained, as in pace.
levels' worth: for each level of the continuum in the domain, units gained there ÷ units of that level, added up. All of
level 4, all of level 5 and three tenths of level 6 are 2.3 levels' worth, wherever the learner began and whatever her
course is called. It is no mean of anybody's performance levels, and it has no ceiling: 4.1 levels' worth in a year are
shown as 4.1.

What was taken as known on arrival (placement, transfer) is where the learner began. It is no growth, and it stays none
when the same level is decided again; only what was taken back and reached anew counts.

Source: growth may begin below the course and exceed a level's worth in a year, and is shown as it is (R069).

Limits: a level's worth of one domain is not that of another; competencies without a level of the continuum count in
units only; weights are a convention of the continuum's authors.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from headway.mastery.facts import Competencies, Determination, Determinations, Kind, Reason
from headway.mastery.pacing.measures.partly import NOTHING_PARTLY, Partly
from headway.mastery.pacing.reference import Gained, progress_of
from headway.mastery.scales import Scale

__all__ = ["Growth", "growth_of", "units_of_levels"]


@dataclass(frozen=True)
class Growth:
    """units: gained. levels_worth: of levels of the continuum. per_level: (level, gained there, units of the level).

    without_level: units of competencies that have no level. started_with: units taken as known on arrival.
    """

    units: float
    levels_worth: float
    per_level: tuple[tuple[int, float, float], ...]
    without_level: float
    started_with: float
    gained: tuple[Gained, ...]
    reasons: tuple[Reason, ...]


def units_of_levels(
    competencies: Competencies, levels: Mapping[int, int | None], domain: int
) -> dict[int, float]:
    """Learning units of each level in an academic domain. levels: competency → its level of the continuum."""
    units: dict[int, list[float]] = {}
    for row, competency in enumerate(competencies.competency.tolist()):
        counted = competencies.kind[row] == Kind.ACADEMIC and competencies.domain[row] == domain
        level = levels.get(competency)
        if counted and level is not None:
            units.setdefault(level, []).append(float(competencies.weight[row]))
    return {level: math.fsum(weights) for level, weights in sorted(units.items())}


def growth_of(
    determinations: Iterable[Determination] | Determinations,
    competencies: Competencies,
    levels: Mapping[int, int | None],
    scale: Scale,
    *,
    domain: int,
    from_on: int,
    on: int,
    taken: Collection[int] = (),
    partly: Partly = NOTHING_PARTLY,
) -> Growth:
    """One learner's growth in one domain from from_on to on, both included (days since 1970-01-01).

    competencies: all of the domain, not only the learner's: they say how much a level is. taken: numbers of the
    determinations that came with placement or transfer.
    """
    progress = progress_of(
        determinations, competencies, scale, domain=domain, from_on=from_on, on=on, partly=partly, taken=taken
    )
    gains = (*progress.gained, *progress.partly)
    whole = units_of_levels(competencies, levels, domain)
    per_level = tuple(
        (level, math.fsum(one.weight for one in gains if levels.get(one.competency) == level), whole[level])
        for level in whole
        if any(levels.get(one.competency) == level for one in gains)
    )
    without = math.fsum(one.weight for one in gains if levels.get(one.competency) is None)
    worth = math.fsum(gained / of for _level, gained, of in per_level if of > 0)
    started = math.fsum(one.weight for one in progress.taken)
    return Growth(
        progress.units,
        worth,
        per_level,
        without,
        started,
        gains,
        _reasons(progress.units, worth, without, started),
    )


def _reasons(units: float, worth: float, without: float, started: float) -> tuple[Reason, ...]:
    reasons = [Reason.of("growth", units=units, levels=worth), Reason.of("growth_formula")]
    if without:
        reasons.append(Reason.of("growth_without_level", units=without))
    if started:
        reasons.append(Reason.of("growth_started_with", units=started))
    return (*reasons, Reason.of("growth_use_well"))
