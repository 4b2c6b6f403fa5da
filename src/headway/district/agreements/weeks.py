"""Which weeks of a school year ask for a check-in, and on which day each is due."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from headway.district.people.api import SchoolYear
from headway.mastery.pacing import Share, day_number, share_by_day

__all__ = ["Week", "monday_of", "own_weeks", "weeks_of"]

# What floating point adds is not a part of a week.
CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Week:
    """A week with school: its Monday, the day its check-in is due, and its days of school."""

    begins_on: dt.date
    due_on: dt.date
    days: frozenset[dt.date]


def monday_of(on: dt.date) -> dt.date:
    return on - dt.timedelta(days=on.weekday())


def own_weeks(weeks: Iterable[Week], shares: Sequence[Share], by_share: bool) -> tuple[Week, ...]:
    """Those of these weeks, in order, that ask a learner with these shares of time for a check-in.

    A week on all of whose days her share is nothing (a long leave) asks nothing. by_share: of the others as many as her
    share of time says, from the first on: with half of the time every second week.
    """
    listed = list(weeks)
    if not shares or not listed:
        return tuple(listed)
    first, last = day_number(min(listed[0].days)), day_number(max(listed[-1].days))
    held = share_by_day(first, last, shares)
    found, so_far = [], 0.0
    for week in listed:
        own = [float(held[day_number(day) - first]) for day in week.days]
        if max(own) <= 0:
            continue
        before = so_far
        so_far += sum(own) / len(own)
        if not by_share or math.floor(so_far + CLOSE) > math.floor(before + CLOSE):
            found.append(week)
    return tuple(found)


def weeks_of(year: SchoolYear, weekday: int) -> tuple[Week, ...]:
    """The weeks of a school year that ask for a check-in, in order. weekday: the policy's day, Monday is 0.

    Due on the last day of school up to that weekday, else on the week's first day of school: a Friday off means Thursday.
    A week without a day of school asks nothing.
    """
    days: dict[dt.date, list[dt.date]] = defaultdict(list)
    for day in year.school_days():
        days[monday_of(day)].append(day)
    return tuple(
        Week(monday, max((one for one in of if one.weekday() <= weekday), default=of[0]), frozenset(of))
        for monday, of in sorted(days.items())
    )
