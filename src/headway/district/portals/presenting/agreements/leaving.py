"""The plan of a learner who left the district: it is read as it stood, and nobody is asked for anything."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from headway.district.foundation.api import clock
from headway.district.portals.presenting.agreements.offer_words import OfferShown
from headway.district.portals.presenting.agreements.words import TargetShown
from headway.district.portals.presenting.voices import Voice

__all__ = ["as_it_stood", "last_day", "left_words"]


def last_day(learner: Any) -> dt.date | None:
    """The last day of a learner who left the district; None for who is here, also on that day itself."""
    return learner.left_on if learner.left_on and learner.left_on < clock.today() else None


def left_words(learner: Any, voice: Voice) -> str:
    """What every page of such a plan says first; empty for who is here."""
    left_on = last_day(learner)
    if left_on is None:
        return ""
    return voice.say(
        _(
            "%(day)s was your last day in the district, so nobody has to sign or answer here. All of it stays in the "
            "record; if you come back, the plan goes on from here."
        ),
        _(
            "%(day)s was the last day of %(name)s in the district, so nobody has to sign or answer here. All of it stays in "
            "the record; if %(name)s comes back, the plan goes on from here."
        ),
        day=date_format(left_on),
    )


def as_it_stood(shown: TargetShown) -> TargetShown:
    """The target without a next step or a reading that would ask for one, and an offer on the table as what it is: left
    open."""
    if not shown.info.is_open:
        return shown
    words = shown.state_words
    if shown.state in ("talking", "anew"):
        words = _("An offer was still open on the last day.")
        if shown.agreed:
            words = _("Agreed: by %(day)s.") % {"day": date_format(shown.agreed.info.by_on)} + f" {words}"
    return replace(
        shown,
        state_words=words,
        next_words="",
        standing="",
        standing_code="",
        standing_parts=(),
        noted="",
        noted_reason="",
        need=None,
        offers=tuple(_left_open(one) for one in shown.offers),
    )


def _left_open(offer: OfferShown) -> OfferShown:
    if offer.state != "table":
        return offer
    return replace(offer, state="earlier", state_words=_("Left open on the last day"))
