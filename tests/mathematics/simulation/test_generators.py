"""What holds for every simulated district, whichever generator made it."""

import numpy as np
import pytest

from headway.mastery.facts.tables import NEVER
from headway.mastery.scales import Scale
from headway.mastery.simulation import Calendar, bursts, curves, invented_map
from tests.mathematics.simulation.simulated_districts import GENERATORS, TODAY, district, measured

both = pytest.mark.parametrize("generator", sorted(GENERATORS))


@both
def test_the_same_seed_gives_the_same_district_and_another_seed_another(generator):
    build = GENERATORS[generator]
    calendar = Calendar.around(TODAY)
    one, again, other = (build(invented_map(), calendar, learners=60, seed=seed) for seed in (3, 3, 4))
    assert np.array_equal(measured(one), measured(again))
    assert not np.array_equal(measured(one), measured(other))


def test_the_two_generators_do_not_agree():
    one, other = district("bursts"), district("curves")
    assert not np.array_equal(measured(one), measured(other))
    assert not np.array_equal(one.truth.ability, other.truth.ability)


@both
@pytest.mark.parametrize("size", [3, 4, 6])
def test_levels_stay_on_the_scale(generator, size):
    scale = Scale(tuple("abcdef"[:size]), size - 1)
    simulated = GENERATORS[generator](
        invented_map(), Calendar.around(TODAY), learners=60, seed=2, scale=scale
    )
    last = len(simulated.truth.weeks) - 1
    for levels in (simulated.ratings.level, simulated.decisions.level, simulated.truth.levels(last)):
        assert levels.min() >= 1
        assert levels.max() <= size
    assert {size - 2, size - 1, size} <= set(simulated.ratings.level.tolist())


