"""School days: which dates are instructional, and how many lie in a window."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts import Refused

EPOCH = date(1970, 1, 1)
DAYS_OF_A_YEAR = 365.2425
SATURDAY = 5


def day_number(on: date) -> int:
    """A date as days since 1970-01-01, as it stands in columns."""
    return (on - EPOCH).days


def date_of(day: int) -> date:
    """The date of days since 1970-01-01: `day_number` backwards."""
    return EPOCH + timedelta(days=int(day))


@dataclass(frozen=True, eq=False)
class Calendar:
    """instructional[i] says whether day first_on + i is a school day.

    Days outside are unknown, not free: a window that reaches beyond the calendar is refused.
    """

    first_on: int
    instructional: NDArray[np.bool_]

    def __post_init__(self) -> None:
        days = np.array(self.instructional)
        if days.ndim != 1 or days.dtype != np.bool_:
            raise Refused("calendar", "A calendar is one yes or no per day.")
        days.flags.writeable = False
        object.__setattr__(self, "instructional", days)

    @classmethod
    def from_dates(cls, school_days: Iterable[date], *, first: date, last: date) -> Self:
        """From a set of school days; every other day from `first` to `last` is free."""
        first_on = day_number(first)
        instructional = np.zeros(max(0, day_number(last) - first_on + 1), dtype=bool)
        for on in school_days:
            if not first <= on <= last:
                raise Refused(
                    "calendar_day",
                    f"The school day {on} lies outside the calendar, {first} to {last}; "
                    "make the calendar longer.",
                )
            instructional[day_number(on) - first_on] = True
        return cls(first_on, instructional)

    @property
    def last_on(self) -> int:
        """The last day that is known, with school or without (days since 1970-01-01)."""
        return self.first_on + len(self.instructional) - 1

    def days_between(self, from_on: int, on: int) -> int:
        """School days from `from_on` to `on`, both included. Refused: a window that is turned or reaches beyond."""
        return int(self.days_in_windows(np.array([from_on]), np.array([on]))[0])

    def days_in_windows(self, from_on: NDArray[np.int64], on: NDArray[np.int64]) -> NDArray[np.int64]:
        """`days_between` for columns of windows."""
        self._check_windows(from_on, on)
        so_far = np.concatenate(([0], np.cumsum(self.instructional)))
        return so_far[on - self.first_on + 1] - so_far[from_on - self.first_on]

    @classmethod
    def stitched(cls, stretches: Sequence[tuple[Calendar, int, int]]) -> Self:
        """A learner's own calendar: from each calendar the days from one date to another, both included.

        What lies between two stretches is free. Refused: stretches that are not in order of time, or overlap.
        """
        if not stretches:
            raise Refused("calendar", "Name at least one stretch of time with its calendar.")
        for (_one, from_on, to_on), (_other, begins, _ends) in pairwise(stretches):
            if begins <= to_on:
                raise Refused(
                    "calendar_overlap",
                    f"The time from {date_of(begins)} overlaps with the one from {date_of(from_on)} to "
                    f"{date_of(to_on)}; end the first before the second begins.",
                )
        first, last = stretches[0][1], stretches[-1][2]
        days = np.zeros(last - first + 1, dtype=bool)
        for calendar, from_on, to_on in stretches:
            calendar._check_windows(np.array([from_on]), np.array([to_on]))
            days[from_on - first : to_on - first + 1] = calendar.instructional[
                from_on - calendar.first_on : to_on - calendar.first_on + 1
            ]
        return cls(first, days)

    def again(self, years: int, days_per_year: int) -> Calendar:
        """This school year once more, so many years later, with exactly `days_per_year` school days.

        For plans that reach beyond the years whose calendar is set: the same weeks, on the same weekdays. Days are
        added after its end (weekdays), or left out there, until the number is right.
        """
        if years < 1 or days_per_year < 1:
            raise Refused("calendar_again", "Name a later year, and at least one school day in it.")
        begins = self.first_on + round(years * DAYS_OF_A_YEAR / 7) * 7
        days = (np.flatnonzero(self.instructional) + begins).tolist()[:days_per_year]
        after = days[-1] if days else begins - 1
        while len(days) < days_per_year:
            after += 1
            if date_of(after).weekday() < SATURDAY:
                days.append(after)
        taught = np.zeros(days[-1] - begins + 1, dtype=bool)
        taught[np.array(days, dtype=np.int64) - begins] = True
        return Calendar(begins, taught)

    def _check_windows(self, from_on: NDArray[np.int64], on: NDArray[np.int64]) -> None:
        turned = from_on > on
        if turned.any():
            row = int(np.argmax(turned))
            raise Refused(
                "window",
                f"Window {row + 1} begins on {date_of(from_on[row])} and ends on {date_of(on[row])}; "
                "put the earlier date first.",
                row=row + 1,
            )
        outside = (from_on < self.first_on) | (on > self.last_on)
        if outside.any():
            row = int(np.argmax(outside))
            raise Refused(
                "window_outside",
                f"Window {row + 1}, {date_of(from_on[row])} to {date_of(on[row])}, reaches beyond the calendar, "
                f"{date_of(self.first_on)} to {date_of(self.last_on)}; add the missing school days.",
                row=row + 1,
            )
