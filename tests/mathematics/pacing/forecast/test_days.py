"""Instructional days: free days do not count, and a number of days ahead finds its date again."""

from datetime import date, timedelta

import numpy as np
import pytest

from headway.mastery.facts import Refused
from headway.mastery.pacing import Calendar, day_number
from headway.mastery.pacing.forecast import Histories, day_after, school_day_of
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


def test_what_happened_on_a_free_day_counts_on_the_school_day_before(calendar):
    histories = Histories.on_calendar(
        calendar, learner=[7], school=[1], first_on=[on(0)], last_on=[on(30)],
        event_learner=[7, 7], event_on=[on(18), on(24)], event_units=[1.0, 1.0],
    )  # fmt: skip
    assert histories.days.tolist() == [18]
    assert histories.event_day.tolist() == [15, 15]


def test_a_learner_who_enters_in_a_free_week_is_watched_from_the_next_school_day(calendar):
    histories = Histories.on_calendar(
        calendar, learner=[7], school=[1], first_on=[on(23)], last_on=[on(29)],
        event_learner=[], event_on=[], event_units=[],
    )  # fmt: skip
    assert histories.days.tolist() == [2]


def test_what_a_learner_shows_in_the_vacation_in_which_she_came_counts_on_her_first_school_day(calendar):
    for last_on, days in ((on(29), 2), (on(26), 1)):
        histories = Histories.on_calendar(
            calendar, learner=[7], school=[1], first_on=[on(23)], last_on=[last_on],
            event_learner=[7], event_on=[on(24)], event_units=[1.0],
        )  # fmt: skip
        assert (histories.event_day.tolist(), histories.days.tolist()) == ([16], [days])


def test_what_lies_before_a_learner_came_is_refused(calendar):
    with pytest.raises(Refused, match="outside the history"):
        Histories.on_calendar(
            calendar, learner=[7], school=[1], first_on=[on(9)], last_on=[on(29)],
            event_learner=[7], event_on=[on(2)], event_units=[1.0],
        )  # fmt: skip


def test_days_ahead_skip_the_vacation(calendar):
    dates = day_after(calendar, on(17), [0, 1, 2, 1.2])
    assert dates.tolist() == [on(17), on(18), on(28), on(28)]


def test_days_beyond_the_calendar_are_refused_with_a_remedy(calendar):
    with pytest.raises(Refused, match="next year"):
        day_after(calendar, on(40), [60])


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
