"""What a date asks for: the one place where agreements read pace, calendars and forecasts."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from headway.district.agreements.target_types import Need
from headway.district.continuum.api import current_map
from headway.district.foundation.api import clock
from headway.district.people.api import Viewer, school_years
from headway.district.policy.api import PolicyKind, rule_in_effect

__all__ = ["SchoolDays", "graduation_on", "needs_of", "school_days_of"]

DAYS_A_WEEK = 5


@dataclass(frozen=True, slots=True)
class SchoolDays:
    """The school days ahead of one learner, as the calendar of the school she is at today knows them."""

    days: tuple[dt.date, ...]
    days_per_year: int = 180

    def between(self, after: dt.date, until: dt.date) -> float:
        """Days of school after one day up to another, that one included. Beyond the calendar as many a year as usual."""
        known = sum(1 for one in self.days if after < one <= until)
        last = self.days[-1] if self.days else after
        beyond = max((until - max(last, after)).days, 0)
        return known + (beyond * self.days_per_year / 365.25 if beyond > 100 else 0)

    def first_after(self, on: dt.date) -> dt.date | None:
        return next((one for one in self.days if one > on), None)


def school_days_of(learner: Any, on: dt.date | None = None) -> SchoolDays:
    on = on or clock.today()
    year = school_years([learner.school], on).get(learner.school_id)
    policy = rule_in_effect(PolicyKind.PACE_EXPECTATION, on)
    days = tuple(day for day in year.school_days() if day >= on) if year else ()
    return SchoolDays(days, int(policy.parameters["days_per_year"]))


def graduation_on(learner: Any) -> dt.date | None:
    return None


def needs_of(
    viewer: Viewer, learner: Any, asked: Sequence[tuple[Collection[int], dt.date, dt.date]]
) -> list[Need]:
    """For each (competencies still open, first day, last day): what the date asks for, and the forecast."""
    continuum = current_map()
    days = school_days_of(learner)
    found = []
    for open_ids, from_on, by_on in asked:
        weights = [continuum.by_id[one].weight for one in open_ids if continuum and one in continuum.by_id]
        left = days.between(max(from_on, clock.today()), by_on)
        units = math.fsum(weights)
        found.append(
            Need(
                units=units,
                competencies=len(weights),
                days=left,
                per_week=units / left * DAYS_A_WEEK if left > 0 else None,
            )
        )
    return found
