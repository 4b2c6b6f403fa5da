"""How many days of school a learner had between two dates: her own, not the calendar's alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts import Refused
from headway.mastery.facts.tables import Ints
from headway.mastery.pacing.calendar import Calendar

Floats = NDArray[np.float64]

__all__ = ["OwnTime"]


@dataclass(frozen=True, eq=False)
class OwnTime:
    """A row per learner. calendar: which of `calendars` holds for her.

    share_row, share_from, share_to, share: for whom and from when to when (both included) which part of a day of
    school is hers, 0 on a long leave; at other times the whole. Two shares of a row don't overlap.
    away_row, away_on: single days of absence, on days of school or not.
    Days are days since 1970-01-01. Days outside a calendar hold no school.
    """

    calendars: Sequence[Calendar]
    calendar: Ints
    share_row: Ints
    share_from: Ints
    share_to: Ints
    share: Floats
    away_row: Ints
    away_on: Ints

    def __post_init__(self) -> None:
        outside = (self.share < 0) | (self.share > 1)
        if outside.any():
            row = int(np.argmax(outside))
            raise Refused(
                "share", f"Share {row + 1} is {self.share[row]:g}; give a part of a day, 0 to 1.", row=row + 1
            )

    @classmethod
    def whole(cls, calendars: Sequence[Calendar], calendar: Ints) -> OwnTime:
        """Everybody has whole days and nobody was away."""
        none = np.zeros(0, dtype=np.int64)
        return cls(calendars, np.asarray(calendar, dtype=np.int64), none, none, none, np.zeros(0), none, none)

    def days(self, row: Ints, after: Ints, until: Ints) -> Floats:
        """Own days of school after one day and up to another, which is included; 0 where they are turned.

        A half share makes half days. Absence changes nothing: the time was there.
        """
        row, after, until = _aligned(row, after, until)
        found = self._school_days(row, after, until)
        if len(self.share):
            found = found - self._outside_share(row, after, until)
        return found

    def days_there(self, row: Ints, after: Ints, until: Ints) -> Floats:
        """`days` without those on which she was away."""
        row, after, until = _aligned(row, after, until)
        found = self.days(row, after, until)
        if not len(self.away_row):
            return found
        # An absence takes away as much of a day as was hers.
        away = self.days(self.away_row, self.away_on - 1, self.away_on)
        first_on = int(min(self.away_on.min(), after.min(initial=0), until.min(initial=0))) - 1
        width = int(max(self.away_on.max(), after.max(initial=0), until.max(initial=0))) - first_on + 2
        key = self.away_row * width + (self.away_on - first_on)
        order = np.argsort(key, kind="stable")
        so_far = np.concatenate(([0.0], np.cumsum(away[order])))

        def upto(on: Ints) -> Ints:
            return np.searchsorted(key[order], row * width + (on - first_on), side="right")

        taken = so_far[upto(until)] - so_far[upto(after)]
        return np.where(until > after, np.maximum(found - taken, 0.0), found)

    def _school_days(self, row: Ints, after: Ints, until: Ints) -> Floats:
        found = np.zeros(len(row))
        for number, calendar in enumerate(self.calendars):
            mine = self.calendar[row] == number
            if mine.any():
                so_far = np.concatenate(([0], np.cumsum(calendar.instructional)))
                first, last = calendar.first_on, calendar.last_on
                to = np.clip(until[mine], first - 1, last) - first + 1
                frm = np.clip(after[mine], first - 1, last) - first + 1
                found[mine] = np.maximum(so_far[to] - so_far[frm], 0)
        return found

    def _outside_share(self, row: Ints, after: Ints, until: Ints) -> Floats:
        """The part of the days that was not hers: each asked window against the shares of its row."""
        order = np.argsort(self.share_row, kind="stable")
        owner = self.share_row[order]
        first = np.searchsorted(owner, row, side="left")
        count = np.searchsorted(owner, row, side="right") - first
        asked = np.repeat(np.arange(len(row)), count)
        place = order[
            np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count) + np.repeat(first, count)
        ]
        days = self._school_days(
            row[asked],
            np.maximum(after[asked], self.share_from[place] - 1),
            np.minimum(until[asked], self.share_to[place]),
        )
        return np.bincount(asked, weights=days * (1 - self.share[place]), minlength=len(row)).astype(
            np.float64
        )


def _aligned(*columns: Ints) -> tuple[Ints, ...]:
    return tuple(np.asarray(one, dtype=np.int64) for one in np.broadcast_arrays(*columns))
