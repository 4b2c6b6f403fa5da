"""Giving a task to learners, and taking that back."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.evidence.models import TaskAssignment
from headway.district.evidence.task_bank.allowed import visible_task
from headway.district.evidence.types import TaskState
from headway.district.foundation.api import FieldProblem, NotFound, Refused, audit, clock
from headway.district.people.api import (
    Purpose,
    Viewer,
    check_rate,
    learners_of_section,
    visible_learners,
    visible_section,
)

__all__ = ["Given", "assign_task", "take_back_act", "take_back_assignment"]

LONGEST_GROUP = 255
_NO_PAGE = _("There is no such page, or it is not open to you.")


@dataclass(frozen=True, slots=True)
class Given:
    """given: how many learners have the task now who had not before. already: how many had it; theirs is unchanged."""

    given: int
    already: int
    act_uuid: uuid.UUID | None


@transaction.atomic
def assign_task(
    viewer: Viewer,
    task_uuid: uuid.UUID,
    *,
    learner_uuids: Collection[uuid.UUID] = (),
    section_uuid: uuid.UUID | None = None,
    group: str = "",
    show_by: dt.date | None = None,
) -> Given:
    """Give a task to the learners named, or to everybody of a section whom the viewer may rate.

    With both, the learners named are of that section. group: the teacher's word for those she chose. show_by: a day
    agreed on, which never changes a rating. Raises Refused for a task that isn't ready, nobody chosen, or a day that
    has passed; NotFound for strangers.
    """
    task = visible_task(viewer, task_uuid)
    section = visible_section(viewer, section_uuid) if section_uuid else None
    ratable = visible_learners(viewer, Purpose.RATE)
    if section is not None:
        ratable = learners_of_section(viewer, section).filter(pk__in=ratable.order_by().values("pk"))
    chosen = list(
        ratable.filter(uuid__in=set(learner_uuids)) if learner_uuids else ratable if section else ()
    )
    if learner_uuids and len(chosen) != len(set(learner_uuids)):
        raise NotFound(_NO_PAGE)
    _check(task.state, chosen, group, show_by)
    has_it = set(
        TaskAssignment.objects.filter(
            task=task, learner__in=[one.pk for one in chosen], taken_back_at__isnull=True
        ).values_list("learner_id", flat=True)
    )
    new = [one for one in chosen if one.pk not in has_it]
    if not new:
        return Given(0, len(has_it), None)
    act = audit.record(
        by=viewer.actor,
        act="evidence.task_given",
        subject_kind="task",
        subject_uuid=task.uuid,
        learner_uuid=new[0].uuid if len(new) == 1 else None,
        learners=len(new),
    )
    now = clock.now()
    TaskAssignment.objects.bulk_create(
        [
            TaskAssignment(
                task=task,
                learner=one,
                section=section,
                group=group.strip(),
                assigned_by_id=viewer.person_id,
                assigned_at=now,
                show_by=show_by,
                act=act.uuid,
            )
            for one in new
        ],
        # The same form sent twice at one moment: the learner has the task once.
        ignore_conflicts=True,
    )
    return Given(len(new), len(has_it), act.uuid)


def _check(state: str, chosen: list, group: str, show_by: dt.date | None) -> None:
    problems = []
    if state != TaskState.READY:
        problems.append(
            FieldProblem(
                _("This task isn't ready to use."),
                "task",
                remedy=_("Whoever keeps it makes it ready first; or choose another one."),
            )
        )
    if not chosen:
        problems.append(
            FieldProblem(_("Nobody is chosen yet."), "learners", remedy=_("Tick at least one learner."))
        )
    if len(group.strip()) > LONGEST_GROUP:
        problems.append(
            FieldProblem(_("The name of the group is very long."), "group", remedy=_("Use a word or two."))
        )
    if show_by is not None and show_by < clock.today():
        problems.append(
            FieldProblem(
                _("The day agreed on has passed already."),
                "show_by",
                remedy=_("Choose today or a later day, or leave it open."),
            )
        )
    if problems:
        raise Refused(problems[0].sentence, remedy=problems[0].remedy, problems=tuple(problems))


@transaction.atomic
def take_back_assignment(viewer: Viewer, assignment_uuid: uuid.UUID) -> TaskAssignment:
    """The learner no longer has the task; what she has shown on it stays. A second time changes nothing."""
    row = (
        TaskAssignment.objects.filter(
            uuid=assignment_uuid, learner__in=visible_learners(viewer).order_by().values("pk")
        )
        .select_related("task", "learner__person", "section")
        .first()
    )
    if row is None:
        raise NotFound(_NO_PAGE)
    check_rate(viewer, row.learner)
    if row.taken_back_at is None:
        row.taken_back_at = clock.now()
        row.save(update_fields=["taken_back_at"])
        audit.record(
            by=viewer.actor,
            act="evidence.task_taken_back",
            subject_kind="task",
            subject_uuid=row.task.uuid,
            learner_uuid=row.learner.uuid,
            learners=1,
        )
    return row


@transaction.atomic
def take_back_act(viewer: Viewer, act_uuid: uuid.UUID) -> int:
    """Undo a whole act of giving: how many learners had the task through it and no longer do."""
    rows = TaskAssignment.objects.filter(
        act=act_uuid, assigned_by_id=viewer.person_id, taken_back_at__isnull=True
    ).select_related("task")
    task = next((row.task for row in rows), None)
    if task is None:
        raise NotFound(_NO_PAGE)
    learners = rows.update(taken_back_at=clock.now())
    audit.record(
        by=viewer.actor,
        act="evidence.task_taken_back",
        subject_kind="task",
        subject_uuid=task.uuid,
        learners=learners,
    )
    return learners
