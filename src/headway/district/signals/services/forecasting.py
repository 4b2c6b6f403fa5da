"""The night's forecasts: learned anew once a term, and an outlook for every agreement in force."""

from __future__ import annotations

import datetime as dt

from headway.district.continuum.api import current_map
from headway.district.foundation.api import Actor, clock
from headway.district.pacing.api import learn_forecast, learned_until, store_outlooks
from headway.district.signals.columns.night import Night

__all__ = ["learn_if_due", "refresh_forecasts"]

# About a term: new histories change little before, and yesterday's ranges stay comparable.
LEARN_EVERY = dt.timedelta(weeks=9)


def refresh_forecasts(
    on: dt.date | None = None, *, by: Actor, learns: bool = True, night: Night | None = None
) -> dict[str, int]:
    """How many forecasts were learned (0 or 1), and how many outlooks stored. Run twice on a day, the same is stored.

    learns: False leaves the forecast in force as it is. night: what the steps of this night share.
    """
    on = on or clock.today()
    continuum = current_map()
    if continuum is None:
        return {"learned": 0, "outlooks": 0}
    learned = learn_if_due(on, by=by) if learns else 0
    night = night or Night(on, continuum)
    stored = store_outlooks(night.plans.outlooks_wanted(), by, on, night.learner_ids)
    return {"learned": learned, "outlooks": stored}


def learn_if_due(on: dt.date, *, by: Actor) -> int:
    """Learn the forecast from everybody's histories where that is due, or there is none yet; how many were learned."""
    last = learned_until(on)
    if current_map() is None or (last is not None and on - last < LEARN_EVERY):
        return 0
    learn_forecast(by, on)
    return 1
