"""What a date asks for, and where a plan stands: the one place where agreements read pace, calendars and forecasts."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from headway.district.agreements.target_types import Need, OfferInfo, TargetInfo
from headway.district.continuum.api import ContinuumMap, current_map
from headway.district.foundation.api import clock
from headway.district.people.api import Viewer, school_years
from headway.district.policy.api import PolicyKind, rule_in_effect
from headway.mastery.pacing.trajectories import Reading, Shape, reading

__all__ = ["SchoolDays", "graduation_on", "needs_of", "reading_of", "school_days_of"]

DAYS_A_WEEK = 5


@dataclass(frozen=True, slots=True)
class SchoolDays:
    """The school days of one learner, as the calendar of the school she is at today knows them."""

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
    days = tuple(year.school_days()) if year else ()
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


def reading_of(
    target: TargetInfo, offer: OfferInfo, days: SchoolDays, continuum: ContinuumMap, on: dt.date | None = None
) -> Reading | None:
    """Where this agreement stands on a day: of the plan, never of the learner. None where there is nothing to read.

    What was proficient before the plan began is no work of this plan; days are her own days of school.
    """
    on = on or clock.today()
    met = dict(target.met_on)
    done = total = 0.0
    for one in target.competency_ids:
        known = continuum.by_id.get(one)
        since = met.get(one)
        if known is None or (since is not None and since < offer.from_on):
            continue
        total += known.weight
        if since is not None and since <= on:
            done += known.weight
    in_all = days.between(offer.from_on, offer.by_on)
    if total <= 0 or in_all <= 0:
        return None
    passed = days.between(offer.from_on, on) if on > offer.from_on else 0
    return reading(done, total, passed, in_all, Shape.from_dict(offer.shape), offer.buffer_days)
