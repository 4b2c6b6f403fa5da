"""Whose tasks somebody reads, and whose she writes.

A task belongs to a school or to the district. Who works at a school reads its own tasks and those of everything above
it; curriculum leads, leaders and counsellors also those below their duty. Common tasks are written by curriculum leads,
local ones by whoever teaches, advises or tutors at the school: each by its author, and by the curriculum leads.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from headway.district.evidence.models import Task, TaskAssignment
from headway.district.evidence.types import TaskState
from headway.district.foundation.api import NotAllowed, NotFound, remembered_in_request
from headway.district.people.api import Viewer, home_groups_advised, sections_taught, visible_learners
from headway.district.people.types import Role

__all__ = [
    "Reach",
    "can_write",
    "check_write",
    "check_write_common",
    "check_write_local",
    "open_to_learner",
    "reach_of",
    "task_scope",
    "visible_task",
]

_AT_A_SCHOOL = (Role.TEACHER, Role.ADVISER, Role.TUTOR)
_LOOKING_DOWN = (Role.CURRICULUM_LEAD, Role.LEADER, Role.COUNSELLOR)
_NO_PAGE = _("There is no such page, or it is not open to you.")


@dataclass(frozen=True, slots=True)
class Reach:
    """read: organisations (row ids) whose tasks she reads. below: paths under which she reads every task.
    local: schools for which she may write. leads: paths whose common tasks, and all below, she may write."""

    read: frozenset[int] = frozenset()
    below: tuple[str, ...] = ()
    local: tuple[int, ...] = ()
    leads: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.read or self.below)

    def leads_at(self, path: str) -> bool:
        return any(path.startswith(one) for one in self.leads)


@remembered_in_request
def reach_of(viewer: Viewer) -> Reach:
    """From her duties, her sections, her home groups and the learners whom she tutors. Up to three queries."""
    places: dict[str, int | None] = dict.fromkeys(viewer.paths(*_AT_A_SCHOOL))
    if viewer.teaches:
        places |= dict.fromkeys(sections_taught(viewer).values_list("school__path", flat=True))
    if viewer.advises:
        places |= dict.fromkeys(home_groups_advised(viewer).values_list("school__path", flat=True))
    if viewer.tutors:
        places |= dict.fromkeys(
            visible_learners(viewer)
            .filter(school__isnull=False)
            .order_by()
            .values_list("school__path", flat=True)
            .distinct()
        )
    below = viewer.paths(*_LOOKING_DOWN)
    ids = {path: _line(path) for path in (*places, *below)}
    return Reach(
        read=frozenset(one for line in ids.values() for one in line),
        below=below,
        local=tuple(dict.fromkeys(ids[path][-1] for path in places if ids[path])),
        leads=viewer.paths(Role.CURRICULUM_LEAD),
    )


def _line(path: str) -> tuple[int, ...]:
    return tuple(int(part) for part in path.split("/") if part)


def task_scope(viewer: Viewer) -> Q:
    """The tasks that she reads as a member of the staff. What is still being written is its author's and the leads'."""
    reach = reach_of(viewer)
    if reach.is_empty:
        return Q(pk__in=())
    read, led = Q(organisation_id__in=reach.read), Q(pk__in=())
    for path in reach.below:
        read |= Q(organisation__path__startswith=path)
    for path in reach.leads:
        led |= Q(organisation__path__startswith=path)
    return read & (~Q(state=TaskState.DRAFT) | Q(author_id=viewer.person_id) | led)


def open_to_learner(learner_id: int | None, school_path: str) -> Q:
    """The tasks that this learner may read and choose: those that she was given, and what is ready at her school or
    above it. A cumulative check is given by a teacher: nobody reads or chooses it beforehand.
    """
    given = TaskAssignment.objects.filter(learner_id=learner_id or 0, taken_back_at__isnull=True)
    return Q(pk__in=given.values("task_id")) | Q(
        organisation_id__in=_line(school_path), state=TaskState.READY, is_active=True, is_cumulative=False
    )


def visible_task(viewer: Viewer, task_uuid: UUID) -> Task:
    """The task with this identifier, if she may read it; NotFound otherwise."""
    task = (
        Task.objects.filter(task_scope(viewer), uuid=task_uuid)
        .select_related("organisation", "author", "based_on")
        .first()
    )
    if task is None:
        raise NotFound(_NO_PAGE)
    return task


def can_write(viewer: Viewer, task: Task) -> bool:
    """May she change this task? Common ones the curriculum leads, local ones their author too."""
    reach = reach_of(viewer)
    if reach.leads_at(task.organisation.path):
        return True
    return not task.is_common and task.author_id == viewer.person_id and task.organisation_id in reach.local


def check_write(viewer: Viewer, task: Task) -> None:
    """Raises NotAllowed with the way that is open instead."""
    if can_write(viewer, task):
        return
    if task.is_common:
        raise NotAllowed(
            _("Common tasks are written by the district's curriculum leads."),
            remedy=_("Make a copy for your school, and change that."),
        )
    raise NotAllowed(
        _("A task of a school is changed by the person who wrote it, or by a curriculum lead."),
        remedy=_("Make a copy of your own, and change that."),
    )


def check_write_local(viewer: Viewer, organisation_id: int | None = None) -> int:
    """The school for which she writes: the one asked for, else her own. Raises NotAllowed where there is none."""
    schools = reach_of(viewer).local
    if organisation_id is not None and organisation_id in schools:
        return organisation_id
    if organisation_id is not None or not schools:
        raise NotAllowed(
            _("Tasks of a school are written by the people who teach there."),
            remedy=_("Choose a school of yours."),
        )
    return schools[0]


def check_write_common(viewer: Viewer) -> int:
    """The organisation for which she writes common tasks. Raises NotAllowed for everybody but curriculum leads."""
    for duty in viewer.duties:
        if duty.role == Role.CURRICULUM_LEAD:
            return duty.organisation_id
    raise NotAllowed(
        _("Common tasks are written by the district's curriculum leads."),
        remedy=_("Write a task for your school; a curriculum lead can make it common."),
    )
