"""What an offer leaves open, filled in; and whether a form that is sent once more says what was saved of it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from headway.district.agreements.models import Offer, Target
from headway.district.agreements.policies.targets import Terms, begins_anew_on
from headway.district.agreements.policies.ways import carried_way, same_way
from headway.district.agreements.services.aiming import aim_of
from headway.district.agreements.services.refusals import SENT_FOR_ELSE, map_or_refuse
from headway.district.agreements.target_types import OfferInfo, TargetInfo
from headway.district.agreements.types import Side
from headway.district.foundation.api import Conflict, check_repeat, clock

__all__ = ["filled", "repeated_offer", "repeated_target"]


def filled(terms: Terms, base: OfferInfo, today: dt.date, still_open: int, *, anew: bool) -> Terms:
    """What isn't given begins today, or with the offer before where that begins later. base: the offer that is answered;
    anew: the agreement that is to change, of which everything else that isn't given stays as well."""
    minutes = base.support_minutes if terms.support_minutes is None else terms.support_minutes
    from_on = terms.from_on or begins_anew_on(base, today)
    if not anew:
        return replace(terms, from_on=from_on, support_minutes=minutes)
    return Terms(
        by_on=terms.by_on,
        from_on=from_on,
        shape=carried_way(base, from_on, still_open) if terms.shape is None else terms.shape,
        support_minutes=minutes,
        plan=terms.plan or base.plan,
        reason=terms.reason,
        support=terms.support or base.support,
    )


def repeated_target(
    earlier: Target,
    learner: Any,
    aim: tuple[str, str, int | None, Collection[uuid.UUID]],
    why: str,
    terms: Terms,
) -> uuid.UUID:
    """The target that this form began. Raises Conflict where it was sent for another learner, or says something else now."""
    if earlier.learner_id != learner.pk:
        raise Conflict(SENT_FOR_ELSE, remedy=_("Open the page again."))
    words = getattr(earlier, "words", None)
    domain_code, level, ids = aim_of(*aim, map_or_refuse())
    check_repeat(
        (earlier.aim, earlier.domain_code, earlier.level, earlier.competency_ids, words.why if words else ""),
        (aim[0], domain_code, level, list(ids), why.strip()),
    )
    first = earlier.offers.select_related("words").get(number=1)
    _check_same(first, replace(terms, from_on=terms.from_on or _day_of(first)), 0)
    return earlier.uuid


def repeated_offer(earlier: Offer, info: TargetInfo, terms: Terms, *, anew: bool) -> uuid.UUID:
    """The offer that this form made. Raises Conflict where it was sent for another target, or says something else now."""
    if earlier.target_id != info.id:
        raise Conflict(SENT_FOR_ELSE, remedy=_("Open the page again."))
    before = [one for one in info.offers if one.number < earlier.number and (one.is_agreed or not anew)]
    if not before:
        raise Conflict(SENT_FOR_ELSE, remedy=_("Open the page again."))
    # What became proficient since is no part of the way that was offered then.
    open_then = earlier.outlook.get("competencies", len(info.open_ids))
    terms = filled(terms, before[-1], _day_of(earlier), open_then, anew=anew)
    _check_same(earlier, terms, len(info.open_ids))
    return earlier.uuid


def _check_same(earlier: Offer, terms: Terms, still_open: int) -> None:
    words = getattr(earlier, "words", None)
    # Where the learner moved her day alone, the beginning and the way that were agreed went on.
    alone = earlier.side == Side.LEARNER and Side.ADULT.value not in earlier.wants
    from_on = terms.from_on or earlier.from_on
    ways = (earlier.shape, carried_way(earlier, from_on, still_open))
    check_repeat(
        (
            earlier.by_on,
            earlier.from_on,
            True,
            earlier.support_minutes_per_week,
            earlier.plan,
            words.reason if words else "",
            words.support if words else "",
        ),
        (
            terms.by_on,
            earlier.from_on if alone and from_on == begins_anew_on(earlier, _day_of(earlier)) else from_on,
            any(same_way(terms.shape or {}, one) for one in ways),
            terms.support_minutes or 0,
            terms.plan,
            terms.reason.strip(),
            terms.support.strip(),
        ),
    )


def _day_of(earlier: Offer) -> dt.date:
    return clock.local_date(earlier.offered_at)
