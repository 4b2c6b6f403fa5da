"""What a forecast looks at in a learner's own history, as of one day. Nothing else is ever looked at.

FEATURES lists it all. The rate of the last 180 days, about a school year, carries the forecast: what lies further back
says little about now, and a learner of three years is forecast as surely as one of one year, not more. Every rate is drawn
toward a steadier one where little was seen: that of the last 180 days and that of the whole toward the district's,
that of the last 60 toward that of the 180, that of the last 20 toward that of the 60.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from headway.mastery.pacing.forecast.gamma_poisson import Prior
from headway.mastery.pacing.forecast.histories import Histories
from headway.mastery.pacing.forecast.rhythm import Rhythm

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

FEATURES = (
    "rate of the last 180 days, against the district's",
    "rate of the whole history",
    "rate of the last 60 days",
    "rate of the last 60 days, for near targets",
    "rate of the last 20 days",
    "rate of the last 20 days, for near targets",
    "days since the latest completion",
    "days watched",
    "how much remains",
    "rate of the first 40 days watched",
    "how far the way to the district's next day of decisions is gone",
)
MEMORY, RECENT, LATEST, FIRST = 180, 60, 20, 40
# A window's rate is drawn toward the steadier one as if this many completions had been seen at that one.
DRAWN_BY = 3.0
NO_RHYTHM = Rhythm()


@dataclass(frozen=True, eq=False)
class Seen:
    """As of a day, per row."""

    watched: Floats  # days, all of them
    days: Floats  # of them within the last 180
    count: Floats  # completions within the last 180 days
    rate: Floats  # of these, drawn toward the district's
    whole: Floats  # log of the rate of the whole history against that of the last 180 days
    recent: Floats  # log of the rate of the last 60 days against that of the last 180
    latest: Floats  # log of the rate of the last 20 days against that of the last 60
    silent: Floats  # expected completions since the latest one
    early: Floats  # log of the rate of the first 40 days against that of the last 180
    phase: Floats  # -0.5 to 0.5 between two of the district's pulses
    gap: Floats  # instructional days between them, 0 without a rhythm

    def take(self, rows: Ints) -> Seen:
        return Seen(*(getattr(self, one.name)[rows] for one in fields(self)))


class Events:
    """Counts in windows, for many (row, day) at once."""

    def __init__(self, histories: Histories) -> None:
        self.histories = histories
        # Days are counted from each history's first: 1, 2, …
        day = histories.event_day - histories.first_day[histories.event_row] + 1
        order = np.lexsort((day, histories.event_row))
        self.day = day[order]
        self.units = histories.event_units[order]
        self.longest = int(max(histories.days.max(initial=0), 1)) + 2
        self.key = histories.event_row[order] * self.longest + self.day
        self.first = np.searchsorted(self.key, np.arange(len(histories)) * self.longest)
        self.so_far = np.concatenate(([0.0], np.cumsum(self.units)))

    def until(self, row: Ints, day: Ints) -> Ints:
        """The place after the last event of the row up to that day."""
        at = np.clip(day, 0, self.longest - 1)
        return np.searchsorted(self.key, row * self.longest + at, side="right")

    def seen(self, row: Ints, day: Ints, prior: Prior, rhythm: Rhythm = NO_RHYTHM) -> Seen:
        """As of the end of `day`, counted from 1 at each history's first."""
        now = self.until(row, day)
        watched, ever = day.astype(np.float64), (now - self.first[row]).astype(np.float64)
        days = np.minimum(watched, MEMORY)
        count = (now - self.until(row, np.maximum(day - MEMORY, 0))).astype(np.float64)
        rate = (prior.a + count) / (prior.b + days)
        whole = (prior.a + ever) / (prior.b + watched)
        in_recent, in_latest = (
            (now - self.until(row, np.maximum(day - window, 0))).astype(np.float64)
            for window in (RECENT, LATEST)
        )
        recent = (DRAWN_BY + in_recent) / (DRAWN_BY / rate + np.minimum(days, RECENT))
        latest = (DRAWN_BY + in_latest) / (DRAWN_BY / recent + np.minimum(days, LATEST))
        latest_day = np.where(ever > 0, self.day[np.maximum(now - 1, 0)] if len(self.day) else 0, 0)
        in_first = (self.until(row, np.minimum(day, FIRST)) - self.first[row]).astype(np.float64)
        first = (DRAWN_BY + in_first) / (DRAWN_BY / rate + np.minimum(days, FIRST))
        return Seen(
            watched=watched,
            days=days,
            count=count,
            rate=rate,
            whole=np.log(whole / rate),
            recent=np.log(recent / rate),
            latest=np.log(latest / recent),
            silent=(day - latest_day) * rate,
            early=np.log(first / rate),
            phase=rhythm.phase(self.histories.first_day[row] + day - 1),
            gap=np.full(len(row), rhythm.gap),
        )

    def day_of_reaching(self, row: Ints, day: Ints, units: Floats) -> tuple[Floats, Ints]:
        """Days from `day` until that many further units were gained, infinite where that was not seen; and how many
        completions that took."""
        now = self.until(row, day)
        wanted = self.so_far[now] + units
        place = np.searchsorted(self.so_far, wanted - 1e-9)  # that many events complete it
        end = self.until(row, np.full_like(day, self.longest - 1))
        reached = place <= end
        at = np.where(
            reached, self.day[np.clip(place - 1, 0, max(len(self.day) - 1, 0))] if len(self.day) else 0, 0
        )
        return np.where(reached, at - day, np.inf), place - now


def design(seen: Seen, more: Floats, prior: Prior) -> Floats:
    """rows × FEATURES: what the logarithm of the rate to come is a sum of, beside that of the last 180 days."""
    ahead = more / seen.rate
    near_60, near_20 = RECENT / (RECENT + ahead), LATEST / (LATEST + ahead)
    return np.stack(
        [
            np.log(seen.rate / prior.rate),
            seen.whole,
            seen.recent,
            seen.recent * near_60,
            seen.latest,
            seen.latest * near_20,
            np.log1p(seen.silent) - 0.6,
            np.log1p(seen.days / 60) - 1.0,
            np.log1p(ahead / 60) - 0.7,
            seen.early,
            seen.phase * seen.gap / (seen.gap + ahead),
        ],
        axis=1,
    )
