"""Agreements for the large district: in every domain in which a learner works, on the level on which she works."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

__all__ = ["agree_everywhere"]

AGREED_BEFORE = dt.timedelta(days=50)
# Agreed days lie within the next eight to thirty weeks, so plans stand at every point of their way.
FIRST_WEEK, WEEKS = 8, 23
ROWS_AT_ONCE = 2_000


def agree_everywhere() -> int:
    """How many agreements there are; made once, signed by the learner and her first adult, as fifty days ago."""
    from headway.district.agreements.models import Offer, Signature, Target

    if Target.objects.count() < 1_000:
        from django.db import transaction

        with transaction.atomic():
            _agree(Target, Offer, Signature)
    return Target.objects.count()


def _agree(Target: Any, Offer: Any, Signature: Any) -> None:  # the models, read once Django is set up
    from headway.district.agreements.api import domains_without_agreement
    from headway.district.foundation.api import clock
    from headway.district.people.api import adults_of_many, learners_with_schools

    today = clock.today()
    here = adults_of_many(today)
    learners = [one for one in learners_with_schools() if one.pk in here]
    without = domains_without_agreement(learners, today)
    level_of = _levels_in_reach()
    wanted = [
        (one.learner_id, one.domain_code, level)
        for ones in without.values()
        for one in ones
        if (level := level_of(one.learner_id, one.domain_code)) is not None
    ]
    then = clock.start_of_day(today - AGREED_BEFORE) + dt.timedelta(hours=15)
    targets = Target.objects.bulk_create(
        [
            Target(learner_id=learner, aim="level", domain_code=code, level=level, recorded_at=then)
            for learner, code, level in wanted
        ],
        batch_size=ROWS_AT_ONCE,
    )
    offers = Offer.objects.bulk_create(
        [
            Offer(
                target=target,
                number=1,
                side="adult",
                from_on=today - AGREED_BEFORE,
                by_on=today + dt.timedelta(weeks=FIRST_WEEK + number % WEEKS),
                shape={"kind": "linear"} if number % 2 else {"kind": "j_curve", "curvature": 3.0},
                buffer_days=5,
                wants=["adult", "learner"],
                stage=2,
                policy_version="bench",
                offered_at=then,
            )
            for number, target in enumerate(targets)
        ],
        batch_size=ROWS_AT_ONCE,
    )
    Signature.objects.bulk_create(
        [
            Signature(offer=offer, side=side, signed_by_id=person, signed_at=then)
            for offer in offers
            for side, person in (
                ("learner", here[offer.target.learner_id].person_id),
                ("adult", next(iter(here[offer.target.learner_id].advisers), None)),
            )
        ],
        batch_size=ROWS_AT_ONCE,
    )


def _levels_in_reach() -> Callable[[int, str], int | None]:
    """For a learner and a domain the first level with anything open, from the highest on that she has reached anything on."""
    from headway.district.continuum.api import DomainKind, current_map
    from headway.district.proficiency.api import proficient_columns

    continuum = current_map()
    assert continuum is not None
    levels: dict[str, dict[int, set[int]]] = {}
    for domain in continuum.domains:
        for one in continuum.in_domain(domain.id):
            if one.kind == DomainKind.ACADEMIC and one.level is not None:
                levels.setdefault(domain.code, {}).setdefault(one.level, set()).add(one.id)
    known: dict[int, set[int]] = {}
    columns = proficient_columns(None, continuum)
    for learner, competency in zip(columns.learner.tolist(), columns.competency.tolist(), strict=True):
        known.setdefault(learner, set()).add(competency)

    def level_of(learner: int, code: str) -> int | None:
        can, of = known.get(learner, set()), levels.get(code, {})
        reached = max((level for level, ids in of.items() if ids & can), default=min(of, default=0))
        return next((level for level in sorted(of) if level >= reached and of[level] - can), None)

    return level_of
