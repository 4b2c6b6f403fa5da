"""Throwing a capture away, and bringing it back. Nothing is deleted: the piece stays, and no page lists it."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.evidence.models import Evidence, EvidenceSetAside, Rating
from headway.district.foundation.api import NotAllowed, NotFound, Refused, audit, clock
from headway.district.people.api import Viewer, learner_gates, visible_learners

__all__ = ["bring_back_work", "throw_work_away"]


@transaction.atomic
def throw_work_away(evidence_uuid: uuid.UUID, *, viewer: Viewer) -> None:
    """Set a piece aside that nobody rated; by whoever took it in. Doing it twice is the same act.

    Raises NotFound for strangers, NotAllowed for other people's pieces, Refused where a rating of it stands.
    """
    piece = _own_piece(evidence_uuid, viewer)
    if Rating.objects.filter(evidence=piece, withdrawal__isnull=True).exists():
        raise Refused(
            _("This piece counts by now, so it stays."),
            remedy=_("Take its rating back first; that stands on the learner's page for the competency."),
        )
    if EvidenceSetAside.objects.filter(evidence=piece, brought_back_at__isnull=True).exists():
        return
    EvidenceSetAside.objects.create(
        evidence=piece, set_aside_at=clock.now(), set_aside_by_id=viewer.person_id
    )
    audit.record(by=viewer.actor, act="evidence.work_set_aside", **_about(piece))


@transaction.atomic
def bring_back_work(evidence_uuid: uuid.UUID, *, viewer: Viewer) -> None:
    """Bring a piece back that was thrown away. Doing it twice is the same act. Raises as `throw_work_away`."""
    piece = _own_piece(evidence_uuid, viewer)
    row = EvidenceSetAside.objects.filter(evidence=piece, brought_back_at__isnull=True).first()
    if row is None:
        return
    row.brought_back_at = clock.now()
    row.save(update_fields=["brought_back_at"])
    audit.record(by=viewer.actor, act="evidence.work_brought_back", **_about(piece))


def _own_piece(evidence_uuid: uuid.UUID, viewer: Viewer) -> Evidence:
    piece = Evidence.objects.select_for_update().filter(uuid=evidence_uuid).first()
    is_hers = piece is not None and piece.recorded_by_id == viewer.person_id
    if piece is None or not (is_hers or visible_learners(viewer).filter(pk=piece.learner_id).exists()):
        raise NotFound(_("There is no such page, or it is not open to you."))
    if not is_hers:
        raise NotAllowed(
            _("What somebody took in is thrown away by that person alone."),
            remedy=_("Talk with the learner about it."),
        )
    return piece


def _about(piece: Evidence) -> dict[str, Any]:
    learner = learner_gates([piece.learner_id])[piece.learner_id]
    return {"subject_kind": "evidence", "subject_uuid": piece.uuid, "learner_uuid": learner.uuid}
