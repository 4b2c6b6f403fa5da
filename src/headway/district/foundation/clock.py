"""The one place that reads the clock, so that any moment can be tested and replayed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

from django.conf import settings

__all__ = [
    "EARLIEST",
    "LATEST",
    "at",
    "end_of_day",
    "fixed",
    "local_date",
    "now",
    "read_date",
    "start_of_day",
    "today",
]

# No learner's record reaches further back, and none further than this ahead; beyond are slips of typing (year 0026).
EARLIEST, LATEST = dt.date(1970, 1, 1), dt.date(2199, 12, 31)

_fixed: ContextVar[dt.datetime | None] = ContextVar("headway_fixed_time", default=None)


def now() -> dt.datetime:
    """The current instant, in UTC."""
    return _fixed.get() or dt.datetime.now(dt.UTC) + settings.DAYS_AHEAD


def today() -> dt.date:
    """The current date in the district's time zone."""
    return local_date(now())


def local_date(instant: dt.datetime) -> dt.date:
    """The date in the district's time zone on which an instant falls."""
    return instant.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def read_date(text: str) -> dt.date:
    """A date as people send it: year-month-day. ValueError where it is none, or from a time of which nothing is known."""
    on = dt.date.fromisoformat(text)
    if not EARLIEST <= on <= LATEST:
        raise ValueError(f"{on} lies outside {EARLIEST.year} to {LATEST.year}")
    return on


def end_of_day(on: dt.date) -> dt.datetime:
    """The last instant of a date in the district's time zone: "as of a date" includes that whole day."""
    return start_of_day(on + dt.timedelta(days=1)) - dt.timedelta(microseconds=1)


def start_of_day(on: dt.date) -> dt.datetime:
    """The first instant of a date in the district's time zone: what counts from a date counts from here."""
    return dt.datetime.combine(on, dt.time.min, tzinfo=ZoneInfo(settings.TIME_ZONE)).astimezone(dt.UTC)


def fixed() -> dt.datetime | None:
    """The one instant that every reader sees here, to be handed to another process; None where time goes on."""
    return _fixed.get()


@contextmanager
def at(instant: dt.datetime) -> Iterator[None]:
    """Let every reader of the clock see one instant: for tests and for building past years of the demo."""
    token = _fixed.set(instant)
    try:
        yield
    finally:
        _fixed.reset(token)
