"""Where a year line goes: it follows the agreed shape in the learner's own days, and steps where something was reached."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from headway.district.portals.presenting.pace_views.lines import Frame, months_of, year_line
from headway.mastery.pacing import AgreedWay, Shape, reading

MONDAY = dt.date(2026, 9, 7)
BY = MONDAY + dt.timedelta(days=70)
FRAME = Frame(MONDAY, BY)


def weekdays(first: dt.date, last: dt.date) -> np.ndarray:
    days = (last - first).days
    return np.array([float((first + dt.timedelta(days=n)).weekday() < 5) for n in range(1, days + 1)])


def way(shape: Shape | None = None, buffer_days: float = 0, taught=None) -> AgreedWay:
    taught = weekdays(MONDAY, BY) if taught is None else taught
    return AgreedWay(MONDAY, BY, shape or Shape.linear(), buffer_days, taught)


def places(written: str) -> list[tuple[float, float]]:
    return [tuple(float(number) for number in place.split(",")) for place in written.split()]  # type: ignore[misc]


def line(agreed: AgreedWay, gains=(), today: dt.date = MONDAY + dt.timedelta(days=28), **more):
    return year_line(FRAME, today, gains, 4.0, way=agreed, **more)


def test_an_even_way_is_a_straight_line_from_the_first_day_to_the_flag():
    found = places(line(way()).agreed)
    assert found[0] == (0, 100)
    assert found[-1] == (100, 0)
    for x, y in found:
        assert y == pytest.approx(100 - x, abs=1.5), "whole weeks lie apart, so weekends leave no steps"


def test_a_j_curve_lies_under_the_even_way_and_meets_it_at_both_ends():
    even, late = places(line(way()).agreed), places(line(way(Shape.j_curve())).agreed)
    assert (even[0], even[-1]) == (late[0], late[-1])
    for (x, straight), (at, curved) in zip(even[1:-1], late[1:-1], strict=True):
        assert x == at
        assert curved > straight, "a larger y lies lower: less is asked for by then"


def test_the_line_stands_still_while_there_is_no_school():
    taught = weekdays(MONDAY, BY)
    taught[28:42] = 0
    found = dict(places(line(way(taught=taught)).agreed))
    assert found[40.0] == found[50.0] == found[60.0]
    assert found[70.0] < found[60.0]


def test_the_room_is_the_buffer_in_days_of_school_as_the_reading_counts_it():
    agreed = way(buffer_days=5)
    on = MONDAY + dt.timedelta(days=28)
    edge = agreed.expected(on, -5)
    read = reading(edge * 4, 4, agreed.passed(on), 50, Shape.linear(), 5)
    assert read.standing == "on_target"
    assert reading(edge * 4 - 0.1, 4, agreed.passed(on), 50, Shape.linear(), 5).standing == "needs_adjusting"
    above, below = places(line(agreed).room)[4], places(line(agreed).room)[-5]
    assert above[0] == below[0] == 40
    assert below[1] == pytest.approx(100 * (1 - edge))
    assert above[1] == pytest.approx(100 * (1 - agreed.expected(on, 5)))


def test_without_a_buffer_there_is_no_room_to_draw():
    assert line(way()).room == ""


def test_each_gain_is_a_step_on_its_day():
    first, second = MONDAY + dt.timedelta(days=7), MONDAY + dt.timedelta(days=21)
    found = line(way(), [(first, 1.0), (second, 2.0)])
    assert places(found.steps) == [(0, 100), (10, 100), (10, 75), (30, 75), (30, 25), (40, 25)]
    assert [(one.on, one.x, one.y) for one in found.gains] == [(first, 10, 75), (second, 30, 25)]


def test_the_line_of_today_moves_every_day():
    at = [line(way(), today=MONDAY + dt.timedelta(days=number)).today.x for number in range(5)]
    assert at == sorted(set(at))


def test_the_likely_span_opens_from_today_and_is_absent_where_nothing_is_forecast():
    low, high = MONDAY + dt.timedelta(days=49), MONDAY + dt.timedelta(days=63)
    found = line(way(), [(MONDAY, 2.0)], span=(low, high))
    assert places(found.likely) == [(40, 50), (70, 0), (90, 0)]
    assert (found.earliest.on, found.latest.on) == (low, high)
    nothing = line(way())
    assert (nothing.likely, nothing.earliest, nothing.latest) == ("", None, None)


def test_a_flag_beyond_the_frame_is_not_drawn_on_its_edge():
    far = AgreedWay(
        MONDAY, BY + dt.timedelta(days=30), Shape.linear(), 0, weekdays(MONDAY, BY + dt.timedelta(days=30))
    )
    found = year_line(FRAME, MONDAY, [], 1.0, way=far)
    assert found.target is None
    assert places(found.agreed)[-1][1] > 0, "all of it is asked for after the edge"


def test_names_of_months_find_room_on_a_phone():
    months = months_of(Frame(dt.date(2026, 8, 20), dt.date(2027, 6, 11)))
    assert [one.on.month for one in months] == [9, 10, 11, 12, 1, 2, 3, 4, 5, 6]
    assert sum(one.is_named for one in months) <= 7


def test_a_plan_of_one_day_and_one_without_school_days_can_be_drawn():
    single = AgreedWay(MONDAY, MONDAY, Shape.linear(), 5, np.zeros(0))
    assert year_line(Frame(MONDAY, MONDAY), MONDAY, [], 1.0, way=single).agreed
