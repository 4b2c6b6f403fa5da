"""Days of school per school, in the school year that holds a date: how long somebody has, and since when."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from headway.district.foundation.api import clock
from headway.district.people.api import SchoolYear, days_of_school, school_years

__all__ = ["SchoolDays", "day_to_look", "last_day_to_look", "school_days"]

# Six weeks of school: until somebody looks again a signal stands as answered.
LOOK_WITHIN = 30
# Where the calendar has no such days.
LOOK_WITHIN_ANY = dt.timedelta(days=60)


@dataclass(frozen=True, eq=False)
class SchoolDays:
    """Per school (row id, None for learners without one) its days of school, in order."""

    days: dict[int | None, tuple[dt.date, ...]]
    years: dict[int | None, SchoolYear]

    def after(self, school: int | None, on: dt.date, count: int) -> dt.date | None:
        """The day of school that lies so many after this one; None where the year ends before, or there is none."""
        days = self.days.get(school, ())
        place = bisect_right(days, on) + count - 1
        return days[place] if 0 <= place < len(days) else None

    def between(self, school: int | None, after: dt.date, until: dt.date) -> int:
        """How many days of school after one date and up to another, which is included."""
        days = self.days.get(school, ())
        return max(bisect_right(days, until) - bisect_right(days, after), 0)

    def is_in_session(self, school: int | None) -> bool:
        return school in self.days


def school_days(schools: Iterable[tuple[int | None, str]], on: dt.date) -> SchoolDays:
    """For each school (row id, path) the days of the school year that holds the date. One query."""
    rows = [SimpleNamespace(pk=pk, path=path) if pk else None for pk, path in dict.fromkeys(schools)]
    years = school_years(rows, on)
    return SchoolDays({school: tuple(year.school_days()) for school, year in years.items()}, years)


def day_to_look(learner: Any, on: dt.date, begins_on: dt.date | None = None) -> dt.date:
    """The day of school, at the learner's school, on which somebody looks again who would do so on this date.

    The date itself or the next day of school of its school year; where none is left, the last one of this year that is to
    come, after the support begins (begins_on), or the first one of the next year. Where the calendar has none either,
    the date, or the Monday after a weekend. At most four queries, two while there is school.
    """
    year = school_years([learner.school], on).get(learner.school_id)
    coming = next((day for day in year.school_days() if day >= on), None) if year else None
    if coming is not None:
        return coming
    after = max(clock.today(), begins_on or clock.today())
    year = school_years([learner.school], after).get(learner.school_id)
    if year is not None and (days := [day for day in year.school_days() if after < day <= on]):
        return days[-1]
    following = next((day for day in days_of_school() if day > on), None)
    year = school_years([learner.school], following).get(learner.school_id) if following else None
    if year is not None and (coming := next((day for day in year.school_days() if day > on), None)):
        return coming
    return on + dt.timedelta(days=7 - on.weekday() if on.weekday() > 4 else 0)


def last_day_to_look(learner: Any, after: dt.date) -> dt.date:
    """The last day on which somebody may look again who answers on this day: the thirtieth day of school after it at the
    learner's school, over the summer too; where the calendar has none, sixty days later. At most four queries, one where
    this school year has so many days to come."""
    year = school_years([learner.school], after).get(learner.school_id)
    coming = [day for day in year.school_days() if day > after] if year else []
    if len(coming) < LOOK_WITHIN:
        ended = max(after, year.ends_on) if year else after
        following = next((day for day in days_of_school() if day > ended), None)
        year = school_years([learner.school], following).get(learner.school_id) if following else None
        coming += [day for day in year.school_days() if day > ended] if year else []
    if len(coming) >= LOOK_WITHIN:
        return coming[LOOK_WITHIN - 1]
    return max([after + LOOK_WITHIN_ANY, *coming[-1:]])
