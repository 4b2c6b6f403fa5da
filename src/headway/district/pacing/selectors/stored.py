"""What the night left behind: outlooks as they were stored, and until when the forecast has learned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from headway.district.foundation.api import in_parts
from headway.district.pacing.models import ForecastFit, Outlook

__all__ = ["StoredOutlook", "learned_until", "stored_chances", "stored_outlooks"]


@dataclass(frozen=True, slots=True)
class StoredOutlook:
    """One outlook as a night left it: the range, the chance to be done by `by_on`, or the code of why there is none."""

    computed_on: dt.date
    low_on: dt.date | None
    high_on: dt.date | None
    by_on: dt.date | None
    chance: float | None
    refused: str
    version: str


def stored_outlooks(learner_id: int, subjects: Collection[str]) -> dict[str, StoredOutlook]:
    """By subject what the latest night said about this learner. One query; access is decided by whoever asks."""
    rows = Outlook.objects.filter(learner_id=learner_id, subject__in=list(subjects)).values_list(
        "subject", "computed_on", "low_on", "high_on", "by_on", "chance", "refused", "version"
    )
    return {row[0]: StoredOutlook(*row[1:]) for row in rows}


def stored_chances(on: dt.date, learner_ids: Collection[int] | None = None) -> dict[str, float | None]:
    """By subject ("target:<uuid>", …) the chance that was stored on that day; None where the forecast refused. One query.

    For these learners, or everybody.

    Only subjects that name one learner's target are of use: access is decided by whoever asks.
    """
    rows = Outlook.objects.filter(computed_on=on, subject__startswith="target:")
    if learner_ids is None:
        return dict(rows.values_list("subject", "chance"))
    parts = (rows.filter(learner_id__in=part) for part in in_parts(learner_ids))
    return {subject: chance for part in parts for subject, chance in part.values_list("subject", "chance")}


def learned_until(on: dt.date) -> dt.date | None:
    """The day up to which the forecast in force has learned; None where nothing was learned yet."""
    latest = ForecastFit.objects.filter(learned_until__lte=on).order_by("learned_until", "pk").last()
    return latest.learned_until if latest else None
