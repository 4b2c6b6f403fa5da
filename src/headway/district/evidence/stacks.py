"""Work that waits to be scored, learner by learner: what a piece holds, and where a section stands on a competency."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import ContinuumMap, current_map
from headway.district.evidence.models import (
    BesideRating,
    CriterionRating,
    Evidence,
    EvidenceFile,
    EvidenceTarget,
    Rating,
    Reflection,
    Task,
    TaskAssignment,
)
from headway.district.evidence.types import BesideRole
from headway.district.foundation.api import NotFound, clock, translated
from headway.district.people.api import Viewer, visible_learners

__all__ = [
    "GivenLevel",
    "ShownFile",
    "ShownPiece",
    "StackPlace",
    "TaskAtWork",
    "given_levels",
    "places_on_competency",
    "shown_piece",
    "tasks_at_work",
]


@dataclass(frozen=True, slots=True)
class StackPlace:
    """One learner in a stack: her latest work (None: none yet), whether I rated it, whether somebody else did."""

    learner_id: int
    evidence_uuid: uuid.UUID | None
    is_mine: bool
    others: int


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file of a piece as a page names it. Erased ones keep their row and say so."""

    uuid: uuid.UUID
    kind: str
    name: str
    media_type: str
    is_erased: bool


@dataclass(frozen=True, slots=True)
class GivenLevel:
    """A rating of one person: the level of the whole, criterion by criterion, and the words beside it."""

    rating_uuid: uuid.UUID
    competency_id: int
    level: int
    criteria: Mapping[uuid.UUID, int]
    feedback: str
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """Everything on one piece of work that its scorer needs.

    mine: my own ratings that stand, one for each competency (id on the current continuum), the latest. others: how
    many other people's ratings stand on it, per competency. own: the learner's own levels, per competency.
    """

    evidence_uuid: uuid.UUID
    learner_id: int
    form: str
    title: str
    note: str
    link: str
    observed_at: dt.datetime
    files: tuple[ShownFile, ...]
    reflections: tuple[str, ...]
    mine: Mapping[int, GivenLevel]
    others: Mapping[int, int]
    own: Mapping[int, int]


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
    rows = EvidenceTarget.objects.filter(learner_id__in=ids, competency_id__in=family)
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


def shown_piece(
    viewer: Viewer, evidence_uuid: uuid.UUID, competency_ids: Collection[int] | None = None
) -> ShownPiece:
    """One piece of work with its files, words and ratings. Six queries. NotFound for pieces of strangers."""
    row = (
        Evidence.objects.filter(uuid=evidence_uuid)
        .filter(learner_id__in=visible_learners(viewer).order_by().values("pk"))
        .select_related("words", "task")
        .first()
    )
    if row is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    continuum = current_map()
    words = getattr(row, "words", None)
    mine, others = _ratings(row, viewer, continuum)
    wanted = set(competency_ids) if competency_ids is not None else None
    own = {
        _current(continuum, competency_id): level
        for competency_id, level in BesideRating.objects.filter(
            evidence=row, role=BesideRole.OWN, taken_back_at__isnull=True
        )
        .order_by("recorded_at", "pk")
        .values_list("competency_id", "level")
    }
    link = words.link if words else ""
    return ShownPiece(
        evidence_uuid=row.uuid,
        learner_id=row.learner_id,
        form=row.form,
        title=(words.title if words else "") or (translated(row.task, "title") if row.task else ""),
        note=words.note if words else "",
        # Only addresses of the web: a link of another kind may run something.
        link=link if link.startswith(("https://", "http://")) else "",
        observed_at=row.observed_at,
        files=tuple(
            ShownFile(one.uuid, one.kind, one.name, one.media_type, one.erased_at is not None)
            for one in EvidenceFile.objects.filter(evidence=row).order_by("pk")
        ),
        reflections=tuple(
            Reflection.objects.filter(evidence=row)
            .order_by("recorded_at", "pk")
            .values_list("text", flat=True)
        ),
        mine={key: one for key, one in mine.items() if wanted is None or key in wanted},
        others=others,
        own={key: level for key, level in own.items() if wanted is None or key in wanted},
    )


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
    handed_in = EvidenceTarget.objects.filter(
        learner_id__in=ids, evidence__task__isnull=False, evidence__observed_at__gte=since
    ).values_list("evidence__task_id", "learner_id")
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


def _ratings(
    row: Evidence, viewer: Viewer, continuum: ContinuumMap | None
) -> tuple[dict[int, GivenLevel], dict[int, int]]:
    ratings = list(
        Rating.objects.filter(evidence=row, withdrawal__isnull=True)
        .select_related("words")
        .order_by("recorded_at", "pk")
    )
    my_ids = [one.pk for one in ratings if one.rater_id == viewer.person_id]
    criteria: dict[int, dict[uuid.UUID, int]] = {}
    for rating_id, criterion, level in CriterionRating.objects.filter(rating_id__in=my_ids).values_list(
        "rating_id", "criterion", "level"
    ):
        criteria.setdefault(rating_id, {})[criterion] = level
    mine: dict[int, GivenLevel] = {}
    others: dict[int, int] = {}
    for one in ratings:
        competency_id = _current(continuum, one.competency_id)
        if one.rater_id != viewer.person_id:
            others[competency_id] = others.get(competency_id, 0) + 1
            continue
        words = getattr(one, "words", None)
        mine[competency_id] = GivenLevel(
            rating_uuid=one.uuid,
            competency_id=competency_id,
            level=one.level,
            criteria=criteria.get(one.pk, {}),
            feedback=words.feedback if words else "",
            recorded_at=one.recorded_at,
        )
    return mine, others
