"""How learners grow: an entry level, then bursts with plateaus between, none in vacations."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.mastery.simulation.calendar import Calendar
from headway.mastery.simulation.draws import Draws
from headway.mastery.simulation.maps import CompetencyMap
from headway.mastery.simulation.roster import People

# Spreads in continuum levels.
SPREAD_OVERALL, SPREAD_OF_DOMAIN, SPREAD_OF_STRAND = 0.85, 0.55, 0.40
GROWTH_A_YEAR = 1.12  # continuum levels in a school year with full access
SCHOOL_DAYS_A_YEAR = 183
BURST_BEGINS, BURST_WEEKS = 0.13, (3, 6)
DIFFICULTY_WITHIN_LEVEL = (0.25, 0.85)
ENTRY_COST_OF_ACCESS = 1.6  # continuum levels at entry for each whole unit of access that is missing


@dataclass(frozen=True, eq=False)
class Growth:
    """overall: learners. entry, rate: strands × learners. gained: weeks × domains × learners, never falling."""

    overall: NDArray[np.float64]
    entry: NDArray[np.float64]
    rate: NDArray[np.float64]
    gained: NDArray[np.float32]
    difficulty: NDArray[np.float64]

    @classmethod
    def draw(cls, who: People, map_: CompetencyMap, calendar: Calendar, seed: int) -> Growth:
        draws = Draws(seed, "growth")
        count = len(who.learners)
        age = np.maximum(who.age_in[0], 0)
        # Where learners begin differs more, the longer they have been learning.
        jagged = np.clip(0.55 + 0.07 * age, 0.55, 1.15)
        overall = draws.normal(count)
        of_domain = draws.normal((map_.domains, count), SPREAD_OF_DOMAIN)
        of_strand = draws.normal((map_.strands, count), SPREAD_OF_STRAND)
        entry = (
            age
            + jagged * (SPREAD_OVERALL * overall + of_domain[map_.domain_of_strand] + of_strand)
            - ENTRY_COST_OF_ACCESS * (1 - who.access) * np.minimum(age, 3) / 3
        )
        rate = np.exp(draws.normal((map_.strands, count), 0.18))
        low, high = DIFFICULTY_WITHIN_LEVEL
        difficulty = map_.graph.level + low + (high - low) * draws.uniform(map_.n)
        return cls(overall, entry, rate, _gained(who, map_, calendar, draws), difficulty)

    def ability(self, map_: CompetencyMap) -> NDArray[np.float32]:
        """weeks × strands × learners."""
        weeks = len(self.gained)
        result = np.empty((weeks, *self.entry.shape), dtype=np.float32)
        for week in range(weeks):
            result[week] = self.entry + self.rate * self.gained[week][map_.domain_of_strand]
        return result


def _gained(who: People, map_: CompetencyMap, calendar: Calendar, draws: Draws) -> NDArray[np.float32]:
    """A burst begins by chance, lasts some weeks, and has a strength of its own; in between there is a plateau."""
    shape = (map_.domains, len(who.learners))
    days = [len(in_week) for in_week in calendar.days_in_weeks()]
    mean_weeks = sum(BURST_WEEKS) / 2
    share_in_burst = mean_weeks / (mean_weeks + 1 / BURST_BEGINS)
    daily = (
        GROWTH_A_YEAR / SCHOOL_DAYS_A_YEAR / share_in_burst * who.access * np.exp(draws.normal(shape, 0.2))
    )
    left, strength = np.zeros(shape, dtype=np.int64), np.ones(shape)
    total = np.zeros(shape)
    gained = np.empty((len(days), *shape), dtype=np.float32)
    not_yet_here = who.learners.entered_on
    for week, (monday, in_week) in enumerate(zip(calendar.weeks.tolist(), days, strict=True)):
        if in_week:
            begins = (left == 0) & draws.yes(BURST_BEGINS, shape)
            length = BURST_WEEKS[0] + draws.below(BURST_WEEKS[1] - BURST_WEEKS[0] + 1, shape)
            power = np.exp(draws.normal(shape, 0.3) - 0.045)
            left, strength = np.where(begins, length, left), np.where(begins, power, strength)
            grows = (left > 0) & (not_yet_here <= monday + 4)
            total += np.where(grows, daily * strength * in_week, 0.0)
            left = np.maximum(left - 1, 0)
        gained[week] = total
    return gained
