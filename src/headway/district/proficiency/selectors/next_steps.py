"""What is planned next on competencies that are not yet proficient, and where a plan is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from headway.district.continuum.api import current_map
from headway.district.foundation.api import clock
from headway.district.proficiency.models import NextStep
from headway.district.proficiency.types import NextStepInfo, StandingInfo

__all__ = ["needs_next_step", "next_steps_of"]


def next_steps_of(
    learner_ids: Collection[int], as_of: dt.datetime | None = None
) -> dict[int, dict[int, NextStepInfo]]:
    """The standing plans of these learners by competency, as known at a moment; learners without any are left out.

    One query. Plans stay open across terms and years and follow a competency into later versions. The learners were
    read from `visible_learners`: no access is decided here.
    """
    continuum = current_map()
    if continuum is None or not learner_ids:
        return {}
    rows = NextStep.objects.filter(learner_id__in=learner_ids)
    if as_of is not None:
        rows = rows.filter(planned_at__lte=as_of)
    found: dict[int, dict[int, NextStepInfo]] = {}
    for row in rows.select_related("words", "planned_by").order_by("planned_at", "pk"):
        living = continuum.current_ids.get(row.competency_id)
        if living is None:
            continue
        plans = found.setdefault(row.learner_id, {})
        words = getattr(row, "words", None)
        if row.show_on is None or words is None:  # taken back, or its words were erased
            plans.pop(living, None)
            continue
        plans[living] = NextStepInfo(
            uuid=row.uuid,
            competency_id=living,
            step=words.step,
            support=words.support,
            show_on=row.show_on,
            planned_at=row.planned_at,
            planned_by=row.planned_by.name if row.planned_by else "",
        )
    return found


def needs_next_step(
    standing: StandingInfo | None,
    plans: Mapping[int, NextStepInfo],
    on: dt.date | None = None,
) -> bool:
    """A person decided “not yet”, and nothing is planned, or the planned day has passed without anything new.

    standing, plans: of one learner. on: today by default.
    """
    if standing is None or standing.determined_level is None or standing.is_proficient:
        return False
    plan = plans.get(standing.competency_id)
    if plan is None:
        return True
    if plan.show_on >= (on or clock.today()):
        return False
    shown = standing.last_observed_at
    return shown is None or clock.local_date(shown) < plan.show_on
