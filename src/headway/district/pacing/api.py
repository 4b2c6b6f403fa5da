"""The door of `pacing`: progress over time, per domain, with every part of the formula."""

from headway.district.pacing.selectors import pace_of, pace_of_many
from headway.district.pacing.types import DomainPace, PaceItem

__all__ = ["DomainPace", "PaceItem", "pace_of", "pace_of_many"]
