"""A plan over a learner's own days: how much of its time is over, and what that asks for."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.mastery.pacing import AgreedWay, Shape, SignedDays, days_as_signed, reading, share_of_time
from headway.mastery.pacing.shapes import ShapeKind, Step

FIRST = dt.date(2026, 9, 7)
LAST = FIRST + dt.timedelta(days=10)
# Of the ten days after the first: four whole ones, two halves, four without school.
TAUGHT = np.array([1, 1, 1, 0, 0, 0.5, 0.5, 1, 0, 0])


def day(number: int) -> dt.date:
    return FIRST + dt.timedelta(days=number)


def way(shape: Shape | None = None, buffer_days: float = 0) -> AgreedWay:
    return AgreedWay.of(FIRST, LAST, shape or Shape.linear(), buffer_days, SignedDays(TAUGHT))


def test_a_share_of_time_counts_her_own_days_and_is_above_one_after_the_end():
    share = share_of_time(FIRST, LAST, TAUGHT)
    assert [share(day(number)) for number in (-3, 0, 1, 3, 5, 6, 10)] == [0, 0, 0.2, 0.6, 0.6, 0.7, 1]
    assert share(day(11)) > 1


def test_without_a_day_of_school_the_calendar_stands_for_it():
    share = share_of_time(FIRST, LAST, np.zeros(10))
    assert [share(day(number)) for number in (0, 4, 10)] == [0, 0.4, 1]
    assert share_of_time(FIRST, FIRST, np.zeros(0))(FIRST) == 0


def test_a_plan_without_a_day_of_school_asks_for_everything_on_its_last_day_and_nothing_before():
    closed = AgreedWay.of(FIRST, LAST, Shape.linear(), 5, SignedDays(np.zeros(10)))
    assert [closed.expected(day(number)) for number in (0, 9, 10, 12)] == [0, 0, 1, 1]


def test_a_day_that_people_named_stays_on_its_day_when_the_calendar_changes():
    named = Shape.milestones([(0.2, 0.5), (1, 1)])
    named = Shape(named.kind, points=named.points, steps=(Step(day(3), 0.5), Step(LAST, 1.0)))
    placed = way(named)
    assert placed.expected(day(2)) == 0
    assert placed.expected(day(3)) == 0.5
    assert placed.expected(LAST) == 1


@given(
    st.integers(0, 10), st.floats(0, 1), st.integers(0, 3), st.sampled_from([Shape.linear(), Shape.j_curve()])
)
def test_what_lies_between_the_edges_of_the_buffer_is_what_is_read_as_on_target(number, done, buffer, shape):
    agreed, on = way(shape, buffer), day(number)
    low, high = agreed.expected(on, -buffer), agreed.expected(on, buffer)
    read = reading(done, 1, agreed.passed(on), float(TAUGHT.sum()), shape, buffer)
    if low + 1e-6 < done < high - 1e-6:
        assert read.standing == "on_target"
    elif done < low - 1e-6:
        assert read.standing == "needs_adjusting"
    elif done > high + 1e-6:
        assert read.standing == "ahead_of_plan"


@pytest.mark.parametrize(("number", "passed"), [(-1, 0), (0, 0), (6, 3.5), (10, 5), (40, 5)])
def test_days_that_passed_are_hers_alone_and_end_with_the_plan(number, passed):
    assert way().passed(day(number)) == passed


def test_a_change_of_share_spreads_what_is_left_over_the_days_from_then_on():
    whole, half = np.ones(6), np.array([1, 1, 0.5, 0.5, 1, 1])
    spread = [1, 1, 4 / 6, 4 / 6, 8 / 6, 8 / 6]
    assert days_as_signed(whole, [(2, half)]).days.tolist() == pytest.approx(spread)
    assert days_as_signed(whole, [(6, half)]).days.tolist() == whole.tolist()


def test_a_share_that_begins_later_leaves_the_days_before_it_as_they_were():
    whole, half = np.ones(6), np.array([1, 1, 1, 1, 0.5, 1])
    assert days_as_signed(whole, [(1, half)]).days.tolist() == pytest.approx([1, 1, 1, 1, 2 / 3, 4 / 3])
    away = np.array([1, 1, 0, 0, 1, 1])
    assert days_as_signed(whole, [(1, away)]).days.tolist() == [1, 1, 0, 0, 2, 2]
    assert days_as_signed(whole, [(1, away), (3, whole)]).days.tolist() == pytest.approx(
        [1, 1, 0, 4 / 3, 4 / 3, 4 / 3]
    )


def test_where_no_day_is_hers_any_more_the_line_stays_and_what_is_left_waits():
    whole, gone = np.ones(10), np.array([1, 1, 1, 0, 0, 0, 0, 0, 0, 0])
    line = days_as_signed(whole, [(2, gone)])
    assert (line.days.tolist(), line.waiting, line.whole) == (gone.tolist(), 7, 10)
    flat = AgreedWay.of(FIRST, LAST, Shape.linear(), 0, line)
    asked = [flat.expected(day(number)) for number in (1, 2, 3, 9, 10, 11)]
    assert asked == pytest.approx([0.1, 0.2, 0.3, 0.3, 0.3, 1])
    # Who comes back after all has what is left on the days from then on.
    back = days_as_signed(whole, [(2, gone), (8, np.array([*gone[:9], 1]))])
    assert (back.days.tolist(), back.waiting) == ([*gone[:9].tolist(), 7], 0)


@pytest.mark.parametrize("kind", ["milestones", "own"])
def test_days_that_people_named_ask_for_nothing_while_she_is_away(kind):
    shares = ((2, 0.2), (5, 0.5), (8, 0.8), (10, 1.0))
    steps = tuple(Step(day(number), share) for number, share in shares)
    whole = SignedDays(np.ones(10))
    shape = Shape(
        ShapeKind(kind), points=tuple((number / 10, share) for number, share in shares), steps=steps
    )
    signed = AgreedWay.of(FIRST, LAST, shape, 0, whole)
    away = np.array([1, 1, 1, 0, 0, 0, 1, 1, 1, 1])
    way = AgreedWay.of(FIRST, LAST, shape, 0, days_as_signed(np.ones(10), [(3, away)]))
    before = [signed.expected(day(number)) for number in range(4)]
    assert [way.expected(day(number)) for number in range(4)] == pytest.approx(before)
    assert [way.expected(day(number)) for number in (4, 5, 6)] == pytest.approx([before[3]] * 3)
    # The day that was named for her time away is asked for with her next own day; later ones stay where they lie.
    assert [way.expected(day(number)) for number in (7, 8, 10)] == pytest.approx([0.5, 0.8, 1])
    none_left = AgreedWay.of(
        FIRST, LAST, shape, 0, days_as_signed(np.ones(10), [(3, np.array([*away[:6], 0, 0, 0, 0]))])
    )
    assert [none_left.expected(day(number)) for number in (3, 5, 10)] == pytest.approx([before[3]] * 3)


parts = st.sampled_from([0.0, 0.25, 0.5, 1.0])


@given(
    st.lists(parts, min_size=8, max_size=8),
    st.lists(st.tuples(st.integers(0, 9), st.lists(parts, min_size=8, max_size=8)), max_size=4),
)
def test_the_whole_and_the_past_stay_as_signed_whatever_changes(signed, changes):
    ordered = [(place, np.array(taught)) for place, taught in sorted(changes, key=lambda one: one[0])]
    before = SignedDays(np.array(signed))
    for count in range(1, len(ordered) + 1):
        after = days_as_signed(np.array(signed), ordered[:count])
        assert after.days.sum() + after.waiting == pytest.approx(sum(signed) or after.whole)
        assert (after.days >= 0).all()
        place = ordered[count - 1][0]
        assert after.days[:place].tolist() == pytest.approx(before.days[:place].tolist())
        before = after


@given(
    st.lists(st.tuples(st.integers(0, 9), st.lists(parts, min_size=10, max_size=10)), max_size=4),
    st.sampled_from(["linear", "j_curve", "milestones", "own"]),
)
def test_no_change_moves_what_is_asked_for_up_to_the_day_on_which_it_was_recorded(changes, kind):
    steps = tuple(Step(day(number), number / 10) for number in (2, 5, 7, 10))
    shape = (
        Shape(ShapeKind(kind))
        if kind in ("linear", "j_curve")
        else Shape(ShapeKind(kind), points=tuple((one.share, one.share) for one in steps), steps=steps)
    )
    ordered = [(place, np.array(taught)) for place, taught in sorted(changes, key=lambda one: one[0])]
    before = AgreedWay.of(FIRST, LAST, shape, 0, SignedDays(np.ones(10)))
    for count, (place, _taught) in enumerate(ordered, 1):
        after = AgreedWay.of(FIRST, LAST, shape, 0, days_as_signed(np.ones(10), ordered[:count]))
        for number in range(place + 1):
            assert after.expected(day(number)) == pytest.approx(before.expected(day(number)), abs=1e-6)
        asked = [after.expected(day(number)) for number in range(12)]
        assert all(one <= following + 1e-9 for one, following in pairwise(asked))
        assert asked[-1] == 1
        before = after
