"""The night's forecasts: learned anew once a term, and an outlook for every agreement in force."""

from __future__ import annotations

import datetime as dt

from headway.district.continuum.api import current_map
from headway.district.foundation.api import Actor, clock
from headway.district.pacing.api import learn_forecast, learned_until, store_outlooks
from headway.district.signals.columns.night import Night

__all__ = ["refresh_forecasts"]

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
    last = learned_until(on)
    is_due = learns and (last is None or on - last >= LEARN_EVERY)
    if is_due:
        learn_forecast(by, on)
    plans = (night or Night(on, continuum)).plans
    stored = store_outlooks(plans.outlooks_wanted(), by, on)
    return {"learned": int(is_due), "outlooks": stored}
