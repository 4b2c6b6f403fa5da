"""Work that waits to be scored, learner by learner: where a section stands on a competency, and on which tasks it works."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from headway.district.continuum.api import ContinuumMap, current_map
from headway.district.evidence.models import (
    BesideRating,
    EvidenceTarget,
    Rating,
    Task,
    TaskAssignment,
)
from headway.district.evidence.types import BesideRole
from headway.district.evidence.work import set_aside
from headway.district.foundation.api import clock
from headway.district.people.api import Viewer, visible_learners

__all__ = [
    "StackPlace",
    "TaskAtWork",
    "given_levels",
    "places_on_competency",
    "tasks_at_work",
]


@dataclass(frozen=True, slots=True)
class StackPlace:
    """One learner in a stack: her latest work (None: none yet), whether I rated it, whether somebody else did."""

    learner_id: int
    evidence_uuid: uuid.UUID | None
    is_mine: bool
    others: int


def places_on_competency(
    viewer: Viewer, learners: Sequence[Any], competency_id: int
) -> dict[int, StackPlace]:
    """For each learner (by row id) the work on this competency that is next to be scored. Three queries.

    That is the latest piece handed in for it which I have not rated; else what I rated today; else none: then scoring
    records an observation. Learners are those that `learners_of_section` gave.
    """
    continuum = current_map()
    family = continuum.family(competency_id) if continuum else (competency_id,)
    ids = [one.pk for one in learners]
    handed_in: dict[int, list[tuple[int, uuid.UUID]]] = {}
    rows = EvidenceTarget.objects.filter(learner_id__in=ids, competency_id__in=family).exclude(set_aside())
    for learner_id, evidence_id, evidence_uuid in rows.order_by(
        "-evidence__observed_at", "-evidence_id"
    ).values_list("learner_id", "evidence_id", "evidence__uuid"):
        handed_in.setdefault(learner_id, []).append((evidence_id, evidence_uuid))
    begun = clock.start_of_day(clock.today())
    pieces = {evidence_id for found in handed_in.values() for evidence_id, _uuid in found}
    today = list(
        Rating.objects.filter(
            learner_id__in=ids,
            competency_id__in=family,
            rater_id=viewer.person_id,
            recorded_at__gte=begun,
            withdrawal__isnull=True,
        )
        .order_by("-recorded_at", "-pk")
        .values_list("learner_id", "evidence__uuid")
    )
    raters: dict[int, set[int | None]] = {}
    for evidence_id, rater_id in Rating.objects.filter(
        evidence_id__in=pieces, competency_id__in=family, withdrawal__isnull=True
    ).values_list("evidence_id", "rater_id"):
        raters.setdefault(evidence_id, set()).add(rater_id)
    places = {}
    for learner_id in ids:
        waiting = next(
            (one for one in handed_in.get(learner_id, ()) if viewer.person_id not in raters.get(one[0], ())),
            None,
        )
        if waiting:
            places[learner_id] = StackPlace(learner_id, waiting[1], False, len(raters.get(waiting[0], ())))
            continue
        scored = next((piece for learner, piece in today if learner == learner_id), None)
        places[learner_id] = StackPlace(learner_id, scored, scored is not None, 0)
    return places


def given_levels(
    viewer: Viewer, evidence_uuids: Collection[uuid.UUID]
) -> dict[uuid.UUID, tuple[dict[int, int], dict[int, int]]]:
    """For each piece: my levels and the learner's own, by competency (id on the current continuum). Two queries."""
    continuum = current_map()
    found: dict[uuid.UUID, tuple[dict[int, int], dict[int, int]]] = {one: ({}, {}) for one in evidence_uuids}
    seen = visible_learners(viewer).order_by().values("pk")
    mine = Rating.objects.filter(
        evidence__uuid__in=found,
        learner_id__in=seen,
        rater_id=viewer.person_id,
        withdrawal__isnull=True,
    )
    for piece, competency_id, level in mine.order_by("recorded_at", "pk").values_list(
        "evidence__uuid", "competency_id", "level"
    ):
        found[piece][0][_current(continuum, competency_id)] = level
    own = BesideRating.objects.filter(
        evidence__uuid__in=found,
        learner_id__in=seen,
        role=BesideRole.OWN,
        taken_back_at__isnull=True,
    )
    for piece, competency_id, level in own.order_by("recorded_at", "pk").values_list(
        "evidence__uuid", "competency_id", "level"
    ):
        found[piece][1][_current(continuum, competency_id)] = level
    return found


@dataclass(frozen=True, slots=True)
class TaskAtWork:
    """A task that learners of a section were given or have shown work on. given, with_work: how many learners."""

    task: Task
    given: int
    with_work: int


def tasks_at_work(learners: Sequence[Any], *, since: dt.datetime) -> tuple[TaskAtWork, ...]:
    """What these learners were given and have not had taken back, and what they worked on since then; most work first.

    Four queries. Learners are those that `learners_of_section` gave.
    """
    ids = [one.pk for one in learners]
    given: dict[int, set[int]] = {}
    for task_id, learner_id in TaskAssignment.objects.filter(
        learner_id__in=ids, taken_back_at__isnull=True
    ).values_list("task_id", "learner_id"):
        given.setdefault(task_id, set()).add(learner_id)
    worked: dict[int, set[int]] = {}
    handed_in = (
        EvidenceTarget.objects.filter(
            learner_id__in=ids, evidence__task__isnull=False, evidence__observed_at__gte=since
        )
        .exclude(set_aside())
        .values_list("evidence__task_id", "learner_id")
    )
    rated = Rating.objects.filter(
        learner_id__in=ids,
        observed_at__gte=since,
        evidence__task__isnull=False,
        withdrawal__isnull=True,
    ).values_list("evidence__task_id", "learner_id")
    for task_id, learner_id in (*handed_in.distinct(), *rated.order_by().distinct()):
        worked.setdefault(task_id, set()).add(learner_id)
    tasks = Task.objects.filter(pk__in={*given, *worked}).order_by("title", "pk")
    return tuple(
        sorted(
            (TaskAtWork(one, len(given.get(one.pk, ())), len(worked.get(one.pk, ()))) for one in tasks),
            key=lambda one: (-one.given, -one.with_work),
        )
    )


def _current(continuum: ContinuumMap | None, competency_id: int) -> int:
    return continuum.current_ids.get(competency_id, competency_id) if continuum else competency_id
