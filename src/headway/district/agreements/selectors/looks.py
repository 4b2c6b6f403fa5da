"""When an adult last took part in a learner's plan: answered a check-in, offered, or signed. For who is never looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import Max

from headway.district.agreements.models import CheckInAnswer, Offer, Signature
from headway.district.agreements.types import Side
from headway.district.foundation.api import clock

__all__ = ["adult_looks"]


def adult_looks(since: dt.datetime, learner_ids: Collection[int] | None = None) -> dict[int, dt.date]:
    """When did an adult last answer a check-in of each learner (row id), or offer or sign with her, from a moment on?

    The day; who had no such look is absent. One query.

    None asks for everybody. Access is decided by whoever gives the ids.
    """
    answers, offers, signatures = (
        rows.order_by().values_list(learner).annotate(last=Max(at))
        for rows, learner, at in (
            (CheckInAnswer.objects.filter(answered_at__gte=since), "check_in__learner_id", "answered_at"),
            (
                Offer.objects.filter(offered_at__gte=since, side=Side.ADULT),
                "target__learner_id",
                "offered_at",
            ),
            (
                Signature.objects.filter(signed_at__gte=since, side=Side.ADULT),
                "offer__target__learner_id",
                "signed_at",
            ),
        )
    )
    found: dict[int, dt.datetime] = {}
    for learner_id, last in answers.union(offers, signatures, all=True):
        if learner_ids is None or learner_id in learner_ids:
            found[learner_id] = max(found.get(learner_id, last), last)
    return {learner: clock.local_date(at) for learner, at in found.items()}
