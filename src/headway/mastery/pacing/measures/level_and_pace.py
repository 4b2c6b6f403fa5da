"""Level and pace are two readings. They stand side by side and are never made into one.

A learner may work on a level that others of her age passed long ago and gain a level's worth in a few months; another
may work far along the continuum and gain nothing this term. One number for both would hide either. So this pair has no
order, no sum and no colour; whoever needs an adult follows from the plan, not from the level.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["LevelAndPace", "PaceReading", "pace_reading"]


class PaceReading(StrEnum):
    """Pace against the rate that was agreed or that the district expects, as words about the plan."""

    NO_TIME_YET = "no_time_yet"
    NO_RATE_NAMED = "no_rate_named"
    BELOW_RATE = "below_rate"
    AT_RATE = "at_rate"


@dataclass(frozen=True, slots=True)
class LevelAndPace:
    """level: of the continuum the learner works at, None where it is not known. units_per_year: pace. rate: beside it."""

    level: int | None
    units_per_year: float | None
    rate: float | None

    @property
    def reading(self) -> PaceReading:
        return pace_reading(self.units_per_year, self.rate)


def pace_reading(units_per_year: float | None, rate: float | None) -> PaceReading:
    """Looks at pace and rate only: there is no level to be seen from here."""
    if units_per_year is None:
        return PaceReading.NO_TIME_YET
    if rate is None:
        return PaceReading.NO_RATE_NAMED
    return PaceReading.AT_RATE if units_per_year >= rate else PaceReading.BELOW_RATE
