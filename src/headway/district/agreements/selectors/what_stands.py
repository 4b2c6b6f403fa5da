"""Which agreements stand: of each open target the highest offer that carries every signature it asks for."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q

from headway.district.agreements.models import Signature
from headway.district.agreements.selectors.notes import standing_notes
from headway.district.agreements.target_types import Around, counts_from
from headway.district.foundation.api import clock, in_parts

__all__ = ["Agreed", "what_stands"]


@dataclass(frozen=True, slots=True)
class Agreed:
    target: int
    target_uuid: uuid.UUID
    learner: int
    aim: str
    domain: str
    level: int | None
    competency_ids: tuple[int, ...]
    from_on: dt.date
    counts_from: dt.date
    by_on: dt.date
    agreed_at: dt.datetime
    buffer_days: int
    shape: Mapping[str, Any]
    plan: str
    has_note: bool


class _Signed(NamedTuple):
    """One signature with its offer and target: rows of models would cost several times as much for whole schools."""

    target: int
    outside: uuid.UUID
    learner: int
    aim: str
    domain: str
    level: int | None
    competency_ids: Sequence[int]
    ended_at: dt.datetime | None
    offer: int
    wants: Sequence[str]
    from_on: dt.date
    by_on: dt.date
    buffer_days: int
    shape: Mapping[str, Any]
    plan: str
    side: str
    signed_at: dt.datetime
    has_note: bool
    number: int
    offered_at: dt.datetime


# Where each of these is read, in their order.
_OF_A_SIGNATURE = (
    "offer__target_id", "offer__target__uuid", "offer__target__learner_id", "offer__target__aim",
    "offer__target__domain_code", "offer__target__level", "offer__target__competency_ids",
    "offer__target__end__ended_at", "offer_id", "offer__wants", "offer__from_on", "offer__by_on",
    "offer__buffer_days", "offer__shape", "offer__plan", "side", "signed_at", "has_note", "offer__number",
    "offer__offered_at",
)  # fmt: skip


def what_stands(
    learner_ids: Collection[int] | None, as_of: dt.datetime | None
) -> tuple[list[Agreed], Around]:
    """The highest offer of each open target that carries every signature it asks for, and what is around these.

    One query for each ten thousand learners: a target begins with an offer, and every offer carries at least the
    signature of its maker. Of a target that has ended one signature is read, that of its beginning.
    """
    rows: Any = Signature.objects.all()
    if as_of is None:
        is_open = Q(offer__target__end__isnull=True)
    else:
        is_open = Q(offer__target__end__isnull=True) | Q(offer__target__end__ended_at__gt=as_of)
        rows = rows.filter(offer__target__recorded_at__lte=as_of, signed_at__lte=as_of)
    of_beginning = Q(offer__number=1, side=F("offer__side"))
    noted = standing_notes().filter(target=OuterRef("offer__target_id"))
    rows = (
        rows.filter(is_open | of_beginning)
        .annotate(has_note=Exists(noted))
        .order_by("offer__target_id", "offer__number", "signed_at", "pk")
        .values_list(*_OF_A_SIGNATURE)
    )
    if learner_ids is None:
        signed = [_Signed._make(row) for row in rows]
    else:
        parts = (rows.filter(offer__target__learner_id__in=part) for part in in_parts(learner_ids))
        signed = [_Signed._make(row) for part in parts for row in part]
    targets: dict[int, Any] = {}
    offers: dict[int, dict[int, _Signed]] = defaultdict(dict)
    sides: dict[int, dict[str, dt.datetime]] = defaultdict(dict)
    for row in signed:
        ended_at = None if as_of and row.ended_at and row.ended_at > as_of else row.ended_at
        targets[row.target] = row.target, row.learner, row.domain, row.outside, ended_at
        if ended_at is None:
            offers[row.target][row.offer] = row
            sides[row.offer].setdefault(row.side, row.signed_at)
    found, waits_for = [], {}
    for of in offers.values():
        whole = [row for row in of.values() if row.wants and set(row.wants) <= set(sides[row.offer])]
        if whole:
            found.append(_agreed(whole[-1], sides[whole[-1].offer]))
        elif (newest := next(reversed(of.values()))).by_on > clock.today():
            waits_for[newest.learner, newest.domain] = tuple(
                side for side in newest.wants if side not in sides[newest.offer]
            )
    return found, replace(Around.of(targets.values(), clock.local_date), waits_for=waits_for)


def _agreed(row: _Signed, signed: Mapping[str, dt.datetime]) -> Agreed:
    return Agreed(
        row.target,
        row.outside,
        row.learner,
        row.aim,
        row.domain,
        row.level,
        tuple(row.competency_ids),
        row.from_on,
        counts_from(row.number, row.from_on, row.offered_at),
        row.by_on,
        max(signed[side] for side in row.wants),
        row.buffer_days,
        row.shape,
        row.plan,
        row.has_note,
    )
