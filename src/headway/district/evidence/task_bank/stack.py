"""The stack of a task: who has shown what on it, and what is still to be looked at."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from headway.district.continuum.api import ContinuumMap, current_map
from headway.district.continuum.types import DomainKind
from headway.district.evidence.models import Evidence, EvidenceTarget, Rating, Task, TaskAssignment
from headway.district.evidence.task_bank.allowed import visible_task
from headway.district.evidence.work import set_aside
from headway.district.foundation.api import clock
from headway.district.people.api import (
    Purpose,
    Viewer,
    learners_of_section,
    visible_learners,
    visible_section,
)

__all__ = ["StackLine", "TaskStack", "TaskWork", "WorkState", "task_stack", "work_on", "work_state"]


class WorkState:
    """Where a given task stands, told by the evidence alone."""

    GIVEN = "given"
    WORK_IN = "work_in"
    LOOKED_AT = "looked_at"


@dataclass(frozen=True, slots=True)
class TaskWork:
    """One piece of work on a task. rated_by: competency (id on the current continuum) → who rated it, by row id.

    Ratings that were taken back are left out.
    """

    evidence_id: int
    evidence_uuid: uuid.UUID
    learner_id: int
    task_id: int
    form: str
    title: str
    observed_at: dt.datetime
    rated_by: Mapping[int, frozenset[int | None]]


@dataclass(frozen=True, slots=True)
class StackLine:
    """One learner: her latest work on the task (None: none yet), and which of its competencies were rated on it.

    rated, rated_by_me: ids of the current continuum. pieces: how often she has shown work on this task.
    """

    learner_id: int
    learner_uuid: uuid.UUID
    name: str
    work: TaskWork | None
    rated: frozenset[int]
    rated_by_me: frozenset[int]
    pieces: int
    state: str
    assignment_uuid: uuid.UUID | None = None
    section_id: int | None = None
    group: str = ""
    show_by: dt.date | None = None

    @property
    def is_given(self) -> bool:
        return self.assignment_uuid is not None


@dataclass(frozen=True, slots=True)
class TaskStack:
    """competency_ids: of the current continuum, in map order: one piece of work is rated for each of them. Habits
    of success are left out: they are noted apart."""

    task: Task
    competency_ids: tuple[int, ...]
    lines: tuple[StackLine, ...]

    @property
    def to_look_at(self) -> tuple[StackLine, ...]:
        """Those whose latest work nobody has rated for every competency of the task."""
        wanted = set(self.competency_ids)
        return tuple(one for one in self.lines if one.work is not None and not wanted <= one.rated)


def task_stack(viewer: Viewer, task_uuid: uuid.UUID, section_uuid: uuid.UUID | None = None) -> TaskStack:
    """The learners with their latest work on a task, by name: those of a section, else all of the viewer's who were
    given it or have shown work on it. Only learners whom the viewer may rate.

    Raises NotFound for a task or a section that is not hers. The number of queries does not depend on learners.
    """
    task = visible_task(viewer, task_uuid)
    continuum = current_map()
    wanted = _ratable(competencies_of(task, continuum), continuum)
    ratable = visible_learners(viewer, Purpose.RATE)
    if section_uuid is not None:
        section = visible_section(viewer, section_uuid)
        learners = list(learners_of_section(viewer, section).filter(pk__in=ratable.order_by().values("pk")))
        assignments = _open_assignments(task, [one.pk for one in learners])
        work = work_on([task.pk], [one.pk for one in learners], continuum)
    else:
        ids = list(ratable.order_by().values_list("pk", flat=True))
        assignments = _open_assignments(task, ids)
        work = work_on([task.pk], ids, continuum)
        shown = {*assignments, *(learner_id for learner_id, _task in work)}
        learners = list(
            ratable.filter(pk__in=shown).order_by("person__family_name", "person__given_name", "pk")
        )
    return TaskStack(
        task,
        wanted,
        tuple(
            _line(one, work.get((one.pk, task.pk), ()), assignments.get(one.pk), frozenset(wanted), viewer)
            for one in learners
        ),
    )


def _open_assignments(task: Task, learner_ids: Collection[int]) -> dict[int, TaskAssignment]:
    rows = TaskAssignment.objects.filter(task=task, learner_id__in=learner_ids, taken_back_at__isnull=True)
    return {row.learner_id: row for row in rows}


def _line(
    learner,
    pieces: tuple[TaskWork, ...],
    given: TaskAssignment | None,
    wanted: frozenset[int],
    viewer: Viewer,
) -> StackLine:
    latest = pieces[0] if pieces else None
    rated_by = latest.rated_by if latest else {}
    return StackLine(
        learner_id=learner.pk,
        learner_uuid=learner.uuid,
        name=learner.person.name,
        work=latest,
        rated=frozenset(rated_by) & wanted,
        rated_by_me=frozenset(one for one, who in rated_by.items() if viewer.person_id in who) & wanted,
        pieces=len(pieces),
        state=work_state(pieces, given.assigned_at if given else None),
        assignment_uuid=given.uuid if given else None,
        section_id=given.section_id if given else None,
        group=given.group if given else "",
        show_by=given.show_by if given else None,
    )


def competencies_of(task: Task, continuum: ContinuumMap | None) -> tuple[int, ...]:
    """What the task lets learners show, as ids of the current continuum, in map order. What has ended is left out."""
    if continuum is None:
        return ()
    ids = task.competencies.values_list("pk", flat=True)
    current = {continuum.current_ids.get(one) for one in ids}
    return tuple(one.id for one in continuum.competencies if one.id in current)


def _ratable(competency_ids: tuple[int, ...], continuum: ContinuumMap | None) -> tuple[int, ...]:
    """Without habits of success: they are noted apart from ratings of work."""
    if continuum is None:
        return ()
    return tuple(one for one in competency_ids if continuum.by_id[one].kind != DomainKind.HABITS)


def work_on(
    task_ids: Collection[int], learner_ids: Collection[int], continuum: ContinuumMap | None
) -> dict[tuple[int, int], tuple[TaskWork, ...]]:
    """(learner, task) → pieces of work, newest first. Three queries.

    A piece that came only with ratings which were all taken back was recorded by mistake: it is no work. Neither is
    what was thrown away before anybody rated it.
    """
    if not task_ids or not learner_ids:
        return {}
    pieces = list(
        Evidence.objects.filter(task_id__in=task_ids, learner_id__in=learner_ids)
        .select_related("words")
        .order_by("-observed_at", "-pk")
    )
    if not pieces:
        return {}
    ids = [one.pk for one in pieces]
    ratings, ever_rated = _ratings(ids, continuum)
    targets = EvidenceTarget.objects.filter(evidence_id__in=ids).annotate(is_gone=set_aside())
    handed_in: set[int] = set()
    thrown_away: set[int] = set()
    for evidence_id, is_gone in targets.values_list("evidence_id", "is_gone").distinct():
        (thrown_away if is_gone else handed_in).add(evidence_id)
    found: dict[tuple[int, int], list[TaskWork]] = defaultdict(list)
    for one in pieces:
        is_mistake = one.pk in ever_rated and one.pk not in handed_in
        if one.pk not in ratings and (is_mistake or one.pk in thrown_away):
            continue
        words = getattr(one, "words", None)
        found[one.learner_id, one.task_id or 0].append(
            TaskWork(
                evidence_id=one.pk,
                evidence_uuid=one.uuid,
                learner_id=one.learner_id,
                task_id=one.task_id or 0,
                form=one.form,
                title=words.title if words else "",
                observed_at=one.observed_at,
                rated_by={key: frozenset(who) for key, who in ratings.get(one.pk, {}).items()},
            )
        )
    return {key: tuple(work) for key, work in found.items()}


def _ratings(
    evidence_ids: Collection[int], continuum: ContinuumMap | None
) -> tuple[dict[int, dict[int, set[int | None]]], set[int]]:
    """Piece → competency → who rated it and let it stand; and the pieces that were ever rated."""
    standing: dict[int, dict[int, set[int | None]]] = {}
    ever: set[int] = set()
    rows = Rating.objects.filter(evidence_id__in=evidence_ids).values_list(
        "evidence_id", "competency_id", "rater_id", "withdrawal__id"
    )
    for evidence_id, competency_id, rater_id, withdrawn in rows:
        ever.add(evidence_id)
        if withdrawn is None:
            current = continuum.current_ids.get(competency_id, competency_id) if continuum else competency_id
            standing.setdefault(evidence_id, {}).setdefault(current, set()).add(rater_id)
    return standing, ever


def work_state(pieces: Iterable[TaskWork], assigned_at: dt.datetime | None) -> str:
    """Given, work in, or looked at: of the latest piece since the day on which the task was given."""
    since = clock.start_of_day(clock.local_date(assigned_at)) if assigned_at else None
    latest = next((one for one in pieces if since is None or one.observed_at >= since), None)
    if latest is None:
        return WorkState.GIVEN
    return WorkState.LOOKED_AT if latest.rated_by else WorkState.WORK_IN
