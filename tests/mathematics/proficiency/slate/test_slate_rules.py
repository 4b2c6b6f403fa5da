"""Slate's rules with every trap by its name, and the columns beside the rule for one learner."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.mastery.facts import Refused
from headway.mastery.proficiency.slate import (
    Growth,
    SlateEnrolments,
    SlateResult,
    SlateRules,
    SlateSkill,
    area_average,
    area_growth,
    next_enrolment,
    required_at,
    slate_row,
    slate_rows,
)
from tests.mathematics.proficiency.slate.columns import as_columns, ints, row_of, said_by

NINE = 9
OVERRIDE = "override"


def skill(number, asked, *, active=True):
    return SlateSkill(number, {"default": asked}, active)


def shown(number, *steps, level=NINE, day=0):
    """Results of one skill, one a day; OVERRIDE stands for an override without a step."""
    return [
        SlateResult(
            skill=number,
            level=level,
            step=None if step == OVERRIDE else step,
            override=step == OVERRIDE,
            when=day + place,
            demonstration=10 * number + place,
            result=1000 * number + day + place,
        )
        for place, step in enumerate(steps)
    ]


def row(asked, *steps, baseline=None, rules=None, level=NINE):
    return slate_row(shown(1, *steps), [skill(1, asked)], level, baseline, rules)


def test_the_best_results_count_and_no_more_than_are_asked_for():
    assert row(2, 8, 6, 9).average == 85
    assert row(2, 8, 6, 9).effective == (1000, 1002)
    assert row(2, 9, 8, 1).average == 85  # a weak latest result changes nothing


def test_half_a_tenth_is_rounded_away_from_zero():
    assert row(4, 8, 9, 10, 10).average == 93  # 9.25


def test_results_set_for_another_level_take_no_part():
    ten = shown(1, 10, level=10, day=5)
    assert slate_row([*shown(1, 8), *ten], [skill(1, 2)], NINE).average == 80


def test_missed_results_take_a_place_and_count_in_neither_sum_nor_number():
    said = row(3, 8, 0, 0)
    assert (said.average, said.complete, said.missed, said.progress) == (80, 1, 2, 33)


def test_an_override_drops_what_was_missed_and_completes_the_skill():
    said = row(3, 8, 0, 0, OVERRIDE)
    assert (said.average, said.complete, said.missed) == (80, 3, 0)


def test_enough_ratings_push_an_override_out():
    assert row(2, 8, OVERRIDE, 10).effective == (1000, 1002)
    assert row(3, 8, OVERRIDE, 10).effective == (1000, 1001, 1002)


def test_several_overrides_complete_a_skill_once():
    assert row(2, OVERRIDE, OVERRIDE).complete == 2


def test_with_overrides_alone_there_is_no_average_and_its_gate_is_open():
    said = row(2, OVERRIDE)
    assert (said.average, said.is_complete) == (None, True)


def test_the_gate_on_the_average_is_half_a_step_below_the_level():
    assert row(2, 8, 9).is_complete  # 8.5
    assert not row(2, 8, 8).is_complete
    assert row(2, 8, 8, rules=SlateRules(minimum_average=None)).is_complete
    assert not row(2, 8, 9, rules=SlateRules(minimum_average=90)).is_complete


def test_a_gate_on_every_rating_is_closed_by_one_low_rating():
    gated = SlateRules(minimum_rating=-1)
    assert row(2, 8, 10, rules=gated).is_complete
    assert not row(2, 7, 12, rules=gated).is_complete


def test_progress_is_whole_where_nothing_is_asked_for():
    said = row(0, 8, 9)
    assert (said.progress, said.is_complete, said.average, said.growth) == (100, True, None, None)


def test_skills_that_are_not_active_take_no_part():
    results = [*shown(1, 8), *shown(2, 12)]
    said = slate_row(results, [skill(1, 1), skill(2, 1, active=False)], NINE)
    assert (said.average, said.required, said.progress) == (80, 1, 100)


def test_a_skill_that_asks_for_nothing_has_no_part_in_the_baseline():
    """HW.1.4 of the published example: a 12 in such a skill would have lowered growth to −1."""
    results = [*shown(1, 8), *shown(2, 12)]
    assert slate_row(results, [skill(1, 1), skill(2, 0)], NINE).growth == 0


def test_without_a_baseline_growth_waits_for_half_the_progress_or_every_skill():
    two = [skill(1, 3), skill(2, 3)]
    assert slate_row(shown(1, 6, 8), two, NINE).growth is None  # 2 of 6, one skill untouched
    assert slate_row(shown(1, 6, 8, 10), two, NINE).growth == 2  # 3 of 6
    every_skill = slate_row([*shown(1, 6, 8), *shown(2, 6)], two, NINE)
    assert every_skill.growth == Fraction(7, 10)  # 20 / 3 is told as 6.7


def test_a_stored_baseline_is_rounded_before_it_is_taken_away():
    said = row(1, 8, baseline=925)
    assert (said.baseline, said.growth, said.growth_tenths) == (93, Fraction(-13, 10), -13)


def test_an_earliest_result_that_is_an_override_gives_no_baseline():
    assert row(2, OVERRIDE, 10).growth is None
    assert row(2, 10, OVERRIDE).growth == 0


def test_missed_results_are_passed_over_for_the_earliest():
    assert row(2, 0, 6, 8).growth == 1


def test_of_results_at_the_same_instant_the_last_one_is_the_earliest():
    first, second = shown(1, 6, 8)
    together = [first, SlateResult(1, NINE, 8, False, first.when, second.demonstration, second.result)]
    assert slate_row(together, [skill(1, 2)], NINE).growth == Fraction(7) - 8


def test_the_other_calculator_takes_the_most_recent_less_the_first_of_each_skill():
    rules = SlateRules(growth=Growth.MOST_RECENT_MINUS_FIRST)
    two = [skill(1, 3), skill(2, 3)]
    assert slate_row([*shown(1, 6, 9, 8), *shown(2, 6, 7)], two, NINE, rules=rules).growth == Fraction(3, 2)
    assert slate_row([*shown(1, 6), *shown(2, 7)], two, NINE, 500, rules).growth == Fraction(3, 2)
    assert slate_row(shown(1, 6), two, NINE, rules=rules).growth is None


def test_the_other_calculator_needs_half_of_the_skills():
    rules = SlateRules(growth=Growth.MOST_RECENT_MINUS_FIRST)
    three = [skill(1, 1), skill(2, 1), skill(3, 1)]
    assert slate_row(shown(1, 6, 8), three, NINE, rules=rules).growth is None
    assert slate_row(shown(1, 6, 8), three[:2], NINE, rules=rules).growth == 2


def test_the_other_calculator_drops_skills_that_did_not_grow():
    """As Slate does: 6 → 8 and 7 → 7 is told as 2, not 1; and no growth at all is told as none."""
    rules = SlateRules(growth=Growth.MOST_RECENT_MINUS_FIRST)
    two = [skill(1, 2), skill(2, 2)]
    assert slate_row([*shown(1, 6, 8), *shown(2, 7, 7)], two, NINE, rules=rules).growth == 2
    assert slate_row([*shown(1, 6, 6), *shown(2, 7, 7)], two, NINE, rules=rules).growth is None


def test_a_complete_level_leads_to_the_next_from_the_higher_of_baseline_and_average():
    following = next_enrolment(9, 95, 100)
    assert (following.level, following.baseline) == (10, 100)
    assert next_enrolment(9, None, None).baseline is None
    assert next_enrolment(12, 95, 100) is None


def test_an_area_is_the_plain_mean_of_its_competencies_that_have_one():
    rows = [row(1, 9, baseline=800), row(1, 10, baseline=800), row(1)]
    assert (area_average(rows), area_growth(rows)) == (Fraction(19, 2), Fraction(3, 2))
    assert area_average([row(1)]) is None


def test_what_a_skill_asks_for_falls_back_to_its_default():
    assert [required_at({"9": 2, "default": 1}, level) for level in (9, 10)] == [2, 1]
    with pytest.raises(Refused, match="whole number from 0 on"):
        required_at({"9": "two"}, 9)


def test_a_step_that_slate_does_not_have_is_refused_by_both_forms():
    with pytest.raises(Refused, match="steps are 0 to 13"):
        shown(1, 14)
    with pytest.raises(Refused, match="neither a step nor an override"):
        SlateResult(1, NINE, None, False, 0, 1, 1)
    results, skills, enrolments = as_columns({1: shown(1, 8)}, {7: [skill(1, 1)]}, [(1, 7, NINE, None)])
    results.step[0] = 14
    with pytest.raises(Refused, match="step 14 at level 9"):
        slate_rows(results, skills, enrolments)


def test_an_enrolment_given_twice_is_refused():
    twice = [(1, 7, NINE, None), (1, 7, NINE, 500)]
    with pytest.raises(Refused, match="same learner, competency and level"):
        slate_rows(*as_columns({1: shown(1, 8)}, {7: [skill(1, 1)]}, twice))


def test_nothing_makes_nothing():
    none = SlateEnrolments(ints([]), ints([]), ints([]), ints([]))
    results, skills, _ = as_columns({}, {}, [])
    assert len(slate_rows(results, skills, none)) == 0


@st.composite
def districts(draw):
    """Two learners, two competencies, few days and levels, so that ties and overrides meet."""
    skills_of, number = {}, 0
    for competency in (5, 3):
        skills_of[competency] = []
        for _ in range(draw(st.integers(0, 3))):
            number += 1
            asked = {"9": draw(st.integers(0, 3)), "default": draw(st.integers(0, 3))}
            skills_of[competency].append(SlateSkill(number, asked, draw(st.integers(0, 5)) > 0))
    results_of = {1: [], 2: []}
    for count in range(draw(st.integers(0, 25))):
        override = draw(st.integers(0, 5)) == 0
        step = draw(st.one_of(st.none(), st.just(0), st.integers(0, 13))) if override else None
        results_of[draw(st.integers(1, 2))].append(
            SlateResult(
                skill=draw(st.integers(1, number + 1)),
                level=draw(st.integers(9, 10)),
                step=step if override else draw(st.sampled_from([0, 0, 1, 6, 7, 8, 9, 13])),
                override=override,
                when=draw(st.integers(0, 3)),
                demonstration=draw(st.integers(0, 3)),
                result=count,
            )
        )
    places = draw(
        st.lists(
            st.tuples(st.integers(1, 3), st.sampled_from([3, 5]), st.integers(9, 10)), unique=True, max_size=8
        )
    )
    baselines = st.one_of(st.none(), st.integers(0, 1300))
    return results_of, skills_of, [(*place, draw(baselines)) for place in places]


slate_settings = st.builds(
    SlateRules,
    growth=st.sampled_from(Growth),
    minimum_average=st.sampled_from([-5, -15, None, 75]),
    minimum_rating=st.sampled_from([None, None, -1, 6]),
)


@given(districts(), slate_settings)
def test_the_columns_say_what_the_rule_says_of_each_enrolment(district, rules):
    results_of, skills_of, enrolments = district
    columns = slate_rows(*as_columns(*district), rules)
    for place, (learner, competency, level, baseline) in enumerate(enrolments):
        one = slate_row(results_of.get(learner, []), skills_of[competency], level, baseline, rules)
        assert row_of(columns, place) == said_by(one)
        of = int(columns.growth_of[place])
        assert (Fraction(int(columns.growth_number[place]), of) if of else None) == one.growth


@given(districts(), st.randoms())
def test_the_order_in_which_results_arrive_changes_nothing(district, random):
    results_of, skills_of, enrolments = district
    mixed = {learner: random.sample(found, len(found)) for learner, found in results_of.items()}
    before = slate_rows(*as_columns(results_of, skills_of, enrolments))
    after = slate_rows(*as_columns(mixed, skills_of, enrolments))
    for name in ("average", "complete", "missed", "growth"):
        assert np.array_equal(getattr(before, name), getattr(after, name))
