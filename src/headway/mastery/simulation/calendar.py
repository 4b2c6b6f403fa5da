"""Three school years as days: which weeks have instruction, which days are off, where "today" stands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WEEKS_IN_A_YEAR = 41
SECOND_SEMESTER_WEEK = 20
YEAR_APART = 364  # a whole number of weeks, so that every year begins on a Monday
LONG_BREAKS = {18: "winter_break", 19: "winter_break", 31: "spring_break"}
SINGLE_DAYS = {
    (2, 0): "holiday", (7, 4): "staff_learning", (13, 3): "autumn_break", (13, 4): "autumn_break",
    (21, 0): "holiday", (25, 0): "staff_learning", (36, 4): "holiday",
}  # fmt: skip
# Early in the year there is too little of it to look at; then the district's year begins in another season.
FIRST_WEEK_TO_SHOW, LAST_WEEK_TO_SHOW, USUAL_WEEK = 6, 39, 22


def monday_of(day: int) -> int:
    """1970-01-01 was a Thursday."""
    return day - (day + 3) % 7


@dataclass(frozen=True)
class SchoolYear:
    """Days since 1970-01-01. `ends_in`: the calendar year that gives the school year its name."""

    ends_in: int
    first_day: int
    second_semester: int
    last_day: int


@dataclass(frozen=True)
class Calendar:
    """`years`, the earliest first; `days_off`: weekdays without instruction within them; `today`."""

    years: tuple[SchoolYear, ...]
    days_off: tuple[tuple[int, str], ...]
    today: int

    @classmethod
    def around(cls, today: int, years: int = 3) -> Calendar:
        """The current school year always is in progress at `today`, in a week with instruction.

        As a rule it begins in late August. In summer and in the first weeks of autumn it is moved, so that there
        is something in progress to see.
        """
        begins = _current_start(today)
        built = tuple(_school_year(begins - YEAR_APART * back) for back in reversed(range(years)))
        days_off = tuple(off for year in built for off in _days_off(year.first_day))
        return cls(built, days_off, today)

    @property
    def first_day(self) -> int:
        return self.years[0].first_day

    @property
    def weeks(self) -> NDArray[np.int64]:
        """The Mondays from the first school year to today: the steps of the simulation."""
        return np.arange(self.first_day, monday_of(self.today) + 1, 7, dtype=np.int64)

    def instructional_days(self, until: int | None = None) -> NDArray[np.int64]:
        """All days with instruction up to `until` (default today), in order."""
        until = self.today if until is None else until
        off = {day for day, _ in self.days_off}
        return np.array(
            [
                day
                for year in self.years
                for day in range(year.first_day, min(year.last_day, until) + 1)
                if (day + 3) % 7 < 5 and day not in off
            ],
            dtype=np.int64,
        )

    def days_in_weeks(self) -> tuple[NDArray[np.int64], ...]:
        """For each week the days with instruction, up to today."""
        days = self.instructional_days()
        edges = np.searchsorted(days, self.weeks)
        return tuple(np.split(days, edges[1:]))

    def year_of_weeks(self) -> NDArray[np.int64]:
        """For each week the number of its school year, counted from 0; the summer belongs to the year before."""
        begins = np.array([year.first_day for year in self.years])
        return np.searchsorted(begins, self.weeks, side="right") - 1

    def semester_of_weeks(self) -> NDArray[np.int64]:
        """For each week the number of its semester, counted from 0 over all years."""
        begins = np.array([day for year in self.years for day in (year.first_day, year.second_semester)])
        return np.searchsorted(begins, self.weeks, side="right") - 1

    def semesters(self) -> tuple[tuple[int, int], ...]:
        """First and last day of every semester."""
        return tuple(
            pair
            for year in self.years
            for pair in (
                (year.first_day, year.second_semester - 1),
                (year.second_semester, year.last_day),
            )
        )


def _current_start(today: int) -> int:
    date = np.datetime64(today, "D")
    year = int(date.astype("datetime64[Y]").astype(int)) + 1970
    for august_of in (year, year - 1):
        late_august = monday_of(int(np.datetime64(f"{august_of}-08-24", "D").astype(int)))
        for moved in (0, -1, 1, -2, 2):
            begins = late_august + 7 * moved
            week = (today - begins) // 7
            if FIRST_WEEK_TO_SHOW <= week <= LAST_WEEK_TO_SHOW and week not in LONG_BREAKS:
                return begins
    return monday_of(today) - 7 * USUAL_WEEK


def _school_year(begins: int) -> SchoolYear:
    last = begins + 7 * (WEEKS_IN_A_YEAR - 1) + 4
    ends_in = int(np.datetime64(last, "D").astype("datetime64[Y]").astype(int)) + 1970
    return SchoolYear(ends_in, begins, begins + 7 * SECOND_SEMESTER_WEEK, last)


def _days_off(begins: int) -> list[tuple[int, str]]:
    off = [(begins + 7 * week + day, why) for week, why in LONG_BREAKS.items() for day in range(5)]
    off += [(begins + 7 * week + day, why) for (week, day), why in SINGLE_DAYS.items()]
    return sorted(off)
