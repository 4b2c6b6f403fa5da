"""Signing the offer that is on the table."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from headway.district.agreements.adults import adults_now
from headway.district.agreements.models import Offer, Signature
from headway.district.agreements.outlooks import school_days_of
from headway.district.agreements.policies.signatures import side_stands
from headway.district.agreements.policies.stages import NO_SUCH_PAGE
from headway.district.agreements.selectors.targets import read_targets
from headway.district.agreements.selectors.who_looks import adults_to_ask, left_by
from headway.district.agreements.services.offering import open_target
from headway.district.agreements.services.refusals import newer_offer
from headway.district.agreements.target_types import OfferInfo
from headway.district.agreements.telling import tell_signed, tell_still_waiting, tell_waiting
from headway.district.agreements.types import Side
from headway.district.foundation.api import NotFound, Refused, audit, clock, refused
from headway.district.people.api import Viewer, families_of

__all__ = ["sign"]


class AdultGone(Refused):
    """The adult who signed no longer works with the learner: one of today has to look first."""


def sign(*, viewer: Viewer, offer_uuid: uuid.UUID) -> bool:
    """Sign in the viewer's own name, as learner, family or adult. Whether the agreement stands with it.

    Twice is the same. Raises NotFound for strangers, NotAllowed for those who agree on nothing with this learner,
    Conflict where a newer offer is on the table or the target has ended, Refused where the date has passed, where her
    family is told and doesn't sign, where nobody of her family can sign any more, or where the adult who signed no longer
    works with her: an adult of today is told then that the offer waits.
    """
    try:
        return _sign(viewer, offer_uuid)
    except AdultGone:
        _tell_adult_of_today(viewer, offer_uuid)
        raise


@transaction.atomic
def _tell_adult_of_today(viewer: Viewer, offer_uuid: uuid.UUID) -> None:
    target = Offer.objects.select_related("target__learner").get(uuid=offer_uuid).target
    tell_still_waiting([(target.learner, target.uuid)], by=viewer.actor)


@transaction.atomic
def _sign(viewer: Viewer, offer_uuid: uuid.UUID) -> bool:
    row = Offer.objects.filter(uuid=offer_uuid).select_related("target").first()
    if row is None:
        raise NotFound(NO_SUCH_PAGE)
    target, learner, side = open_target(viewer, row.target.uuid)
    info = read_targets({learner.pk: learner.uuid}, target_ids=(target.pk,))[learner.pk][0]
    latest = info.latest
    assert latest is not None  # a target begins with an offer
    if latest.uuid != offer_uuid:
        raise newer_offer(latest, viewer.person_id)
    if side not in latest.wants:
        raise refused(
            "offer",
            _("This offer asks for no signature of yours; you see it so that you know.")
            if side == Side.FAMILY
            else _("The learner may move the date by these few days alone; nothing waits for you."),
            _("If you see it otherwise, make another offer."),
        )
    adults = adults_now(learner)
    if _stands_already(latest, side, viewer, adults):
        return latest.is_agreed
    _check_time_left(latest, learner)
    if Side.FAMILY in latest.missing and not families_of((learner.pk,)):
        raise refused(
            "offer",
            _("This offer asks for a signature of the family, and nobody of it can sign any more."),
            _("Answer it with the same day: the new offer asks only those who can sign."),
        )
    if side != Side.ADULT and Side.ADULT in latest.wants:
        _check_adult_still_hers(latest, learner, adults)
    Signature.objects.create(
        offer_id=latest.id,
        side=side,
        signed_by_id=viewer.person_id,
        signed_at=clock.now(),
        language=(get_language() or "en")[:8],
    )
    missing = [one for one in latest.missing if one != side]
    audit.record(
        by=viewer.actor,
        act="agreements.signed",
        subject_kind="pace_target",
        subject_uuid=target.uuid,
        learner_uuid=learner.uuid,
        number=latest.number,
        side=side,
        stands=not missing,
    )
    if missing:
        tell_waiting(learner=learner, target=target, sides=missing, but=viewer.person_id, by=viewer.actor)
    else:
        tell_signed(learner=learner, target=target, but=viewer.person_id, by=viewer.actor)
    return not missing


def _check_time_left(latest: OfferInfo, learner: Any) -> None:
    """A day of school after today and after the beginning, up to the agreed date: as for making an offer."""
    today = clock.today()
    if latest.is_over(today):
        raise refused(
            "offer", _("The day of this offer has passed."), _("Make another offer with a later day.")
        )
    first = school_days_of(learner).first_after(max(today, latest.from_on))
    if first is None or first > latest.by_on:
        raise refused(
            "offer",
            _("There is no day of school left before the day of this offer."),
            _("Make another offer with a later day."),
        )


def _stands_already(latest: OfferInfo, side: str, viewer: Viewer, adults: dict[int, str]) -> bool:
    """The side signed already. An adult who came later signs anew, as long as the offer is open and the one who signed
    no longer works with the learner (`side_stands`)."""
    of_side = [one.person_id for one in latest.signatures if one.side == side]
    if of_side and (viewer.person_id in of_side or latest.is_agreed):
        return True
    return side_stands(side, of_side, adults)


def _check_adult_still_hers(latest: OfferInfo, learner: Any, adults: dict[int, str]) -> None:
    """The last signature would make it whole with the name of somebody who no longer works with this learner."""
    left = left_by(latest, adults)
    if left is None:
        return
    names = adults_to_ask(learner)
    remedy: Any = (
        _("Who can look at it now: %(names)s. Nothing of the offer is lost.") % {"names": ", ".join(names)}
        if names
        else _("Ask the school office who works with you now. Nothing of the offer is lost.")
    )
    sentence = _("%(name)s, who signed this offer, now works with other learners.") % {"name": left}
    problem = refused("offer", sentence, remedy)
    raise AdultGone(sentence, remedy=remedy, problems=problem.problems)
