"""What a planned graduation date asks for: planned backwards from it, with the support that is agreed (R062)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from headway.district.agreements.selectors.targets import targets_seen
from headway.district.agreements.target_types import GraduationNeed, Need
from headway.district.continuum.api import current_map
from headway.district.foundation.api import clock
from headway.district.pacing.api import (
    days_left_in,
    graduation_dates,
    needed_rate_of,
    own_time_of,
    remaining_of,
)
from headway.district.people.api import Viewer
from headway.mastery.pacing.measures.needed import DAYS_A_WEEK

__all__ = ["graduation_need"]


def graduation_need(viewer: Viewer, learner: Any) -> GraduationNeed | None:
    """From the learner's planned date back to today: what is open of the diploma, her days of school, the rate that asks
    for, and the hours that the support of every agreement in force makes to its own last day. None where no date is planned.

    Raises NotFound for strangers.
    """
    planned = graduation_dates((learner.pk,)).get(learner.pk)
    if planned is None or current_map() is None:
        return None
    on, plan = planned
    left, time, today = remaining_of(viewer, learner), own_time_of([learner]), clock.today()
    support, hours = [], 0.0
    for one in targets_seen(viewer, learner):
        offer = one.in_force
        if offer is None or not offer.support_minutes or offer.by_on <= today:
            continue
        # What was promised ends with its plan.
        after = max(today, offer.from_on - dt.timedelta(days=1))
        ends_on = min(offer.by_on, on)
        days = days_left_in(time, learner.pk, ends_on, after, one.domain_code or None).days
        support.append((offer.support_minutes, ends_on))
        hours += offer.support_minutes / 60 * days / DAYS_A_WEEK
    needed = needed_rate_of(viewer, learner, left, on, time=time)
    need = Need(
        units=left.units,
        competencies=len(left.open),
        days=needed.days.days,
        per_week=needed.per_week,
        sentences=needed.sentences,
    )
    return GraduationNeed(on, plan, need, tuple(support), hours)
