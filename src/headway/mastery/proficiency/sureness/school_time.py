"""Time at school: a vacation of ten weeks is no ten weeks of learning, and less is forgotten than would be learned.

Growth and drift are counted over days of school, so that a week means a week of school. Which days those were, a
district knows; what the ratings show between two pieces is better foretold by them than by the calendar's days.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts import Ratings
from headway.mastery.facts.tables import Ints
from headway.mastery.proficiency.sureness.moderation import Moderation

# A week has five days of school.
DAYS_PER_SCHOOL_DAY = 7 / 5


@dataclass(frozen=True, eq=False)
class SchoolTime:
    """days: the days of school, in order, as days since 1970. day: units that an instant has in a day."""

    days: NDArray[np.int64]
    day: int = 1

    @classmethod
    def of(cls, days: Iterable[int], day: int = 1) -> SchoolTime:
        return cls(np.unique(np.fromiter(days, dtype=np.int64)), day)

    def at(self, instants: Ints) -> Ints:
        """Instants on a clock that runs on days of school only, a week for five of them; in the same unit.

        Before the first day and after the last one known, it runs as the calendar does.
        """
        if len(self.days) == 0:
            return instants
        first, last = int(self.days[0]), int(self.days[-1])
        day = instants // self.day
        passed = np.searchsorted(self.days, day, side="left") * DAYS_PER_SCHOOL_DAY
        beyond = np.minimum(day - first, 0) + np.maximum(day - last, 0)
        within = (instants - day * self.day).astype(np.float64)
        return np.rint((first + passed + beyond) * self.day + within).astype(np.int64)

    def ratings(self, ratings: Ratings) -> Ratings:
        """The same ratings, seen on this clock."""
        return replace(ratings, observed_at=self.at(ratings.observed_at))

    def moderation(self, moderation: Moderation) -> Moderation:
        return replace(moderation, observed_at=self.at(moderation.observed_at))
