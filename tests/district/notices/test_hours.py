"""Quiet hours and the daily mail's moment, by the clock on the wall."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from headway.district.notices.hours import digest_moment, in_quiet_hours, is_quiet
from headway.district.notices.types import Preferences

CHICAGO = ZoneInfo("America/Chicago")
T = dt.time


@pytest.mark.parametrize(
    ("at", "quiet"),
    [
        (T(17, 59, 59), False),
        (T(18), True),
        (T(23, 59), True),
        (T(0), True),
        (T(6, 59, 59), True),
        (T(7), False),
        (T(12), False),
    ],
)
def test_a_night_runs_over_midnight(at, quiet):
    assert in_quiet_hours(at, T(18), T(7)) is quiet


@pytest.mark.parametrize(("at", "quiet"), [(T(11, 59), False), (T(12), True), (T(13), False), (T(0), False)])
def test_quiet_hours_may_lie_within_a_day(at, quiet):
    assert in_quiet_hours(at, T(12), T(13)) is quiet


@pytest.mark.parametrize("ends", [(None, None), (T(8), T(8)), (T(8), None)])
def test_without_two_different_ends_nothing_is_quiet(ends):
    assert not any(in_quiet_hours(T(hour), *ends) for hour in range(24))


def test_weekends_are_quiet_for_whom_they_are():
    saturday = dt.datetime(2026, 10, 10, 12, tzinfo=CHICAGO)
    assert is_quiet(saturday, Preferences(quiet_weekends=True))
    assert not is_quiet(saturday, Preferences())
    assert not is_quiet(saturday + dt.timedelta(days=2), Preferences(quiet_weekends=True))


def test_the_daily_mail_has_its_moment_each_day():
    wishes = Preferences(digest_at=T(16))
    assert digest_moment(dt.datetime(2026, 10, 7, 15, 59, tzinfo=CHICAGO), wishes) is None
    later = digest_moment(dt.datetime(2026, 10, 7, 17, tzinfo=CHICAGO), wishes)
    assert later == dt.datetime(2026, 10, 7, 16, tzinfo=CHICAGO)


def test_a_daily_mail_whose_hour_is_quiet_waits_for_the_end():
    wishes = Preferences(digest_at=T(5), quiet_from=T(18), quiet_until=T(8))
    assert digest_moment(dt.datetime(2026, 10, 7, 7, 30, tzinfo=CHICAGO), wishes) is None
    assert digest_moment(dt.datetime(2026, 10, 7, 8, 30, tzinfo=CHICAGO), wishes) is not None


def test_the_night_in_which_the_clocks_change_ends_at_the_same_time_on_the_wall():
    """1 November 2026, two o'clock comes twice: seven in the morning is 13:00 UTC then, and 12:00 UTC the day before."""
    wishes = Preferences()
    for day, hour in ((31, 12), (32, 13)):
        at = dt.datetime(2026, 10, 1, hour, tzinfo=dt.UTC) + dt.timedelta(days=day - 1)
        assert not is_quiet(at.astimezone(CHICAGO), wishes)
        assert is_quiet((at - dt.timedelta(seconds=1)).astimezone(CHICAGO), wishes)
