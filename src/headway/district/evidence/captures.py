"""What staff captured and nobody rated yet: formative, it counts for nothing until somebody says so."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, QuerySet

from headway.district.continuum.api import current_map
from headway.district.evidence.models import CaptureKey, Evidence, EvidenceTarget, Rating
from headway.district.evidence.types import WorkItem
from headway.district.evidence.work import set_aside, whole_pieces
from headway.district.people.api import Purpose, Viewer, visible_learners

__all__ = ["LastCapture", "captured", "captured_one", "last_captures"]

LOOK_BACK = 120


@dataclass(frozen=True, slots=True)
class LastCapture:
    """One of the viewer's own captures: of whom, for what, in which form."""

    learner_id: int
    competency_id: int
    form: str


def captured(
    viewer: Viewer,
    *,
    learner_ids: Collection[int] | None = None,
    competency_id: int | None = None,
    limit: int = 60,
) -> tuple[WorkItem, ...]:
    """Captures without a rating, newest first: the viewer's own; for one competency, everybody's.

    learner_ids: only of these. Only of learners whom the viewer may rate. As many queries as one piece needs.
    """
    targets = _targets(viewer)
    if learner_ids is not None:
        targets = targets.filter(learner_id__in=learner_ids)
    continuum = current_map()
    if competency_id is not None:
        family = continuum.family(competency_id) if continuum else (competency_id,)
        targets = targets.filter(competency_id__in=family)
    else:
        targets = targets.filter(evidence__recorded_by_id=viewer.person_id)
    rows = _waiting(targets)[:limit]
    return whole_pieces(list(rows), continuum, None, names_shown=True, viewer=viewer)


def captured_one(viewer: Viewer, evidence_uuid: uuid.UUID) -> WorkItem | None:
    """One capture without a rating, of a learner whom the viewer may rate; whoever captured it. None otherwise."""
    rows = _waiting(_targets(viewer).filter(evidence__uuid=evidence_uuid))
    found = whole_pieces(list(rows), current_map(), None, names_shown=True, viewer=viewer)
    return found[0] if found else None


def _targets(viewer: Viewer) -> QuerySet[EvidenceTarget]:
    mine = visible_learners(viewer, Purpose.RATE).order_by().values("pk")
    return EvidenceTarget.objects.filter(learner_id__in=mine).exclude(set_aside())


def _waiting(targets: QuerySet[EvidenceTarget]) -> QuerySet[Evidence]:
    rated = Rating.objects.filter(evidence_id=OuterRef("pk"), withdrawal__isnull=True)
    return (
        Evidence.objects.filter(pk__in=targets.order_by().values("evidence_id"))
        .filter(Exists(CaptureKey.objects.filter(evidence_id=OuterRef("pk"))), ~Exists(rated))
        # What a learner brought herself waits elsewhere: on the page of those who are ready to show.
        .exclude(recorded_by_id=F("learner__person_id"))
        .order_by("-observed_at", "-pk")
    )


def last_captures(viewer: Viewer, learner_ids: Collection[int]) -> tuple[LastCapture, ...]:
    """The viewer's latest captures of these learners, newest first. One query."""
    rows = (
        EvidenceTarget.objects.filter(
            learner_id__in=learner_ids,
            evidence__recorded_by_id=viewer.person_id,
            evidence__capture__isnull=False,
        )
        .exclude(set_aside())
        .order_by("-evidence_id", "pk")
        .values_list("learner_id", "competency_id", "evidence__form")[:LOOK_BACK]
    )
    return tuple(LastCapture(*row) for row in rows)
