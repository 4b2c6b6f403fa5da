"""What a planned graduation date asks for: planned backwards from it, with the support that is agreed (R062)."""

from __future__ import annotations

from typing import Any

from headway.district.agreements.selectors.targets import targets_seen
from headway.district.agreements.target_types import GraduationNeed, Need
from headway.district.continuum.api import current_map
from headway.district.pacing.api import graduation_dates, needed_rate_of, remaining_of
from headway.district.people.api import Viewer

__all__ = ["graduation_need"]


def graduation_need(viewer: Viewer, learner: Any) -> GraduationNeed | None:
    """From the learner's planned date back to today: what is open of the diploma, her days of school, the rate that asks
    for, and the hours that the support of all agreements in force makes until then. None where no date is planned.

    Raises NotFound for strangers.
    """
    planned = graduation_dates((learner.pk,)).get(learner.pk)
    if planned is None or current_map() is None:
        return None
    on, plan = planned
    agreed = [one.in_force for one in targets_seen(viewer, learner)]
    minutes = sum(one.support_minutes for one in agreed if one is not None)
    left = remaining_of(viewer, learner)
    needed = needed_rate_of(viewer, learner, left, on, support_minutes_per_week=minutes)
    need = Need(
        units=left.units,
        competencies=len(left.open),
        days=needed.days.days,
        per_week=needed.per_week,
        sentences=needed.sentences,
    )
    return GraduationNeed(on, plan, need, minutes, needed.support_hours)
