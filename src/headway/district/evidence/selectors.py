"""Reading evidence: always of learners whom the viewer may see, and as it was known at a moment."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from typing import NamedTuple

from django.db.models import Prefetch, Q, QuerySet

from headway.district.continuum.api import CompetencyInfo, current_map
from headway.district.evidence.around import criterion_items, file_items, reflection_items
from headway.district.evidence.models import CriterionRating, EvidenceFile, Rating, Reflection
from headway.district.evidence.types import EvidenceItem
from headway.district.foundation.api import translated
from headway.district.people.api import Viewer, check_see, visible_learners

__all__ = ["RatingPlace", "evidence_of", "item_of", "items", "known_as_of", "rating_place", "with_around"]


class RatingPlace(NamedTuple):
    """Where a rating belongs."""

    rating_id: int
    learner_id: int
    competency_id: int
    rater_id: int | None
    is_withdrawn: bool


def evidence_of(
    viewer: Viewer,
    learner,
    competency: CompetencyInfo | None = None,
    as_of: dt.datetime | None = None,
) -> tuple[EvidenceItem, ...]:
    """What evidence is there of this learner (for one competency, as known at a moment)? Oldest first.

    Withdrawn ratings are among them and say when they were withdrawn. Raises NotFound for strangers.
    """
    found = items(
        learner_ids=(learner.pk,),
        competency_ids=_family(competency) if competency else None,
        as_of=as_of,
        seen_by=viewer,
    )
    if not found:
        check_see(viewer, learner)  # nothing to show, or not hers to see
    return found


def items(
    *,
    learner_ids: Collection[int],
    competency_ids: Collection[int] | None = None,
    as_of: dt.datetime | None = None,
    seen_by: Viewer | None = None,
) -> tuple[EvidenceItem, ...]:
    """Ratings with their pieces of work; `seen_by=None` only where the caller has checked access already."""
    rows = Rating.objects.filter(learner_id__in=learner_ids)
    if seen_by is not None:
        rows = rows.filter(learner_id__in=visible_learners(seen_by).filter(pk__in=learner_ids).values("pk"))
    if competency_ids is not None:
        rows = rows.filter(competency_id__in=competency_ids)
    if as_of is not None:
        rows = rows.filter(recorded_at__lte=as_of)
    return tuple(item_of(row, as_of) for row in with_around(rows).order_by("observed_at", "pk"))


def with_around(rows: QuerySet[Rating], *, words_only: bool = False) -> QuerySet[Rating]:
    """The ratings with all that `item_of` shows: one query, and one each for criteria, files and reflections.

    words_only: without those three, for pages that show what was written and no more.
    """
    rows = rows.select_related(
        "learner",
        "evidence__words",
        "evidence__circumstances",
        "evidence__task",
        "rater",
        "withdrawal",
        "words",
        "circumstances",
    )
    if words_only:
        return rows
    return rows.prefetch_related(
        Prefetch("criteria", CriterionRating.objects.order_by("pk")),
        Prefetch("evidence__files", EvidenceFile.objects.order_by("pk")),
        Prefetch(
            "evidence__reflections",
            Reflection.objects.select_related("recorded_by").order_by("recorded_at", "pk"),
        ),
    )


def known_as_of(rows: QuerySet[Rating], as_of: dt.datetime | None) -> QuerySet[Rating]:
    """Ratings that count: recorded by then and not withdrawn by then; now, not withdrawn at all."""
    if as_of is None:
        return rows.filter(withdrawal__isnull=True)
    return rows.filter(recorded_at__lte=as_of).filter(
        Q(withdrawal__isnull=True) | Q(withdrawal__recorded_at__gt=as_of)
    )


def rating_place(rating_uuid: uuid.UUID) -> RatingPlace | None:
    """Where the rating with this identifier belongs; None when there is none. Access is the caller's to check."""
    row = (
        Rating.objects.filter(uuid=rating_uuid)
        .values_list("pk", "learner_id", "competency_id", "rater_id", "withdrawal__pk")
        .first()
    )
    return RatingPlace(*row[:4], row[4] is not None) if row else None


def _family(competency: CompetencyInfo) -> tuple[int, ...]:
    continuum = current_map()
    return continuum.family(competency.id) if continuum else (competency.id,)


def item_of(row: Rating, as_of: dt.datetime | None, *, words_only: bool = False) -> EvidenceItem:
    evidence = row.evidence
    words, around = getattr(evidence, "words", None), getattr(evidence, "circumstances", None)
    said, made = getattr(row, "words", None), getattr(row, "circumstances", None)
    withdrawal = getattr(row, "withdrawal", None)
    withdrawn_at = withdrawal.recorded_at if withdrawal else None
    if withdrawn_at and as_of and withdrawn_at > as_of:
        withdrawn_at = None
    return EvidenceItem(
        rating_id=row.pk,
        rating_uuid=row.uuid,
        evidence_id=evidence.pk,
        evidence_uuid=evidence.uuid,
        learner_id=row.learner_id,
        competency_id=row.competency_id,
        level=row.level,
        observed_at=row.observed_at,
        recorded_at=row.recorded_at,
        rater_name=row.rater.name if row.rater else "",
        rater_id=row.rater_id,
        form=evidence.form,
        setting=evidence.setting,
        title=(words.title if words else "") or (translated(evidence.task, "title") if evidence.task else ""),
        note=words.note if words else "",
        link=words.link if words else "",
        withdrawn_at=withdrawn_at,
        misconception=words.misconception if words else "",
        feedback=said.feedback if said else "",
        criteria=() if words_only else criterion_items(row.criteria.all()),
        names_hidden=bool(made and made.names_hidden),
        is_second_look=bool(made and made.is_second_look),
        context=around.context if around else "",
        depth=around.depth if around else None,
        support=around.support if around else "",
        is_transfer=bool(around and around.is_transfer),
        is_cumulative=bool(around and around.is_cumulative),
        source=around.source if around else "",
        files=() if words_only else file_items(evidence.files.all()),
        reflections=() if words_only else reflection_items(evidence.reflections.all()),
        by_learner=evidence.recorded_by_id is not None and evidence.recorded_by_id == row.learner.person_id,
    )
