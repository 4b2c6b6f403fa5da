"""Do competencies tell more about these items than one ability does? Learners kept back decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from headway.mastery.placement.itemfit.answers import NOT_ASKED, Answers
from headway.mastery.placement.itemfit.fitting import FitSettings, fit_two_parameter
from headway.mastery.placement.itemfit.model import ItemFit
from headway.mastery.placement.itemfit.orders import learn_order
from headway.mastery.placement.itemfit.predicting import chances_of_right
from headway.mastery.placement.itemfit.structure import Needs

__all__ = ["fit_by_replay", "prediction_loss"]

FOLDS = 3
MUCH_ALIKE = 10.0


def fit_by_replay(
    answers: Answers, needs: Needs, settings: FitSettings | None = None, seed: int = 0
) -> ItemFit:
    """The structure-aware fit where it predicts learners kept back better than one ability alone; else that one.

    Each third of the learners is kept back once: each candidate is fitted on the others, half of each kept-back
    learner's answers (drawn with `seed`) is shown, and the loss on the other half is added up. Candidates are both
    models, each with items that differ freely and with items that are much alike. A competency that every item needs,
    for one, says nothing that ability does not, and then the simpler answer stands.
    """
    by = settings or FitSettings()
    candidates = _candidates(by)
    rng = np.random.default_rng(seed)
    fold = rng.permutation(answers.learners) % FOLDS
    losses = np.zeros(len(candidates))
    for kept_back in range(FOLDS):
        others, rest = (answers.of(np.flatnonzero(mask)) for mask in (fold != kept_back, fold == kept_back))
        there = (others.table >= 0).any(axis=0)
        others, rest = Answers(others.table[:, there]), Answers(rest.table[:, there])
        needed = Needs(needs.table[there], needs.arrows)
        is_shown = rng.random(rest.table.shape) < 0.5
        losses += [prediction_loss(fit(others, needed), rest, is_shown) for fit in candidates]
    return candidates[int(losses.argmin())](answers, needs)


def _candidates(by: FitSettings) -> list[Callable[[Answers, Needs], ItemFit]]:
    ways = [by, replace(by, closeness=by.closeness * MUCH_ALIKE)]
    alone = [lambda answers, _needs, way=way: fit_two_parameter(answers, way) for way in ways]
    with_needs = [lambda answers, needs, way=way: learn_order(answers, needs, way) for way in ways]
    return [*alone, *with_needs]


def prediction_loss(fit: ItemFit, answers: Answers, is_shown: NDArray[np.bool_]) -> float:
    """Minus log-likelihood of each answer not shown, given those shown, added up."""
    chance = chances_of_right(fit, Answers(np.where(is_shown, answers.table, NOT_ASKED).astype(np.int8)))
    right, wrong = ((answers.table == one) & ~is_shown for one in (1, 0))
    return -float(np.log(chance[right]).sum() + np.log1p(-chance[wrong]).sum())
