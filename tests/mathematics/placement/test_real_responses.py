"""Items learned from answers: published fits are met, planted numbers come back, and structure predicts real answers."""

import csv
import json

import numpy as np
import pytest

from headway.mastery.placement.itemfit import (
    Answers,
    FitSettings,
    Needs,
    ask_adaptively,
    chances_of_right,
    expected_gain,
    fit_by_replay,
    fit_items,
    fit_two_parameter,
    learn_order,
)
from headway.mastery.placement.itemfit.choosing import prediction_loss
from headway.mastery.placement.itemfit.model import Numbers, posterior
from tests.shared_material import shared

PLAIN = FitSettings(has_priors=False, tolerance=1e-12, most_rounds=5000)
QUICK = FitSettings(nodes=11, tolerance=1e-4)


def table(path: str) -> np.ndarray:
    rows = list(csv.DictReader(shared(f"data/responses/r-packages/{path}").open()))
    return np.array(
        [[int(row[one]) for one in row if one not in ("id", "rowname")] for row in rows], dtype=np.int8
    )


def reference(key: str) -> dict:
    return json.loads(shared("data/references/r_reference_results.json").read_text())[key]


def simulated(learners: int = 1500, seed: int = 3):
    """Two competencies, the first needed for the second; five items on each, and a slip and a guess for every item."""
    rng = np.random.default_rng(seed)
    ability = rng.normal(size=learners)
    first = rng.random(learners) < 1 / (1 + np.exp(-(0.6 + ability)))
    second = first & (rng.random(learners) < 1 / (1 + np.exp(-(0.2 + ability))))
    needs = np.repeat(np.eye(2, dtype=bool), 5, axis=0)
    slip, guess = rng.uniform(0.05, 0.2, 10), rng.uniform(0.05, 0.3, 10)
    holds = np.column_stack([first, second])[:, needs.argmax(axis=1)]
    right = rng.random((learners, 10)) < np.where(holds, 1 - slip, guess)
    return Answers(right.astype(np.int8)), Needs(needs), slip, guess, np.column_stack([first, second])


class TestPublishedFits:
    def test_the_two_parameter_fit_of_the_law_school_items(self):
        answers = Answers(table("ltm__LSAT.csv"))
        assert answers.table.shape == (1000, 5)
        fit = fit_two_parameter(answers, PLAIN)
        assert fit.loglik == pytest.approx(-2466.65338, abs=1e-5)
        # The published numbers were stopped where the likelihood is flat: it differs there by 7e-6.
        assert fit.slope == pytest.approx([0.82537, 0.72295, 0.89047, 0.68855, 0.65745], abs=7e-4)
        assert fit.difficulty == pytest.approx([-3.35973, -1.36965, -0.27990, -1.86592, -3.12357], abs=3e-3)

    def test_the_likelihood_at_the_published_numbers_is_the_published_one(self):
        published = reference("ltm.2pl.LSAT")
        difficulty, slope = np.array(published["coef"]).T
        answers = Answers(table("ltm__LSAT.csv"))
        nodes, weights = np.polynomial.hermite_e.hermegauss(41)
        items = np.column_stack([-slope * difficulty, np.zeros(5), slope])
        numbers = Numbers(nodes, weights / weights.sum(), items, np.zeros((0, 2)), None)
        logliks = posterior(Needs.none(5), numbers, answers).logliks
        assert logliks.sum() == pytest.approx(published["logLik"], abs=1e-6)

    def test_the_two_parameter_fit_of_six_items_on_work(self):
        published = reference("ltm.2pl.WIRS")
        fit = fit_two_parameter(Answers(table("ltm__WIRS.csv")), PLAIN)
        assert fit.loglik == pytest.approx(published["logLik"], abs=1e-5)
        assert np.column_stack([fit.difficulty, fit.slope]) == pytest.approx(
            np.array(published["coef"]), abs=2e-3
        )

    def test_slips_of_fraction_subtraction_without_ability(self):
        published = reference("CDM.din.fractionsubtraction")
        needs = Needs(table("CDM__fraction.subtraction.qmatrix.csv") == 1)
        by = FitSettings(nodes=1, has_priors=False, tolerance=1e-6, most_rounds=300)
        fit = fit_items(Answers(table("CDM__fraction.subtraction.data.csv")), needs, by)
        # The reference stopped a little before: its likelihood is lower than what is found here.
        assert published["loglike"] <= fit.loglik < published["loglike"] + 0.1
        assert fit.slip == pytest.approx([one["est"] for one in published["slip"]], abs=2e-3)
        assert fit.guess == pytest.approx([one["est"] for one in published["guess"]], abs=0.04)


