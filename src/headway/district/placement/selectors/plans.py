"""Plan tasks for those who write, sign and see to them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from typing import Any

from django.utils.translation import get_language

from headway.district.foundation.api import NotFound, clock
from headway.district.people.api import Viewer, learners_on_duty, visible_learner, visible_learners
from headway.district.people.types import Role
from headway.district.placement.models import PlanTask
from headway.district.placement.policies import NO_SUCH_PAGE, as_staff, sees_as_staff, sees_before_arrival
from headway.district.placement.types import PlanReviewDue, PlanTaskInfo, SignatureInfo

__all__ = [
    "my_plan_tasks",
    "plan_task",
    "plan_tasks_of",
    "plan_tasks_on_duty",
    "plans_to_review",
    "unowned_plan_tasks",
]


def plan_tasks_of(viewer: Viewer, learner_uuid: uuid.UUID) -> tuple[PlanTaskInfo, ...]:
    """The plans of one learner, open ones first, among them those to be reviewed, for whoever may see her record: she and
    her family too."""
    learner = visible_learner(viewer, learner_uuid)
    return _reviews_first(_infos(_rows().filter(learner=learner), viewer))


def plan_task(viewer: Viewer, task_uuid: uuid.UUID) -> PlanTaskInfo:
    """One plan. Raises NotFound for those who may not see the learner.

    Who sees to it at the school to which she is going reads it from the day on which that is planned.
    """
    row = _rows().filter(uuid=task_uuid, learner__in=visible_learners(viewer).values("pk")).first()
    if row is None:
        row = _rows().filter(uuid=task_uuid, owner_id=viewer.person_id).first()
        if row is None or not sees_before_arrival(viewer, row):
            raise NotFound(NO_SUCH_PAGE)
    return _infos([row], viewer)[0]


def my_plan_tasks(viewer: Viewer) -> tuple[PlanTaskInfo, ...]:
    """The open plans that the viewer sees to: those whose day of review is past first, then the oldest."""
    seen = visible_learners(as_staff(viewer)).order_by().values("pk")
    rows = _rows().filter(owner_id=viewer.person_id, closed_at__isnull=True, learner__in=seen)
    return _reviews_first(_infos(rows.order_by("opened_at", "pk"), viewer))


def plans_to_review(viewer: Viewer) -> tuple[PlanReviewDue, ...]:
    """The open plans that the viewer sees to and whose day of review is past, the longest past first. One query."""
    seen = visible_learners(as_staff(viewer)).order_by().values("pk")
    rows = PlanTask.objects.filter(
        owner_id=viewer.person_id, closed_at__isnull=True, review_on__lt=clock.today(), learner__in=seen
    ).select_related("learner__person")
    return tuple(
        PlanReviewDue(row.uuid, row.learner.uuid, row.learner.person.name, row.domain_code, row.review_on)
        for row in rows.order_by("review_on", "pk")
        if row.review_on is not None
    )


def plan_tasks_on_duty(viewer: Viewer) -> tuple[PlanTaskInfo, ...]:
    """The open plans at my schools, those whose day of review is past first, then those without an owner, then the
    oldest; and mine of those who are coming."""
    rows = _rows().filter(closed_at__isnull=True).order_by("opened_at", "pk")
    here = list(rows.filter(learner__in=_on_duty(viewer)))
    shown = {row.pk for row in here}
    mine = [row for row in rows.filter(owner_id=viewer.person_id) if row.pk not in shown]
    here += [row for row in mine if sees_before_arrival(viewer, row)]
    return _reviews_first(sorted(_infos(here, viewer), key=lambda one: one.owner_id is not None))


def unowned_plan_tasks(viewer: Viewer) -> tuple[PlanTaskInfo, ...]:
    """The open plans at my schools that nobody sees to (R021): none of them, or they stand on the leader's page."""
    rows = _rows().filter(closed_at__isnull=True, owner__isnull=True, learner__in=_on_duty(viewer))
    return _reviews_first(_infos(rows.order_by("opened_at", "pk"), viewer))


def _on_duty(viewer: Viewer) -> Collection[int]:
    """As ids: a person may be counsellor at one school and leader at another."""
    found: set[int] = set()
    for role in (Role.COUNSELLOR, Role.LEADER):
        if viewer.has(role):
            found |= set(learners_on_duty(viewer, role).order_by().values_list("pk", flat=True))
    open_for = set(PlanTask.objects.filter(closed_at__isnull=True).values_list("learner_id", flat=True))
    return found & open_for


def _rows() -> Any:
    return (
        PlanTask.objects.select_related("learner__person", "learner__school", "owner", "outcome")
        .prefetch_related("words", "signatures__signed_by")
        .order_by("closed_at", "opened_at", "pk")
    )


def _reviews_first(infos: Iterable[PlanTaskInfo]) -> tuple[PlanTaskInfo, ...]:
    """Otherwise in the order in which they come."""
    return tuple(
        sorted(
            infos,
            key=lambda one: (not one.review_is_past, one.review_on if one.review_is_past else dt.date.min),
        )
    )


def _infos(rows: Iterable[PlanTask], viewer: Viewer) -> tuple[PlanTaskInfo, ...]:
    return tuple(_info(row, viewer) for row in rows)


def _info(row: PlanTask, viewer: Viewer) -> PlanTaskInfo:
    language = (get_language() or "en").split("-")[0]
    words = next((one for one in row.words.all() if one.revision == row.revision), None)
    said = {
        name: (words.translations.get(language, {}).get(name) or getattr(words, name)) if words else ""
        for name in ("goal", "steps", "support", "home")
    }
    signed = sorted(row.signatures.all(), key=lambda one: (one.signed_at, one.pk))
    infos = [
        SignatureInfo(one.role, one.signed_by.name if one.signed_by else "", one.signed_at, one.revision)
        for one in signed
    ]
    facts = row.facts if sees_as_staff(viewer, row.learner) else {}
    return PlanTaskInfo(
        uuid=row.uuid,
        learner=row.learner,
        domain_code=row.domain_code,
        reason=row.reason,
        level=facts.get("level"),
        entry_level=facts.get("entry_level"),
        owner=row.owner.name if row.owner else "",
        owner_id=row.owner_id,
        opened_at=row.opened_at,
        review_on=row.review_on,
        closed_at=row.closed_at,
        came_of_it=row.outcome.text if hasattr(row, "outcome") else "",
        review_is_past=row.closed_at is None and row.review_on is not None and row.review_on < clock.today(),
        revision=row.revision,
        **said,
        signatures=tuple(one for one in infos if one.revision == row.revision),
        earlier=tuple(one for one in infos if one.revision != row.revision),
    )
