"""The rule for one body of evidence, and the same rule in columns."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.mastery.facts import NEVER, Rating, Ratings, Refused
from headway.mastery.facts.reference import by_pair
from headway.mastery.proficiency import (
    CONFIDENCES,
    STATUSES,
    Confidence,
    Rule,
    Status,
    propose,
    propose_many,
)
from headway.mastery.scales import Scale
from tests.mathematics.facts.histories import histories

SCALE = Scale.default()


@st.composite
def rules(draw):
    window = draw(st.integers(1, 5))
    agreement = draw(st.integers(1, window))
    return Rule(minimum_pieces=draw(st.integers(agreement, 6)), window=window, agreement=agreement)


def body(*levels):
    """Ratings of different pieces, one a day."""
    return [Rating(1, 1, level, day, day, 9, day, day) for day, level in enumerate(levels)]


@given(histories(), rules())
def test_the_columns_propose_what_the_rule_proposes_for_each_learner_and_competency(rows, rule):
    columns = propose_many(Ratings.from_rows(rows), rule, SCALE)
    one_by_one = {pair: propose(ratings, rule, SCALE) for pair, ratings in by_pair(rows).items()}
    assert list(zip(columns.learner.tolist(), columns.competency.tolist(), strict=True)) == list(one_by_one)
    for row, proposal in enumerate(one_by_one.values()):
        begin, end = columns.counted_offsets[row : row + 2]
        level, confidence = int(columns.level[row]), int(columns.confidence[row])
        assert (level if level != -1 else None) == proposal.level
        assert STATUSES[columns.status[row]] == proposal.status
        assert (CONFIDENCES[confidence] if confidence != -1 else None) == proposal.confidence
        assert tuple(columns.counted[begin:end].tolist()) == proposal.counted
        older = [why for _, why in proposal.set_aside if why == "older"]
        assert columns.pieces[row] == len(proposal.counted) + len(older)


@given(histories(learners=1, competencies=1), rules(), st.randoms())
def test_the_order_in_which_ratings_arrive_changes_nothing(rows, rule, random):
    shuffled = random.sample(rows, len(rows))
    assert propose(shuffled, rule, SCALE) == propose(rows, rule, SCALE)


@given(histories(learners=1, competencies=1), rules())
def test_every_rating_is_either_counted_or_set_aside_with_its_reason(rows, rule):
    proposal = propose(rows, rule, SCALE)
    aside = [rating_id for rating_id, _ in proposal.set_aside]
    assert sorted([*proposal.counted, *aside]) == sorted(row.rating_id for row in rows)


@given(histories(learners=1, competencies=1), rules(), st.data())
def test_a_better_rating_never_lowers_the_proposal(rows, rule, data):
    below_top = [place for place, row in enumerate(rows) if row.level < SCALE.size]
    if not below_top:
        return
    place = data.draw(st.sampled_from(below_top))
    better = [*rows]
    better[place] = replace(rows[place], level=rows[place].level + 1)
    before, after = propose(rows, rule, SCALE), propose(better, rule, SCALE)
    assert before.status == after.status
    assert before.level is None or after.level >= before.level


@given(histories(learners=1, competencies=1), rules())
def test_a_withdrawn_rating_counts_as_if_it_had_never_been(rows, rule):
    with_withdrawn = propose(rows, rule, SCALE)
    without = propose([row for row in rows if row.withdrawn_at == NEVER], rule, SCALE)
    assert (with_withdrawn.level, with_withdrawn.counted, with_withdrawn.reasons) == (
        without.level,
        without.counted,
        without.reasons,
    )


@given(histories(competencies=2, most=15), histories(competencies=2, most=15), rules())
def test_habits_of_success_never_change_an_academic_proposal(academic, habits, rule):
    """Competencies 1 and 2 are academic; 91 and 92 are habits, rated on the same pieces of work and days."""
    habits = [replace(row, competency=90 + row.competency, rating_id=100 + row.rating_id) for row in habits]
    alone = propose_many(Ratings.from_rows(academic), rule, SCALE)
    together = propose_many(Ratings.from_rows([*academic, *habits]), rule, SCALE)
    assert proposals_of(together, below=90) == proposals_of(alone, below=90)


def proposals_of(columns, *, below):
    return {
        (int(columns.learner[row]), int(columns.competency[row])): (
            int(columns.level[row]),
            int(columns.status[row]),
            int(columns.confidence[row]),
            tuple(columns.counted[columns.counted_offsets[row] : columns.counted_offsets[row + 1]].tolist()),
        )
        for row in range(len(columns))
        if columns.competency[row] < below
    }


@given(st.lists(st.integers(1, 4), min_size=1, max_size=7), rules())
def test_what_is_said_to_change_the_proposal_does_change_it(levels, rule):
    proposal = propose(body(*levels), rule, SCALE)
    for reason in proposal.reasons:
        if reason.code == "would_raise":
            further = [reason["level"]] * reason["count"]
            assert propose(body(*levels, *further), rule, SCALE).level >= reason["level"]
            assert propose(body(*levels, *further[1:]), rule, SCALE).level < reason["level"]
        if reason.code == "would_lower":
            assert propose(body(*levels, reason["level"]), rule, SCALE).level == reason["level"]


@given(st.lists(st.integers(1, 4), max_size=7), rules())
def test_below_proficient_the_way_to_proficient_is_always_told(levels, rule):
    proposal = propose(body(*levels), rule, SCALE)
    if proposal.level is None:
        assert [reason.code for reason in proposal.missing] == ["pieces_needed"]
        further = body(*levels, *[1] * proposal.missing[0]["count"])
        assert propose(further, rule, SCALE).status == Status.LEVEL
    elif not SCALE.is_proficient(proposal.level):
        goals = [reason["level"] for reason in proposal.reasons if reason.code == "would_raise"]
        assert SCALE.proficient in goals


@given(st.lists(st.integers(1, 4), min_size=3, max_size=3), st.lists(st.integers(1, 4), max_size=9))
def test_early_work_never_weighs_on_what_is_shown_now(recent, early):
    rule = Rule()
    assert propose(body(*early, *recent), rule, SCALE).level == propose(body(*recent), rule, SCALE).level


def test_the_ratings_of_two_learners_are_never_mixed():
    two = [*body(3), replace(body(3, 3)[1], learner=2)]
    with pytest.raises(Refused, match="one learner and one competency at a time"):
        propose(two, Rule(), SCALE)


def test_a_level_outside_the_scale_is_refused_by_both_forms_with_the_rating_named():
    ratings = Ratings.from_rows([replace(rating, rating_id=70 + rating.rating_id) for rating in body(3, 5)])
    for form in (propose, propose_many):
        with pytest.raises(Refused) as refused:
            form(ratings, Rule(), SCALE)
        assert str(refused.value) == (
            "Rating 71 has level 5, and the scale has levels 1 to 4; map the rating to this scale first."
        )


def test_no_ratings_at_all_are_no_proposals():
    columns = propose_many(Ratings.empty(), Rule(), SCALE)
    assert len(columns) == 0
    assert columns.counted_offsets.tolist() == [0]
    assert propose([], Rule(), SCALE).status == Status.NO_EVIDENCE


def test_two_pieces_are_tentative_and_three_that_agree_are_confirmed():
    assert propose(body(3, 3), Rule(), SCALE).confidence == Confidence.TENTATIVE
    assert propose(body(3, 3, 3), Rule(), SCALE).confidence == Confidence.CONFIRMED


def test_a_large_district_is_read_like_a_small_one():
    """The same bodies of evidence, repeated for many learners, give the same levels for each of them."""
    rng = np.random.default_rng(7)
    learners, per_learner = 500, 6
    levels = np.tile(rng.integers(1, 5, per_learner), learners)
    count = learners * per_learner
    day = np.tile(np.arange(per_learner), learners)
    shuffle = rng.permutation(count)
    ratings = Ratings(
        learner=np.repeat(np.arange(learners), per_learner)[shuffle],
        competency=np.ones(count, dtype=int),
        level=levels[shuffle],
        observed_at=day[shuffle],
        recorded_at=day[shuffle],
        rater=np.ones(count, dtype=int),
        rating_id=np.arange(count),
        evidence=day[shuffle],
        withdrawn_at=np.full(count, NEVER),
    )
    columns = propose_many(ratings, Rule(), SCALE)
    expected = propose(body(*levels[:per_learner].tolist()), Rule(), SCALE).level
    assert columns.level.tolist() == [expected] * learners
