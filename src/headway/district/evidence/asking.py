"""“I'm ready”: what learners asked to show, where each request stands, and how long it has waited."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Any
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import current_map
from headway.district.evidence.models import Rating, ReadyAnswer, ReadyRequest, ReadyTarget
from headway.district.evidence.types import ReadyStep
from headway.district.foundation.api import NotFound, clock, translated
from headway.district.people.api import Purpose, Viewer, learners_of_section, visible_learners

__all__ = [
    "WAITS_LOOK_BACK",
    "Queue",
    "Ready",
    "ReadyTold",
    "Wait",
    "count_ready",
    "queue_for",
    "ready_of",
    "ready_request",
]

# A request that leads nowhere further.
CLOSED = (ReadyStep.LOOKED_AT, ReadyStep.TAKEN_BACK)
# What an adult does that ends the waiting.
ANSWERED = (ReadyStep.PLANNED, ReadyStep.LOOKED_AT)
# A season of requests: long enough for a median, and short enough to tell how it is now. Terms play no part in it.
WAITS_LOOK_BACK = dt.timedelta(days=90)


@dataclass(frozen=True, slots=True)
class ReadyTold:
    """One step of what became of a request."""

    step: str
    at: dt.datetime
    by: str
    planned_for: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """One request. competency_ids: of the continuum in force; own_levels: where she sees her work herself.

    step: "" while it waits, else a ReadyStep; `looked_at` also where the work has a rating for everything asked.
    answered_at: when an adult first answered. evidence_uuid: the work, once it is in.
    """

    id: int
    uuid: UUID
    learner: Any
    competency_ids: tuple[int, ...]
    form: str
    asked_at: dt.datetime
    plan: str
    step: str
    planned_for: dt.datetime | None
    evidence_uuid: UUID | None
    asked_id: int | None
    asked_name: str
    section_id: int | None
    section_title: str
    task_id: int | None
    task_uuid: UUID | None
    task_title: str
    answered_at: dt.datetime | None
    own_levels: Mapping[int, int] = field(default_factory=dict)
    told: tuple[ReadyTold, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.step not in CLOSED

    def waited(self, now: dt.datetime) -> dt.timedelta:
        """From asking until an adult answered; until now where nobody has."""
        return (self.answered_at or now) - self.asked_at


@dataclass(frozen=True, slots=True)
class Wait:
    """How long requests of one section waited: the middle one of `requests`, `waiting` of which still wait.

    Those that still wait count with the time they have waited so far, so a slow week cannot hide.
    """

    section_id: int
    section_title: str
    median: dt.timedelta
    requests: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Queue:
    """Open requests, the one that waits longest first, and the usual wait in each section of the viewer."""

    items: tuple[Ready, ...]
    waits: tuple[Wait, ...]


def ready_of(viewer: Viewer, learner: Any) -> tuple[Ready, ...]:
    """What did this learner ask to show? Newest first; empty for strangers."""
    seen = visible_learners(viewer).filter(pk=learner.pk).order_by().values("pk")
    rows = ReadyRequest.objects.filter(learner_id__in=seen).order_by("-asked_at", "-pk")
    return _told(rows)


def ready_request(viewer: Viewer, request_uuid: UUID, purpose: Purpose = Purpose.RECORD) -> Ready:
    """The request with this identifier. Raises NotFound unless its learner is open to the viewer for this purpose."""
    found = _told(ReadyRequest.objects.filter(uuid=request_uuid))
    if not found or not visible_learners(viewer, purpose).filter(pk=found[0].learner.pk).exists():
        raise NotFound(_("There is no such page, or it is not open to you."))
    return found[0]


def queue_for(viewer: Viewer, *, sections: Collection[Any] = (), now: dt.datetime | None = None) -> Queue:
    """Who is ready, among the learners whom the viewer may rate? Longest waiting first.

    sections: those for which the usual wait is told.
    """
    rateable = visible_learners(viewer, Purpose.RATE).order_by().values("pk")
    items = _told(_open(ReadyRequest.objects.filter(learner_id__in=rateable)).order_by("asked_at", "pk"))
    return Queue(items, tuple(_waits(viewer, sections, now or clock.now())) if sections else ())


def count_ready(viewer: Viewer) -> int:
    """How many open requests are there of learners whom the viewer may rate? One query."""
    rateable = visible_learners(viewer, Purpose.RATE).order_by().values("pk")
    return _open(ReadyRequest.objects.filter(learner_id__in=rateable)).count()


# -- rows --


def _latest_step() -> Subquery:
    latest = ReadyAnswer.objects.filter(request_id=OuterRef("pk")).order_by("-at", "-pk")
    return Subquery(latest.values("step")[:1], output_field=CharField())


def _without_rating() -> Exists:
    """Something that was asked has no rating that counts on the work that came in."""
    rated = Rating.objects.filter(
        withdrawal__isnull=True,
        competency_id=OuterRef("competency_id"),
        evidence__ready_answers__request_id=OuterRef("request_id"),
    )
    return Exists(ReadyTarget.objects.filter(~Exists(rated), request_id=OuterRef("pk")))


def _open(rows: QuerySet[ReadyRequest]) -> QuerySet[ReadyRequest]:
    waits = Q(latest__isnull=True) | ~Q(latest__in=CLOSED)
    return rows.annotate(latest=_latest_step()).filter(waits, _without_rating())


def _told(rows: QuerySet[ReadyRequest]) -> tuple[Ready, ...]:
    """Three queries, however many there are."""
    answers = ReadyAnswer.objects.select_related("answered_by", "evidence").order_by("at", "pk")
    rows = rows.annotate(unrated=_without_rating()).select_related(
        "learner__person", "learner__school", "words", "task", "asked", "section"
    )
    rows = rows.prefetch_related(
        Prefetch("targets", ReadyTarget.objects.order_by("pk")), Prefetch("answers", answers)
    )
    continuum = current_map()
    current = continuum.current_ids if continuum else {}
    return tuple(_ready(row, current) for row in rows)


def _ready(row: Any, current: Mapping[int, int]) -> Ready:
    answers = list(row.answers.all())
    step = answers[-1].step if answers else ""
    # Rated on another page: nobody needs to say that it was looked at.
    if step not in CLOSED and not row.unrated:
        step = ReadyStep.LOOKED_AT
    planned = [one for one in answers if one.step == ReadyStep.PLANNED]
    work = [one for one in answers if one.evidence_id is not None]
    by_adults = [one for one in answers if one.step in ANSWERED]
    targets = [(current.get(one.competency_id, one.competency_id), one) for one in row.targets.all()]
    return Ready(
        id=row.pk,
        uuid=row.uuid,
        learner=row.learner,
        competency_ids=tuple(dict.fromkeys(competency for competency, _target in targets)),
        form=row.form,
        asked_at=row.asked_at,
        plan=row.words.plan if hasattr(row, "words") else "",
        step=step,
        planned_for=planned[-1].planned_for if planned else None,
        evidence_uuid=work[-1].evidence.uuid if work else None,
        asked_id=row.asked_id,
        asked_name=row.asked.name if row.asked else "",
        section_id=row.section_id,
        section_title=row.section.title if row.section else "",
        task_id=row.task_id,
        task_uuid=row.task.uuid if row.task else None,
        task_title=translated(row.task, "title") if row.task else "",
        answered_at=by_adults[0].at if by_adults else None,
        own_levels={competency: one.own_level for competency, one in targets if one.own_level is not None},
        told=tuple(
            ReadyTold(one.step, one.at, one.answered_by.name if one.answered_by else "", one.planned_for)
            for one in answers
        ),
    )


# -- waiting --


def _waits(viewer: Viewer, sections: Iterable[Any], now: dt.datetime) -> Iterable[Wait]:
    rosters = {one.pk: {learner.pk for learner in learners_of_section(viewer, one)} for one in sections}
    everybody = set().union(*rosters.values())
    rows = (
        ReadyRequest.objects.filter(learner_id__in=everybody, asked_at__gt=now - WAITS_LOOK_BACK)
        .annotate(latest=_latest_step(), answered=_first(ANSWERED), rated=_first_rating())
        .values_list("learner_id", "section_id", "asked_at", "latest", "answered", "rated")
    )
    asked = list(rows)
    for section in sections:
        spans, waiting = [], 0
        for learner_id, section_id, asked_at, latest, answered, rated in asked:
            if learner_id not in rosters[section.pk] or section_id not in (None, section.pk):
                continue
            at = min((one for one in (answered, rated) if one), default=None)
            if at is None and latest == ReadyStep.TAKEN_BACK:
                continue  # nobody kept it waiting
            waiting += at is None
            spans.append((at or now) - asked_at)
        if spans:
            middle = median(one.total_seconds() for one in spans)
            yield Wait(section.pk, section.title, dt.timedelta(seconds=middle), len(spans), waiting)


def _first(steps: Collection[str]) -> Subquery:
    answers = ReadyAnswer.objects.filter(request_id=OuterRef("pk"), step__in=steps).order_by("at", "pk")
    return Subquery(answers.values("at")[:1])


def _first_rating() -> Subquery:
    rated = Rating.objects.filter(evidence__ready_answers__request_id=OuterRef("pk")).order_by("recorded_at")
    return Subquery(rated.values("recorded_at")[:1])
