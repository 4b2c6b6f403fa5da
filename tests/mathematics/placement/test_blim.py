"""The model on explicit structures gives published figures, and refuses what is no structure."""

import csv
import json
import re

import numpy as np
import pytest

from headway.mastery.placement.blim import (
    KnowledgeStructure,
    Patterns,
    chance_of_patterns,
    fit_blim,
    fit_minimum_discrepancy,
    posterior_of_states,
)
from tests.shared_material import shared

# Doignon & Falmagne (1999), chapter 7: 1,000 learners, five items, nine states.
STATES = ("00000", "10000", "01000", "11000", "11100", "11010", "11110", "11101", "11111")
COUNTS = {
    "00000": 80, "10000": 92, "01000": 89, "00100": 3, "00010": 2, "00001": 1, "11000": 89, "10100": 16,
    "10010": 18, "10001": 10, "01100": 18, "01010": 20, "01001": 4, "00110": 2, "00101": 2, "00011": 3,
    "11100": 89, "11010": 89, "11001": 19, "10110": 16, "10101": 16, "10011": 3, "01110": 18, "01101": 16,
    "01011": 2, "00111": 2, "11110": 73, "11101": 82, "11011": 19, "10111": 15, "01111": 15, "11111": 77,
}  # fmt: skip
NINE = KnowledgeStructure.from_words("abcde", STATES)


def test_the_likelihood_fit_gives_the_published_figures():
    fit = fit_blim(NINE, Patterns.from_words(COUNTS))

    assert fit.loglik == pytest.approx(-2908.557328, abs=5e-7)
    assert fit.deviance == pytest.approx(12.6228, abs=5e-5)
    assert fit.freedom == 13
    assert fit.slip == pytest.approx([0.164871, 0.163113, 0.188839, 0.079835, 0.088648], abs=5e-7)
    assert fit.guess == pytest.approx([0.103065, 0.095074, 4e-06, 3e-06, 0.01991], abs=7e-7)
    assert fit.chances == pytest.approx(
        [0.061435, 0.097483, 0.091733, 0.067404, 0.133761, 0.114859, 0.134831, 0.141737, 0.156757], abs=5e-7
    )


def test_the_discrepancy_fit_gives_the_published_figures():
    fit = fit_minimum_discrepancy(NINE, Patterns.from_words(COUNTS))

    assert fit.loglik == pytest.approx(-2947.88756, abs=5e-6)
    assert fit.discrepancy == pytest.approx(0.254, abs=1e-12)
    assert fit.nearest == {0: 760, 1: 226, 2: 14}
    assert fit.slip == pytest.approx([0.092089, 0.08872, 0.045058, 0, 0], abs=2e-6)
    assert fit.guess == pytest.approx([0, 0, 0.04064, 0.040858, 0.054722], abs=2e-6)


@pytest.mark.parametrize(
    ("states", "likelihood", "discrepancy", "share"),
    [("K2", -479.5344, -492.4191, 0.295), ("K", -477.7625, -487.3399, 0.185)],
)
def test_the_structures_of_heller_and_wickelmaier_give_their_figures(states, likelihood, discrepancy, share):
    structure, patterns = _of_files(f"pks__endm__{states}.csv", "pks__endm__N.R.csv")

    assert fit_blim(structure, patterns).loglik == pytest.approx(likelihood, abs=6e-5)
    by_distance = fit_minimum_discrepancy(structure, patterns)
    assert by_distance.loglik == pytest.approx(discrepancy, abs=6e-5)
    assert by_distance.discrepancy == pytest.approx(share, abs=1e-12)


def test_every_reference_fit_by_likelihood_is_met():
    reference = json.loads(shared("data/references/r_reference_results.json").read_text())
    for key, states, counts in [
        ("pks.blim.ML.DoignonFalmagne7", "pks__DoignonFalmagne7__K.csv", "pks__DoignonFalmagne7__N.R.csv"),
        ("pks.blim.ML.endm.K2", "pks__endm__K2.csv", "pks__endm__N.R.csv"),
        ("pks.blim.ML.density97", "pks__density97__K.csv", "pks__density97__N.R.csv"),
    ]:
        fit = fit_blim(*_of_files(states, counts))
        assert fit.loglik == pytest.approx(reference[key]["logLik"], abs=1e-8), key
        assert fit.slip == pytest.approx(list(reference[key]["beta"].values()), abs=1e-6), key
        assert fit.guess == pytest.approx(list(reference[key]["eta"].values()), abs=1e-6), key


