"""How much of the instructional time is a learner's own: part-time, enrolled elsewhere as well, a long leave.

A share is the part of each instructional day that the learner has here. Her own days in a window are the sum of the
shares over its instructional days. Where a share for all domains and one for a single domain hold on the same day, the
smaller one counts. Single days of absence are no share: they are told beside the number and change nothing in it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts import Refused
from headway.mastery.pacing.calendar import Calendar, date_of

__all__ = ["Share", "check_shares", "own_days", "own_days_many", "share_by_day"]

Ints = NDArray[np.int64]


@dataclass(frozen=True, order=True)
class Share:
    """share from from_on to to_on, both included (days since 1970-01-01); to_on None: open. domain None: all."""

    from_on: int
    to_on: int | None
    share: float
    domain: int | str | None = None

    def holds(self, on: int, domain: int | str | None) -> bool:
        inside = self.from_on <= on and (self.to_on is None or on <= self.to_on)
        return inside and self.domain in (None, domain)


def check_shares(shares: Iterable[Share]) -> None:
    """Refused: a share outside 0..1, one that ends before it begins, two for the same domain on one day."""
    ordered = sorted(shares, key=lambda one: (str(one.domain), one.from_on))
    for one in ordered:
        if isinstance(one.share, bool) or not (math.isfinite(one.share) and 0 <= one.share <= 1):
            raise Refused(
                "share",
                f"The share is {one.share:g}; give a number from 0 (leave) to 1 (full time).",
                field="share",
            )
        if one.to_on is not None and one.to_on < one.from_on:
            raise Refused(
                "share_order",
                f"The time ends on {date_of(one.to_on)}, before it begins on {date_of(one.from_on)}; "
                "swap the two dates.",
                field="to_on",
            )
    for before, after in pairwise(ordered):
        same = before.domain == after.domain
        if same and (before.to_on is None or after.from_on <= before.to_on):
            until = "has no end" if before.to_on is None else f"lasts until {date_of(before.to_on)}"
            raise Refused(
                "share_overlap",
                f"From {date_of(after.from_on)} two shares would hold at once: the one from "
                f"{date_of(before.from_on)} {until}. Take it back or choose other dates.",
                field="from_on",
            )


def own_days(
    calendar: Calendar, from_on: int, on: int, shares: Sequence[Share] = (), domain: int | str | None = None
) -> float:
    """The reference: one learner's own instructional days in one domain from from_on to on, day by day."""
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
    """The share on each day from first_on to last_on."""
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
    """`own_days` for many learners (rows) and domains (columns). Only learners with a share cost more than a look."""
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
