"""Chances of answer patterns in each state, under local independence with a slip and a guess per item."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from headway.mastery.placement.blim.structure import KnowledgeStructure

__all__ = ["chance_of_patterns", "posterior_of_states"]

Floats = NDArray[np.float64]


def chance_of_patterns(
    patterns: NDArray[np.bool_], structure: KnowledgeStructure, slip: Floats, guess: Floats
) -> Floats:
    """P(pattern | state): patterns × states. slip: P(wrong | held), guess: P(right | not held), each per item.

    Source: Falmagne & Doignon (1988), a product over items of one of slip, 1 − slip, guess, 1 − guess.
    """
    states = structure.states
    right = np.where(states, 1.0 - slip, guess)
    with np.errstate(divide="ignore"):
        log_right, log_wrong = np.log(right), np.log1p(-right)
    # Zero chances are -inf, which a matrix product would turn into 0 × -inf = nan; a large number stands for them.
    log_right, log_wrong = (np.maximum(one, -1e6) for one in (log_right, log_wrong))
    return np.exp(patterns @ log_right.T + ~patterns @ log_wrong.T)


def posterior_of_states(
    patterns: NDArray[np.bool_], structure: KnowledgeStructure, chances: Floats, slip: Floats, guess: Floats
) -> Floats:
    """P(state | pattern): patterns × states, each row adding up to one. chances: P(state) before the answers.

    A pattern that no state can bring is answered with the chances before.
    """
    joint = chance_of_patterns(patterns, structure, slip, guess) * chances
    together = joint.sum(axis=1, keepdims=True)
    return np.where(together > 0, joint / np.where(together > 0, together, 1.0), chances)
