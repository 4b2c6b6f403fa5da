"""Learning histories in columns: when something became proficient, and over how much school time it was watched."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headway.mastery.facts import Refused
from headway.mastery.pacing.calendar import Calendar

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Histories:
    """Streams of completions. A row is a learner, or a learner in one domain: whatever has targets of its own.

    learner: an identifier per row, each once. school: per row. first_day, last_day: the first and the last
    instructional day watched, both included, in the learner's own count of instructional days (any origin).
    event_learner, event_day, event_units: one entry per completion: whose, on which instructional day, and its
    weight in learning units (above 0). Events outside first_day..last_day are refused.

    Nothing else is known here: no characteristic of a learner can reach a forecast.
    """

    learner: Ints
    school: Ints
    first_day: Ints
    last_day: Ints
    event_learner: Ints
    event_day: Ints
    event_units: Floats
    _order: Ints = field(init=False, repr=False)

    def __post_init__(self) -> None:
        for name in ("learner", "school", "first_day", "last_day", "event_learner", "event_day"):
            object.__setattr__(self, name, _whole(name, getattr(self, name)))
        object.__setattr__(self, "event_units", np.asarray(self.event_units, dtype=np.float64))
        _check(self)
        object.__setattr__(self, "_order", np.argsort(self.learner, kind="stable"))

    def __len__(self) -> int:
        return len(self.learner)

    def rows_of(self, learner: ArrayLike) -> Ints:
        """The row of each learner named; one without a history is refused."""
        wanted = np.asarray(learner, dtype=np.int64)
        if len(wanted) == 0:
            return np.zeros(0, dtype=np.int64)
        if len(self) == 0:
            raise Refused(
                "no_history", f"Learner {wanted[0]} has no history here; add one, empty if need be."
            )
        place = np.minimum(np.searchsorted(self.learner, wanted, sorter=self._order), len(self) - 1)
        rows = self._order[place]
        unknown = self.learner[rows] != wanted
        if unknown.any():
            row = int(np.argmax(unknown))
            raise Refused(
                "no_history",
                f"Target {row + 1} is of learner {wanted[row]}, who has no history here; add one, empty if need be.",
                row=row + 1,
            )
        return np.asarray(rows, dtype=np.int64)

    @cached_property
    def event_row(self) -> Ints:
        return self.rows_of(self.event_learner)

    @property
    def days(self) -> Ints:
        """Instructional days watched, per row."""
        return self.last_day - self.first_day + 1

    @cached_property
    def counts(self) -> Ints:
        """Completions per row."""
        return np.bincount(self.event_row, minlength=len(self)).astype(np.int64)

    def take(self, rows: ArrayLike) -> Histories:
        """The histories in these rows (numbers or a mask), with their events."""
        chosen = np.arange(len(self))[np.asarray(rows)]
        kept = np.zeros(len(self), dtype=bool)
        kept[chosen] = True
        events = kept[self.event_row]
        return Histories(
            self.learner[chosen],
            self.school[chosen],
            self.first_day[chosen],
            self.last_day[chosen],
            self.event_learner[events],
            self.event_day[events],
            self.event_units[events],
        )

    def since(self, days: int) -> Histories:
        """The last so many instructional days of each history."""
        first = np.maximum(self.first_day, self.last_day - days + 1)
        events = self.event_day >= first[self.event_row]
        return Histories(
            self.learner,
            self.school,
            first,
            self.last_day,
            self.event_learner[events],
            self.event_day[events],
            self.event_units[events],
        )

    def until(self, day: ArrayLike) -> Histories:
        """What was known at the end of `day` (one for all, or one per row); who had not begun is left out."""
        cut = np.minimum(np.broadcast_to(np.asarray(day, dtype=np.int64), (len(self),)), self.last_day)
        events = (self.event_day <= cut[self.event_row]) & (cut >= self.first_day)[self.event_row]
        there = cut >= self.first_day
        return Histories(
            self.learner[there],
            self.school[there],
            self.first_day[there],
            cut[there],
            self.event_learner[events],
            self.event_day[events],
            self.event_units[events],
        )


def school_day_of(calendar: Calendar, on: ArrayLike) -> Ints:
    """How many school days of the calendar lie up to each day, that day included (days since 1970-01-01).

    A day before the calendar counts 0, a day after it counts them all.
    """
    so_far = np.concatenate(([0], np.cumsum(calendar.instructional)))
    place = np.clip(np.asarray(on, dtype=np.int64) - calendar.first_on + 1, 0, len(so_far) - 1)
    return np.asarray(so_far[place], dtype=np.int64)


def _whole(name: str, values: ArrayLike) -> Ints:
    column = np.asarray(values)
    if column.size == 0:
        column = column.astype(np.int64)
    if column.ndim != 1 or not np.issubdtype(column.dtype, np.integer):
        raise Refused("column", f"The column {name} of the histories holds whole numbers only.", field=name)
    return column.astype(np.int64)


def _check(histories: Histories) -> None:
    h = histories
    if not len(h.learner) == len(h.school) == len(h.first_day) == len(h.last_day):
        raise Refused("length", "learner, school, first_day and last_day have one entry per history each.")
    if not len(h.event_learner) == len(h.event_day) == len(h.event_units):
        raise Refused("length", "event_learner, event_day and event_units have one entry per event each.")
    ordered = np.sort(h.learner)
    if (ordered[1:] == ordered[:-1]).any():
        twice = ordered[1:][ordered[1:] == ordered[:-1]][0]
        raise Refused("twice", f"Learner {twice} has two histories; put them into one row.")
    turned = h.last_day < h.first_day - 1
    if turned.any():
        row = int(np.argmax(turned))
        raise Refused(
            "history",
            f"History {row + 1} begins on instructional day {h.first_day[row]} and ends on {h.last_day[row]}; "
            "put the earlier day first.",
            row=row + 1,
        )
    wrong = ~(np.isfinite(h.event_units) & (h.event_units > 0))
    if wrong.any():
        row = int(np.argmax(wrong))
        raise Refused(
            "units", f"Event {row + 1} has the weight {h.event_units[row]}; give one above 0.", row=row + 1
        )
    object.__setattr__(h, "_order", np.argsort(h.learner, kind="stable"))
    owner = h.rows_of(h.event_learner)
    outside = (h.event_day < h.first_day[owner]) | (h.event_day > h.last_day[owner])
    if outside.any():
        row = int(np.argmax(outside))
        raise Refused(
            "event_outside",
            f"Event {row + 1} is on instructional day {h.event_day[row]}, outside the history of learner "
            f"{h.event_learner[row]} ({h.first_day[owner[row]]} to {h.last_day[owner[row]]}); "
            "lengthen the history or leave the event out.",
            row=row + 1,
        )
