"""Which weeks of a school year ask for a check-in, and on which day each is due."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from headway.district.people.api import SchoolYear

__all__ = ["Week", "monday_of", "weeks_of"]


@dataclass(frozen=True, slots=True)
class Week:
    """A week with school: its Monday, the day its check-in is due, and its days of school."""

    begins_on: dt.date
    due_on: dt.date
    days: frozenset[dt.date]


def monday_of(on: dt.date) -> dt.date:
    return on - dt.timedelta(days=on.weekday())


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
