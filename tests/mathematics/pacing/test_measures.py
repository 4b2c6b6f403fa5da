"""Golden numbers of what stands around pace: partly gained, own time, growth, needed rates, groups, depth."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.mastery.facts import Determinations, Refused
from headway.mastery.pacing import (
    Calendar,
    Part,
    Partly,
    Share,
    Windows,
    depth_reading,
    group_pace,
    growth_of,
    needed_rate,
    own_days,
    own_days_many,
    pace_many,
    pace_of,
    sentence,
    together,
    units_of_levels,
)
from headway.mastery.pacing.measures.words import MEASURE_SENTENCES
from headway.mastery.scales import Scale
from tests.mathematics.pacing.years import COMPETENCIES, day, decided, histories_of_decisions, school_year

SCALE = Scale.default()
YEAR = school_year()
AUTUMN = day(8, 17), day(12, 18)
HALF = Partly({2: 0.5})
# Levels of the continuum: 11 and 12 are level 4, 13 level 5, 21 level 3.
LEVELS = {11: 4, 12: 4, 13: 5, 21: 3, 91: None, 92: None}


def pace_in(decisions, *, domain=1, from_on=AUTUMN[0], on=AUTUMN[1], **more):
    return pace_of(
        decisions, COMPETENCIES, SCALE, YEAR, domain=domain, from_on=from_on, on=on, days_per_year=180, **more
    )


def growth_in(decisions, *, domain=1, **more):
    return growth_of(
        decisions, COMPETENCIES, LEVELS, SCALE, domain=domain, from_on=AUTUMN[0], on=AUTUMN[1], **more
    )


# -- partly gained -----------------------------------------------------------------------------------------


def test_a_level_on_the_way_counts_its_share_where_the_district_says_so():
    found = pace_in([decided(12, day(9, 1), level=2)], partly=HALF)
    assert (found.units, found.units_per_year) == (1.0, 2.0)
    assert found.progress.in_progress == (12,)
    assert pace_in([decided(12, day(9, 1), level=2)]).units == 0


def test_the_step_on_the_way_and_the_mark_add_up_to_the_whole_in_the_times_they_happened():
    decisions = [decided(12, day(9, 1), level=2), decided(12, day(1, 11), level=3)]
    assert pace_in(decisions, partly=HALF).units == 1
    assert pace_in(decisions, partly=HALF, from_on=day(1, 4), on=day(6, 11)).units == 1
    assert pace_in(decisions, partly=HALF, on=day(6, 11)).units == 2


def test_a_step_that_was_taken_back_counts_nothing():
    assert pace_in([decided(12, day(9, 1), level=2), decided(12, day(9, 2), level=1)], partly=HALF).units == 0


@pytest.mark.parametrize(
    "shares", [{2: 1.0}, {2: -0.1}, {0: 0.5}, {2: math.nan}, {1: 0.6, 2: 0.5}, {2: True}]
)
def test_shares_that_cannot_be_are_refused(shares):
    with pytest.raises(Refused):
        Partly(shares)


def test_a_share_for_what_counts_in_full_is_refused_for_the_scale():
    with pytest.raises(Refused, match="counts in full"):
        Partly({3: 0.9}).steps(SCALE)


def test_the_setting_has_a_stamp_and_goes_through_json():
    assert (HALF.stamp, Partly().stamp) == ("2:0.5", "")
    assert Partly.from_dict(HALF.to_dict()) == HALF
    with pytest.raises(Refused, match="is no level"):
        Partly.from_dict({"two": 0.5})


# -- own time ----------------------------------------------------------------------------------------------


def test_half_time_halves_the_days_and_a_leave_takes_them_all():
    half = [Share(day(8, 17), None, 0.5)]
    assert pace_in([decided(12, day(9, 1))], shares=half).units_per_year == 2 * 180 / 45
    gone = pace_in([decided(12, day(9, 1))], shares=[Share(day(8, 17), None, 0)])
    assert (gone.units_per_year, gone.reasons[-2].code) == (None, "no_own_days")


def test_a_share_for_one_domain_leaves_the_others_alone_and_the_smaller_one_counts():
    shares = [Share(day(8, 17), None, 0.5), Share(day(8, 17), None, 0.2, domain=2)]
    assert own_days(YEAR, *AUTUMN, shares, 1) == 45
    assert own_days(YEAR, *AUTUMN, shares, 2) == pytest.approx(18)


def test_a_share_holds_from_its_first_day_to_its_last():
    week = [Share(day(9, 7), day(9, 11), 0.4)]
    assert own_days(YEAR, *AUTUMN, week) == 90 - 5 + 2


def test_absence_is_apart_from_a_share_of_time():
    found = pace_in([decided(12, day(9, 1))], shares=[Share(day(8, 17), None, 0.5)], absent_days=10)
    assert (found.own_days, found.absent_days) == (45, 10)


@given(st.data())
def test_own_days_in_columns_are_those_of_each_learner(data):
    days = st.integers(AUTUMN[0], AUTUMN[1])
    shares, learners = {}, [1, 2, 3]
    for learner in data.draw(st.sets(st.sampled_from(learners))):
        begins, ends = sorted(data.draw(st.tuples(days, days)))
        part = data.draw(st.integers(0, 1000)) / 1000
        shares[learner] = [Share(begins, ends, part, data.draw(st.sampled_from([None, 1, 2])))]
    spans = [sorted(data.draw(st.tuples(days, days))) for _one in learners]
    found = own_days_many(YEAR, np.array(learners), *np.array(spans).T, shares, [1, 2])
    for row, learner in enumerate(learners):
        for column, domain in enumerate((1, 2)):
            assert found[row, column] == own_days(YEAR, *spans[row], shares.get(learner, ()), domain)


# -- growth ------------------------------------------------------------------------------------------------


def test_growth_of_two_levels_and_three_tenths_is_shown_wherever_it_lies():
    """2.3 levels gained below the course are 2.3: levels 1 and 2 whole, three of ten units of level 3."""
    from headway.mastery.facts import Competencies, Kind

    ids = [1, 2, 3, 4, 5]
    competencies = Competencies(ids, [Kind.ACADEMIC] * 5, [1] * 5, [4, 6, 5, 3, 7])
    levels = {1: 1, 2: 1, 3: 2, 4: 3, 5: 3}
    decisions = [decided(one, day(9, one)) for one in (1, 2, 3, 4)]
    found = growth_of(decisions, competencies, levels, SCALE, domain=1, from_on=AUTUMN[0], on=AUTUMN[1])
    assert found.levels_worth == pytest.approx(2.3)
    assert found.units == 18
    assert sentence(found.reasons[0]) == (
        "Growth from the own start, in learning units: 18; in levels’ worth of the continuum: 2.3."
    )
    assert units_of_levels(competencies, levels, 1) == {1: 10, 2: 5, 3: 10}


def test_what_was_known_on_arrival_is_no_growth_and_no_pace():
    known, learned = decided(12, day(9, 1), number=7), decided(11, day(9, 8))
    found = growth_in([known, learned], taken=[7])
    assert (found.units, found.started_with) == (1, 2)
    assert pace_in([known, learned], taken=[7]).units == 1
    again = decided(12, day(10, 1))
    assert growth_in([known, again, learned], taken=[7]).units == 1, "confirmed is not learned anew"


def test_growth_has_no_ceiling_and_counts_what_has_no_level_in_units_only():
    everything = [decided(one, day(9, 1)) for one in (11, 12, 13)]
    assert growth_in(everything).levels_worth == 2
    LEVELS_WITHOUT = {**LEVELS, 13: None}
    found = growth_of(
        everything, COMPETENCIES, LEVELS_WITHOUT, SCALE, domain=1, from_on=AUTUMN[0], on=AUTUMN[1]
    )
    assert (found.levels_worth, found.without_level) == (1, 0.5)


@given(histories_of_decisions(), st.sampled_from([Partly(), HALF]), st.sets(st.integers(0, 25)))
def test_columns_agree_with_the_reference(decisions, partly, taken):
    learners = [1, 2, 3]
    windows = Windows.same_for(learners, *AUTUMN)
    table = Determinations.from_rows(decisions)
    numbers = np.array(sorted(taken), dtype=np.int64)
    domains = [1, 2]
    paced = pace_many(
        table,
        COMPETENCIES,
        SCALE,
        YEAR,
        windows,
        domains=domains,
        days_per_year=180,
        taken=numbers,
        partly=partly,
    )
    for row, learner in enumerate(learners):
        own = [one for one in decisions if one.learner == learner]
        for column, domain in enumerate(domains):
            one = growth_in(own, domain=domain, taken=taken, partly=partly)
            assert paced.units[row, column] == pytest.approx(one.units)


# -- needed rates ------------------------------------------------------------------------------------------


def test_what_remains_over_the_days_left_is_the_rate_and_support_adds_up():
    found = needed_rate(12, 90, 180, support_minutes_per_week=50, pace_so_far=18, expected=20)
    assert (found.per_year, found.per_week) == (24, pytest.approx(2 / 3))
    assert (found.support_hours, found.ratio) == (15, pytest.approx(24 / 18))
    assert [reason.code for reason in found.reasons] == [
        "needed_formula",
        "needed_per_year",
        "needed_support",
        "needed_beside_pace",
        "needed_beside_expected",
        "needed_use_well",
    ]


def test_with_less_than_a_school_week_left_no_weekly_rate_is_told():
    codes = {days: needed_rate(2, days, 180).reasons[0].code for days in (1, 4.5, 5)}
    assert codes == {1: "needed_within_a_week", 4.5: "needed_within_a_week", 5: "needed_formula"}
    for language in ("en", "es"):
        assert "10" not in sentence(needed_rate(2, 1, 180).reasons[0], language)


def test_no_days_left_and_a_date_in_the_past_have_a_reason_and_no_rate():
    for found, code in (
        (needed_rate(5, 0, 180), "needed_no_days_left"),
        (needed_rate(5, 0, 180, is_past=True), "needed_date_past"),
    ):
        assert (found.refused, found.per_year) == (code, None)
        for language in ("en", "es"):
            assert sentence(found.reasons[0], language)


def test_nothing_that_remains_needs_nothing_even_without_days():
    assert needed_rate(0, 0, 180, is_past=True).per_year == 0


@pytest.mark.parametrize(
    "parts", [(-1, 10, 180), (1, -1, 180), (1, 10, 0), (math.nan, 10, 180), (1, math.inf, 180)]
)
def test_parts_of_a_rate_that_cannot_be_are_refused(parts):
    with pytest.raises(Refused):
        needed_rate(*parts)


# -- groups ------------------------------------------------------------------------------------------------

PARTS = st.builds(
    Part,
    units=st.integers(0, 40).map(float),
    days=st.integers(0, 180_000).map(lambda n: n / 1000),
    level=st.sampled_from([None, 3, 4]),
)


@given(st.lists(st.lists(PARTS, max_size=6), min_size=1, max_size=5))
def test_groups_put_together_are_the_group_of_all_their_learners(groups):
    whole = group_pace([part for group in groups for part in group], 180, (10, 20))
    assert together([group_pace(group, 180, (10, 20)) for group in groups]) == whole


def test_a_group_of_one_is_that_learner_and_a_group_is_no_mean_of_paces():
    assert group_pace([Part(6, 90)], 180).units_per_year == 12
    # 12 and 2 a year: the mean would be 7; together they had 8 units in 270 days.
    assert group_pace([Part(6, 90), Part(2, 180)], 180).units_per_year == pytest.approx(8 * 180 / 270)


def test_counts_lie_in_bands_and_stand_by_level():
    found = group_pace([Part(6, 90, 4), Part(1, 90, 4), Part(0, 0, None)], 180, (10,))
    assert found.counts == (1, 1, 1)
    assert found.by_level == ((None, (1, 0, 0)), (4, (0, 1, 1)))
    assert group_pace([Part(1, 0)], 180).units_per_year is None


def test_groups_that_were_counted_differently_are_not_added():
    with pytest.raises(Refused):
        together([group_pace([], 180, (10,)), group_pace([], 180, (11,))])


# -- two readings, and depth -------------------------------------------------------------------------------


def test_fast_and_shallow_is_asked_to_deepen_and_fast_and_deep_is_not():
    assert depth_reading([1, 2, 1, 3], 24, 20).deepen
    assert not depth_reading([3, 3, 4, 1], 24, 20).deepen
    assert not depth_reading([1, 1, 1], 10, 20).deepen, "a lower pace is another matter"
    assert not depth_reading([1, 1, 1], 24, None).deepen


def test_depth_needs_three_competencies_that_name_one_and_tells_of_the_others():
    found = depth_reading([1, 1, None, None], 24, 20)
    assert (found.deepen, found.known, found.unknown) == (False, 2, 2)
    assert [reason.code for reason in found.reasons] == ["depth_unknown"]
    assert not depth_reading([1, 1, 3, 3], 24, 20).deepen, "half is not more than half"
    with pytest.raises(Refused):
        depth_reading([5], 1, 1)


# -- calendars over years ----------------------------------------------------------------------------------


def test_a_learners_calendar_is_stitched_from_the_schools_of_each_time():
    closed = Calendar(YEAR.first_on, np.zeros(len(YEAR.instructional), dtype=bool))
    own = Calendar.stitched(
        [(YEAR, day(8, 17), day(9, 4)), (closed, day(9, 7), day(9, 11)), (YEAR, day(9, 12), day(9, 18))]
    )
    assert own.days_between(day(8, 17), day(9, 18)) == 15 + 5
    with pytest.raises(Refused, match="overlaps"):
        Calendar.stitched([(YEAR, day(8, 17), day(9, 4)), (YEAR, day(9, 4), day(9, 11))])


@pytest.mark.parametrize("days", [120, 180, 204, 215])
def test_a_later_year_has_as_many_days_as_the_policy_says_on_the_same_weekdays(days):
    later = YEAR.again(2, days)
    assert int(later.instructional.sum()) == days
    assert (later.first_on - YEAR.first_on) % 7 == 0
    assert abs(later.first_on - YEAR.first_on - 2 * 365.25) < 7


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_number_that_may_be_one_stands_before_a_plural(language):
    """ "1 learning units" is read by a child: such numbers come after their name."""
    of_many = re.compile(
        r"\{(?!count|days_per_year)\w+\} (learning units|units|own|levels|hours|unidades|días|horas|niveles)"
    )
    for name, said in MEASURE_SENTENCES[language].items():
        for words in said.values() if isinstance(said, dict) else (said,):
            assert not of_many.search(words), name
