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

from headway.mastery.pacing.shapes import CLOSE, Shape, ShapeKind, expected_share

__all__ = ["AgreedWay", "SignedDays", "days_as_signed", "share_of_time"]

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


@dataclass(frozen=True, eq=False)
class SignedDays:
    """How much each day of a plan, after its first, counts for its line; as signed, or as the latest change left it.

    waiting: time of the line that no day takes, since none is the learner's any more: the line stays where it is, up to the
    agreed date and on it.
    before: the same before the latest change; changed: the place of the first day that this change touched.
    """

    days: NDArray[np.float64]
    waiting: float = 0.0
    before: SignedDays | None = None
    changed: int = 0

    @property
    def whole(self) -> float:
        """The plan's whole time: no change makes it another."""
        return float(self.days.sum()) + self.waiting

    @property
    def signed(self) -> NDArray[np.float64]:
        """The days as they were signed."""
        return self.before.signed if self.before else self.days

    def placed(self, shape: Shape, from_on: dt.date, by_on: dt.date) -> Shape:
        """The shape with the days that people named where they lie in this time.

        What was asked for before a change stays, and a curve has a corner there. A named day that is the learner's no
        longer is asked for with her next own day; where none comes, at the end of the line.
        """
        if not shape.steps:
            return shape
        if self.before is None or self.whole <= 0:
            return shape.placed(share_of_time(from_on, by_on, self.days))
        earlier = self.before.placed(shape, from_on, by_on)
        over = float(self.days[: self.changed].sum()) / self.whole
        asked = expected_share(earlier, over)
        points = {at: work for at, work in earlier.points if at <= over + CLOSE}
        if shape.kind == ShapeKind.OWN and 0 < over < 1:
            points = {at: work for at, work in points.items() if at < over - CLOSE} | {over: asked}
        for one in shape.steps:
            if one.share > asked + CLOSE:
                points[min(self._named((one.on - from_on).days) / self.whole, 1.0)] = one.share
        return replace(
            earlier, points=(*((at, work) for at, work in points.items() if at < 1 - CLOSE), (1.0, 1.0))
        )

    def _named(self, number: int) -> float:
        """How much of the time is over when what was named for the end of a day is asked for."""
        hers = np.flatnonzero(self.days > 0) + 1
        last, following = hers[hers <= number], hers[hers > number]
        if float(self.signed[int(last[-1]) if len(last) else 0 : number].sum()) <= 0:
            return float(self.days[:number].sum())
        return float(self.days[: following[0]].sum()) if len(following) else self.whole


def days_as_signed(
    signed: NDArray[np.float64], changes: Sequence[tuple[int, NDArray[np.float64]]]
) -> SignedDays:
    """How much each day of a plan counts for its line, when the learner's share of time came to be another on the way.

    signed: how much of each day was to be her own when the plan was signed, first day first. changes: in order of time, the
    place of the day after the one on which a change was recorded, and how much of each day of the plan is her own by what
    was known then. Days before that, and before the first that is another by it, stay as they were; what is left from then
    on is spread over the days that are hers, or waits where none is. So the whole stays what was signed, and no change
    moves what is asked for up to its own day.
    """
    line, known = SignedDays(signed.astype(np.float64)), signed
    for place, taught in changes:
        others = np.flatnonzero(np.abs(taught - known) > CLOSE)
        others, known = others[others >= place], taught
        if not len(others):
            continue
        first, days = int(others[0]), line.days.copy()
        hers = float(taught[first:].sum())
        # A plan that was signed for a time without a day of hers has the days that she gets.
        left = float(days[first:].sum()) + line.waiting if line.whole > 0 else hers
        days[first:] = taught[first:] * (left / hers) if hers > 0 else 0.0
        line = SignedDays(days, left if hers <= 0 else 0.0, line, first)
    return line


@dataclass(frozen=True, eq=False)
class AgreedWay:
    """An agreement as a way through the time. buffer_days: her own days either way that count as on target.

    taught: how much of each day after from_on up to by_on is her own, 0 to 1; as signed (`days_as_signed`). waiting: time
    of the plan that none of her days takes any more; above 0, the plan asks people to agree on a new day. waits_from: the
    first day that is hers no longer, then.
    """

    from_on: dt.date
    by_on: dt.date
    shape: Shape
    buffer_days: float
    taught: NDArray[np.float64]
    waiting: float = 0.0
    waits_from: dt.date | None = None

    @classmethod
    def of(cls, from_on: dt.date, by_on: dt.date, shape: Shape, buffer_days: float, line: SignedDays) -> Self:
        """Days that people named lie where they lie in the calendar of today."""
        waits_from = from_on + dt.timedelta(days=line.changed + 1) if line.waiting else None
        shape = line.placed(shape, from_on, by_on)
        return cls(from_on, by_on, shape, buffer_days, line.days, line.waiting, waits_from)

    def passed(self, on: dt.date) -> float:
        """Her own days of school after the first day up to this one; after the last day, the plan's whole time."""
        days = max((on - self.from_on).days, 0)
        return float(self.taught[:days].sum()) + (self.waiting if days > len(self.taught) else 0.0)

    def expected(self, on: dt.date, shifted: float = 0) -> float:
        """Which share of the work, 0 to 1, is asked for on a day; shifted: as if so many more of her own days were over.

        The buffer's edges are `expected(on, ±buffer_days)`. A plan without a day of school asks for everything on its last
        day, and for nothing before.
        """
        whole = float(self.taught.sum()) + self.waiting
        if whole <= 0:
            return 1.0 if on >= self.by_on else 0.0
        return expected_share(self.shape, (self.passed(on) + shifted) / whole)
