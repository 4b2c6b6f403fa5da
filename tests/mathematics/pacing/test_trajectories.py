"""Ways to a target: what they expect, what they read, and the buffer's edges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.mastery.facts import Refused
from headway.mastery.pacing import (
    LINEAR,
    Mode,
    Shape,
    Standing,
    expected_share,
    inverse,
    noted,
    reading,
    sentence,
    standing,
)

J = Shape.j_curve()
STEPS = Shape.milestones([(0.4, 0.25), (0.7, 0.5)])
DRAWN = Shape.own([(0.2, 0.0), (0.6, 0.5), (0.8, 0.5)])
SHAPES = (LINEAR, J, Shape.j_curve(3), STEPS, DRAWN)


def test_fifteen_of_a_hundred_at_thirty_of_the_time_are_on_target_under_a_j_curve_and_not_under_a_line():
    assert standing(15, 100, 54, 180, J, 5) == "on_target"
    assert standing(15, 100, 54, 180, LINEAR, 5) == "needs_adjusting"


@pytest.mark.parametrize(
    ("done", "expected"),
    [(44, "needs_adjusting"), (45, "on_target"), (50, "on_target"), (55, "on_target"), (56, "ahead_of_plan")],
)
def test_the_buffers_edges_are_on_target(done, expected):
    """100 units in 100 days, 50 passed, 5 days of buffer: 45 and 55 are inside."""
    assert standing(done, 100, 50, 100, LINEAR, 5) == expected


def test_without_a_buffer_only_the_line_itself_is_on_target():
    assert standing(50, 100, 50, 100) == "on_target"
    assert standing(49.9, 100, 50, 100) == "needs_adjusting"
    assert standing(50.1, 100, 50, 100) == "ahead_of_plan"


def test_milestones_expect_nothing_until_their_time():
    assert expected_share(STEPS, 0.39) == 0
    assert expected_share(STEPS, 0.4) == 0.25
    assert standing(0, 100, 39, 100, STEPS) == "on_target"
    assert reading(0, 100, 45, 100, STEPS).days == pytest.approx(-5)
    assert reading(25, 100, 45, 100, STEPS).standing == "on_target"
    assert reading(50, 100, 45, 100, STEPS).days == pytest.approx(25)


def test_a_drawn_line_may_rest_and_resting_is_on_target_all_along():
    for days in (60, 70, 80):
        assert standing(50, 100, days, 100, DRAWN) == "on_target"
    assert reading(50, 100, 90, 100, DRAWN).days == pytest.approx(-10)


def test_after_the_last_day_what_is_open_needs_a_new_place_and_what_is_done_does_not():
    assert reading(90, 100, 120, 100).days == pytest.approx(-30)
    assert standing(100, 100, 120, 100) == "on_target"
    assert reading(100, 100, 60, 100).days == pytest.approx(40)


@given(st.sampled_from(SHAPES), st.floats(0, 1), st.floats(0, 1))
def test_every_shape_rises_from_nothing_to_everything(shape, one, other):
    low, high = sorted((one, other))
    assert expected_share(shape, low) <= expected_share(shape, high) + 1e-12
    assert expected_share(shape, 1) == 1
    assert expected_share(shape, -1) == expected_share(shape, 0)


@given(st.sampled_from(SHAPES), st.floats(0, 1))
def test_the_inverse_finds_the_first_time_at_which_so_much_is_expected(shape, work):
    at = inverse(shape, work)
    assert expected_share(shape, at) >= work - 1e-6
    assert at <= inverse(shape, work, latest=True) + 1e-9 or shape is STEPS


def test_what_an_adult_notes_stands_with_the_reading_beside_it():
    read = reading(40, 100, 50, 100)
    other = noted(read, "on_target", "Two projects are being finished.")
    assert (other.standing, other.read, other.mode) == (
        Standing.ON_TARGET,
        Standing.NEEDS_ADJUSTING,
        Mode.MANUAL,
    )
    with pytest.raises(Refused, match="few words"):
        noted(read, "on_target", " ")


def test_shapes_go_through_json_and_nothing_is_a_line():
    for shape in SHAPES:
        assert Shape.from_dict(shape.to_dict()) == shape
    assert Shape.from_dict({}) == Shape.from_dict(None) == LINEAR


@pytest.mark.parametrize(
    "given_shape",
    [
        {"kind": "spiral"},
        {"kind": "j_curve", "curvature": 0.5},
        {"kind": "j_curve", "curvature": "steep"},
        {"kind": "milestones"},
        {"kind": "own", "points": [[0.5, 0.5], [0.4, 0.6]]},
        {"kind": "own", "points": [[0.5, 0.5], [0.6, 0.4]]},
        {"kind": "own", "points": [[1.0, 0.9]]},
        {"kind": "own", "points": [[0.5]]},
        {"kind": "milestones", "points": [[1.2, 1]]},
        {"slope": 1},
        "linear",
    ],
)
def test_shapes_that_cannot_be_are_refused_with_their_field(given_shape):
    with pytest.raises(Refused) as refused:
        Shape.from_dict(given_shape)
    assert refused.value.params["field"]


@pytest.mark.parametrize("plan", [(1, 0, 1, 10), (1, 10, 1, 0), (-1, 10, 1, 10), (1, 10, -1, 10)])
def test_plans_without_work_or_time_are_refused(plan):
    with pytest.raises(Refused):
        reading(*plan)


def test_sentences_speak_of_the_plan_in_both_languages():
    for done in (10, 50, 90):
        for reason in (
            *reading(done, 100, 50, 100, J, 5).reasons,
            *J.reasons,
            *STEPS.reasons,
            *LINEAR.reasons,
        ):
            for language in ("en", "es"):
                assert sentence(reason, language).endswith(".")
