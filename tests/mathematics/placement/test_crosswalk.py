"""From a result to levels: one when the test can tell, both sides at a border, never something in between."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.mastery.formats.assessments import SHIPPED, read
from headway.mastery.placement.bordering import touched_bands, touched_many
from headway.mastery.placement.crosswalk import (
    HIGHEST_LEVEL,
    LOWEST_LEVEL,
    Band,
    Confidence,
    Crosswalk,
    Row,
    example_crosswalk,
    suggest,
    suggest_many,
)

BANDS = (Band(3, None, 200), Band(4, 200, 210), Band(5, 210, None))
ROW = Row("map-growth", "Mathematics", "MATH", bands=BANDS)


def words(suggestion):
    return " ".join(reason.text for reason in suggestion.reasons)


# -- one result --------------------------------------------------------------------------------------------------------


def test_a_result_well_within_a_band_suggests_its_level_alone():
    suggestion = suggest(ROW, 205, 3)

    assert suggestion.levels == (4,)
    assert suggestion.confidence is Confidence.CLEAR
    assert "205 ± 3 lies within level 4 (200 to below 210)" in words(suggestion)


@pytest.mark.parametrize(("value", "levels"), [(208, (4, 5)), (212, (5, 4)), (201, (4, 3)), (199, (3, 4))])
def test_a_result_at_a_border_names_both_levels_the_likelier_one_first(value, levels):
    suggestion = suggest(ROW, value, 3)

    assert suggestion.levels == levels
    assert suggestion.is_border
    assert suggestion.confidence is Confidence.BORDER
    assert f"level {levels[0]} is likelier" in words(suggestion)


def test_a_result_on_the_border_itself_belongs_to_the_band_that_begins_there():
    assert suggest(ROW, 210, 3).levels == (5, 4)
    assert suggest(ROW, 210, None).levels == (5,)


def test_the_chances_are_those_of_a_normal_error():
    # 208 with 3: P(X >= 210) = 1 - Phi(2/3) = .2525, P(X < 200) = Phi(-8/3) = .0038.
    suggestion = suggest(ROW, 208, 3)
    assert suggestion.chances == pytest.approx((0.7437, 0.2525), abs=1e-4)


def test_the_likelier_side_may_be_the_wider_neighbour_of_a_narrow_band():
    row = Row("p", "a", "D", bands=(Band(1, None, 100), Band(2, 100, 101), Band(3, 101, None)))
    assert suggest(row, 100.9, 5).levels[0] == 3


def test_a_reach_over_three_bands_names_all_three():
    suggestion = suggest(ROW, 205, 9)
    assert set(suggestion.levels) == {3, 4, 5}
    assert suggestion.levels[0] == 4


def test_a_wider_reach_makes_more_borders():
    assert suggest(ROW, 205, 3, z=1).levels == (4,)
    assert suggest(ROW, 205, 3, z=2).is_border


def test_without_a_standard_error_the_level_is_to_be_judged_with_care():
    suggestion = suggest(ROW, 209.9)

    assert suggestion.levels == (4,)
    assert suggestion.confidence is Confidence.WITH_CARE
    assert suggestion.chances == ()
    assert "judged with care" in words(suggestion)


def test_a_declared_error_stands_in_and_is_named_with_its_source():
    row = Row("p", "a", "D", bands=BANDS, declared_error=3.0, declared_error_source="technical manual 2023")

    assert suggest(row, 208).levels == (4, 5)
    assert "technical manual 2023" in words(suggest(row, 208))
    assert "technical manual" not in words(suggest(row, 208, 1.0))
    assert suggest(row, 208, 1.0).levels == (4,)


def test_a_value_beyond_closed_bands_suggests_nothing_and_says_so():
    row = Row("p", "a", "D", bands=(Band(3, 190, 200),))
    suggestion = suggest(row, 230, 2)

    assert suggestion.levels == ()
    assert suggestion.confidence is Confidence.NONE
    assert "in none of the bands" in words(suggestion)


def test_a_value_beside_a_band_is_never_called_clear():
    row = Row("p", "a", "D", bands=(Band(3, 190, 200),))

    assert suggest(row, 201, 2).levels == (3,)
    assert suggest(row, 201, 2).confidence is Confidence.BORDER
    assert suggest(row, 199, 2).confidence is Confidence.BORDER


def test_a_label_suggests_its_level_and_one_for_two_levels_suggests_both():
    row = Row("p", "a", "D", labels={"At": (4,), "Near": (3, 4)})

    assert (suggest(row, None, None, "at").levels, suggest(row, None, None, "at").confidence) == (
        (4,),
        Confidence.LABEL,
    )
    assert suggest(row, None, None, "Near").levels == (3, 4)
    assert suggest(row, None, None, "Beyond").levels == ()
    assert "Beyond is not in this crosswalk" in words(suggest(row, None, None, "Beyond"))


def test_the_value_decides_where_bands_are_and_the_label_only_without_it():
    row = Row("p", "a", "D", bands=BANDS, labels={"At": (9,)})

    assert suggest(row, 205, 3, "At").levels == (4,)
    assert suggest(row, None, None, "At").levels == (9,)
    assert suggest(row, None, None, "").confidence is Confidence.NONE


# -- many results, against one by one ----------------------------------------------------------------------------------

edges = st.lists(st.integers(-20, 20), min_size=2, max_size=8, unique=True).map(sorted)
values = st.one_of(st.integers(-30, 30).map(float), st.floats(-30, 30))
errors = st.one_of(st.none(), st.floats(0.01, 20))


@given(edges, st.lists(st.tuples(values, errors), min_size=1, max_size=12), st.sampled_from([0.5, 1.0, 1.96]))
def test_many_results_touch_the_same_bands_as_one_by_one(cuts, results, z):
    bands = list(zip([-math.inf, *cuts], [*cuts, math.inf], strict=True))
    value = np.array([one for one, _ in results])
    error = np.array([np.nan if one is None else one for _, one in results])
    touched = touched_many(value, error, bands, z)

    for at, (one, its_error) in enumerate(results):
        expected = touched_bands(one, its_error, bands, z)
        assert set(np.flatnonzero(touched.touches[at])) == set(expected)
        assert touched.likelier[at] == expected[0]
        assert touched.chances[at].sum() == pytest.approx(1.0)


@given(edges, values, st.floats(0.01, 20))
def test_the_bands_that_a_result_touches_lie_side_by_side_around_its_own(cuts, value, error):
    bands = list(zip([-math.inf, *cuts], [*cuts, math.inf], strict=True))
    touched = sorted(touched_bands(value, error, bands))
    own = touched_bands(value, None, bands)

    assert touched == list(range(touched[0], touched[-1] + 1))
    assert set(own) <= set(touched)


@given(edges, values, st.floats(0.01, 10), st.floats(1, 3))
def test_less_exact_measuring_never_takes_a_level_away(cuts, value, error, times):
    bands = list(zip([-math.inf, *cuts], [*cuts, math.inf], strict=True))
    assert set(touched_bands(value, error, bands)) <= set(touched_bands(value, error * times, bands))


HEADER = "StudentID,Subject,TestName,TestStartDate,TermName,TestRITScore,TestStandardError"


def results_of(lines):
    return read("\n".join((HEADER, *lines)).encode(), SHIPPED["map-growth"]).results


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Mathematics", "Reading", "Science"]),
            st.sampled_from(["Fall 2021", "Spring 2021"]),
            st.integers(190, 222),
            st.one_of(st.just(""), st.floats(0.5, 12).map(lambda x: f"{x:.1f}")),
        ),
        min_size=1,
        max_size=20,
    ),
    st.booleans(),
)
def test_a_whole_file_suggests_what_its_results_suggest_one_by_one(lines, gaps):
    top = (Band(3, 195, 200), Band(4, 204, 210), Band(5, 210, 216)) if gaps else BANDS
    crosswalk = Crosswalk(
        "ours",
        "Ours",
        (
            Row("map-growth", "Mathematics", "MATH", bands=top, gaps_meant=gaps),
            Row(
                "map-growth",
                "Mathematics",
                "MATH",
                terms=("Fall",),
                bands=(Band(7, None, 205), Band(8, 205, None)),
            ),
            Row("map-growth", "Reading", "ELA", bands=BANDS, declared_error=4.0),
        ),
    )
    results = results_of(
        f"S{n},{area},Test,9/{1 + n % 28}/2021,{term},{value},{error}"
        for n, (area, term, value, error) in enumerate(lines)
    )
    many = suggest_many(crosswalk, "map-growth", results)

    assert len(many) == len(results) == len(lines)
    for at, result in enumerate(results):
        row = crosswalk.row_for("map-growth", result.area, result.part, term=result.term)
        if row is None:
            assert result.area == "Science"
            assert many[at] is None
            assert (many.likelier[at], many.confidence[at]) == (-1, Confidence.NONE)
            continue
        one = suggest(row, result.value, result.error, result.label)
        assert many[at] == one
        assert many.confidence[at] is one.confidence
        assert many.likelier[at] == (one.likelier if one.levels else -1)
        assert (many.lowest[at], many.highest[at]) == (
            (min(one.levels), max(one.levels)) if one.levels else (-1, -1)
        )
        assert many.at_a_border[at] == one.is_border


def test_labels_of_a_whole_file_suggest_what_they_suggest_one_by_one():
    raw = b"id,day,mark\n1,2024-09-01,Below\n2,2024-09-01,At\n3,2024-09-01,Other"
    from headway.mastery.formats.assessments import Profile

    profile = Profile.from_dict(
        {
            "key": "ours",
            "vendor": "We",
            "name": "Ours",
            "learner": [{"kind": "local_id", "column": "id"}],
            "when": {"column": "day", "formats": ["ISO"]},
            "areas": [{"area": "Reading", "label": "mark"}],
        }
    )
    crosswalk = Crosswalk("x", "X", (Row("ours", "Reading", "ELA", labels={"Below": (2, 3), "At": (4,)}),))
    many = suggest_many(crosswalk, "ours", read(raw, profile).results)

    assert many.likelier.tolist() == [2, 4, -1]
    assert many.at_a_border.tolist() == [True, False, False]
    assert [many[at].confidence for at in range(3)] == list(many.confidence)


def test_a_file_without_results_suggests_nothing():
    assert len(suggest_many(Crosswalk("x", "X", (ROW,)), "map-growth", results_of([]))) == 0


# -- which row ---------------------------------------------------------------------------------------------------------


def test_a_row_for_the_term_and_the_scale_comes_before_one_for_any():
    any_term, fall, rit = (
        Row("p", "a", "ANY", bands=BANDS),
        Row("p", "a", "FALL", terms=("Fall",), bands=BANDS),
        Row("p", "a", "RIT", scale="RIT", bands=BANDS),
    )
    crosswalk = Crosswalk("x", "X", (any_term, fall, rit))

    assert crosswalk.row_for("p", "a", term="Fall 2023").domain == "FALL"
    assert crosswalk.row_for("p", "a", term="Spring 2023").domain == "ANY"
    assert crosswalk.row_for("p", "a", term="Spring 2023", scale="RIT").domain == "RIT"
    assert crosswalk.row_for("p", "a", "a goal") is None
    assert crosswalk.row_for("q", "a") is None


# -- the example -------------------------------------------------------------------------------------------------------


def test_the_example_says_in_every_suggestion_that_it_is_no_norm():
    crosswalk = example_crosswalk("map-growth", {"Mathematics": "MATH"})
    many = suggest_many(crosswalk, "map-growth", results_of(["S1,Mathematics,Test,9/1/2021,Fall 2021,205,3"]))

    assert crosswalk.is_example
    assert "not a norm" in crosswalk.name
    assert many[0].is_example
    assert "not a norm" in words(many[0])
    assert "has not confirmed" in words(many[0])


def test_the_example_is_a_sound_crosswalk_over_all_levels():
    crosswalk = example_crosswalk("map-growth", {"Mathematics": "MATH", "Reading": "ELA"})

    assert crosswalk.problems({"MATH": [], "ELA": []}) == ()
    assert [band.level for band in crosswalk.rows[0].bands] == list(range(LOWEST_LEVEL, HIGHEST_LEVEL + 1))
    assert Crosswalk.from_dict(crosswalk.to_dict()) == crosswalk
