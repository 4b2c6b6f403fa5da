"""Whom to ask about a plan, and whose look an offer waits for whose adult works with other learners by now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from headway.district.agreements.policies.signatures import side_stands
from headway.district.agreements.target_types import OfferInfo, TargetInfo
from headway.district.agreements.types import Side
from headway.district.foundation.api import clock
from headway.district.people.api import named_adults_of

__all__ = ["AdultLeft", "adults_to_ask", "adults_who_left", "left_by"]

MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class AdultLeft:
    """name: the adult who signed and no longer works with the learner. now: who can look at the offer today, by name."""

    name: str
    now: tuple[str, ...]


def adults_to_ask(learner: Any) -> list[str]:
    """Who can begin, answer and set aside with this learner today, by name: advisers first. One query."""
    return [name for _person, name in named_adults_of(learner.pk)][:MOST_NAMES]


def adults_who_left(
    learner: Any, targets: Collection[TargetInfo], on: dt.date | None = None
) -> dict[int, AdultLeft]:
    """By target (row id), where an offer on the table holds the signature of an adult, and of none who works with the
    learner today. One query, or none where no such offer is on the table; access is the caller's to decide."""
    on = on or clock.today()
    tables = {one.id: one.on_table for one in targets if one.on_table is not None}
    asked = {key: one for key, one in tables.items() if one.signed(Side.ADULT) and not one.is_over(on)}
    if not asked:
        return {}
    adults = dict(named_adults_of(learner.pk))
    now = tuple(adults.values())[:MOST_NAMES]
    return {
        key: AdultLeft(name, now) for key, one in asked.items() if (name := left_by(one, adults)) is not None
    }


def left_by(offer: OfferInfo, adults: Collection[int]) -> str | None:
    """Who signed this offer as an adult, where nobody who did works with the learner today; None otherwise."""
    signed = [one for one in offer.signatures if one.side == Side.ADULT]
    if not signed or offer.is_agreed or side_stands(Side.ADULT, [one.person_id for one in signed], adults):
        return None
    return signed[-1].name