@both
def test_nothing_is_truly_proficient_before_its_prerequisites(generator):
    truth = district(generator).truth
    for week in (0, len(truth.weeks) // 2, len(truth.weeks) - 1):
        proficient = truth.levels(week) >= 3
        graph = truth.map.graph
        assert not (proficient[:, graph.after] & ~proficient[:, graph.before]).any()
        assert np.array_equal(proficient, truth.proficient(week).T)


@both
def test_one_age_group_spans_several_levels(generator):
    simulated = district(generator)
    ability = simulated.truth.ability[-1].mean(axis=0)
    at_eight = ability[simulated.learners.age == 8]
    assert np.ptp(at_eight) > 2.5
    assert ability[simulated.learners.age == 12].mean() - ability[simulated.learners.age == 2].mean() > 7


@both
def test_severe_raters_show_lower_levels_for_the_same_work(generator):
    simulated = district(generator)
    ratings, truth = simulated.ratings, simulated.truth
    week = truth.week_of(ratings.observed_at)
    strand = truth.map.strand[ratings.competency]
    margin = truth.ability[week, strand, ratings.learner] - truth.difficulty[ratings.competency]
    expected = 1 + np.searchsorted(truth.cuts, margin)
    many = np.bincount(ratings.rater, minlength=truth.severity.shape[1])
    gap = np.bincount(ratings.rater, weights=expected - ratings.level, minlength=len(many)) / np.maximum(
        many, 1
    )
    known = many >= 200
    assert known.sum() >= 8
    assert np.corrcoef(gap[known], truth.severity.mean(axis=0)[known])[0, 1] > 0.7


@both
def test_ratings_name_pieces_of_work_by_the_same_learner_told_in_time(generator):
    simulated = district(generator)
    evidence, ratings = simulated.evidence, simulated.ratings
    assert np.array_equal(evidence.evidence, np.arange(len(evidence)))
    assert np.array_equal(evidence.learner[ratings.evidence], ratings.learner)
    assert np.array_equal(evidence.observed_on[ratings.evidence], ratings.observed_at)
    assert (ratings.observed_at <= ratings.recorded_at).all()
    assert ratings.recorded_at.max() <= simulated.calendar.today
    assert set(ratings.observed_at.tolist()) <= set(simulated.calendar.instructional_days().tolist())


@both
def test_work_is_shown_only_while_the_learner_is_here(generator):
    simulated = district(generator)
    who = simulated.learners
    evidence = simulated.evidence
    monday = evidence.observed_on - (evidence.observed_on + 3) % 7
    assert (monday + 7 > who.entered_on[evidence.learner]).all()
    assert (evidence.observed_on <= who.left_on[evidence.learner]).all()
    assert (who.left_on < NEVER).any()


@both
def test_evidence_in_a_section_comes_from_its_members_and_teacher(generator):
    simulated = district(generator)
    evidence, sections = simulated.evidence, simulated.sections
    here = evidence.section >= 0
    assert np.array_equal(evidence.rater[here], sections.teacher[evidence.section[here]])
    members = set(
        zip(simulated.enrolments.group.tolist(), simulated.enrolments.learner.tolist(), strict=True)
    )
    shown = set(zip(evidence.section[here].tolist(), evidence.learner[here].tolist(), strict=True))
    assert shown <= members


@both
def test_something_is_recent_open_not_yet_and_departing(generator):
    simulated = district(generator)
    decisions, ratings = simulated.decisions, simulated.ratings
    taught = decisions.take(decisions.placement == 0)
    assert (ratings.recorded_at >= simulated.calendar.today - 7).sum() > 50
    assert (taught.level < 3).any()
    assert 0 < (taught.departs == 1).mean() < 0.25
    assert ((taught.level != taught.proposed) == (taught.departs == 1)).all()
    assert (taught.pieces >= 2).all()


@both
def test_ratings_grow_in_proportion_to_learners(generator):
    small = len(GENERATORS[generator](invented_map(), Calendar.around(TODAY), learners=130, seed=1).ratings)
    large = len(GENERATORS[generator](invented_map(), Calendar.around(TODAY), learners=520, seed=1).ratings)
    assert large / small == pytest.approx(4, rel=0.15)


@both
def test_proficient_for_good_is_found_week_by_week(generator):
    truth = district(generator).truth
    since = truth.proficient_since()
    by_week = np.stack([truth.proficient(week).T for week in range(len(truth.weeks))])
    for learner, competency in [(3, 10), (50, 100), (120, 200), (200, 31)]:
        story = by_week[:, learner, competency]
        expected = -1 if not story[-1] else len(story) - int(np.argmin(story[::-1])) if not story.all() else 0
        assert since[learner, competency] == expected
    assert (since > 0).any()


def test_learning_in_bursts_never_falls_and_rests_in_vacations():
    simulated = district("bursts")
    steps = np.diff(simulated.truth.ability, axis=0)
    without_school = [len(days) == 0 for days in simulated.calendar.days_in_weeks()][1:]
    assert (steps >= 0).all()
    assert (steps[without_school] == 0).all()
    in_school = steps[np.logical_not(without_school)]
    assert 0.4 < (in_school == 0).mean() < 0.85, "plateaus between bursts"


def test_learning_on_curves_also_falls():
    steps = np.diff(district("curves").truth.ability, axis=0)
    assert (steps < 0).mean() > 0.1


def test_raters_drift_on_curves_only():
    assert (np.ptp(district("bursts").truth.severity, axis=0) == 0).all()
    assert (np.ptp(district("curves").truth.severity, axis=0) > 0.1).mean() > 0.9


def test_the_planted_lenient_school_is_there():
    simulated = district("bursts")
    lenient = next(fact for fact in simulated.truth.planted if fact.code == "lenient_school")
    at_it = np.isin(simulated.teachers.school, lenient.ids)
    severity = simulated.truth.severity[-1]
    assert severity[at_it].mean() < severity[~at_it].mean() - 0.2


def test_the_blended_section_selected_itself_by_how_far_along_learners_were():
    simulated = district("bursts", 800)
    chosen = simulated.truth.selected_itself
    assert len(chosen) > 0
    assert (simulated.sections.modality[chosen] == 1).all()
    members = simulated.enrolments
    mathematics = simulated.sections.domain[members.group] == simulated.sections.domain[chosen[0]]
    at_start = simulated.truth.ability[0].mean(axis=0) - np.maximum(simulated.learners.age - 2, 0)
    in_it = np.isin(members.group, chosen)
    beside = mathematics & ~in_it & (simulated.learners.age[members.learner] >= 8)
    assert at_start[members.learner[in_it]].mean() > at_start[members.learner[beside]].mean() + 0.4


def test_families_of_another_language_wait_longer_at_one_school_only():
    simulated = district("bursts", 800)
    slow = next(fact for fact in simulated.truth.planted if fact.code == "feedback_gap").ids[0]
    evidence, who = simulated.evidence, simulated.learners
    waited = evidence.recorded_on - evidence.observed_on
    spanish = who.home_language[evidence.learner] == 1
    section = np.maximum(evidence.section, 0)
    there = (evidence.section >= 0) & (simulated.sections.school[section] == slow)
    assert waited[there & spanish].mean() > waited[there & ~spanish].mean() + 3
    elsewhere = (evidence.section >= 0) & ~there
    assert waited[elsewhere & spanish].mean() < waited[elsewhere & ~spanish].mean() + 0.3


def test_gender_and_disability_reach_no_level():
    simulated = district("bursts", 800)
    access, who = simulated.truth.access, simulated.learners
    assert abs(access[who.gender == 0].mean() - access[who.gender == 1].mean()) < 0.03
    assert abs(access[who.disability == 0].mean() - access[who.disability == 1].mean()) < 0.03
    assert access[who.low_income == 0].mean() - access[who.low_income == 1].mean() > 0.1


@pytest.mark.parametrize("build", [bursts, curves])
def test_a_handful_of_learners_is_enough(build):
    simulated = build(invented_map(), Calendar.around(TODAY), learners=5, seed=1)
    assert len(simulated.learners) == 5
    assert len(simulated.ratings) > 0
