"""Plan tasks: opened in the transaction of what made them necessary."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from headway.district.foundation.api import Actor, audit, clock
from headway.district.placement.models import PlanTask, PlanTaskOwner, PlanTaskWords
from headway.district.placement.types import PlanTaskReason

__all__ = ["open_plan_task"]


@transaction.atomic
def open_plan_task(
    *,
    learner: Any,
    reason: PlanTaskReason | str,
    by: Actor,
    domain_code: str = "",
    facts: Mapping[str, Any] | None = None,
    owner_id: int | None = None,
    review_on: dt.date | None = None,
    goal: str = "",
    steps: str = "",
    support: str = "",
) -> PlanTask:
    """Open a plan task, or take up the one that is open for the same learner, domain and reason.

    With words (goal, steps, support) its first revision is written too.
    """
    row = PlanTask.objects.filter(
        learner=learner, domain_code=domain_code, reason=reason, closed_at__isnull=True
    ).first()
    is_new = row is None
    if row is None:
        row = PlanTask.objects.create(
            learner=learner,
            domain_code=domain_code,
            reason=reason,
            facts=dict(facts or {}),
            owner_id=owner_id,
            opened_by_id=by.person_id,
            opened_at=clock.now(),
            review_on=review_on,
        )
        if owner_id is not None:
            PlanTaskOwner.objects.create(
                task=row, owner_id=owner_id, named_by_id=by.person_id, from_at=clock.now()
            )
    elif facts and set(facts.get("open", ())) - set(row.facts.get("open", ())):
        # What an earlier act left open is still to be seen to.
        row.facts = {**row.facts, "open": sorted({*row.facts.get("open", ()), *facts["open"]})}
        row.save(update_fields=["facts"])
    if goal.strip() or steps.strip() or support.strip():
        row.revision += 1
        row.save(update_fields=["revision"])
        PlanTaskWords.objects.create(
            task=row,
            revision=row.revision,
            goal=goal.strip(),
            steps=steps.strip(),
            support=support.strip(),
            written_by_id=by.person_id,
            written_at=clock.now(),
        )
    if is_new:
        audit.record(
            by=by,
            act="placement.plan_task_opened",
            subject_kind="plan_task",
            subject_uuid=row.uuid,
            learner_uuid=learner.uuid,
            reason_code=str(reason),
            domain=domain_code,
        )
    return row
