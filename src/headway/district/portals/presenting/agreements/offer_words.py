"""An offer in words: whose it is, what became of it, its terms, who signed, and what it asked for when it was made."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from headway.district.agreements import api as agreements
from headway.district.agreements.types import PlanKind, Side
from headway.district.foundation.api import clock
from headway.district.portals.presenting.agreements.needs import rate_words
from headway.district.portals.presenting.agreements.way_words import minutes_words, shape_words

__all__ = ["OfferShown", "offer_shown", "side_words"]


@dataclass(frozen=True, slots=True)
class OfferShown:
    """One offer of the conversation. terms: (what, how). signed: (side, signature or None) for every wanted side."""

    info: agreements.OfferInfo
    who: str
    side: str
    is_mine: bool
    state: str
    state_words: str
    terms: tuple[tuple[str, str], ...]
    signed: tuple[tuple[str, Any], ...]
    asked_then: str

    def has_signed(self, person_id: int | None) -> bool:
        """Did this person agree to it? Making an offer is signing it."""
        return person_id is not None and any(one.person_id == person_id for one in self.info.signatures)


def offer_shown(one: agreements.OfferInfo, info: agreements.TargetInfo, person_id: int | None) -> OfferShown:
    """person_id: who looks."""
    is_mine = one.person_id is not None and one.person_id == person_id
    state, words = _offer_state(one, info)
    return OfferShown(
        info=one,
        who=_("You") if is_mine else (one.name or str(Side(one.side).label)),
        side=side_words(one.side),
        is_mine=is_mine,
        state=state,
        state_words=words,
        terms=_terms(one),
        signed=tuple((str(Side(side).label), one.signed(side)) for side in Side.values if side in one.wants),
        asked_then=_asked_then(one),
    )


def _offer_state(one: agreements.OfferInfo, info: agreements.TargetInfo) -> tuple[str, str]:
    if info.in_force is not None and info.in_force.number == one.number:
        return "agreed", _("Agreed, and in force")
    if one.is_agreed:
        return "earlier", _("Agreed until the next one was signed") if info.is_open else _("Agreed")
    if info.on_table is not None and info.on_table.number == one.number:
        return "table", _("On the table")
    later = next((each for each in info.offers if each.number > one.number), None)
    if later is None:
        return "earlier", _("Not signed by everybody")
    if later.person_id is not None and later.person_id == one.person_id:
        return "earlier", _("Changed with another offer")
    return "earlier", _("Answered with another offer")


def _terms(one: agreements.OfferInfo) -> tuple[tuple[str, str], ...]:
    return (
        (_("To be reached by"), date_format(one.by_on)),
        (_("Beginning"), date_format(one.from_on)),
        (_("Way through the time"), shape_words(one.shape)),
        (_("Support"), minutes_words(one.support_minutes)),
        *(((_("Plan"), str(PlanKind(one.plan).label)),) if one.plan != PlanKind.USUAL else ()),
    )


def _asked_then(one: agreements.OfferInfo) -> str:
    """What the date asked for when the offer was made, as the offer keeps it."""
    kept = one.outlook
    if not kept or not kept.get("days") or not kept.get("competencies"):
        return ""
    need = agreements.Need(
        units=kept.get("units", 0),
        competencies=kept["competencies"],
        days=kept["days"],
        per_week=kept.get("per_week"),
    )
    said = rate_words(need)
    if kept.get("low_on") and kept.get("high_on"):
        low, high = (date_format(dt.date.fromisoformat(kept[name])) for name in ("low_on", "high_on"))
        said += " " + _("The likely span was %(low)s to %(high)s.") % {"low": low, "high": high}
    # As time goes by the same date asks for more or less, so it is said as of which day.
    worked_out = _("Worked out on %(day)s.") % {"day": date_format(clock.local_date(one.offered_at))}
    return f"{said} {worked_out}"


def side_words(side: str) -> str:
    return {
        Side.LEARNER.value: _("learner"),
        Side.ADULT.value: _("adult at school"),
        Side.FAMILY.value: _("family"),
    }[str(side)]
