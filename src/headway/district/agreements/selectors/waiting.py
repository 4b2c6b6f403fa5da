"""Offers that wait for somebody's signature."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Q

from headway.district.agreements.adults import adults_of_today
from headway.district.agreements.models import Offer, Signature
from headway.district.agreements.policies.signatures import side_stands
from headway.district.agreements.policies.stages import learners_worked_with
from headway.district.agreements.target_types import WaitingOffer
from headway.district.agreements.types import Side
from headway.district.foundation.api import clock, in_parts
from headway.district.people.api import Viewer, children_of, visible_learners
from headway.district.people.types import Role

__all__ = ["offers_left_open", "waiting_for", "waiting_for_nobody"]


def waiting_for(viewer: Viewer) -> tuple[WaitingOffer, ...]:
    """What waits for this person's signature, the longest waiting first: as learner, as family, as an adult.

    An adult signs for those whom she teaches or advises, a counsellor for every learner of her schools; also where an
    adult signed who no longer works with the learner, and until then it waits for nobody else. However many learners there are, some queries.
    """
    found: list[WaitingOffer] = []
    if viewer.learner_id:
        mine = visible_learners(viewer).filter(pk=viewer.learner_id)
        found += _waiting(mine, Side.LEARNER)
    if viewer.is_guardian:
        found += _waiting(children_of(viewer), Side.FAMILY)
    if viewer.teaches or viewer.advises or viewer.has(Role.COUNSELLOR):
        found += _waiting(learners_worked_with(viewer), Side.ADULT)
    return tuple(sorted(found, key=lambda one: (one.offered_at, one.number)))


def _waiting(learners: Any, side: str) -> list[WaitingOffer]:
    rows = _on_table().filter(target__learner__in=learners.order_by().values("pk"))
    unsigned = ~Exists(_signed(side))
    rows = rows.filter(unsigned | _still_open()) if side == Side.ADULT else rows.filter(unsigned)
    listed = rows.select_related("target__learner__person", "offered_by").order_by("offered_at", "pk")
    found = [row for row in listed if side in row.wants and _is_here(row.target.learner)]
    left = {row.pk for row in _left_alone(found)}
    if side != Side.ADULT:
        # An adult of today looks first, so nothing waits for the learner or the family as yet.
        return [_info(row, side) for row in found if row.pk not in left]
    return [_info(row, side) for row in found if row.pk in left or not _signers(row, side)]


def waiting_for_nobody(learner_ids: Collection[int]) -> list[tuple[Any, uuid.UUID]]:
    """(learner, uuid of the target) of offers on the table whose adult has left: nobody of today was told of them.

    Access is decided by whoever gives the ids. For the night.
    """
    found = []
    for part in in_parts(learner_ids):
        rows = _on_table().filter(_still_open(), Exists(_signed(Side.ADULT)), target__learner__in=part)
        listed = rows.select_related("target__learner").order_by("pk")
        found += [(row.target.learner, row.target.uuid) for row in _left_alone(list(listed))]
    return found


def offers_left_open(learner: Any) -> int:
    """How many offers of this learner's plan somebody still has to sign; what they say, this doesn't tell. For the register."""
    rows = _on_table().filter(target__learner_id=learner.pk)
    return sum(any(not _signers(row, side) for side in row.wants) for row in rows)


def _on_table() -> Any:
    """The newest offers of open targets whose day has not come yet, with their signatures."""
    newer = Offer.objects.filter(target_id=OuterRef("target_id"), number__gt=OuterRef("number"))
    rows = Offer.objects.filter(~Exists(newer), target__end__isnull=True, by_on__gt=clock.today())
    return rows.prefetch_related("signatures")


def _signed(side: str) -> Any:
    return Signature.objects.filter(offer_id=OuterRef("pk"), side=side)


def _still_open() -> Q:
    """Somebody besides the adult has not signed yet: the database's part of `OfferInfo.is_agreed`."""
    # A family is asked as the last of three.
    return ~Exists(_signed(Side.LEARNER)) | Q(~Exists(_signed(Side.FAMILY)), wants__2=Side.FAMILY.value)


def _left_alone(rows: Collection[Offer]) -> list[Offer]:
    """Those on the table that an adult signed who no longer works with the learner (`side_stands`)."""
    signed = [row for row in rows if Side.ADULT in row.wants and _signers(row, Side.ADULT)]
    if not signed:
        return []
    adults = adults_of_today({row.target.learner_id for row in signed})
    return [
        row
        for row in signed
        if not side_stands(
            Side.ADULT, _signers(row, Side.ADULT), adults.get(row.target.learner_id, frozenset())
        )
    ]


def _signers(row: Offer, side: str) -> list[int | None]:
    return [one.signed_by_id for one in row.signatures.all() if one.side == side]


def _is_here(learner: Any) -> bool:
    return learner.left_on is None or learner.left_on >= clock.today()


def _info(row: Offer, side: str) -> WaitingOffer:
    learner = row.target.learner
    return WaitingOffer(
        target_uuid=row.target.uuid,
        offer_uuid=row.uuid,
        learner_id=learner.pk,
        learner_uuid=learner.uuid,
        learner_name=learner.person.name,
        number=row.number,
        side=side,
        aim=row.target.aim,
        domain_code=row.target.domain_code,
        level=row.target.level,
        by_on=row.by_on,
        offered_at=row.offered_at,
        offered_by=row.offered_by.name if row.offered_by else "",
    )
