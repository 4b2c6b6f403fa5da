"""Plans that were agreed and ended elsewhere or in a simulation, many at once: as they stood, with their own moments.

Nothing is asked of anybody and nobody is told: what people said to each other lies behind. Who plans today goes through
`propose` and `sign`.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from headway.district.agreements.models import (
    Offer,
    OfferWords,
    Signature,
    Target,
    TargetEnd,
    TargetEndWords,
)
from headway.district.agreements.policies.stages import agreement_policy, stages_of
from headway.district.agreements.types import Aim, Side
from headway.district.foundation.api import Actor, audit
from headway.mastery.pacing.trajectories import Shape

__all__ = ["AgreedBefore", "EndedBefore", "agree_in_bulk", "end_in_bulk"]

ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class AgreedBefore:
    """One plan for competencies of one domain: offered by an adult and signed by the learner at a moment (`agreed_at`).

    adult_id, person_id: the people who signed, she being the learner. The line begins on from_on.
    """

    learner_id: int
    learner_uuid: uuid.UUID
    person_id: int
    adult_id: int
    domain_code: str
    competency_ids: tuple[int, ...]
    agreed_at: dt.datetime
    from_on: dt.date
    by_on: dt.date
    reason: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class EndedBefore:
    """The end of a plan by its number in what `agree_in_bulk` gave. ending: a `TargetEnding`, not `replaced`."""

    target: tuple[int, uuid.UUID]
    learner_uuid: uuid.UUID
    ending: str
    ended_at: dt.datetime
    ended_by: int
    reason: str = ""


@transaction.atomic
def agree_in_bulk(plans: Iterable[AgreedBefore], *, by: Actor) -> list[tuple[int, uuid.UUID]]:
    """Write them in order, each with one offer that carries both signatures; (row id, uuid) of each target.

    A plan is kept as the usual kind in equal steps, with the policy and the stage of today. About seven queries for each
    five hundred. Access is decided by whoever gives them.
    """
    listed = list(plans)
    policy, version = agreement_policy()
    stages = stages_of({one.learner_id for one in listed})
    targets = Target.objects.bulk_create(
        [
            Target(
                learner_id=one.learner_id,
                aim=Aim.COMPETENCIES,
                domain_code=one.domain_code,
                competency_ids=sorted(one.competency_ids),
                recorded_at=one.agreed_at,
                recorded_by_id=one.adult_id,
            )
            for one in listed
        ],
        batch_size=ROWS_AT_ONCE,
    )
    offers = Offer.objects.bulk_create(
        [
            Offer(
                target=target,
                number=1,
                side=Side.ADULT,
                from_on=one.from_on,
                by_on=one.by_on,
                shape=Shape().to_dict(),
                buffer_days=policy.buffer_days,
                wants=[Side.LEARNER.value, Side.ADULT.value],
                stage=stages[one.learner_id],
                policy_version=version,
                offered_by_id=one.adult_id,
                offered_at=one.agreed_at,
            )
            for one, target in zip(listed, targets, strict=True)
        ],
        batch_size=ROWS_AT_ONCE,
    )
    both = list(zip(listed, offers, strict=True))
    OfferWords.objects.bulk_create(
        [OfferWords(offer=offer, reason=one.reason) for one, offer in both if one.reason],
        batch_size=ROWS_AT_ONCE,
    )
    Signature.objects.bulk_create(
        [
            Signature(
                offer=offer, side=side, signed_by_id=person, signed_at=one.agreed_at, language=one.language
            )
            for one, offer in both
            for side, person in ((Side.ADULT, one.adult_id), (Side.LEARNER, one.person_id))
        ],
        batch_size=ROWS_AT_ONCE,
    )
    audit.record_many(
        by=by,
        act="agreements.brought_in",
        subject_kind="pace_target",
        rows=[
            (target.uuid, one.learner_uuid, {"by_on": one.by_on.isoformat(), "rule_version": version})
            for one, target in zip(listed, targets, strict=True)
        ],
    )
    return [(one.pk, one.uuid) for one in targets]


@transaction.atomic
def end_in_bulk(ends: Iterable[EndedBefore], *, by: Actor) -> None:
    """Close those plans as they were closed then. Three queries for each five hundred."""
    listed = list(ends)
    rows = TargetEnd.objects.bulk_create(
        [
            TargetEnd(
                target_id=one.target[0],
                ending=one.ending,
                ended_by_id=one.ended_by,
                ended_at=one.ended_at,
            )
            for one in listed
        ],
        batch_size=ROWS_AT_ONCE,
    )
    TargetEndWords.objects.bulk_create(
        [
            TargetEndWords(end=row, reason=one.reason)
            for one, row in zip(listed, rows, strict=True)
            if one.reason
        ],
        batch_size=ROWS_AT_ONCE,
    )
    audit.record_many(
        by=by,
        act="agreements.target_ended",
        subject_kind="pace_target",
        rows=[(one.target[1], one.learner_uuid, {"ending": str(one.ending)}) for one in listed],
    )