def test_each_of_the_nine_states_has_its_published_outer_fringe():
    fringes = ["".join(NINE.outer_fringe(state)) for state in range(len(NINE))]
    assert fringes == ["ab", "b", "a", "cd", "de", "c", "e", "d", ""]


def test_the_inner_fringe_is_the_outer_fringe_seen_from_above():
    words = [tuple(row) for row in NINE.states.tolist()]
    for low, word in enumerate(words):
        for item in NINE.outer_fringe(low):
            above = list(word)
            above["abcde".index(item)] = True
            assert item in NINE.inner_fringe(words.index(tuple(above)))
    assert NINE.inner_fringe(0) == ()


def test_arrows_give_every_set_that_holds_what_is_needed():
    # a → c, b → c: of the eight sets those with c lack neither a nor b.
    structure = KnowledgeStructure.from_arrows("abc", [("a", "c"), ("b", "c")])
    sets = {"".join(item for item, held in zip("abc", row, strict=True) if held) for row in structure.states}
    assert sets == {"", "a", "b", "ab", "abc"}
    assert len(KnowledgeStructure.from_arrows("abcd", [])) == 16
    assert len(KnowledgeStructure.from_arrows("abcd", [("a", "b"), ("b", "c"), ("c", "d")])) == 5


def test_chances_of_all_patterns_add_up_to_one_in_every_state():
    rng = np.random.default_rng(4)
    every = np.array([[number >> bit & 1 for bit in range(5)] for number in range(32)], dtype=bool)
    chance = chance_of_patterns(every, NINE, rng.uniform(0, 0.4, 5), rng.uniform(0, 0.4, 5))
    assert chance.sum(axis=0) == pytest.approx(np.ones(9))


def test_an_answer_that_no_state_can_bring_leaves_the_chances_as_they_were():
    never = np.zeros(5)
    before = np.full(9, 1 / 9)
    answered = posterior_of_states(np.array([[False, False, True, False, False]]), NINE, before, never, never)
    assert answered[0] == pytest.approx(before)


@pytest.mark.parametrize(
    ("build", "sentence"),
    [
        (lambda: KnowledgeStructure.from_words("ab", ["00", "0x"]), "State 2, “0x”"),
        (lambda: KnowledgeStructure.from_words("ab", ["00", "00"]), "stands twice"),
        (lambda: KnowledgeStructure.from_words("aa", ["00"]), "stands twice"),
        (lambda: KnowledgeStructure.from_words("ab", []), "at least one state"),
        (lambda: KnowledgeStructure.from_arrows("abc", [("a", "b"), ("b", "a")]), "circle"),
        (lambda: KnowledgeStructure.from_arrows("ab", [("a", "z")]), "“z”, which is no item"),
        (
            lambda: KnowledgeStructure.from_arrows([str(at) for at in range(40)], []),
            "more than 200,000 states",
        ),
        (lambda: Patterns.from_words({}), "no answers"),
        (lambda: Patterns.from_words({"01": 2, "1": 3}), "same length"),
    ],
)
def test_what_is_no_structure_is_refused_with_a_remedy(build, sentence):
    with pytest.raises(ValueError, match=re.escape(sentence)):
        build()


def _of_files(states: str, counts: str) -> tuple[KnowledgeStructure, Patterns]:
    rows = list(csv.DictReader(shared(f"data/responses/r-packages/{states}").open()))
    items = [column for column in rows[0] if column != "rowname"]
    words = csv.DictReader(shared(f"data/responses/r-packages/{counts}").open())
    return (
        KnowledgeStructure.from_words(items, [row["rowname"] for row in rows]),
        Patterns.from_words({row["name"]: int(row["value"]) for row in words}),
    )
