"""Golden numbers of pace, and what must never change it."""

import math
from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.mastery.facts import Determinations, Reason, Refused
from headway.mastery.pacing import Calendar, Windows, pace, pace_many, pace_of, progress_of, sentence
from headway.mastery.scales import Scale
from tests.mathematics.pacing.years import (
    COMPETENCIES,
    FIRST,
    LAST,
    day,
    decided,
    histories_of_decisions,
    school_year,
)

SCALE = Scale.default()
YEAR = school_year()
DOMAINS = (1, 2, 9)
AUTUMN = day(8, 17), day(12, 18)


def pace_in(decisions, *, domain=1, from_on=AUTUMN[0], on=AUTUMN[1], absent_days=0):
    return pace_of(
        decisions,
        COMPETENCIES,
        SCALE,
        YEAR,
        domain=domain,
        from_on=from_on,
        on=on,
        days_per_year=180,
        absent_days=absent_days,
    )


# -- golden numbers ----------------------------------------------------------------------------------------


def test_six_units_in_half_a_year_are_twelve_units_a_year():
    found = pace(6, 90, 180)
    assert found.units_per_year == 12
    assert sentence(found.reasons[0]) == (
        "Learning units: 6 ÷ 90 instructional days × 180 instructional days in a year = 12 a year."
    )


def test_no_progress_is_a_pace_of_zero():
    assert pace(0, 90, 180).units_per_year == 0


def test_without_instructional_days_there_is_no_pace_but_a_reason_with_the_next_step():
    found = pace(2, 0, 180)
    assert found.units_per_year is None
    assert (found.units, found.days) == (2, 0)
    assert [reason.code for reason in found.reasons] == ["no_days_yet", "use_well"]


def test_a_window_of_holidays_has_no_pace():
    found = pace_in([decided(11, day(12, 24))], from_on=day(12, 21), on=day(1, 3))
    assert (found.days, found.units, found.units_per_year) == (0, 1, None)


def test_the_weights_of_what_became_proficient_are_the_units():
    found = pace_in([decided(11, day(9, 1)), decided(12, day(10, 1)), decided(13, day(11, 2), level=4)])
    assert found.units == 3.5
    assert found.days == 90
    assert found.units_per_year == 3.5 * 180 / 90
    assert [gain.competency for gain in found.progress.gained] == [11, 12, 13]


def test_a_level_on_the_way_to_the_mark_counts_nothing_yet():
    found = pace_in([decided(11, day(9, 1), level=1), decided(11, day(10, 1), level=2)])
    assert found.units == 0
    assert found.progress.in_progress == (11,)
    assert Reason.of("in_progress", count=1) in found.reasons


def test_absence_is_told_beside_the_pace_and_changes_nothing_in_it():
    decisions = [decided(12, day(10, 1))]
    present, absent = pace_in(decisions), pace_in(decisions, absent_days=20)
    assert absent.units_per_year == present.units_per_year
    assert absent.days == present.days
    assert absent.absent_days == 20
    assert set(absent.reasons) - set(present.reasons) == {Reason.of("absence_apart", count=20)}


def test_a_level_taken_back_counts_nothing_until_it_is_reached_again():
    reached, taken_back, again = (
        decided(12, day(9, 1)),
        decided(12, day(10, 1), level=2),
        decided(12, day(11, 2)),
    )
    assert pace_in([reached]).units == 2
    after = pace_in([reached, taken_back])
    assert (after.units, after.progress.taken_back) == (0, (12,))
    assert pace_in([reached, taken_back, again]).progress.gained[0].on == day(11, 2)


def test_a_level_taken_back_after_the_window_takes_its_units_back_too():
    """Asked today, the autumn shows what still stands; asked as of the autumn, it shows what was known then."""
    decisions = Determinations.from_rows([decided(12, day(9, 1)), decided(12, day(2, 1), level=2)])
    assert pace_in(decisions).units == 0
    assert pace_in(decisions.as_of(day(12, 18))).units == 2


def test_a_withdrawn_determination_counts_as_if_it_had_never_been():
    assert pace_in([decided(12, day(9, 1), withdrawn_at=day(9, 2))]).units == 0
    taken_back_by_mistake = [
        decided(12, day(9, 1)),
        decided(12, day(10, 1), level=1, withdrawn_at=day(10, 2)),
    ]
    assert pace_in(taken_back_by_mistake).progress.gained[0].on == day(9, 1)


