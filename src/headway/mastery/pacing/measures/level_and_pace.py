"""Level and pace are two readings. They stand side by side and are never made into one.

A learner may work on a level that others of her age passed long ago and gain a level's worth in a few months; another
may work far along the continuum and gain nothing this term. One number for both would hide either. So this pair has no
order, no sum and no colour; whoever needs an adult follows from the plan, not from the level.

Source: competency-based schools that read pace beside performance see that a learner who is not yet proficient may be
learning rapidly (R066). Which levels are called early is a convention of this module, for one purpose: to find such
learners and leave them in peace.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from headway.mastery.pacing.trajectories import Standing

__all__ = ["LevelAndPace", "PaceReading", "early_until", "pace_reading"]


class PaceReading(StrEnum):
    """Pace against the rate that was agreed or that the district expects, as words about the plan."""

    NO_TIME_YET = "no_time_yet"
    NO_RATE_NAMED = "no_rate_named"
    BELOW_RATE = "below_rate"
    AT_RATE = "at_rate"


@dataclass(frozen=True, slots=True)
class LevelAndPace:
    """One learner in one domain. level: of the continuum the learner works at, None where it is not known.

    units: learning units gained in the time that is looked at; units_per_year: those as a yearly pace, None without an
    instructional day; rate: learning units a year that were agreed or are expected, None where none is named.
    """

    level: int | None
    units: float
    units_per_year: float | None
    rate: float | None

    @property
    def reading(self) -> PaceReading:
        return pace_reading(self.units_per_year, self.rate)

    def is_early(self, until: int | None) -> bool:
        """Does the learner work in the lower half of the domain's levels? until: of `early_until`. Unknown is not early."""
        return self.level is not None and until is not None and self.level <= until

    def moves_well(self, standings: Collection[Standing]) -> bool:
        """Is the pace at its rate, or does every agreed plan hold while something is gained? The level plays no part.

        standings: of the learner's agreed plans in the domain. Plans that hold before anything is gained say nothing yet.
        """
        if self.reading == PaceReading.AT_RATE:
            return True
        return bool(standings) and Standing.NEEDS_ADJUSTING not in standings and self.units > 0


def pace_reading(units_per_year: float | None, rate: float | None) -> PaceReading:
    """Is this pace at the rate? Both in learning units a year; exactly the rate is at it.

    Looks at pace and rate only: there is no level to be seen from here.
    """
    if units_per_year is None:
        return PaceReading.NO_TIME_YET
    if rate is None:
        return PaceReading.NO_RATE_NAMED
    return PaceReading.AT_RATE if units_per_year >= rate else PaceReading.BELOW_RATE


def early_until(levels: Collection[int]) -> int | None:
    """Up to which level is work in a domain early? The last one of the lower half; of an odd number, the one in the middle.

    levels: those at which the domain has competencies, in any order; a level named twice counts once. None where there
    are fewer than two: a single level has no lower half.
    """
    steps = sorted(set(levels))
    return steps[(len(steps) - 1) // 2] if len(steps) > 1 else None
