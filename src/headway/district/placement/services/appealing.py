"""Asking to look again, by the learner, her family or a teacher; and the answer, as a person's act."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import Conflict, NotAllowed, NotFound, audit, clock, refused
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
    others_who_decide,
    staff_learner,
    who_can,
)
from headway.district.placement.services.checking import check_words
from headway.district.placement.services.judging import LONGEST_WORDS

__all__ = ["answer", "answer_with_withdrawal", "appeal"]

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
    """Answer: the decision is kept, was changed (placement_uuid: the new one; the latest since where left out), or
    was taken back. Twice is the same.

    Whoever decided answers only where nobody else may: the trail says so, and so does what the asker reads. Raises
    NotFound, NotAllowed with who can, Refused.
    """
    row = PlacementAppeal.objects.select_related("placement__learner").filter(uuid=appeal_uuid).first()
    if row is None:
        raise NotFound(NO_SUCH_PAGE)
    learner = staff_learner(viewer, row.placement.learner.uuid)
    policy, _version = leveling_policy()
    check_decide(viewer, learner, policy)
    by_decider = row.placement.decided_by_id == viewer.person_id
    if by_decider and (others := others_who_decide(learner, policy, (viewer.person_id,))):
        raise NotAllowed(
            _("You made this decision yourself, so somebody else answers."),
            remedy=who_can(others.values()),
        )
    if code not in ANSWERS:
        raise refused("code", _("Say what became of it."), _("Choose one of the answers."))
    lock_learners({learner.pk})
    if PlacementAppealAnswer.objects.filter(appeal=row).exists():
        return
    placement = _decided_since(row, placement_uuid) if code == "changed" else None
    _check_became(row, code, placement)
    _append(viewer, row, learner, code, placement)


def answer_with_withdrawal(viewer: Viewer, placement: Placement, learner: Any) -> int:
    """Who asked about a decision that is taken back has an answer by it; how many had asked. In the caller's transaction."""
    waiting = list(PlacementAppeal.objects.filter(placement=placement, answer__isnull=True))
    for row in waiting:
        row.placement = placement
        _append(viewer, row, learner, "taken_back", None)
    return len(waiting)


def _append(
    viewer: Viewer, row: PlacementAppeal, learner: Any, code: str, placement: Placement | None
) -> None:
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
        by_decider=row.placement.decided_by_id == viewer.person_id,
    )


def _decided_since(row: PlacementAppeal, placement_uuid: uuid.UUID | None) -> Placement | None:
    """The decision that is named; else the latest that stands in the same place since it was asked."""
    about = row.placement
    rows = Placement.objects.filter(learner_id=about.learner_id)
    if placement_uuid is not None:
        return rows.filter(uuid=placement_uuid).first()
    rows = rows.filter(
        domain_code=about.domain_code,
        strand_code=about.strand_code,
        recorded_at__gte=row.asked_at,
        withdrawal__isnull=True,
    )
    return rows.exclude(pk=about.pk).order_by("-recorded_at", "-pk").first()


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
