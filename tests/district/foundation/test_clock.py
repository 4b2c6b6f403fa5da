"""Dates are the district's, instants are in UTC."""

from __future__ import annotations

import datetime as dt

from headway.district.foundation.api import clock as time


def test_the_date_is_the_districts_not_the_servers(settings):
    settings.TIME_ZONE = "America/Chicago"
    late = dt.datetime(2026, 10, 8, 3, 0, tzinfo=dt.UTC)
    assert time.local_date(late) == dt.date(2026, 10, 7)


def test_a_day_ends_with_its_last_instant_also_where_the_clocks_change(settings):
    settings.TIME_ZONE = "America/Chicago"
    autumn = dt.date(2026, 11, 1)
    end = time.end_of_day(autumn)
    assert time.local_date(end) == autumn
    assert time.local_date(end + dt.timedelta(microseconds=1)) == dt.date(2026, 11, 2)
    assert end - time.end_of_day(dt.date(2026, 10, 31)) == dt.timedelta(hours=25)


def test_a_test_sets_and_moves_the_time(clock):
    clock.set("2026-11-02 09:00")
    assert time.today() == dt.date(2026, 11, 2)
    clock.advance(days=3, hours=1)
    assert time.now() == dt.datetime(2026, 11, 5, 10, tzinfo=dt.UTC)
    clock.release()
    assert abs(time.now() - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=1)
