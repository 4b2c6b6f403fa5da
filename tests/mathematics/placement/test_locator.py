"""The locator finds the band; the strands' sessions follow from it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.mastery.facts import Refused
from headway.mastery.placement import Answer, Band, Locator, Structure, part, strand_sessions


def domain(each=4):
    """Levels 0 to 12 with some competencies each, in two strands; each needs the one of the level before."""
    names = [f"{strand}{level}.{i}" for level in range(13) for i in range(each) for strand in "ab"]
    arrows = [(f"{s}{k}.{i}", f"{s}{k + 1}.{i}") for k in range(12) for i in range(each) for s in "ab"]
    return Structure.of(
        names,
        arrows,
        levels={n: int(n[1:].split(".")[0]) for n in names},
        strands={n: n[0] for n in names},
    )


def locate(level, seed=0, questions=10):
    rng, locator = np.random.default_rng(seed), Locator(domain(), questions=questions)
    while competency := locator.next_question():
        knows = int(competency[1:].split(".")[0]) < level
        right = rng.random() >= 0.10 if knows else rng.random() < 0.05
        locator = locator.answered(competency, Answer.RIGHT if right else Answer.NOT_YET)
    return locator


def test_the_band_holds_the_level_about_as_often_as_it_says_and_is_narrow_enough_to_help():
    bands = [(level, locate(level, seed).band()) for level in range(1, 12) for seed in range(12)]
    held = np.mean([band.lowest <= level <= band.highest for level, band in bands])
    assert held >= 0.8
    assert np.median([band.highest - band.lowest for _, band in bands]) <= 4


def test_it_asks_so_many_questions_each_about_another_competency():
    asked = [competency for competency, _ in locate(5).answers]
    assert len(asked) == 10 == len(set(asked))
    assert len(locate(5, questions=4).answers) == 4


def test_everything_right_and_nothing_met_lead_to_the_ends():
    assert locate(99).band().highest >= 11
    lost = Locator(domain())
    while competency := lost.next_question():
        lost = lost.answered(competency, Answer.UNFAMILIAR)
    assert lost.band().lowest == 0
    assert lost.band().highest <= 3


def test_what_somebody_expects_is_where_it_begins():
    assert int(Locator(domain(), expects=2).next_question()[1]) in (1, 2, 3)


def test_answers_that_contradict_the_graph_are_named_and_widen_the_band():
    plain = Locator(domain(), answers=(("a6.0", Answer.RIGHT), ("b4.0", Answer.NOT_YET)))
    crossed = Locator(domain(), answers=(("a6.0", Answer.RIGHT), ("a4.0", Answer.NOT_YET)))
    assert plain.contradictions() == ()
    assert crossed.contradictions() == (("a4.0", "a6.0"),)
    width = [one.band().highest - one.band().lowest for one in (plain, crossed)]
    assert width[1] > width[0]


def test_it_asks_only_what_has_a_question_left():
    locator = Locator(domain())
    assert locator.next_question(can_ask={"a3.1"}) == "a3.1"
    assert locator.next_question(can_ask={"a3.1": 0}) is None


def test_it_needs_levels():
    with pytest.raises(Refused, match="levels from 0 to 12"):
        Locator(Structure.of(["a"]))


def test_a_band_in_the_wrong_order_is_refused():
    with pytest.raises(Refused, match="put them in order"):
        Band(5, 4, 6)


@given(st.integers(0, 12), st.integers(1, 60))
def test_sessions_cover_what_is_near_the_band_and_no_more_than_asked(level, most):
    structure = domain()
    band = Band(max(level - 1, 0), level, min(level + 1, 12))
    for strand, covered in strand_sessions(structure, band, most).items():
        assert 0 < len(covered) <= most
        assert all(name.startswith(strand) for name in covered)
        assert all(band.lowest - 3 <= int(n[1:].split(".")[0]) <= band.highest + 3 for n in covered)
        place = {name: i for i, name in enumerate(covered)}
        assert all(
            place[a] < place[b]
            for a, b in ((structure.competencies[x], structure.competencies[y]) for x, y in structure.arrows)
            if a in place and b in place
        )


def test_a_session_that_is_full_keeps_what_is_nearest():
    covered = strand_sessions(domain(), Band(4, 6, 8), most=4)["a"]
    assert {name.split(".")[0] for name in covered} == {"a6"}


def test_a_session_becomes_a_structure_of_its_own():
    structure = domain()
    session = part(structure, ["a2.0", "a5.0"])
    assert session.arrows == ((0, 1),)
    assert session.levels == (2.0, 5.0)
    with pytest.raises(Refused, match="z is not part"):
        part(structure, ["z"])
