"""When a person may be written to, by the clock of the district. Pure: no database and no clock.

All comparisons are of wall-clock times, so the night on which the clocks change is an hour shorter or longer, not wrong.
"""

from __future__ import annotations

import datetime as dt

from headway.district.notices.types import Preferences

__all__ = ["digest_moment", "in_quiet_hours", "is_quiet"]

SATURDAY = 5


def in_quiet_hours(at: dt.time, quiet_from: dt.time | None, quiet_until: dt.time | None) -> bool:
    """Does a time of day lie in the quiet hours? They begin with their first minute and may run over midnight.

    Nothing is quiet without both ends, or where they are the same.
    """
    if quiet_from is None or quiet_until is None or quiet_from == quiet_until:
        return False
    if quiet_from < quiet_until:
        return quiet_from <= at < quiet_until
    return at >= quiet_from or at < quiet_until


def is_quiet(local: dt.datetime, preferences: Preferences) -> bool:
    """Is this moment (in the district's time zone) one in which nothing is sent to her?"""
    if preferences.quiet_weekends and local.weekday() >= SATURDAY:
        return True
    return in_quiet_hours(local.time(), preferences.quiet_from, preferences.quiet_until)


def digest_moment(local: dt.datetime, preferences: Preferences) -> dt.datetime | None:
    """The moment of today's daily mail when it has come; None before it.

    An hour that lies in her quiet hours waits for their end. A day that passed without one (the machine was off, a quiet
    weekend) is not made up for: its notices come with the next.
    """
    at = preferences.digest_at
    if in_quiet_hours(at, preferences.quiet_from, preferences.quiet_until):
        at = preferences.quiet_until or at
    moment = dt.datetime.combine(local.date(), at, tzinfo=local.tzinfo)
    return moment if moment <= local else None
