"""Days of school per school, in the school year that holds a date: how long somebody has, and since when."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from types import SimpleNamespace

from headway.district.people.api import SchoolYear, school_years

__all__ = ["SchoolDays", "school_days"]


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
