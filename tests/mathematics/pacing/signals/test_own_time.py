"""A learner's own days of school: her calendar, her share of time, the days she was away."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.mastery.facts import Refused
from headway.mastery.pacing import Calendar
from headway.mastery.pacing.signals import OwnTime

FIRST = 20_000


def calendar(pattern: list[bool]) -> Calendar:
    return Calendar(FIRST, np.array(pattern, dtype=bool))


def ints(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int64)


WEEK = calendar([True, True, True, True, True, False, False] * 4)


def test_days_are_counted_after_one_day_and_through_another():
    time = OwnTime.whole([WEEK], ints(0))
    assert time.days(ints(0), ints(FIRST), ints(FIRST + 6)).tolist() == [4.0]
    assert time.days(ints(0), ints(FIRST + 6), ints(FIRST)).tolist() == [0.0]
    # Before and after the calendar there is no school.
    assert time.days(ints(0), ints(FIRST - 400), ints(FIRST + 400)).tolist() == [20.0]


def test_half_time_makes_half_days_and_a_leave_none():
    time = OwnTime(
        [WEEK], ints(0), ints(0, 0), ints(FIRST, FIRST + 7), ints(FIRST + 6, FIRST + 13),
        np.array([0.5, 0.0]), ints(), ints(),
    )  # fmt: skip
    assert time.days(ints(0), ints(FIRST - 1), ints(FIRST + 20)).tolist() == [2.5 + 0.0 + 5.0]


def test_absence_is_time_that_was_there_but_not_used():
    time = OwnTime(
        [WEEK], ints(0), ints(0), ints(FIRST), ints(FIRST + 6), np.array([0.5]),
        ints(0, 0, 0), ints(FIRST + 1, FIRST + 5, FIRST + 8),
    )  # fmt: skip
    # Away on a half day, on a Saturday (which takes nothing) and on a whole day.
    assert time.days(ints(0), ints(FIRST - 1), ints(FIRST + 13)).tolist() == [7.5]
    assert time.days_there(ints(0), ints(FIRST - 1), ints(FIRST + 13)).tolist() == [6.0]


def test_a_share_beyond_a_whole_day_is_refused():
    with pytest.raises(Refused, match="Share 1 is 1"):
        OwnTime([WEEK], ints(0), ints(0), ints(FIRST), ints(FIRST), np.array([1.5]), ints(), ints())


@given(st.data())
def test_columns_count_as_days_one_by_one(data):
    school = [data.draw(st.lists(st.booleans(), min_size=30, max_size=30)) for _ in range(2)]
    calendars = [calendar(one) for one in school]
    whose = [data.draw(st.integers(0, 1)) for _ in range(3)]
    shares = []
    for row in range(3):
        cuts = sorted(data.draw(st.sets(st.integers(0, 29), min_size=2, max_size=4)))
        for begin, end in zip(cuts[::2], cuts[1::2], strict=False):
            shares.append((row, FIRST + begin, FIRST + end - 1, data.draw(st.sampled_from([0.0, 0.25, 0.5]))))
    away = [
        (row, FIRST + on) for row in range(3) for on in data.draw(st.sets(st.integers(-2, 31), max_size=5))
    ]
    time = OwnTime(
        calendars, ints(*whose), ints(*(s[0] for s in shares)), ints(*(s[1] for s in shares)),
        ints(*(s[2] for s in shares)), np.array([s[3] for s in shares], dtype=float),
        ints(*(a[0] for a in away)), ints(*(a[1] for a in away)),
    )  # fmt: skip
    windows = data.draw(
        st.lists(
            st.tuples(st.integers(0, 2), st.integers(-5, 35), st.integers(-5, 35)), min_size=1, max_size=8
        )
    )

    def part(row: int, on: int) -> float:
        if not (0 <= on - FIRST < 30) or not school[whose[row]][on - FIRST]:
            return 0.0
        return next((s[3] for s in shares if s[0] == row and s[1] <= on <= s[2]), 1.0)

    rows = ints(*(w[0] for w in windows))
    after, until = (ints(*(FIRST + w[n] for w in windows)) for n in (1, 2))
    slow = [sum(part(r, on) for on in range(FIRST + a + 1, FIRST + u + 1)) for r, a, u in windows]
    assert time.days(rows, after, until) == pytest.approx(slow)
    there = [
        sum(part(r, on) for on in range(FIRST + a + 1, FIRST + u + 1) if (r, on) not in away)
        for r, a, u in windows
    ]
    assert time.days_there(rows, after, until) == pytest.approx(there)
