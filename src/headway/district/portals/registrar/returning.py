"""Coming back after a departure: the day that is asked for, and what the register says about the time between."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from headway.district.foundation.api import audit, clock
from headway.district.pacing.api import TimeShareInfo, TimeShareKind
from headway.district.people.api import RegisterEntry
from headway.district.portals.registrar.presenters import period

__all__ = ["back_proposed", "coming"]


def back_proposed(entry: RegisterEntry) -> dt.date:
    """The day from which a learner who left is here again: today; the day after the last one where the departure was
    recorded today, which may be a slip."""
    after = entry.learner.left_on + dt.timedelta(days=1) if entry.learner.left_on else clock.today()
    return after if _left_today(entry) else max(after, clock.today())


def _left_today(entry: RegisterEntry) -> bool:
    said = audit.trail(
        learner_uuid=entry.learner.uuid, act="people.learner_left", since=clock.start_of_day(clock.today())
    )
    return entry.has_left and said.exists()


def coming(entry: RegisterEntry, shares: Iterable[TimeShareInfo]) -> dict[str, Any]:
    """What the page says about coming back: the day that the form proposes, what it means, and the times away before."""
    away = [one for one in shares if one.kind == TimeShareKind.AWAY and one.withdrawn_at is None]
    hint = _(
        "The days between the last day and this one are not counted as school time: pace and plans leave them out."
    )
    if _left_today(entry):
        slip = _(
            "The departure was recorded today. If that was a slip, leave this day as it is: then no day is left out."
        )
        hint = f"{slip} {hint}"
    return {
        "back_on": back_proposed(entry),
        "first": entry.learner.left_on + dt.timedelta(days=1) if entry.learner.left_on else None,
        "hint": hint,
        "away": [period(one.from_on, one.to_on) for one in away],
    }
