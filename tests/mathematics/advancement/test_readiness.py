"""Ready since which day, or what is missing; and the same for a whole district at once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from headway.mastery.advancement import (
    Cases,
    Cumulative,
    GrainRule,
    NotYet,
    Ready,
    Showing,
    readiness,
    readiness_many,
)

TODAY = 1000
CUMULATIVE = GrainRule(cumulative=True, cumulative_days=30)


def showing(*days):
    return [Showing(number, day) for number, day in enumerate(days)]


def kinds(answer):
    return [one.kind for one in answer.missing]


class TestOneLearner:
    def test_ready_since_the_last_decision_that_made_it_so(self):
        assert readiness(GrainRule(), showing(10, 40, 20), [], TODAY).since == 40

    def test_one_open_essential_is_enough_to_wait_and_is_named(self):
        answer = readiness(GrainRule(), showing(10, None, 20), [], TODAY)
        assert isinstance(answer, NotYet)
        assert answer.missing[0].competencies == (1,)

    def test_where_one_may_stay_open_ready_is_the_day_before_the_last_one(self):
        rule = GrainRule(may_stay_open=1)
        assert readiness(rule, showing(10, 40, None), [], TODAY).since == 40
        assert readiness(rule, showing(10, 20, 40), [], TODAY).since == 20

    def test_with_nothing_proficient_nobody_moves_on_however_much_may_stay_open(self):
        assert kinds(readiness(GrainRule(may_stay_open=2), showing(None), [], TODAY)) == ["open"]

    def test_a_level_without_competencies_is_never_ready(self):
        assert kinds(readiness(GrainRule(), [], [], TODAY)) == ["nothing_asked"]

    def test_the_cumulative_assessment_is_missing_too_old_or_not_yet_proficient(self):
        met = showing(10)
        assert kinds(readiness(CUMULATIVE, met, [], TODAY)) == ["cumulative"]
        assert kinds(readiness(CUMULATIVE, met, [Cumulative(0, 969, True)], TODAY)) == ["cumulative_old"]
        assert kinds(readiness(CUMULATIVE, met, [Cumulative(0, 990, False)], TODAY)) == ["cumulative_open"]

    def test_the_latest_rating_of_each_competency_counts_in_the_assessment(self):
        again = [Cumulative(0, 980, False), Cumulative(0, 990, True), Cumulative(1, 985, True)]
        assert readiness(CUMULATIVE, showing(10), again, TODAY).since == 990
        back = [Cumulative(0, 980, True), Cumulative(0, 980, False, order=1)]
        assert kinds(readiness(CUMULATIVE, showing(10), back, TODAY)) == ["cumulative_open"]


days = st.one_of(st.none(), st.integers(900, TODAY))
ratings = st.lists(
    st.builds(Cumulative, st.integers(0, 3), st.integers(940, TODAY), st.booleans(), st.integers(0, 9)),
    max_size=6,
    unique_by=lambda one: (one.competency, one.on, one.order),
)
rules = st.builds(
    lambda most, asks, days: GrainRule(
        may_stay_open=most, cumulative=asks, cumulative_days=days if asks else None
    ),
    st.integers(0, 3),
    st.booleans(),
    st.one_of(st.none(), st.integers(1, 60)),
)


@given(st.lists(st.tuples(rules, st.lists(days, max_size=5), ratings), max_size=6))
def test_many_at_once_are_the_same_as_one_by_one(people):
    answers = [readiness(rule, showing(*given_days), work, TODAY) for rule, given_days, work in people]
    found = readiness_many(columns(people), TODAY)
    assert found.since.tolist() == [one.since if isinstance(one, Ready) else -1 for one in answers]
    assert found.open.tolist() == [len(one.open) for one in answers]
    assert found.asked.tolist() == [len(given_days) for _rule, given_days, _work in people]


@given(rules, st.lists(days, min_size=1, max_size=5), ratings, st.integers(900, TODAY))
def test_one_more_competency_shown_never_takes_readiness_away(rule, given_days, work, day):
    more = [day if one is None else one for one in given_days]
    if isinstance(readiness(rule, showing(*given_days), work, TODAY), Ready):
        assert isinstance(readiness(rule, showing(*more), work, TODAY), Ready)


@given(st.lists(days, max_size=5), ratings)
def test_asking_for_more_never_makes_anybody_ready(given_days, work):
    asks_more = replace(CUMULATIVE, cumulative_days=10)
    if isinstance(readiness(asks_more, showing(*given_days), work, TODAY), Ready):
        assert isinstance(readiness(GrainRule(), showing(*given_days), work, TODAY), Ready)


def test_what_was_recorded_later_makes_nobody_ready_before_and_ages_by_its_own_day():
    on, recorded = TODAY - 9, TODAY - 2
    cases = columns([(replace(CUMULATIVE, cumulative_days=10), [TODAY - 20], [Cumulative(1, on, True)])])
    assert readiness_many(cases, TODAY).since.tolist() == [on]
    late = replace(cases, cumulative_known=np.array([recorded]))
    assert readiness_many(late, TODAY).since.tolist() == [recorded]
    assert readiness_many(late, TODAY + 2).since.tolist() == [-1]


def columns(people):
    def column(values, kind=np.int64):
        return np.array(list(values), dtype=kind)

    shown = [
        (case, -1 if day is None else day)
        for case, (_rule, days_of, _work) in enumerate(people)
        for day in days_of
    ]
    work = [(case, one) for case, (_rule, _days, given_work) in enumerate(people) for one in given_work]
    rules_of = [rule for rule, _days, _work in people]
    return Cases(
        may_stay_open=column(one.may_stay_open for one in rules_of),
        wants_cumulative=column((one.cumulative for one in rules_of), np.bool_),
        cumulative_days=column(
            -1 if one.cumulative_days is None else one.cumulative_days for one in rules_of
        ),
        case=column(case for case, _day in shown),
        since=column(day for _case, day in shown),
        cumulative_case=column(case for case, _one in work),
        cumulative_competency=column(one.competency for _case, one in work),
        cumulative_on=column(one.on for _case, one in work),
        cumulative_order=column(one.order for _case, one in work),
        cumulative_is_proficient=column((one.is_proficient for _case, one in work), np.bool_),
    )
