"""Fluency stands beside understanding: surely, and readily, on two days."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.mastery.facts import Refused
from headway.mastery.proficiency.fluency import (
    FluencyState,
    FluencyTarget,
    TimedTry,
    fluency_of,
    targets_from,
)

TARGET = FluencyTarget(right_a_minute=20, right_of_ten=9)


def occasions(*given):
    return [TimedTry(right, tries, seconds, day) for day, (right, tries, seconds) in enumerate(given)]


def state(*given):
    return fluency_of(occasions(*given), TARGET).state


def test_nothing_seen_is_nothing_said():
    assert fluency_of([], TARGET) is None


def test_right_but_not_yet_readily_is_sure():
    """The planted case of R047: she understands; fluency is developing."""
    assert state((19, 20, 120)) is FluencyState.SURE


def test_ready_on_two_days_is_fluent_and_on_one_day_is_not():
    assert state((20, 20, 60)) is FluencyState.READY_ONCE
    assert state((20, 20, 60), (21, 22, 60)) is FluencyState.FLUENT
    same_day = [TimedTry(20, 20, 60, 4), TimedTry(20, 20, 60, 4)]
    assert fluency_of(same_day, TARGET).state is FluencyState.READY_ONCE


def test_quick_and_often_wrong_is_growing():
    assert state((25, 40, 60)) is FluencyState.GROWING


def test_one_quiet_day_after_fluent_ones_is_told_and_two_good_ones_bring_it_back():
    good, quiet = (20, 20, 60), (20, 20, 90)
    assert state(good, good, quiet) is FluencyState.SURE
    assert state(good, good, quiet, good) is FluencyState.READY_ONCE
    assert state(good, good, quiet, good, good) is FluencyState.FLUENT


def test_borders_belong_to_the_target():
    assert state((18, 20, 54)) is FluencyState.READY_ONCE  # nine of ten, and exactly twenty a minute
    assert state((17, 20, 30)) is FluencyState.GROWING


@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(1, 40), st.integers(1, 600)).filter(
            lambda one: one[0] <= one[1]
        ),
        min_size=1,
        max_size=6,
    ),
    st.integers(0, 5),
)
def test_one_more_right_answer_never_says_less(given, place):
    order = list(FluencyState)
    place %= len(given)
    right, tries, seconds = given[place]
    more = [*given]
    more[place] = (min(right + 1, tries), tries, seconds)
    assert order.index(state(*more)) <= order.index(state(*given))


@pytest.mark.parametrize(
    ("right", "tries", "seconds"), [(3, 2, 60), (-1, 5, 60), (0, 0, 60), (1, 2, 0), (1, 2, 4000)]
)
def test_impossible_tries_are_refused(right, tries, seconds):
    with pytest.raises(Refused):
        TimedTry(right, tries, seconds, 0)


def test_targets_are_read_and_wrong_ones_name_their_competency():
    assert targets_from({"targets": {"a": {"right_a_minute": 30}}}) == {"a": FluencyTarget(30, 9)}
    with pytest.raises(Refused, match="b"):
        targets_from({"targets": {"b": {"rate": 3}}})
    with pytest.raises(Refused, match="right_a_minute"):
        targets_from({"targets": {"b": {"right_of_ten": 3}}})
