"""Plan tasks: opened in the transaction of what made them necessary."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from headway.district.foundation.api import Actor, audit, clock
from headway.district.placement.models import PlanTask, PlanTaskOwner, PlanTaskWords
from headway.district.placement.policies import ON_THE_WAY
from headway.district.placement.types import PlanTaskReason

__all__ = ["forget_arrival", "hand_over", "open_plan_task", "open_plan_tasks"]


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
    """Open a plan task, or take up the one that is open for the same learner, domain and reason; a later day of review
    holds from then on.

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
    if not is_new and review_on and (row.review_on is None or row.review_on < review_on):
        row.review_on = review_on
        row.save(update_fields=["review_on"])
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


@transaction.atomic
def open_plan_tasks(
    *,
    learners: Mapping[Any, Mapping[str, Any]],
    reason: PlanTaskReason | str,
    by: Actor,
    owner_id: int | None = None,
) -> dict[int, PlanTask]:
    """`open_plan_task` for many learners (each with its facts), without a domain and without words; by learner id.

    What is open already stays with its owner and words; facts are put beside it, and what it left open is still seen
    to. Callers hold the locks of the learners. A handful of queries however many learners.
    """
    ids = [one.pk for one in learners]
    there = {
        row.learner_id: row
        for row in PlanTask.objects.filter(
            learner_id__in=ids, domain_code="", reason=reason, closed_at__isnull=True
        )
    }
    now, new, taken_up = clock.now(), [], []
    for learner, facts in learners.items():
        row = there.get(learner.pk)
        if row is None:
            new.append(
                PlanTask(
                    learner=learner,
                    reason=reason,
                    facts=dict(facts),
                    owner_id=owner_id,
                    opened_by_id=by.person_id,
                    opened_at=now,
                )
            )
            continue
        open_ = sorted({*row.facts.get("open", ()), *facts.get("open", ())})
        merged = {**row.facts, **facts, "open": open_}
        if merged != row.facts:
            row.facts = merged
            taken_up.append(row)
    PlanTask.objects.bulk_create(new, batch_size=500)
    PlanTask.objects.bulk_update(taken_up, ["facts"], batch_size=500)
    if owner_id is not None:
        PlanTaskOwner.objects.bulk_create(
            (
                PlanTaskOwner(task=row, owner_id=owner_id, named_by_id=by.person_id, from_at=now)
                for row in new
            ),
            batch_size=500,
        )
    audit.record_many(
        by=by,
        act="placement.plan_task_opened",
        subject_kind="plan_task",
        rows=[(row.uuid, row.learner.uuid, {"reason_code": str(reason), "domain": ""}) for row in new],
    )
    return there | {row.learner_id: row for row in new}


@transaction.atomic
def hand_over(*, learner_ids: Collection[int], reason: PlanTaskReason | str, by: Actor, owner_id: int) -> int:
    """The open plans of this reason have another owner from now on; how many. Callers have asked who may."""
    rows = list(
        PlanTask.objects.filter(learner_id__in=learner_ids, reason=reason, closed_at__isnull=True)
        .exclude(owner_id=owner_id)
        .select_related("learner")
    )
    for row in rows:
        row.owner_id = owner_id
    PlanTask.objects.bulk_update(rows, ["owner"])
    PlanTaskOwner.objects.bulk_create(
        PlanTaskOwner(task=row, owner_id=owner_id, named_by_id=by.person_id, from_at=clock.now())
        for row in rows
    )
    return audit.record_many(
        by=by,
        act="placement.plan_task_owned",
        subject_kind="plan_task",
        rows=[(row.uuid, row.learner.uuid, {}) for row in rows],
    )


@transaction.atomic
def forget_arrival(learner_id: int) -> None:
    """She doesn't come after all: who would have received her no longer reads the plan."""
    for row in PlanTask.objects.filter(learner_id=learner_id, closed_at__isnull=True):
        if ON_THE_WAY in row.facts:
            row.facts = {name: value for name, value in row.facts.items() if name != ON_THE_WAY}
            row.save(update_fields=["facts"])