def test_deciding_again_on_what_is_proficient_adds_nothing_and_keeps_its_first_day():
    found = pace_in([decided(12, day(9, 1)), decided(12, day(11, 2), level=4)])
    assert [(gain.on, gain.weight) for gain in found.progress.gained] == [(day(9, 1), 2)]
    assert (
        pace_in([decided(12, day(9, 1)), decided(12, day(2, 1))], from_on=day(1, 4), on=day(6, 11)).units == 0
    )


def test_two_decisions_on_one_day_are_read_in_the_order_they_were_made():
    assert pace_in([decided(12, day(9, 1), 3, number=1), decided(12, day(9, 1), 2, number=2)]).units == 0
    assert pace_in([decided(12, day(9, 1), 2, number=1), decided(12, day(9, 1), 3, number=2)]).units == 2


def test_both_ends_of_a_window_belong_to_it():
    both = [decided(11, day(8, 17)), decided(12, day(12, 18))]
    assert pace_in(both).units == 3
    assert pace_in(both, from_on=day(8, 18), on=day(12, 17)).units == 0


def test_another_domain_is_another_pace():
    decisions = [decided(11, day(9, 1)), decided(21, day(9, 1))]
    assert (pace_in(decisions, domain=1).units, pace_in(decisions, domain=2).units) == (1, 3)


def test_habits_of_success_never_count():
    found = pace_in([decided(91, day(9, 1)), decided(92, day(9, 1))])
    assert (found.units, found.progress.gained) == (0, ())
    assert pace_in([decided(92, day(9, 1))], domain=9).units == 0


def test_everything_that_a_person_should_read_beside_a_pace_is_there_in_both_languages():
    found = pace_in(
        [decided(11, day(9, 1)), decided(12, day(9, 8)), decided(12, day(9, 9), level=2)], absent_days=1
    )
    assert [sentence(reason) for reason in found.reasons] == [
        "From 2026-08-17 to 2026-12-18.",
        "One competency became proficient; its weight in learning units: 1.",
        "One competency is open for more practice again and counts when its work is proficient.",
        "Learning units: 1 ÷ 90 instructional days × 180 instructional days in a year = 2 a year.",
        "One day of absence lies in this time. It is shown for planning and changes nothing in the pace.",
        "Use this number to plan time and support toward the agreed target. It says how the plan is going, "
        "not how able a learner is; it does not decide a level and it does not compare learners.",
    ]
    assert [sentence(reason, "es") for reason in found.reasons][3] == (
        "Unidades de aprendizaje: 1 ÷ 90 días lectivos × 180 días lectivos del año = 2 por año."
    )


def test_dates_are_written_the_way_the_page_writes_them():
    window = pace_in([]).reasons[0]
    assert sentence(window, "es", lambda on: f"{on.day}/{on.month}") == "Del 17/8 al 18/12."


def test_without_progress_the_sentence_points_to_what_is_next():
    assert Reason.of("nothing_gained_yet") in pace_in([]).reasons


@pytest.mark.parametrize(
    ("parts", "remedy"),
    [
        ((-1, 90, 180), "The units gained are -1; give a number that is zero or more."),
        ((math.nan, 90, 180), "The units gained are nan"),
        ((math.inf, 90, 180), "The units gained are inf"),
        ((1, -1, 180), "The instructional days are -1; give a whole number from 0 on."),
        ((1, 2.5, 180), "The instructional days are 2.5"),
        ((1, 90, 0), "The instructional days in a year are 0; give a whole number from 1 on."),
        ((1, 90, 180, 91), "There are 91 days of absence in 90 instructional days"),
        ((1, 90, 180, -1), "The absent days are -1"),
    ],
)
def test_parts_that_cannot_be_read_are_refused_with_the_remedy(parts, remedy):
    with pytest.raises(Refused) as refused:
        pace(*parts)
    assert remedy in str(refused.value)


def test_an_unlisted_competency_and_two_learners_at_once_are_refused():
    with pytest.raises(Refused, match="Competency 77 is not in the list"):
        pace_in([decided(77, day(9, 1))])
    with pytest.raises(Refused, match="ask for one at a time"):
        pace_in([decided(11, day(9, 1)), decided(11, day(9, 2), learner=2)])


# -- properties --------------------------------------------------------------------------------------------


@given(histories_of_decisions(learners=(1,)))
def test_neighbouring_windows_add_up_to_what_the_learner_holds(decisions):
    cuts = [day(8, 17), day(10, 1), day(11, 27), day(6, 12)]
    parts = [
        progress_of(decisions, COMPETENCIES, SCALE, domain=1, from_on=begin, on=end - 1).units
        for begin, end in pairwise(cuts)
    ]
    whole = progress_of(decisions, COMPETENCIES, SCALE, domain=1, from_on=cuts[0], on=cuts[-1] - 1)
    assert sum(parts) == whole.units


