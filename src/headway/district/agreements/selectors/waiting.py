"""Offers that wait for somebody's signature."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef

from headway.district.agreements.models import Offer, Signature
from headway.district.agreements.policies.stages import learners_worked_with
from headway.district.agreements.target_types import WaitingOffer
from headway.district.agreements.types import Side
from headway.district.foundation.api import clock
from headway.district.people.api import Viewer, children_of, visible_learners
from headway.district.people.types import Role

__all__ = ["waiting_for"]


def waiting_for(viewer: Viewer) -> tuple[WaitingOffer, ...]:
    """What waits for this person's signature, the longest waiting first: as learner, as family, as an adult.

    An adult signs for those whom she teaches or advises, a counsellor for every learner of her schools. Four queries at
    most, however many learners there are.
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
    newer = Offer.objects.filter(target_id=OuterRef("target_id"), number__gt=OuterRef("number"))
    signed = Signature.objects.filter(offer_id=OuterRef("pk"), side=side)
    rows = (
        Offer.objects.filter(target__end__isnull=True, target__learner__in=learners.order_by().values("pk"))
        .filter(~Exists(newer), ~Exists(signed), by_on__gt=clock.today())
        .select_related("target__learner__person", "offered_by")
        .order_by("offered_at", "pk")
    )
    return [_info(row, side) for row in rows if side in row.wants and _is_here(row.target.learner)]


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
