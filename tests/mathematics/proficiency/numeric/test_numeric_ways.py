"""Published answers of every numeric way to the last digit, and the columns beside the one-body form."""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.mastery.facts import Refused
from headway.mastery.proficiency.numeric import NUMERIC, ORDERING_KEY, level_reached, levels_reached
from headway.mastery.proficiency.numeric.bodies import sums
from headway.mastery.proficiency.numeric.rounding import half_up_one
from tests.shared_material import shared

MARK = 3

# way, settings, levels oldest first, published answer. Canvas's specification examples, result_analytics_spec.rb.
CANVAS_SAYS = [
    ("highest", {}, [3, 1], 3.0),
    ("latest", {}, [1, 3], 3.0),
    ("n_mastery", {"n": 3}, [3, 1], None),
    ("n_mastery", {"n": 3}, [3, 1, 2], None),
    ("n_mastery", {"n": 3}, [4, 5, 1, 3, 2, 3], 3.75),
    ("n_mastery", {"n": 1}, [1, 2], None),
    ("n_mastery", {"n": 1}, [1, 2, 3], 3.0),
    ("n_mastery", {"n": 1}, [1, 2, 3, 4], 3.5),
    ("n_mastery", {"n": 3}, [3, 4, 3], 3.33),
    ("decaying_average", {"weight": 75}, [3, 1, 5, 4], 3.75),
    ("decaying_average", {"weight": 65}, [2, 3], 2.65),
    ("decaying_average", {"weight": 65}, [2, 3, 4], 3.48),
    ("decaying_average", {"weight": 65}, [5, 4], 4.35),
    ("decaying_average", {"weight": 65}, [2.123], 2.12),
    ("standard_decaying_average", {"weight": 65}, [2, 3, 4], 3.53),
    ("standard_decaying_average", {"weight": 65}, [1, 2, 3, 4], 3.48),
]
# Canvas's own calculator run on 1 to 5 with mastery at 3.
ONE_TO_FIVE = {
    "decaying_average": 4.13,
    "standard_decaying_average": 4.47,
    "n_mastery": 4.0,
    "highest": 5.0,
    "latest": 5.0,
    "average": 3.0,
}
# Least squares of ln(level) on ln(place), the curve at the last place.
POWER_LAW_SAYS = [
    ([1, 2, 3, 4], 4.0),
    ([3, 3, 3, 3], 3.0),
    ([2, 2, 2, 4], 2.975238),
    ([1, 2, 2, 3], 2.865619),
    ([2, 3, 2, 4], 3.219599),
    ([4, 3, 2, 1], 1.280947),
]


def both(way, levels, settings=None, mark=MARK):
    """The number in both forms, which must be the same."""
    one = NUMERIC[way].one(levels, settings or {}, mark)
    column = np.array([math.nan if level is None else level for level in levels], dtype=float)
    many = NUMERIC[way].many(column, np.array([0, len(levels)]), settings or {}, mark)
    assert [one] == [None if math.isnan(number) else number for number in many.tolist()]
    return one


@pytest.mark.parametrize(("way", "settings", "levels", "answer"), CANVAS_SAYS)
def test_canvas_says_it(way, settings, levels, answer):
    assert both(f"canvas.{way}", levels, settings) == answer


@pytest.mark.parametrize(("way", "answer"), ONE_TO_FIVE.items())
def test_canvas_says_it_of_one_to_five(way, answer):
    settings = {"n": 3} if way == "n_mastery" else {}
    assert both(f"canvas.{way}", [1, 2, 3, 4, 5], settings) == answer


@pytest.mark.parametrize(("levels", "answer"), POWER_LAW_SAYS)
def test_the_power_law_says_it(levels, answer):
    assert both("power_law", levels) == answer


def test_otus_says_it():
    assert both("otus.decaying_average", [2, 3, 4]) == 3.5275
    assert both("otus.decaying_average", [1, 2, 3, 4]) == 3.484625
    assert both("otus.mean", [1, 2, 3, 4]) == 2.5
    assert (both("otus.most_recent", [4, 1]), both("otus.highest", [4, 1])) == (1, 4)


