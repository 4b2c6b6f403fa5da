"""A check from its beginning to its end: choosing, answering, stopping, saying."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.mastery.facts import Refused
from headway.mastery.placement import (
    Answer,
    Band,
    CheckSettings,
    Reading,
    StopReason,
    Structure,
    answered,
    begin,
    next_question,
    replay,
    result,
    stopped,
)
from tests.mathematics.placement.structures import answers_to, chain, structures

LIGHT = CheckSettings(particles=200)
STEADY = CheckSettings(particles=2000)


def run(structure, chosen, answer, seed=1):
    """A check to its end; answer: competency → answer."""
    state, asked = begin(structure, chosen, seed), []
    while question := next_question(state):
        if stopped(state):
            break
        asked.append(question.competency)
        state = answered(state, question.competency, answer(question.competency))
    return state, asked


def test_a_check_finds_where_knowledge_ends_on_a_chain():
    structure = chain(40)
    state, asked = run(
        structure, CheckSettings(), lambda c: Answer.RIGHT if int(c[1:]) < 23 else Answer.NOT_YET
    )
    said = result(state)
    assert all(said.readings[f"c{i}"] is Reading.KNOWN for i in range(21))
    assert all(said.readings[f"c{i}"] is Reading.NOT_YET for i in range(26, 40))
    assert len(asked) < 20
    assert stopped(state) is StopReason.SURE_ENOUGH


def test_one_competency_alone_is_asked_once_and_then_nothing_is_left():
    state = begin(Structure.of(["only"]), LIGHT, 1)
    assert next_question(state).competency == "only"
    state = answered(state, "only", Answer.RIGHT)
    assert next_question(state) is None
    assert stopped(state) is StopReason.NOTHING_LEFT_TO_ASK
    assert result(state).chances["only"] > 0.8


def test_one_competency_is_asked_again_while_questions_are_left():
    state = answered(begin(Structure.of(["only"]), LIGHT, 1), "only", Answer.RIGHT)
    assert next_question(state, can_ask={"only": 1}).competency == "only"
    assert next_question(state, can_ask={"only": 0}) is None
    assert next_question(state, can_ask={"elsewhere"}) is None


def test_islands_are_each_read_by_their_own_answers():
    structure = Structure.of(["a1", "a2", "b1", "b2"], [("a1", "a2"), ("b1", "b2")])
    answers = [
        ("a2", Answer.RIGHT),
        ("a2", Answer.RIGHT),
        ("b1", Answer.UNFAMILIAR),
        ("b1", Answer.UNFAMILIAR),
    ]
    said = result(replay(structure, STEADY, 1, answers))
    assert said.readings["a1"] is said.readings["a2"] is Reading.KNOWN
    assert said.readings["b1"] is said.readings["b2"] is Reading.NOT_YET
    assert [one.competency for one in said.ready] == ["b1"]


def test_answers_that_contradict_the_order_are_taken_as_slips_and_guesses():
    structure = chain(6)
    said = result(replay(structure, STEADY, 1, [("c0", Answer.NOT_YET), ("c5", Answer.RIGHT)]))
    assert said.chances["c0"] > 0.05
    assert said.chances["c5"] <= said.chances["c0"] + 1e-9
    # further right answers later on the way outweigh the slip
    more = [("c0", Answer.NOT_YET), *((f"c{i}", Answer.RIGHT) for i in (2, 3, 4, 5))]
    assert result(replay(structure, STEADY, 1, more)).chances["c0"] > 0.9


def test_contradictory_answers_about_one_competency_leave_it_open():
    both = [("c0", Answer.RIGHT), ("c0", Answer.UNFAMILIAR)]
    assert result(replay(chain(1), STEADY, 1, both)).readings["c0"] is Reading.UNSURE


def test_somebody_who_has_met_nothing_is_told_where_to_begin():
    structure = chain(30)
    state, asked = run(structure, CheckSettings(), lambda _: Answer.UNFAMILIAR)
    said = result(state)
    assert len(asked) <= 12
    assert set(said.readings.values()) <= {Reading.NOT_YET, Reading.UNSURE}
    assert said.ready[0].competency == "c0"


def test_the_same_seed_and_answers_give_the_same_state_to_the_last_bit():
    structure = chain(12)
    answers = [("c5", Answer.RIGHT), ("c9", Answer.NOT_YET), ("c7", Answer.UNFAMILIAR)]
    one, other = (replay(structure, LIGHT, 7, answers) for _ in range(2))
    assert one.to_bytes() == other.to_bytes()
    assert replay(structure, LIGHT, 8, answers).to_bytes() != one.to_bytes()
    assert result(one) == result(other)


def test_an_answer_leaves_the_state_before_it_as_it_was():
    state = begin(chain(8), LIGHT, 1)
    kept = state.to_bytes()
    answered(state, "c3", Answer.RIGHT)
    result(state)
    next_question(state)
    assert state.to_bytes() == kept


def test_the_question_says_why():
    question = next_question(begin(chain(9), STEADY, 1))
    assert 0.2 < question.chance_now < 0.8
    assert question.chance_right == pytest.approx(0.05 + 0.85 * question.chance_now)
    assert question.reduction > 0
    assert question.to_dict()["competency"] == question.competency


def test_it_stops_at_the_most_questions_and_never_before_the_fewest():
    endless = CheckSettings(particles=200, most=3, fewest=2, stop_at=0.0, settled=0.0)
    state, asked = run(chain(20), endless, lambda _: Answer.RIGHT)
    assert len(asked) == 3
    assert stopped(state) is StopReason.LONG_ENOUGH
    patient = CheckSettings(particles=200, fewest=6, stop_at=0.5)
    _, asked = run(chain(20), patient, lambda _: Answer.RIGHT)
    assert len(asked) == 6


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_there_is_a_question_exactly_while_there_is_no_reason_to_stop(data):
    structure = data.draw(structures())
    quick = CheckSettings(
        particles=100, fewest=2, most=4, stop_at=data.draw(st.sampled_from([0.0, 0.1])), settled=0.01
    )
    state = replay(structure, quick, 3, data.draw(answers_to(structure)))
    assert (next_question(state) is None) == (stopped(state) is not None)


def test_a_band_moves_where_the_check_begins():
    structure = Structure.of(
        [f"l{i}" for i in range(13)],
        [(f"l{i}", f"l{i + 1}") for i in range(12)],
        levels={f"l{i}": i for i in range(13)},
    )
    early = next_question(begin(structure, STEADY, 1, band=Band(1, 2, 4))).competency
    late = next_question(begin(structure, STEADY, 1, band=Band(8, 9, 11))).competency
    assert int(early[1:]) <= 4
    assert int(late[1:]) >= 6


def test_what_other_sources_say_counts_and_an_even_chance_says_nothing():
    structure = Structure.of(["a", "b"], [("a", "b")])

    def known(prior):
        return result(begin(structure, STEADY, 1, prior=prior)).chances["b"]

    assert known({"b": 0.9}) > known({"b": 0.5}) + 0.2
    assert known({"b": 0.5}) == pytest.approx(known(None), abs=0.04)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_readings_follow_the_thresholds_and_ready_is_ordered(data):
    structure = data.draw(structures())
    said = result(replay(structure, LIGHT, 3, data.draw(answers_to(structure))))
    assert list(said.chances) == list(said.readings) == list(structure.competencies)
    for competency, chance in said.chances.items():
        assert (said.readings[competency] is Reading.KNOWN) == (chance >= LIGHT.known_from)
        assert (said.readings[competency] is Reading.NOT_YET) == (chance <= LIGHT.not_yet_to)
    chances = [one.chance for one in said.ready]
    assert chances == sorted(chances, reverse=True)
    assert all(chance >= LIGHT.ready_from for chance in chances)
    assert 0.5 <= said.sure <= 1


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_chances_never_rise_along_an_arrow(data):
    structure = data.draw(structures())
    chances = result(replay(structure, LIGHT, 3, data.draw(answers_to(structure)))).chances
    names = structure.competencies
    assert all(chances[names[b]] <= chances[names[a]] + 1e-12 for a, b in structure.arrows)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"slip": 0.6, "guess": 0.5}, "speak against knowing"),
        ({"items": (("c0", 0.5, 0.6),)}, "for c0"),
        ({"particles": 3}, "from 50 to"),
        ({"fewest": 30}, "more than the most"),
        ({"known_from": 0.1}, "not_yet_to has to lie below"),
    ],
)
def test_settings_that_make_no_sense_are_refused_with_their_remedy(changes, said):
    with pytest.raises(Refused, match=said):
        CheckSettings(**changes)


def test_settings_come_back_from_what_was_stored_and_unknown_ones_are_named():
    chosen = CheckSettings(items=(("c0", 0.2, 0.1),), most=12)
    assert CheckSettings.from_dict(chosen.to_dict()) == chosen
    with pytest.raises(Refused, match="speed is not a setting"):
        CheckSettings.from_dict({"speed": 1})


def test_what_a_district_knows_about_one_question_counts():
    easily_guessed = CheckSettings(particles=2000, items=(("c0", 0.3, 0.3),))
    right = [("c0", Answer.RIGHT)]
    told = result(replay(chain(1), easily_guessed, 1, right)).chances["c0"]
    assert told < result(replay(chain(1), STEADY, 1, right)).chances["c0"] - 0.1


def test_a_competency_that_is_not_part_of_the_check_is_refused():
    state = begin(chain(2), LIGHT, 1)
    with pytest.raises(Refused, match="z is not part of this check"):
        answered(state, "z", Answer.RIGHT)
    with pytest.raises(Refused, match="z is not part of this check"):
        begin(chain(2), LIGHT, 1, prior={"z": 0.5})
    with pytest.raises(Refused, match="from 0 to 1"):
        begin(chain(2), LIGHT, 1, prior={"c0": 1.5})
