"""What answers so far say about questions not asked yet, and which question says most."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from headway.mastery.placement.itemfit.answers import NOT_ASKED, Answers
from headway.mastery.placement.itemfit.model import ItemFit, posterior

__all__ = ["ask_adaptively", "chances_of_right", "expected_gain"]

Floats = NDArray[np.float64]


def chances_of_right(fit: ItemFit, answers: Answers) -> Floats:
    """P(right) of every item after these answers: learners × items."""
    without, with_all = _cells(fit, answers)
    right = fit.numbers.right()
    return np.einsum("ntj,tj->nj", without, right[:, 0]) + np.einsum("ntj,tj->nj", with_all, right[:, 1])


def expected_gain(fit: ItemFit, answers: Answers) -> Floats:
    """How much an answer to each item would tell about ability and what the item needs, in nats: learners × items."""
    without, with_all = _cells(fit, answers)
    right = fit.numbers.right()
    chance = np.einsum("ntj,tj->nj", without, right[:, 0]) + np.einsum("ntj,tj->nj", with_all, right[:, 1])
    noise = np.einsum("ntj,tj->nj", without, _entropy(right[:, 0])) + np.einsum(
        "ntj,tj->nj", with_all, _entropy(right[:, 1])
    )
    return _entropy(np.clip(chance, 1e-12, 1 - 1e-12)) - noise


def ask_adaptively(fit: ItemFit, answers: Answers, counts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Replays a check: of the questions that each learner answered, which would have been asked?

    counts: how many to ask of each learner. Each question is the one with the largest expected gain, given only the
    answers to the questions before it. Learners × items, true where asked.
    """
    can_ask = answers.table >= 0
    asked = np.zeros_like(can_ask)
    for turn in range(int(counts.max(initial=0))):
        going = np.flatnonzero(counts > turn)
        so_far = np.where(asked[going], answers.table[going], NOT_ASKED).astype(np.int8)
        gain = expected_gain(fit, Answers(so_far))
        gain[~can_ask[going] | asked[going]] = -np.inf
        asked[going, gain.argmax(axis=1)] = True
    return asked & can_ask


def _cells(fit: ItemFit, answers: Answers) -> tuple[Floats, Floats]:
    """P(ability, not all that is needed) and P(ability, all of it) for each item: learners × nodes × items."""
    after = posterior(fit.needs, fit.numbers, answers)
    with_all = np.zeros((*after.ability.shape, fit.needs.items))
    for part, joint in zip(fit.needs.parts, after.parts, strict=True):
        with_all[:, :, part.items] = joint @ part.meets.T
    return after.ability[:, :, None] - with_all, with_all


def _entropy(chance: Floats) -> Floats:
    return -(chance * np.log(chance) + (1 - chance) * np.log1p(-chance))