def test_otus_prints_the_shares_of_three_pieces_as_12_23_and_65():
    shares = [
        both("otus.decaying_average", [1 + (place == which) for place in range(3)]) - 1 for which in range(3)
    ]
    assert [half_up_one(share, 2) for share in shares] == [0.12, 0.23, 0.65]


def test_the_most_frequent_level_is_taken_and_of_two_the_more_recent():
    assert both("educate.mode", [1, 2, 3, 3, 4]) == 3
    assert both("educate.mode", [2, 3, 3, 2]) == 2
    assert both("educate.mode", [2, 2, 3, 3]) == 3


def test_the_three_highest_are_averaged():
    assert both("educate.average_of_highest", [4, 3, 3, 4]) == 3.6667
    assert both("educate.average_of_highest", [4, 3]) == 3.5


def test_the_middle_of_the_recent_is_taken():
    assert both("teacherease.median_of_recent", [4, 4, 3, 3, 3, 2, 2, 2, 1]) == 3
    assert both("teacherease.median_of_recent", [4, 3, 3, 2, 2, 2, 1]) == 2
    assert both("teacherease.median_of_recent", [1, 1, 1, 4, 4, 3], {"recent": 3}) == 4
    assert both("teacherease.median_of_recent", [2, 3]) == 2.5


def test_the_power_law_at_the_next_piece_stays_on_the_scale():
    assert both("power_law", [1, 2, 3, 4], {"at": "next", "highest": 4}) == 4
    assert both("power_law", [1, 2, 3, 4], {"at": "next", "highest": 6}) == 5
    with pytest.raises(Refused, match="can leave the scale"):
        NUMERIC["power_law"].check({"at": "next"})


def test_the_true_score_is_where_the_nearest_curve_ends():
    assert both("empower.true_score", [2, 3, 2, 4]) == 3.5  # the line
    assert both("empower.true_score", [1, 2, 2, 3]) == 2.865619  # the power law
    assert both("empower.true_score", [2, 4, 1, 2]) == 2.25  # the mean
    assert both("empower.true_score", [2]) == 2


def test_every_published_answer_of_the_shared_anchors_agrees():
    anchors = json.loads(shared("science/anchors/anchors.json").read_text(encoding="utf-8"))
    for case in anchors["canvas_rollup"]["cases"]:
        settings = (
            {"n": case["n"]} if "n" in case else {"weight": round(100 * case["w"])} if "w" in case else {}
        )
        assert both(f"canvas.{case['method'].split('(')[0]}", case["scores"], settings) == case["expect"]
        if "exact" in case:
            assert both("otus.decaying_average", case["scores"], settings) == case["exact"]
    ranges = {
        f"canvas.{way}": tuple(int(end) for end in said.split(".."))
        for way, said in anchors["canvas_rollup"]["valid_int_ranges"].items()
    }
    assert ranges == {
        name: (way.settings[0].lowest, way.settings[0].highest)
        for name, way in NUMERIC.items()
        if name.startswith("canvas.") and way.settings
    }
    for levels, answer in anchors["power_law"]["cases"]:
        assert both("power_law", levels) == answer
    others = anchors["other_rules"]
    assert both("educate.mode", others["mode_tie_latest"]["scores"]) == others["mode_tie_latest"]["expect"]
    assert both("educate.average_of_highest", others["avg_top3"]["scores"]) == others["avg_top3"]["expect"]
    for levels, answer in others["median_recent"]["cases"]:
        assert both("teacherease.median_of_recent", levels) == answer


def test_exactly_half_is_rounded_up_as_ruby_does_and_not_to_the_even_digit():
    assert [half_up_one(4.125, 2), half_up_one(2.675, 2), half_up_one(-0.125, 2)] == [4.13, 2.68, -0.13]
    assert half_up_one(0.49999999999999994, 0) == 0


def test_evidence_is_ordered_by_when_the_work_was_done():
    assert ORDERING_KEY == ("observed_at", "rating_id")
    assert all(way.orders_by for way in NUMERIC.values())


