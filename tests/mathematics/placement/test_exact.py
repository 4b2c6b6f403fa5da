"""The fast check is the check by the book, within what drawing allows."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.mastery.facts import Refused
from headway.mastery.placement import (
    Answer,
    Band,
    CheckSettings,
    Structure,
    begin,
    next_question,
    replay,
    result,
)
from headway.mastery.placement.check import reductions
from headway.mastery.placement.particles import fringe
from headway.mastery.placement.reference import SMALL, exact, knowledge_states, outer_fringe
from tests.mathematics.placement.structures import answers_to, before, chain, structures

MANY = 6000
# six standard errors of a share of so many draws
NEAR = 6 * 0.5 / MANY**0.5


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_chances_after_answers_agree_with_adding_everything_up(data):
    structure = data.draw(structures())
    answers = data.draw(answers_to(structure))
    prior = {structure.competencies[-1]: data.draw(st.sampled_from([0.1, 0.5, 0.9]))}
    band = data.draw(st.sampled_from([None, Band(4, 5, 7)]))
    chosen = CheckSettings(
        particles=MANY, steepness=3.0, strand_spread=data.draw(st.sampled_from([0.0, 0.6]))
    )
    state = replay(structure, chosen, 5, answers, prior=prior, band=band)
    truth = exact(structure, chosen, answers, prior=prior, band=band)
    known = state.particles.known
    assert np.abs(known.mean(axis=1) - list(truth.known().values())).max() < NEAR
    assert np.abs(fringe(state.network, known).mean(axis=1) - list(truth.ready().values())).max() < NEAR


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_what_the_check_reports_agrees_with_adding_everything_up(data):
    structure = data.draw(structures(most=6))
    answers = data.draw(answers_to(structure))
    chosen = CheckSettings(particles=MANY, ready_from=0.001)
    said, truth = result(replay(structure, chosen, 5, answers)), exact(structure, chosen, answers)
    for competency, chance in truth.known().items():
        assert abs(said.chances[competency] - chance) < NEAR
    likely = {one.competency: one.chance for one in said.ready}
    for competency, chance in truth.ready().items():
        assert abs(likely.get(competency, 0) - chance) < NEAR


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_the_next_question_is_the_one_that_trying_out_every_answer_would_choose(data):
    structure = data.draw(structures(most=5))
    answers = data.draw(answers_to(structure, most=2))
    chosen = CheckSettings(particles=MANY)
    truth = exact(structure, chosen, answers)
    gone = {competency for competency, _ in answers}
    worth = {c: truth.reduction(c) for c in structure.competencies if c not in gone}
    question = next_question(replay(structure, chosen, 5, answers))
    if not worth:
        assert question is None
    else:
        assert worth[question.competency] >= max(worth.values()) - 4 * NEAR


@settings(max_examples=20, deadline=None)
@given(structures(most=5))
def test_the_expected_reduction_is_that_of_trying_every_answer_out(structure):
    chosen = CheckSettings(particles=MANY)
    truth, state = exact(structure, chosen), begin(structure, chosen, 5)
    places = np.arange(len(structure))
    found = reductions(state.network, state.particles.known, places, chosen)
    assert np.abs(found - [truth.reduction(c) for c in structure.competencies]).max() < 4 * NEAR


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_right_answer_speaks_for_what_was_asked_and_all_it_needs(data):
    structure = data.draw(structures(most=6))
    earlier = exact(structure, CheckSettings(), data.draw(answers_to(structure, most=3)))
    asked = data.draw(st.sampled_from(structure.competencies))
    now, then = earlier.known(), earlier.answered(asked, Answer.RIGHT).known()
    assert all(then[c] >= now[c] - 1e-12 for c in {asked, *before(structure, asked)})


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_not_yet_speaks_against_what_was_asked_and_all_that_needs_it_and_not_met_more_so(data):
    structure = data.draw(structures(most=6))
    earlier = exact(structure, CheckSettings(), data.draw(answers_to(structure, most=3)))
    asked = data.draw(st.sampled_from(structure.competencies))
    now, short = earlier.known(), earlier.answered(asked, Answer.NOT_YET).known()
    unmet = earlier.answered(asked, Answer.UNFAMILIAR).known()
    after = {c for c in structure.competencies if c == asked or asked in before(structure, c)}
    assert all(unmet[c] <= short[c] + 1e-12 and short[c] <= now[c] + 1e-12 for c in after)


@given(structures())
def test_every_imagined_learner_is_in_a_knowledge_state(structure):
    state = replay(
        structure, CheckSettings(particles=50), 3, [(structure.competencies[-1], Answer.RIGHT)] * 3
    )
    known = state.particles.known
    assert all((known[b] <= known[a]).all() for a, b in structure.arrows)


def test_every_state_of_a_small_order_has_its_outer_fringe():
    structure = Structure.of("abcde", [("a", "c"), ("b", "c"), ("c", "d"), ("d", "e")])
    named = {
        "".join(structure.competencies[i] for i in sorted(state)): "".join(
            structure.competencies[i] for i in sorted(outer_fringe(structure, state))
        )
        for state in knowledge_states(structure)
    }
    assert named == {"": "ab", "a": "b", "b": "a", "ab": "c", "abc": "d", "abcd": "e", "abcde": ""}


def test_chances_fall_along_a_chain():
    known = exact(chain(6), CheckSettings(), [("c2", Answer.RIGHT), ("c4", Answer.NOT_YET)]).known()
    assert all(a >= b for a, b in pairwise(known.values()))


def test_adding_everything_up_is_refused_where_it_would_never_end():
    with pytest.raises(Refused, match="at most"):
        knowledge_states(chain(SMALL + 1))
