"""Asking to look again, by the learner, her family or a teacher; and the answer, as a person's act."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import Conflict, NotFound, audit, clock
from headway.district.people.api import Viewer, lock_learners, visible_learner
from headway.district.placement.models import (
    Placement,
    PlacementAppeal,
    PlacementAppealAnswer,
    PlacementAppealWords,
)
from headway.district.placement.policies import (
    NO_SUCH_PAGE,
    check_decide,
    check_here,
    leveling_policy,
    refused,
    staff_learner,
)
from headway.district.placement.services.checking import check_words
from headway.district.placement.services.judging import LONGEST_WORDS

__all__ = ["answer", "appeal"]

ANSWERS = ("kept", "changed", "taken_back")


@transaction.atomic
def appeal(*, viewer: Viewer, placement_uuid: uuid.UUID, text: str) -> uuid.UUID:
    """Ask to look again at a decision. The same wish while one is open is the one that is open.

    Whoever may see the learner's record may ask: she herself, her family, her teachers. Raises NotFound, Refused.
    """
    row = Placement.objects.select_related("learner").filter(uuid=placement_uuid).first()
    if row is None:
        raise NotFound(NO_SUCH_PAGE)
    learner = visible_learner(viewer, row.learner.uuid)
    check_here(learner)
    if not text.strip():
        raise refused("text", _("Say in a sentence what should be looked at."), _("Your own words are best."))
    words = check_words("text", text, LONGEST_WORDS)
    lock_learners({learner.pk})
    if hasattr(row, "withdrawal"):
        raise Conflict(
            _("This decision was taken back in the meantime."), remedy=_("Look at what stands there now.")
        )
    found = PlacementAppeal.objects.filter(placement=row, answer__isnull=True).first()
    if found is not None:
        return found.uuid
    asked = PlacementAppeal.objects.create(placement=row, asked_by_id=viewer.person_id, asked_at=clock.now())
    PlacementAppealWords.objects.create(appeal=asked, text=words)
    audit.record(
        by=viewer.actor,
        act="placement.appealed",
        subject_kind="placement_appeal",
        subject_uuid=asked.uuid,
        learner_uuid=learner.uuid,
        domain=row.domain_code,
        strand=row.strand_code,
    )
    return asked.uuid


@transaction.atomic
def answer(
    *, viewer: Viewer, appeal_uuid: uuid.UUID, code: str, placement_uuid: uuid.UUID | None = None
) -> None:
    """Answer: the decision is kept, was changed (placement_uuid: the new one), or was taken back. Twice is the same."""
    row = PlacementAppeal.objects.select_related("placement__learner").filter(uuid=appeal_uuid).first()
    if row is None:
        raise NotFound(NO_SUCH_PAGE)
    learner = staff_learner(viewer, row.placement.learner.uuid)
    check_decide(viewer, learner, leveling_policy()[0])
    if code not in ANSWERS:
        raise refused("code", _("Say what became of it."), _("Choose one of the answers."))
    lock_learners({learner.pk})
    if PlacementAppealAnswer.objects.filter(appeal=row).exists():
        return
    placement = (
        Placement.objects.filter(uuid=placement_uuid, learner=learner).first() if placement_uuid else None
    )
    _check_became(row, code, placement)
    PlacementAppealAnswer.objects.create(
        appeal=row,
        placement=placement,
        answered_by_id=viewer.person_id,
        answered_at=clock.now(),
        code=code,
    )
    audit.record(
        by=viewer.actor,
        act="placement.appeal_answered",
        subject_kind="placement_appeal",
        subject_uuid=row.uuid,
        learner_uuid=learner.uuid,
        code=code,
    )


def _check_became(row: PlacementAppeal, code: str, placement: Placement | None) -> None:
    """What is answered has to be what happened: whoever asked reads it as the truth. Raises Refused."""
    asked_about = row.placement
    if code == "changed" and (
        placement is None
        or (placement.domain_code, placement.strand_code)
        != (asked_about.domain_code, asked_about.strand_code)
        or placement.recorded_at < row.asked_at
        or placement.pk == asked_about.pk
        or hasattr(placement, "withdrawal")
    ):
        raise refused("code", _("Nothing was changed yet."), _("Decide the level first, then answer."))
    if (code == "taken_back") != hasattr(asked_about, "withdrawal"):
        raise refused(
            "code",
            _("This answer doesn't say what became of the decision."),
            _("Look at what stands there now."),
        )