@pytest.mark.parametrize("way", NUMERIC)
def test_no_evidence_is_none_and_a_missing_level_is_left_out(way):
    assert both(way, []) is None
    assert both(way, [None, None]) is None
    assert both(way, [None, 2, None, 4]) == both(way, [2, 4])


@pytest.mark.parametrize("way", NUMERIC)
def test_a_single_piece_is_itself(way):
    assert both(way, [3], {"n": 1} if way == "canvas.n_mastery" else {}) == 3


def test_only_the_plain_means_need_to_be_turned_on():
    assert {name for name, way in NUMERIC.items() if way.is_plain_mean} == {"canvas.average", "otus.mean"}


@pytest.mark.parametrize(
    ("way", "settings"),
    [
        ("canvas.decaying_average", {"weight": 0}),
        ("canvas.decaying_average", {"weight": 100}),
        ("canvas.standard_decaying_average", {"weight": 49}),
        ("canvas.n_mastery", {"n": 11}),
        ("canvas.n_mastery", {"n": True}),
        ("canvas.n_mastery", {"n": None}),
        ("canvas.highest", {"n": 1}),
        ("power_law", {"at": "later"}),
        ("teacherease.median_of_recent", {"recent": 2.5}),
    ],
)
def test_settings_outside_what_the_system_allows_are_refused_with_what_to_use(way, settings):
    with pytest.raises(Refused, match=r"; (use|it has)"):
        NUMERIC[way].check(settings)


def test_a_level_without_a_logarithm_is_refused():
    for form in (
        lambda: NUMERIC["power_law"].one([0, 2], {}, MARK),
        lambda: NUMERIC["power_law"].many(np.array([0.0, 2.0]), np.array([0, 2]), {}, MARK),
    ):
        with pytest.raises(Refused, match="no place on this curve"):
            form()


def test_a_number_is_the_highest_level_that_it_reaches():
    assert [level_reached(number, 4) for number in (None, 0.4, 2.99, 3.0, 4.4)] == [None, 1, 2, 3, 4]
    assert levels_reached(np.array([math.nan, 0.4, 2.99, 3.0, 4.4]), 4).tolist() == [-1, 1, 2, 3, 4]


LEVELS = st.one_of(st.integers(1, 6), st.sampled_from([2.123, 3.65, 0.1, 4.875]), st.none())


@given(st.sampled_from(sorted(NUMERIC)), st.lists(st.lists(LEVELS, max_size=9), max_size=8), st.data())
def test_the_columns_say_what_the_way_says_of_each_body(way, bodies, data):
    settings = data.draw(
        {
            "canvas.n_mastery": st.fixed_dictionaries({"n": st.integers(1, 4)}),
            "canvas.decaying_average": st.fixed_dictionaries({"weight": st.integers(1, 99)}),
            "otus.decaying_average": st.fixed_dictionaries({"weight": st.integers(50, 99)}),
            "teacherease.median_of_recent": st.fixed_dictionaries({"recent": st.integers(1, 5)}),
            "educate.average_of_highest": st.fixed_dictionaries({"n": st.integers(1, 5)}),
            "power_law": st.sampled_from([{}, {"at": "next", "highest": 4}]),
        }.get(way, st.just({}))
    )
    levels = np.array([math.nan if one is None else one for body in bodies for one in body], dtype=float)
    offsets = np.cumsum([0, *map(len, bodies)])
    many = NUMERIC[way].many(levels, offsets, settings, MARK)
    ones = [NUMERIC[way].one(body, settings, MARK) for body in bodies]
    assert [None if math.isnan(number) else number for number in many.tolist()] == ones


@given(st.lists(st.floats(0.001, 1000), min_size=1, max_size=30))
def test_a_sum_loses_no_digit_to_its_order(values):
    column = np.array(values)
    together = sums(np.concatenate((column, column[::-1])), np.array([0, len(values), 2 * len(values)]))
    assert together.tolist() == pytest.approx([math.fsum(values)] * 2, rel=1e-15)
