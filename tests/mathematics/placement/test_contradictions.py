"""Arrows beside the evidence: what counts against one, what is too little to say, and the published order analysis."""

import csv
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.mastery.placement.contradictions import (
    Claim,
    Facts,
    Tolerance,
    Verdict,
    Version,
    induce_order,
    judge_claims,
)
from headway.mastery.placement.contradictions.reference import judge_claims_one_by_one
from headway.mastery.placement.contradictions.verdicts import chance_of_as_many, wilson
from tests.shared_material import shared

EARLIER, LATER = 1, 2
ARROW = Claim(EARLIER, LATER)


def facts(rows):
    """Rows of learner, competency, proficient, day."""
    table = np.array([[*row] for row in rows], dtype=np.int64).reshape(-1, 4)
    return Facts(table[:, 0], table[:, 1], table[:, 2] == 1, table[:, 3])


def one(rows, **kwargs):
    (finding,) = judge_claims(facts(rows), [ARROW], **kwargs)
    return finding


def class_of(with_order: int, against: int, start: int = 0):
    rows = []
    for learner in range(start, start + with_order):
        rows += [(learner, EARLIER, 1, 10), (learner, LATER, 1, 20)]
    for learner in range(start + with_order, start + with_order + against):
        rows += [(learner, EARLIER, 0, 10), (learner, LATER, 1, 20)]
    return rows


def test_an_arrow_that_half_the_learners_did_without_is_contradicted():
    finding = one(class_of(20, 20))
    assert (finding.verdict, finding.with_both, finding.counter_examples) == (Verdict.CONTRADICTED, 40, 20)
    assert finding.low > Tolerance().rate
    assert finding.by_slips_alone < 0.001


def test_an_arrow_that_everybody_followed_fits():
    assert one(class_of(60, 1)).verdict is Verdict.FITS


def test_as_many_counter_examples_as_slips_bring_leave_the_question_open():
    assert one(class_of(51, 9)).verdict is Verdict.OPEN


@pytest.mark.parametrize(("with_order", "against"), [(0, 9), (5, 4), (0, 0), (0, 1), (3, 9)])
def test_too_few_learners_say_nothing_however_clear_they_look(with_order, against):
    assert one(class_of(with_order, against)).verdict is Verdict.TOO_FEW


def test_a_learner_without_evidence_for_the_earlier_one_says_nothing():
    rows = class_of(20, 20) + [(learner, LATER, 1, 20) for learner in range(100, 300)]
    assert one(rows).with_both == 40


def test_what_was_learned_afterwards_does_not_undo_the_counter_example():
    # Not yet on day 10, proficient in the later one on day 20, and in the earlier one only on day 30.
    rows = [
        row for at in range(12) for row in [(at, EARLIER, 0, 10), (at, LATER, 1, 20), (at, EARLIER, 1, 30)]
    ]
    assert one(rows).counter_examples == 12


def test_what_was_found_first_afterwards_counts_where_nothing_was_known():
    late_yes = [row for at in range(12) for row in [(at, LATER, 1, 20), (at, EARLIER, 1, 30)]]
    late_no = [row for at in range(12) for row in [(at, LATER, 1, 20), (at, EARLIER, 0, 30)]]
    assert one(late_yes).counter_examples == 0
    assert one(late_no).counter_examples == 12


def test_a_level_taken_back_is_no_counter_example():
    rows = [row for at in range(12) for row in [(at, EARLIER, 0, 10), (at, LATER, 1, 20), (at, LATER, 0, 25)]]
    assert one(rows).with_both == 0


def test_reached_again_counts_from_the_second_time():
    rows = [
        row
        for at in range(12)
        for row in [
            (at, LATER, 1, 5),
            (at, EARLIER, 0, 6),
            (at, LATER, 0, 7),
            (at, EARLIER, 1, 8),
            (at, LATER, 1, 9),
        ]
    ]
    assert one(rows).counter_examples == 0


def test_schools_with_counter_examples_are_counted_once_each():
    finding = one(class_of(10, 20), place_of={learner: learner % 3 for learner in range(30)})
    assert finding.places == 3
    assert one(class_of(10, 20)).places is None


def test_unrelated_competencies_bring_as_many_as_expected():
    rng = np.random.default_rng(11)
    rows = [
        (at, which, int(rng.random() < 0.5), 10 * which) for at in range(2000) for which in (EARLIER, LATER)
    ]
    finding = one(rows)
    assert finding.verdict is Verdict.CONTRADICTED
    assert finding.counter_examples == pytest.approx(finding.expected_if_unrelated, rel=0.1)