@given(histories_of_decisions(learners=(1,), competencies=(11, 12, 13, 21)), st.data())
def test_habits_never_change_an_academic_pace(decisions, data):
    habits = data.draw(histories_of_decisions(learners=(1,), competencies=(91, 92)))
    renumbered = [
        decided(row.competency, row.decided_on, row.level, number=1000 + i) for i, row in enumerate(habits)
    ]
    for domain in DOMAINS:
        assert pace_in([*decisions, *renumbered], domain=domain) == pace_in(decisions, domain=domain)


@given(histories_of_decisions(), st.data())
def test_the_columns_find_the_pace_of_each_learner_in_each_domain(decisions, data):
    days = st.sampled_from(
        [day(8, 17), day(9, 16), day(11, 24), day(11, 25), day(12, 22), day(12, 23), day(6, 11)]
    )
    learners = data.draw(st.permutations([1, 2, 3, 4]))
    windows = []
    for learner in learners[: data.draw(st.integers(0, 4))]:
        from_on, on = sorted(data.draw(st.tuples(days, days)))
        school_days = YEAR.days_between(from_on, on)
        windows.append((learner, from_on, on, data.draw(st.integers(0, min(school_days, 5)))))
    columns = pace_many(
        Determinations.from_rows(decisions),
        COMPETENCIES,
        SCALE,
        YEAR,
        Windows(*(np.array(column, dtype=int) for column in zip(*windows, strict=True)))
        if windows
        else Windows.empty(),
        domains=DOMAINS,
        days_per_year=180,
    )
    assert columns.units.shape == (len(windows), len(DOMAINS))
    for row, (learner, from_on, on, absent_days) in enumerate(windows):
        own = [decision for decision in decisions if decision.learner == learner]
        for column, domain in enumerate(DOMAINS):
            one = pace_in(own, domain=domain, from_on=from_on, on=on, absent_days=absent_days)
            found = float(columns.units_per_year[row, column])
            assert (None if math.isnan(found) else found) == one.units_per_year
            assert (columns.units[row, column], columns.days[row]) == (one.units, one.days)
            assert columns.in_progress[row, column] == len(one.progress.in_progress)
            assert columns.taken_back[row, column] == len(one.progress.taken_back)


def test_a_pace_in_columns_is_never_infinite():
    columns = pace_many(
        Determinations.from_rows([decided(11, day(12, 24))]),
        COMPETENCIES,
        SCALE,
        YEAR,
        Windows.same_for([1, 2], day(12, 21), day(1, 3)),
        domains=[1],
        days_per_year=180,
    )
    assert columns.units.tolist() == [[1], [0]]
    assert np.isnan(columns.units_per_year).all()


def test_columns_refuse_more_absence_than_school_days_and_two_windows_for_one_learner():
    with pytest.raises(Refused, match="give each learner one window at a time"):
        Windows.same_for([1, 1], day(9, 1), day(9, 30))
    with pytest.raises(Refused, match="Window 1 has 6 days of absence in 5 instructional days"):
        pace_many(
            Determinations.empty(),
            COMPETENCIES,
            SCALE,
            YEAR,
            Windows([1], [day(9, 7)], [day(9, 11)], [6]),
            domains=[1],
            days_per_year=180,
        )


# -- the calendar ------------------------------------------------------------------------------------------


@given(st.lists(st.booleans(), min_size=1, max_size=40), st.data())
def test_school_days_in_a_window_are_counted_with_both_ends(instructional, data):
    calendar = Calendar(100, np.array(instructional))
    from_on, on = sorted(data.draw(st.tuples(*[st.integers(100, calendar.last_on)] * 2)))
    assert calendar.days_between(from_on, on) == sum(instructional[from_on - 100 : on - 100 + 1])


def test_days_beyond_the_calendar_are_unknown_and_not_free():
    for from_on, on in ((day(8, 16), day(9, 1)), (day(6, 1), day(6, 12))):
        with pytest.raises(Refused, match="reaches beyond the calendar, 2026-08-17 to 2027-06-11"):
            YEAR.days_between(from_on, on)


def test_a_window_that_ends_before_it_begins_is_refused():
    with pytest.raises(
        Refused, match="begins on 2026-09-02 and ends on 2026-09-01; put the earlier date first"
    ):
        YEAR.days_between(day(9, 2), day(9, 1))


def test_a_school_day_outside_the_calendar_is_refused():
    with pytest.raises(Refused, match="The school day 2027-07-01 lies outside the calendar"):
        Calendar.from_dates([date(2027, 7, 1)], first=FIRST, last=LAST)
