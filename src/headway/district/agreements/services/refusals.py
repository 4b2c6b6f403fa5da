"""What is said where an offer can't be made: to whom, and what to do instead."""

from __future__ import annotations

from django.utils import formats
from django.utils.translation import gettext_lazy as _

from headway.district.agreements.target_types import OfferInfo
from headway.district.agreements.types import Side
from headway.district.continuum.api import ContinuumMap, current_map
from headway.district.foundation.api import Conflict, NotAllowed, Refused

__all__ = ["SENT_FOR_ELSE", "answered_meanwhile", "map_or_refuse", "newer_offer", "who_begins"]

SENT_FOR_ELSE = _("This form was already sent for something else, so nothing was added.")


def who_begins(side: str) -> NotAllowed:
    if side == Side.LEARNER:
        return NotAllowed(
            _("At your stage an adult makes the first offer with you."),
            remedy=_("Tell your adviser what you want to reach; you answer and sign."),
        )
    return NotAllowed(
        _("A target is begun by the learner or by an adult who works with the learner."),
        remedy=_("Tell one of them what matters to you; you can answer every offer."),
    )


def answered_meanwhile(latest: OfferInfo, person_id: int | None) -> Conflict:
    """person_id: who sent the older form."""
    if latest.is_agreed:
        return agreed_meanwhile(latest)
    if latest.person_id is not None and latest.person_id == person_id:
        return Conflict(
            _("You made offer %(number)s in the meantime: by %(day)s.")
            % {"number": latest.number, "day": formats.date_format(latest.by_on)},
            remedy=_("Read your newer offer first; what you typed is still here."),
        )
    return Conflict(
        _("%(name)s made offer %(number)s in the meantime: by %(day)s.")
        % {
            "name": latest.name or _("Somebody"),
            "number": latest.number,
            "day": formats.date_format(latest.by_on),
        },
        remedy=_("Read the newer offer first; what you typed is still here."),
    )


def agreed_meanwhile(latest: OfferInfo) -> Conflict:
    return Conflict(
        _("The plan is agreed with offer %(number)s: by %(day)s.")
        % {"number": latest.number, "day": formats.date_format(latest.by_on)},
        remedy=_("Open the page again. A change can be proposed on any day, with a reason."),
    )


def newer_offer(latest: OfferInfo, person_id: int | None) -> Conflict:
    """An older offer was to be signed. person_id: who would have signed it."""
    if latest.is_agreed:
        return agreed_meanwhile(latest)
    if latest.person_id is not None and latest.person_id == person_id:
        return Conflict(
            _("You made a newer offer yourself, number %(number)s.") % {"number": latest.number},
            remedy=_("It has your signature already; the others still answer it."),
        )
    return Conflict(
        _("%(name)s made a newer offer, number %(number)s.")
        % {"name": latest.name or _("Somebody"), "number": latest.number},
        remedy=_("Read it and sign that one, or answer it."),
    )


def map_or_refuse() -> ContinuumMap:
    continuum = current_map()
    if continuum is None:
        raise Refused(
            _("The district has no published continuum yet."),
            remedy=_("As soon as it stands, targets can be agreed."),
        )
    return continuum