class TestPlantedNumbers:
    def test_slips_and_guesses_come_back(self):
        answers, needs, slip, guess, _held = simulated(4000)
        fit = fit_items(answers, needs.with_arrows([(0, 1)]))
        assert np.abs(fit.slip - slip).max() < 0.05
        assert np.abs(fit.guess - guess).max() < 0.05

    def test_the_planted_arrow_is_learned_and_not_its_converse(self):
        answers, needs, *_rest = simulated()
        assert learn_order(answers, needs, QUICK).needs.arrows == {(0, 1)}

    def test_who_holds_what_is_told_by_the_answers(self):
        answers, needs, _slip, _guess, held = simulated()
        told = fit_items(answers, needs.with_arrows([(0, 1)]), QUICK).held(answers) > 0.5
        assert (told == held).mean() > 0.94

    def test_gaps_in_the_answers_change_little(self):
        answers, needs, slip, *_rest = simulated(4000)
        gone = np.random.default_rng(8).random(answers.table.shape) < 0.4
        fit = fit_items(
            Answers(np.where(gone, -1, answers.table).astype(np.int8)), needs.with_arrows([(0, 1)])
        )
        assert np.abs(fit.slip - slip).max() < 0.08

    def test_a_competency_that_every_item_needs_is_left_to_ability(self):
        rng = np.random.default_rng(2)
        chance = 1 / (1 + np.exp(-(rng.normal(size=600)[:, None] - np.linspace(-1, 1, 8))))
        answers = Answers((rng.random(chance.shape) < chance).astype(np.int8))
        assert fit_by_replay(answers, Needs(np.ones((8, 1), dtype=bool)), QUICK).needs.competencies == 0

    def test_two_that_differ_are_kept(self):
        answers, needs, *_rest = simulated()
        assert fit_by_replay(answers, needs, QUICK).needs.competencies == 2


class TestReplay:
    def test_structure_predicts_fraction_subtraction_better_than_ability_alone(self):
        answers = Answers(table("CDM__data.fraction1__data.csv"))
        needs = Needs(table("CDM__data.fraction1__q.matrix.csv") == 1)
        order = np.random.default_rng(41).permutation(answers.learners)
        trained, held_out = answers.of(order[:357]), answers.of(order[357:])
        is_shown = np.random.default_rng(42).random(held_out.table.shape) < 0.5
        losses = [
            prediction_loss(fit, held_out, is_shown)
            for fit in (fit_items(trained, needs, QUICK), fit_two_parameter(trained, QUICK))
        ]
        assert losses[0] < losses[1]

    def test_adaptive_asking_stays_within_what_was_answered_and_asks_so_many(self):
        answers, needs, *_rest = simulated(60)
        gaps = np.where(np.random.default_rng(1).random(answers.table.shape) < 0.3, -1, answers.table)
        answers = Answers(gaps.astype(np.int8))
        fit = fit_items(answers, needs, QUICK)
        half = (answers.table >= 0).sum(axis=1) // 2
        asked = ask_adaptively(fit, answers, half)
        assert (asked.sum(axis=1) == half).all()
        assert not (asked & (answers.table < 0)).any()

    def test_the_next_question_never_looks_at_answers_that_are_still_to_come(self):
        answers, needs, *_rest = simulated(40)
        fit = fit_items(answers, needs, QUICK)
        three = ask_adaptively(fit, answers, np.full(40, 3))
        turned = Answers(np.where(three, answers.table, 1 - answers.table).astype(np.int8))
        assert (ask_adaptively(fit, turned, np.full(40, 3)) == three).all()

    def test_what_a_question_tells_is_never_negative_and_less_once_more_is_known(self):
        answers, needs, *_rest = simulated(200)
        fit = fit_items(answers, needs, QUICK)
        nothing = Answers(np.full((1, 10), -1, dtype=np.int8))
        before, after = expected_gain(fit, nothing), expected_gain(fit, answers)
        assert after.min() > -1e-9
        assert after.mean() < before.mean()

    def test_chances_without_an_answer_are_those_of_the_learners_fitted(self):
        answers, needs, *_rest = simulated(3000)
        fit = fit_items(answers, needs.with_arrows([(0, 1)]))
        nothing = Answers(np.full((1, 10), -1, dtype=np.int8))
        assert chances_of_right(fit, nothing)[0] == pytest.approx(answers.table.mean(axis=0), abs=0.02)


class TestBadInput:
    def test_another_sign_is_named_by_its_place(self):
        with pytest.raises(ValueError, match="Learner 2, item 1 holds 3"):
            Answers(np.array([[1, 0], [3, 1]], dtype=np.int8))

    def test_an_item_that_nobody_answered_is_named(self):
        with pytest.raises(ValueError, match="Item 2 has no answer"):
            fit_two_parameter(Answers(np.array([[1, -1], [0, -1]], dtype=np.int8)))

    def test_answers_and_needs_of_different_length_are_refused(self):
        with pytest.raises(ValueError, match="2 items, and needs of 3"):
            fit_items(Answers(np.array([[1, 0]], dtype=np.int8)), Needs.none(3))

    def test_a_circle_of_competencies_is_refused(self):
        with pytest.raises(ValueError, match="circle"):
            Needs(np.eye(2, dtype=bool), frozenset({(0, 1), (1, 0)}))

    def test_an_arrow_to_nowhere_is_refused(self):
        with pytest.raises(ValueError, match="from 0 to 5"):
            Needs(np.eye(2, dtype=bool), frozenset({(0, 5)}))

    def test_too_many_together_are_refused_with_a_remedy(self):
        with pytest.raises(ValueError, match="at most 10 can be taken at once"):
            Needs(np.ones((1, 11), dtype=bool))

    def test_all_right_and_all_alike_still_gives_finite_numbers(self):
        fit = fit_items(Answers(np.ones((12, 3), dtype=np.int8)), Needs(np.eye(3, dtype=bool)), QUICK)
        assert np.isfinite(fit.numbers.items).all()
        assert np.isfinite(fit.slip).all()
