"""What signals read of pacing, in one place: shares of time, own days of plans, and the chances that the night stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from headway.district.foundation.api import in_parts
from headway.district.pacing.api import OwnTime, own_time_of, standing_shares
from headway.district.people.api import learners_with_schools
from headway.mastery.pacing import date_of

__all__ = ["OwnShare", "own_shares", "time_of"]


@dataclass(frozen=True, slots=True)
class OwnShare:
    learner_id: int
    from_on: dt.date
    to_on: dt.date | None
    share: float


def time_of(learner_ids: Collection[int], on: dt.date) -> OwnTime:
    """The own time of these learners, with every school they went to. Four queries."""
    return own_time_of(learners_with_schools(list(learner_ids)), on)


def own_shares(learner_ids: Collection[int]) -> list[OwnShare]:
    """The shares of time that stand for all domains together. One query for each ten thousand learners."""
    return [
        OwnShare(
            learner, date_of(one.from_on), None if one.to_on is None else date_of(one.to_on), float(one.share)
        )
        for part in in_parts(learner_ids)
        for learner, shares in standing_shares(part).items()
        for one in shares
        if not one.domain
    ]
