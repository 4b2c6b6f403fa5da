"""An agreed plan laid over a learner's own days: how much of its time is over on a day, and how much work that asks for.

The same way is read (`trajectories.reading`, in days) and drawn (as a line with its buffer around it). Days are her own
days of school: a day of part-time counts its share, a day without school none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from headway.mastery.pacing.shapes import Shape, expected_share

__all__ = ["AgreedWay", "days_as_signed", "share_of_time"]

# Any share above 1 says that the plan's time is over; it is not measured further.
OVER = 2.0


def share_of_time(
    from_on: dt.date, by_on: dt.date, taught: NDArray[np.float64]
) -> Callable[[dt.date], float]:
    """Which share of a plan's time is over at the end of a day? 0 on its first day, 1 on its last, above 1 after it.

    taught: how much of each day after from_on up to by_on is her own, 0 to 1; where none is, days of the calendar count.
    """
    whole = float(taught.sum())

    def share(on: dt.date) -> float:
        if on > by_on:
            return OVER
        days = max((on - from_on).days, 0)
        return float(taught[:days].sum()) / whole if whole > 0 else days / max((by_on - from_on).days, 1)

    return share


def days_as_signed(
    signed: NDArray[np.float64], changes: Sequence[tuple[int, NDArray[np.float64]]]
) -> NDArray[np.float64]:
    """How much each day of a plan counts for its line, when the learner's share of time came to be another on the way.

    signed: how much of each day was to be her own when the plan was signed, first day first. changes: in order of time, the
    place of the day on which a change was recorded, and how much of each day of the plan is her own by what was known then.
    What of the line's time was over by that day stays over; what was left is spread over the days that are hers from then
    on, or waits for the last day where none is. So the whole stays what was signed, and no day before asks for more.
    """
    days = signed.astype(np.float64)
    for place, taught in changes:
        if place >= len(days):
            continue
        place = max(place, 0)
        left, hers = float(days[place:].sum()), float(taught[place:].sum())
        days[place:] = taught[place:] * (left / hers) if hers > 0 else 0.0
        if hers <= 0:
            days[-1] = left
    return days


@dataclass(frozen=True, eq=False)
class AgreedWay:
    """An agreement as a way through the time. buffer_days: her own days either way that count as on target.

    taught: how much of each day after from_on up to by_on is her own, 0 to 1; as signed (`days_as_signed`).
    """

    from_on: dt.date
    by_on: dt.date
    shape: Shape
    buffer_days: float
    taught: NDArray[np.float64]

    @classmethod
    def of(
        cls, from_on: dt.date, by_on: dt.date, shape: Shape, buffer_days: float, taught: NDArray[np.float64]
    ) -> Self:
        """Days that people named lie where they lie in the calendar of today."""
        way = cls(from_on, by_on, shape, buffer_days, taught)
        return replace(way, shape=shape.placed(share_of_time(from_on, by_on, taught))) if shape.steps else way

    def passed(self, on: dt.date) -> float:
        """Her own days of school after the first day up to this one; after the last day, all of them."""
        days = min(max((on - self.from_on).days, 0), len(self.taught))
        return float(self.taught[:days].sum())

    def expected(self, on: dt.date, shifted: float = 0) -> float:
        """Which share of the work, 0 to 1, is asked for on a day; shifted: as if so many more of her own days were over.

        The buffer's edges are `expected(on, ±buffer_days)`. A plan without a day of school asks for everything on its last
        day, and for nothing before.
        """
        whole = float(self.taught.sum())
        if whole <= 0:
            return 1.0 if on >= self.by_on else 0.0
        return expected_share(self.shape, (self.passed(on) + shifted) / whole)