def test_true_arrows_seen_through_slips_are_seldom_contradicted():
    rng = np.random.default_rng(5)
    by = Tolerance()
    contradicted = 0
    for _arrow in range(200):
        earlier = rng.random(150) < 0.7
        later = earlier & (rng.random(150) < 0.6)
        seen = [
            np.where(truth, rng.random(150) > by.slip, rng.random(150) < by.guess)
            for truth in (earlier, later)
        ]
        rows = [
            (at, which, int(seen[which - 1][at]), 10 * which)
            for at in range(150)
            for which in (EARLIER, LATER)
        ]
        contradicted += one(rows).verdict is Verdict.CONTRADICTED
    assert contradicted <= 2


ROWS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 4), st.integers(0, 1), st.integers(0, 9)), max_size=80
)


@settings(max_examples=150, deadline=None)
@given(ROWS, st.integers(1, 4))
def test_columns_answer_as_learner_by_learner(rows, fewest):
    claims = [Claim(earlier, later) for earlier in range(6) for later in range(6) if earlier != later]
    places = {learner: learner % 2 for learner in range(5)}
    by = Tolerance(z=0.5, fewest=fewest)
    table = facts(rows)
    assert judge_claims(table, claims, places, by) == judge_claims_one_by_one(table, claims, places, by)


def test_the_interval_of_a_share_is_the_published_one():
    assert wilson(81, 263, 1.959964) == pytest.approx((0.2552885, 0.3662096), abs=1e-6)
    assert wilson(0, 20, 1.959964) == pytest.approx((0.0, 0.1611252), abs=1e-6)
    assert wilson(0, 0, 1.96) == (0.0, 1.0)


def test_the_chance_of_as_many_is_the_binomial_tail():
    assert chance_of_as_many(2, 3, 0.5) == pytest.approx(0.5)
    assert chance_of_as_many(0, 3, 0.5) == 1.0
    assert chance_of_as_many(1, 3, 0.0) == 0.0
    assert chance_of_as_many(10, 10, 0.9) == pytest.approx(0.9**10)


@pytest.mark.parametrize("wrong", [{"slip": 0.6}, {"guess": -0.1}, {"z": 0}, {"fewest": 0}])
def test_settings_out_of_range_are_refused_by_name(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Tolerance(**wrong)


def test_the_published_orders_of_the_pisa_answers_are_found():
    rows = list(csv.reader(shared("science/anchors/pisa5.csv").open()))
    answers = np.array(rows[1:], dtype=np.int64) == 1
    assert answers.shape == (340, 5)
    minimised, original = (
        induce_order(answers, version) for version in (Version.MINIMISED, Version.ORIGINAL)
    )

    assert (minimised.difference, minimised.error) == pytest.approx((27.566133, 0.116141), abs=6e-7)
    assert _letters(minimised) == "ab ac ad ae bc bd be cd ce"
    assert (original.difference, original.error) == pytest.approx((74.667842, 0.080527875), abs=6e-7)


@pytest.mark.parametrize(
    ("version", "key"), [(Version.MINIMISED, "v1"), (Version.CORRECTED, "v2"), (Version.ORIGINAL, "v3")]
)
def test_every_order_tried_differs_as_in_the_reference(version, key):
    rows = list(csv.reader(shared("data/responses/r-packages/DAKS__pisa.csv").open()))
    reference = json.loads(shared("data/references/r_reference_results.json").read_text())
    expected = reference[f"DAKS.iita.{key}.pisa"]

    fit = induce_order(np.array(rows[1:], dtype=np.int64) == 1, version)

    # Ours begins with the order that claims nothing, which the reference leaves out.
    assert fit.differences[1:] == pytest.approx(expected["diff"], abs=1e-8)
    assert fit.error == pytest.approx(expected["error.rate"], abs=1e-9)
    pairs = {tuple(int(sign) - 1 for sign in word if sign.isdigit()) for word in expected["implications"]}
    assert fit.implications == pairs


def test_an_item_that_nobody_has_right_is_named():
    with pytest.raises(ValueError, match="item 2"):
        induce_order(np.array([[True, False], [False, False]]))


def _letters(fit) -> str:
    return " ".join(sorted("abcde"[first] + "abcde"[second] for first, second in fit.implications))
