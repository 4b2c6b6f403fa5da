"""The door of `pacing`: progress over time, per domain, with every part of the formula."""

from headway.district.pacing.selectors.paces import growth_of, growth_of_many, pace_of, pace_of_many
from headway.district.pacing.types import DomainGrowth, DomainPace, PaceItem, Window

__all__ = [
    "DomainGrowth",
    "DomainPace",
    "PaceItem",
    "Window",
    "growth_of",
    "growth_of_many",
    "pace_of",
    "pace_of_many",
]
