"""Second looks: who asked for one, why, and what a second person saw in the same work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import current_map
from headway.district.evidence.models import SecondLook
from headway.district.evidence.types import LookOutcome
from headway.district.foundation.api import NotFound, translated
from headway.district.people.api import Purpose, Viewer, visible_learners

__all__ = [
    "LookInfo",
    "count_second_looks",
    "second_look",
    "second_looks_of",
    "second_looks_to_answer",
]


@dataclass(frozen=True, slots=True)
class LookInfo:
    """A wish for a second look at one rating, and what came of it.

    outcome: "" while it waits. second_level and second_rater: what the other person saw, once she has looked.
    before: the wishes for the same rating that were answered before this one was asked, the first one first.
    """

    id: int
    uuid: UUID
    learner: Any
    rating_id: int
    rating_uuid: UUID
    evidence_uuid: UUID
    evidence_title: str
    form: str
    competency_id: int
    first_level: int
    first_rater: str
    first_rater_id: int | None
    asked_at: dt.datetime
    asked_by: str
    asked_by_id: int | None
    reason: str
    outcome: str = ""
    answered_at: dt.datetime | None = None
    second_level: int | None = None
    second_rater: str = ""
    second_rater_id: int | None = None
    before: tuple[LookInfo, ...] = ()

    @property
    def waits(self) -> bool:
        return not self.outcome


def second_looks_of(
    viewer: Viewer, learner: Any, competency_ids: Collection[int] | None = None
) -> dict[int, LookInfo]:
    """The second looks asked for on this learner's work, by the id of the first rating; empty for strangers.

    Of several on one rating the latest, which names those before it.
    """
    seen = visible_learners(viewer).filter(pk=learner.pk).order_by().values("pk")
    rows = SecondLook.objects.filter(learner_id__in=seen)
    if competency_ids is not None:
        rows = rows.filter(rating__competency_id__in=competency_ids)
    found: dict[int, LookInfo] = {}
    for one in _read(rows):
        earlier = found.get(one.rating_id)
        found[one.rating_id] = replace(one, before=(*earlier.before, earlier)) if earlier else one
    return found


def second_looks_to_answer(viewer: Viewer) -> tuple[LookInfo, ...]:
    """Which second looks wait for somebody like me: of learners I may rate, at ratings of others. Oldest first."""
    return _read(_to_answer(viewer))


def count_second_looks(viewer: Viewer) -> int:
    return _to_answer(viewer).count()


def second_look(viewer: Viewer, look_uuid: UUID, purpose: Purpose = Purpose.RECORD) -> LookInfo:
    """The second look with this identifier. Raises NotFound unless its learner is open to the viewer."""
    rating = SecondLook.objects.filter(uuid=look_uuid).values("rating_id")
    found = _read(SecondLook.objects.filter(rating_id__in=rating))
    if not found or not visible_learners(viewer, purpose).filter(pk=found[0].learner.pk).exists():
        raise NotFound(_("There is no such page, or it is not open to you."))
    place = next(at for at, one in enumerate(found) if one.uuid == look_uuid)
    return replace(found[place], before=found[:place])


def _to_answer(viewer: Viewer) -> QuerySet[SecondLook]:
    rateable = visible_learners(viewer, Purpose.RATE).order_by().values("pk")
    looked_before = SecondLook.objects.filter(
        rating_id=OuterRef("rating_id"),
        answer__outcome=LookOutcome.SEEN,
        answer__answered_by_id=viewer.person_id,
    )
    return SecondLook.objects.filter(
        ~Exists(looked_before),
        learner_id__in=rateable,
        answer__isnull=True,
        rating__withdrawal__isnull=True,
    ).exclude(rating__rater_id=viewer.person_id)


def _read(rows: QuerySet[SecondLook]) -> tuple[LookInfo, ...]:
    rows = rows.select_related(
        "learner__person",
        "rating__rater",
        "rating__evidence__words",
        "rating__evidence__task",
        "asked_by",
        "words",
        "answer__rating",
        "answer__answered_by",
    )
    continuum = current_map()
    current = continuum.current_ids if continuum else {}
    return tuple(_info(row, current) for row in rows.order_by("asked_at", "number", "pk"))


def _info(row: Any, current: Mapping[int, int]) -> LookInfo:
    rating, evidence = row.rating, row.rating.evidence
    answer = getattr(row, "answer", None)
    words = getattr(evidence, "words", None)
    return LookInfo(
        id=row.pk,
        uuid=row.uuid,
        learner=row.learner,
        rating_id=rating.pk,
        rating_uuid=rating.uuid,
        evidence_uuid=evidence.uuid,
        evidence_title=(words.title if words else "")
        or (translated(evidence.task, "title") if evidence.task else ""),
        form=evidence.form,
        competency_id=current.get(rating.competency_id, rating.competency_id),
        first_level=rating.level,
        first_rater=rating.rater.name if rating.rater else "",
        first_rater_id=rating.rater_id,
        asked_at=row.asked_at,
        asked_by=row.asked_by.name if row.asked_by else "",
        asked_by_id=row.asked_by_id,
        reason=row.words.reason if hasattr(row, "words") else "",
        outcome=answer.outcome if answer else "",
        answered_at=answer.at if answer else None,
        second_level=answer.rating.level if answer and answer.rating else None,
        second_rater=answer.answered_by.name
        if answer and answer.answered_by and answer.outcome == LookOutcome.SEEN
        else "",
        second_rater_id=answer.answered_by_id if answer and answer.outcome == LookOutcome.SEEN else None,
    )
