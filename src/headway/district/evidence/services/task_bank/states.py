"""Who may use a task: being written, in review, ready, no longer used; of one school, or common to all."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.evidence.models import Evidence, ReadyRequest, Task, TaskAssignment
from headway.district.evidence.task_bank.allowed import check_write, check_write_common, visible_task
from headway.district.evidence.types import TaskState
from headway.district.foundation.api import FieldProblem, Refused, audit
from headway.district.people.api import Viewer

__all__ = ["discard_task", "make_common", "make_ready", "retire_task", "send_to_review"]


@transaction.atomic
def send_to_review(viewer: Viewer, task_uuid: uuid.UUID) -> Task:
    """Let colleagues and the curriculum leads read it before it is used."""
    task = _mine(viewer, task_uuid)
    _check_whole(task)
    _become(task, TaskState.IN_REVIEW)
    audit.record(
        by=viewer.actor, act="evidence.task_sent_to_review", subject_kind="task", subject_uuid=task.uuid
    )
    return task


@transaction.atomic
def make_ready(viewer: Viewer, task_uuid: uuid.UUID) -> Task:
    """Let it be given to learners; also brings back one that was no longer used. Refused while parts are missing."""
    task = _mine(viewer, task_uuid)
    _check_whole(task)
    _become(task, TaskState.READY)
    audit.record(by=viewer.actor, act="evidence.task_made_ready", subject_kind="task", subject_uuid=task.uuid)
    return task


@transaction.atomic
def retire_task(viewer: Viewer, task_uuid: uuid.UUID) -> Task:
    """No longer offered. Its evidence, and what was given, stay as they are."""
    task = _mine(viewer, task_uuid)
    _become(task, TaskState.RETIRED)
    audit.record(by=viewer.actor, act="evidence.task_retired", subject_kind="task", subject_uuid=task.uuid)
    return task


@transaction.atomic
def make_common(viewer: Viewer, task_uuid: uuid.UUID) -> Task:
    """A school's task becomes the district's: every school uses it from now on, and the curriculum leads keep it."""
    task = visible_task(viewer, task_uuid)
    place = check_write_common(viewer)
    check_write(viewer, task)
    _check_whole(task)
    task.organisation_id, task.is_common = place, True
    task.revision += 1
    task.save(update_fields=["organisation", "is_common", "revision"])
    _become(task, TaskState.READY)
    audit.record(
        by=viewer.actor, act="evidence.task_made_common", subject_kind="task", subject_uuid=task.uuid
    )
    return task


@transaction.atomic
def discard_task(viewer: Viewer, task_uuid: uuid.UUID) -> None:
    """Take a draft away that nobody used. Refused where evidence, a learner or a copy hangs on it."""
    task = _mine(viewer, task_uuid)
    if (
        task.state not in (TaskState.DRAFT, TaskState.IN_REVIEW)
        or Evidence.objects.filter(task=task).exists()
        or TaskAssignment.objects.filter(task=task).exists()
        or ReadyRequest.objects.filter(task=task).exists()
        or task.copies.exists()
    ):
        raise Refused(
            _("This task was used, so it is never deleted."),
            remedy=_("Say that it is no longer used; what was shown on it stays."),
        )
    audit.record(by=viewer.actor, act="evidence.task_discarded", subject_kind="task", subject_uuid=task.uuid)
    task.delete()


def _mine(viewer: Viewer, task_uuid: uuid.UUID) -> Task:
    task = visible_task(viewer, task_uuid)
    check_write(viewer, task)
    return task


def _become(task: Task, state: TaskState) -> None:
    task.state = state
    # Learners are offered what is active: what is ready, and nothing else.
    task.is_active = state == TaskState.READY
    task.save(update_fields=["state", "is_active"])


def _check_whole(task: Task) -> None:
    """Raises Refused naming what a learner would miss."""
    problems = []
    if not task.prompt.strip():
        problems.append(
            FieldProblem(
                _("The task doesn't say yet what to do."),
                "prompt",
                remedy=_("Write the words for the learner."),
            )
        )
    if not task.competencies.exists():
        problems.append(
            FieldProblem(
                _("The task doesn't say yet what it lets learners show."),
                "competencies",
                remedy=_("Choose at least one competency."),
            )
        )
    if problems:
        raise Refused(problems[0].sentence, remedy=problems[0].remedy, problems=tuple(problems))
