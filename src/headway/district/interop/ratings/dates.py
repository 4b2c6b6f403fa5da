"""Dates in files: read as they are meant, or not at all. A guess would put work on another day."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings

__all__ = ["Moment", "read_moment"]

# Midday, so that the day stays the same day in every zone of the country.
MIDDAY = dt.time(12)
EARLIEST = dt.date(1990, 1, 1)

_NUMBERS = re.compile(r"(\d{1,4})[./\- ](\d{1,2})[./\- ](\d{1,4})\b.*")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}([T ].*)?")


class Moment(NamedTuple):
    """at: the instant, in UTC, or None; wrong: which sentence tells why there is none."""

    at: dt.datetime | None
    wrong: str = ""


def read_moment(written: str, form: str = "") -> Moment:
    """The instant that is meant. `form` as in `strptime`; without one only 2026-09-01 and the like are read.

    A date alone is midday in the district's time zone; a time without a zone is in the district's zone.
    """
    try:
        if form:
            read = dt.datetime.strptime(written, form)  # noqa: DTZ007 - the zone is added below
            alone = not any(part in form for part in ("%H", "%I"))
        elif _ISO.fullmatch(written):
            read = dt.datetime.fromisoformat(written)
            alone = len(written) == len("2026-09-01")
        else:
            return Moment(None, "date_ambiguous" if _is_ambiguous(written) else "date_unreadable")
    except ValueError:
        return Moment(None, "date_unreadable")
    if read.date() < EARLIEST:
        return Moment(None, "date_too_early")
    if alone:
        read = dt.datetime.combine(read.date(), MIDDAY)
    if read.tzinfo is None:
        read = read.replace(tzinfo=ZoneInfo(settings.TIME_ZONE))
    return Moment(read.astimezone(dt.UTC))


def _is_ambiguous(written: str) -> bool:
    """Could the numbers be day and month in either order? 13/02/2026 could not, but no form was agreed on either."""
    match = _NUMBERS.fullmatch(written)
    if not match or len(match.group(1)) > 2:
        return False
    first, second = int(match.group(1)), int(match.group(2))
    return 1 <= first <= 12 and 1 <= second <= 12 and first != second
