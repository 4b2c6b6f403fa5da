"""Instructional days: free days do not count, nor does what came after the day that is looked at."""

from datetime import date, timedelta

import numpy as np
import pytest

from headway.mastery.pacing import Calendar, day_number
from headway.mastery.pacing.forecast import Histories, school_day_of
from headway.mastery.pacing.forecast.rhythm import rhythm_of
from tests.mathematics.pacing.forecast.streams import streams

MONDAY = date(2025, 9, 1)


@pytest.fixture
def calendar():
    """Three weeks of school, one free week, three weeks of school; Monday to Friday."""
    days = [MONDAY + timedelta(days=n) for n in range(49)]
    school = [on for on in days if on.weekday() < 5 and not 21 <= (on - MONDAY).days < 28]
    return Calendar.from_dates(school, first=MONDAY, last=days[-1])


def on(days):
    return day_number(MONDAY) + days


def test_a_vacation_adds_no_instructional_days(calendar):
    assert school_day_of(calendar, [on(0), on(18), on(25), on(28)]).tolist() == [1, 15, 15, 16]


def test_what_came_later_is_not_known_at_an_earlier_day():
    whole = streams(learners=60)
    known = whole.until(200)
    assert known.event_day.max() <= 200
    assert (known.last_day == 200).all()
    assert known.counts.sum() == (whole.event_day <= 200).sum()


def test_a_district_that_decides_every_twenty_days_has_that_rhythm_and_another_has_none():
    plain = streams(learners=200)
    assert rhythm_of(plain).gap == 0
    together = np.minimum((plain.event_day // 20 + 1) * 20, 700)
    pulsed = Histories(
        plain.learner, plain.school, plain.first_day, plain.last_day, plain.event_learner, together,
        plain.event_units,
    )  # fmt: skip
    rhythm = rhythm_of(pulsed)
    assert rhythm.gap == 20
    # Just after a pulse, half way, just before one, and after the last one known.
    assert rhythm.phase(np.array([100, 110, 119, 730])).tolist() == pytest.approx([-0.5, 0.0, 0.45, 0.0])
