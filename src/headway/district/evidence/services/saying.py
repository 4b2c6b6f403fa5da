"""Words beside work and ratings: a learner's reflection, a rater's feedback. Both can be corrected and erased."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.evidence.models import Evidence, Rating, RatingWords, Reflection
from headway.district.evidence.types import ReflectionItem
from headway.district.foundation.api import NotAllowed, NotFound, Refused, audit, clock
from headway.district.people.api import Viewer, learner_gates, visible_learners

__all__ = ["add_reflection", "write_feedback"]


@transaction.atomic
def add_reflection(*, viewer: Viewer, evidence_uuid: uuid.UUID, text: str) -> ReflectionItem:
    """Add what the learner says about her own work: what changed, what comes next. The same words twice are one.

    Raises NotFound for strangers, NotAllowed for others than the learner, Refused without words.
    """
    piece = Evidence.objects.select_related("learner").filter(uuid=evidence_uuid).first()
    if piece is None or not visible_learners(viewer).filter(pk=piece.learner_id).exists():
        raise _not_found()
    if viewer.learner_id != piece.learner_id:
        raise NotAllowed(
            _("A reflection is in the learner's own words."),
            remedy=_("Ask for it in writing when you next meet."),
        )
    if not text.strip():
        raise Refused(_("There are no words yet."), remedy=_("Write what changed, or what comes next."))
    row = piece.reflections.filter(text=text.strip(), recorded_by_id=viewer.person_id).first()
    if row is None:
        row = Reflection.objects.create(
            evidence=piece, text=text.strip(), recorded_at=clock.now(), recorded_by_id=viewer.person_id
        )
        audit.record(
            by=viewer.actor,
            act="evidence.reflection_added",
            subject_kind="evidence",
            subject_uuid=piece.uuid,
            learner_uuid=piece.learner.uuid,
        )
    return ReflectionItem(row.uuid, row.text, row.recorded_at, viewer.name)


@transaction.atomic
def write_feedback(*, viewer: Viewer, rating_uuid: uuid.UUID, feedback: str) -> None:
    """Write, correct or take away the feedback beside a rating of one's own; empty words take it away.

    Raises NotFound for strangers, NotAllowed for other people's ratings.
    """
    rating = Rating.objects.select_related("words").filter(uuid=rating_uuid).first()
    if rating is None or not visible_learners(viewer).filter(pk=rating.learner_id).exists():
        raise _not_found()
    if rating.rater_id != viewer.person_id:
        raise NotAllowed(
            _("Feedback is written by the person who rated the work."),
            remedy=_("Talk with the learner, or rate the work yourself."),
        )
    before = getattr(rating, "words", None)
    text = feedback.strip()
    if (before.feedback if before else "") == text:
        return
    if not text and before:
        before.delete()
    else:
        RatingWords.objects.update_or_create(rating=rating, defaults={"feedback": text})
    audit.record(
        by=viewer.actor,
        act="evidence.feedback_written",
        subject_kind="rating",
        subject_uuid=rating.uuid,
        learner_uuid=learner_gates([rating.learner_id])[rating.learner_id].uuid,
    )


def _not_found() -> NotFound:
    return NotFound(_("There is no such page, or it is not open to you."))
