"""What signals read of pacing, in one place: shares of time, calendars beyond this year, and chances by a date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np

from headway.district.pacing import api as pacing
from headway.mastery.pacing import Calendar

__all__ = ["OwnShare", "long_calendar", "own_shares", "refresh_forecasts", "stored_fit"]

YEARS_AHEAD = 5
YEAR = 364  # a whole number of weeks, so that weekdays stay weekdays


@dataclass(frozen=True, slots=True)
class OwnShare:
    learner_id: int
    from_on: dt.date
    to_on: dt.date | None
    share: float


def own_shares(learner_ids: Collection[int]) -> list[OwnShare]:
    """The shares of time of all domains together that stand."""
    read = getattr(pacing, "shares_of_many", None)
    if read is None:
        return []
    return [
        OwnShare(learner, one.from_on, one.to_on, float(one.share))
        for learner, shares in read(learner_ids).items()
        for one in shares
        if not one.domain_code
    ]


def long_calendar(calendar: Calendar) -> Calendar:
    """This year's calendar, and the same weeks again for the years to come, for plans that reach beyond it."""
    days = calendar.instructional
    year = np.zeros(max(YEAR, len(days)), dtype=bool)
    year[: len(days)] = days
    again = np.zeros(YEAR, dtype=bool)
    again[: min(len(days), YEAR)] = days[:YEAR]
    return Calendar(calendar.first_on, np.concatenate([year, *([again] * YEARS_AHEAD)]))


def stored_fit() -> Any | None:
    """The latest forecast that the district learned; None where none was learned yet."""
    read = getattr(pacing, "latest_fit", None)
    return read() if read else None


def refresh_forecasts(on: dt.date, *, by: Any) -> dict[str, int]:
    """Learn the forecast anew where the term asks for it, and store tonight's outlooks."""
    counts: dict[str, int] = {}
    learn = getattr(pacing, "learn_forecast_if_due", None)
    if learn is not None:
        counts["learned"] = int(bool(learn(by=by, on=on)))
    store = getattr(pacing, "store_outlooks", None)
    if store is not None:
        counts["outlooks"] = int(store(on=on) or 0)
    return counts
