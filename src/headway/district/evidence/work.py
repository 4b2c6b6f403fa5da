"""Whole pieces of work, rated or not, with everything around them; and what stands beside the record."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Sequence

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, current_map
from headway.district.evidence.around import criterion_items, file_items, reflection_items
from headway.district.evidence.models import (
    BesideRating,
    CriterionRating,
    Evidence,
    EvidenceFile,
    EvidenceSetAside,
    EvidenceTarget,
    Rating,
    Reflection,
)
from headway.district.evidence.selectors import known_as_of
from headway.district.evidence.types import BesideItem, BesideRole, RatingItem, WorkItem
from headway.district.foundation.api import NotFound, translated
from headway.district.people.api import Viewer, can_rate, check_see, visible_learner

__all__ = [
    "beside_ratings",
    "rating_item",
    "set_aside",
    "whole_pieces",
    "work_of",
    "work_pieces",
]


def work_of(
    viewer: Viewer,
    learner_uuid: uuid.UUID,
    competency_uuid: uuid.UUID | None = None,
    *,
    evidence_uuids: Collection[uuid.UUID] | None = None,
    as_of: dt.datetime | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> tuple[WorkItem, ...]:
    """The learner's pieces of work (for one competency; of these identifiers), rated or not, newest first.

    The number of queries does not depend on how many there are. A piece that came only with ratings which were all
    withdrawn was recorded by mistake: it is no work. Raises NotFound for strangers and unknown competencies.
    """
    learner = visible_learner(viewer, learner_uuid)
    continuum = current_map()
    family: tuple[int, ...] | None = None
    if competency_uuid is not None:
        competency = continuum.by_uuid.get(competency_uuid) if continuum else None
        if competency is None or continuum is None:
            raise NotFound("There is no such competency.")
        family = continuum.family(competency.id)
    rows = work_pieces([learner.pk], family, as_of)
    if evidence_uuids is not None:
        rows = rows.filter(uuid__in=evidence_uuids)
    rows = rows.order_by("-observed_at", "-pk")
    rows = rows[offset : None if limit is None else offset + limit]
    return whole_pieces(list(rows), continuum, as_of, names_shown=can_rate(viewer, learner), viewer=viewer)


def work_pieces(
    learner_ids: Collection[int],
    competency_ids: Collection[int] | None = None,
    as_of: dt.datetime | None = None,
) -> QuerySet[Evidence]:
    """Pieces of these learners with a rating that stands, or with targets. Found through indexes of both.

    No access is decided here.
    """
    about: dict[str, object] = {"learner_id__in": learner_ids}
    if competency_ids is not None:
        about["competency_id__in"] = competency_ids
    rated = Rating.objects.filter(**about).filter(withdrawal__isnull=True)
    if as_of is not None:
        rated = known_as_of(Rating.objects.filter(**about), as_of)
    brought = EvidenceTarget.objects.filter(**about).exclude(set_aside(as_of))
    ids = rated.order_by().values("evidence_id").union(brought.order_by().values("evidence_id"))
    rows = Evidence.objects.filter(pk__in=ids)
    return rows.filter(recorded_at__lte=as_of) if as_of is not None else rows


def set_aside(as_of: dt.datetime | None = None) -> Exists:
    """A condition on targets: was the piece thrown away (as of a moment)?"""
    rows = EvidenceSetAside.objects.filter(evidence_id=OuterRef("evidence_id"))
    if as_of is None:
        return Exists(rows.filter(brought_back_at__isnull=True))
    gone = Q(brought_back_at__isnull=True) | Q(brought_back_at__gt=as_of)
    return Exists(rows.filter(gone, set_aside_at__lte=as_of))


def whole_pieces(
    rows: Sequence[Evidence],
    continuum: ContinuumMap | None,
    as_of: dt.datetime | None,
    *,
    names_shown: bool,
    viewer: Viewer,
) -> tuple[WorkItem, ...]:
    if not rows:
        return ()
    whole = (
        Evidence.objects.filter(pk__in=[row.pk for row in rows])
        .select_related("words", "circumstances", "task", "recorded_by")
        .prefetch_related(
            Prefetch("ratings", _ratings(as_of)),
            "targets",
            Prefetch("files", EvidenceFile.objects.order_by("pk")),
            Prefetch(
                "reflections", Reflection.objects.select_related("recorded_by").order_by("recorded_at", "pk")
            ),
            Prefetch(
                "beside_ratings",
                BesideRating.objects.filter(taken_back_at__isnull=True)
                .select_related("given_by", "promoted_to")
                .order_by("observed_at", "pk"),
            ),
        )
        .order_by("-observed_at", "-pk")
    )
    return tuple(_item(row, continuum, as_of, names_shown, viewer) for row in whole)


def _ratings(as_of: dt.datetime | None) -> QuerySet[Rating]:
    rows = Rating.objects.select_related("rater", "withdrawal", "words", "circumstances").prefetch_related(
        Prefetch("criteria", CriterionRating.objects.order_by("pk"))
    )
    if as_of is not None:
        rows = rows.filter(recorded_at__lte=as_of)
    return rows.order_by("recorded_at", "pk")


def _item(
    row: Evidence,
    continuum: ContinuumMap | None,
    as_of: dt.datetime | None,
    names_shown: bool,
    viewer: Viewer,
) -> WorkItem:
    words, around = getattr(row, "words", None), getattr(row, "circumstances", None)
    ratings = tuple(rating_item(one, as_of) for one in row.ratings.all())
    shown = [*(one.competency_id for one in row.targets.all()), *(one.competency_id for one in ratings)]
    current = continuum.current_ids if continuum else {}
    return WorkItem(
        evidence_id=row.pk,
        evidence_uuid=row.uuid,
        learner_id=row.learner_id,
        form=row.form,
        setting=row.setting,
        observed_at=row.observed_at,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by.name if row.recorded_by else "",
        recorded_by_id=row.recorded_by_id,
        title=(words.title if words else "") or (translated(row.task, "title") if row.task else ""),
        note=words.note if words else "",
        link=words.link if words else "",
        misconception=words.misconception if words else "",
        misconception_uuid=words.misconception_uuid if words else None,
        task_id=row.task_id,
        task_uuid=row.task.uuid if row.task else None,
        task_title=translated(row.task, "title") if row.task else "",
        section_id=row.section_id,
        context=around.context if around else "",
        depth=around.depth if around else None,
        support=around.support if around else "",
        is_transfer=bool(around and around.is_transfer),
        is_cumulative=bool(around and around.is_cumulative),
        source=around.source if around else "",
        competency_ids=tuple(dict.fromkeys(current.get(one, one) for one in shown)),
        ratings=ratings,
        files=file_items(row.files.all()),
        beside=tuple(
            beside_item(one, row.uuid, names_shown, viewer)
            for one in row.beside_ratings.all()
            if as_of is None or one.recorded_at <= as_of
        ),
        reflections=reflection_items(row.reflections.all()),
    )


def rating_item(row: Rating, as_of: dt.datetime | None) -> RatingItem:
    """One rating as a piece shows it. Asks for nothing that was fetched with it."""
    withdrawal, made = getattr(row, "withdrawal", None), getattr(row, "circumstances", None)
    withdrawn_at = withdrawal.recorded_at if withdrawal else None
    if withdrawn_at and as_of and withdrawn_at > as_of:
        withdrawn_at = None
    words = getattr(row, "words", None)
    return RatingItem(
        rating_id=row.pk,
        rating_uuid=row.uuid,
        competency_id=row.competency_id,
        level=row.level,
        recorded_at=row.recorded_at,
        rater_name=row.rater.name if row.rater else "",
        rater_id=row.rater_id,
        feedback=words.feedback if words else "",
        criteria=criterion_items(row.criteria.all()),
        names_hidden=bool(made and made.names_hidden),
        is_second_look=bool(made and made.is_second_look),
        withdrawn_at=withdrawn_at,
    )


# -- beside the record -----------------------------------------------------------------------------------------------


def beside_ratings(
    viewer: Viewer,
    learner,
    competency: CompetencyInfo | None = None,
    *,
    roles: Collection[str] | None = None,
    taken_back: bool = False,
) -> tuple[BesideItem, ...]:
    """What stands beside the learner's record (for one competency), oldest first. Two queries at most.

    Who of her classmates said it is shown to those who may rate her only. Raises NotFound for strangers.
    """
    check_see(viewer, learner)
    rows = BesideRating.objects.filter(learner_id=learner.pk)
    if competency is not None:
        continuum = current_map()
        rows = rows.filter(
            competency_id__in=continuum.family(competency.id) if continuum else (competency.id,)
        )
    if roles is not None:
        rows = rows.filter(role__in=roles)
    if not taken_back:
        rows = rows.filter(taken_back_at__isnull=True)
    rows = rows.select_related("given_by", "promoted_to", "evidence").order_by("observed_at", "pk")
    shown = can_rate(viewer, learner)
    return tuple(beside_item(row, row.evidence.uuid if row.evidence else None, shown, viewer) for row in rows)


def beside_item(
    row: BesideRating, evidence_uuid: uuid.UUID | None, names_shown: bool, viewer: Viewer
) -> BesideItem:
    is_shown = names_shown or row.role != BesideRole.PEER or row.given_by_id == viewer.person_id
    return BesideItem(
        uuid=row.uuid,
        role=row.role,
        learner_id=row.learner_id,
        competency_id=row.competency_id,
        level=row.level,
        observed_at=row.observed_at,
        recorded_at=row.recorded_at,
        given_by=row.given_by.name if row.given_by and is_shown else "",
        given_by_id=row.given_by_id if is_shown else None,
        evidence_uuid=evidence_uuid,
        criteria=row.criteria,
        taken_back_at=row.taken_back_at,
        promoted_to=row.promoted_to.uuid if row.promoted_to else None,
    )
