"""How much of the instructional time is a learner's own: part-time, enrolled elsewhere as well, a long leave.

A share is the part of each instructional day that the learner has here. Her own days in a window are the sum of the
shares over its instructional days. Where a share for all domains and one for a single domain hold on the same day, the
smaller one counts. Single days of absence are no share: they are told beside the number and change nothing in it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.mastery.pacing.calendar import Calendar

__all__ = ["Share", "own_days", "own_days_many", "share_by_day"]

Ints = NDArray[np.int64]


@dataclass(frozen=True, order=True)
class Share:
    """share from from_on to to_on, both included (days since 1970-01-01); to_on None: open. domain None: all."""

    from_on: int
    to_on: int | None
    share: float
    domain: int | str | None = None

    def holds(self, on: int, domain: int | str | None) -> bool:
        """Does it count on this day in this domain? A share for all domains counts in each."""
        inside = self.from_on <= on and (self.to_on is None or on <= self.to_on)
        return inside and self.domain in (None, domain)


def own_days(
    calendar: Calendar, from_on: int, on: int, shares: Sequence[Share] = (), domain: int | str | None = None
) -> float:
    """How many instructional days from from_on to on (both included) are the learner's own, in one domain?

    The reference, day by day. Refused: a window that is turned or reaches beyond the calendar.
    """
    days = calendar.days_between(from_on, on)  # refuses windows that can't be
    if not shares:
        return float(days)
    held = []
    for day in range(from_on, on + 1):
        if calendar.instructional[day - calendar.first_on]:
            held.append(min((one.share for one in shares if one.holds(day, domain)), default=1.0))
    return math.fsum(held)


def share_by_day(
    first_on: int, last_on: int, shares: Sequence[Share], domain: int | str | None = None
) -> NDArray[np.float64]:
    """Her share, 0 to 1, on each day from first_on to last_on (both included), with school or without; 1 where none holds."""
    held = np.ones(last_on - first_on + 1)
    for one in shares:
        if one.domain in (None, domain):
            begin = max(one.from_on - first_on, 0)
            end = len(held) if one.to_on is None else max(one.to_on - first_on + 1, 0)
            held[begin:end] = np.minimum(held[begin:end], one.share)
    return held


def own_days_many(
    calendar: Calendar,
    learner: Ints,
    from_on: Ints,
    on: Ints,
    shares: dict[int, Sequence[Share]],
    domains: Sequence[int | str],
) -> NDArray[np.float64]:
    """`own_days` for many learners (rows, each with a window of her own) and domains (columns).

    shares: by learner; only those with one cost more than a look.
    """
    days = calendar.days_in_windows(from_on, on).astype(np.float64)
    found = np.repeat(days[:, None], len(domains), axis=1)
    with_share = np.array(sorted(shares), dtype=np.int64)
    for row in np.flatnonzero(np.isin(learner, with_share)).tolist():
        own = shares[int(learner[row])]
        first, last = int(from_on[row]), int(on[row])
        taught = calendar.instructional[first - calendar.first_on : last - calendar.first_on + 1]
        for column, domain in enumerate(domains):
            found[row, column] = math.fsum(share_by_day(first, last, own, domain)[taught].tolist())
    return found
