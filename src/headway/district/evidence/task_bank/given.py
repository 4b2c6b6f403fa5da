"""What a learner was given, and where each stands: told by the evidence, never by a box that somebody ticks."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from headway.district.continuum.api import current_map
from headway.district.evidence.models import Task, TaskAssignment
from headway.district.evidence.task_bank.stack import TaskWork, work_on, work_state
from headway.district.people.api import Viewer, visible_learners

__all__ = ["GivenTask", "assignments_of"]


@dataclass(frozen=True, slots=True)
class GivenTask:
    """A task that a learner has now. work: her latest piece since it was given. competency_ids: current continuum."""

    task: Task
    assignment_uuid: uuid.UUID
    assigned_at: dt.datetime
    assigned_by: str
    section: str
    group: str
    show_by: dt.date | None
    state: str
    work: TaskWork | None
    competency_ids: tuple[int, ...]


def assignments_of(viewer: Viewer, learner: Any) -> tuple[GivenTask, ...]:
    """The tasks that the learner has now: those with the nearest day first, then the newest. Empty for strangers.

    Six queries, however many tasks there are.
    """
    rows = list(
        TaskAssignment.objects.filter(
            learner__in=visible_learners(viewer).filter(pk=learner.pk).order_by().values("pk"),
            taken_back_at__isnull=True,
        )
        .select_related("task", "assigned_by", "section")
        .prefetch_related("task__competencies")
    )
    continuum = current_map() if rows else None
    work = work_on([row.task_id for row in rows], [learner.pk], continuum)
    found = [_given(row, work.get((learner.pk, row.task_id), ()), continuum) for row in rows]
    return tuple(sorted(found, key=_order))


def _given(row: TaskAssignment, pieces: tuple[TaskWork, ...], continuum: Any) -> GivenTask:
    ids = {continuum.current_ids.get(one.pk) for one in row.task.competencies.all()} if continuum else set()
    state = work_state(pieces, row.assigned_at)
    return GivenTask(
        task=row.task,
        assignment_uuid=row.uuid,
        assigned_at=row.assigned_at,
        assigned_by=row.assigned_by.name if row.assigned_by else "",
        section=row.section.title if row.section else "",
        group=row.group,
        show_by=row.show_by,
        state=state,
        work=pieces[0] if pieces and state != "given" else None,
        competency_ids=tuple(one.id for one in continuum.competencies if one.id in ids) if continuum else (),
    )


def _order(one: GivenTask) -> tuple:
    """What is still to be shown stands before what came in; then by the day agreed on."""
    return (
        one.state != "given",
        one.show_by is None,
        one.show_by or dt.date.max,
        -one.assigned_at.timestamp(),
    )
