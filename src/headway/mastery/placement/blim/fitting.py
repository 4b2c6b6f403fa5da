"""Slips, guesses and shares of states from counts of answer patterns: by likelihood, or by minimum discrepancy.

Sources: Stefanutti & Robusto (2009), EM for the model; Heller & Wickelmaier (2013), minimum discrepancy: a pattern
comes from the states nearest to it, in equal parts, and slips and guesses are counted from that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.mastery.placement.blim.likelihood import chance_of_patterns, posterior_of_states
from headway.mastery.placement.blim.structure import KnowledgeStructure

__all__ = ["SMALLEST_RATE", "BlimFit", "Patterns", "fit_blim", "fit_minimum_discrepancy"]

Floats = NDArray[np.float64]

# A slip or guess of exactly zero would make a single contrary answer impossible for ever.
SMALLEST_RATE = 1e-6


@dataclass(frozen=True, eq=False)
class Patterns:
    """Answer patterns (patterns × items, true = right) and how many learners showed each."""

    answers: NDArray[np.bool_]
    counts: Floats

    @classmethod
    def from_words(cls, counts: Mapping[str, int]) -> Patterns:
        """From {"11010": 89, …}. Raises ValueError where rows are of different length or nobody answered."""
        if not counts or sum(counts.values()) <= 0:
            raise ValueError("There are no answers to learn from. Give at least one pattern with a count.")
        if len({len(word) for word in counts}) != 1 or set("".join(counts)) - {"0", "1"}:
            raise ValueError("Patterns are rows of 0 and 1 of the same length. Check the rows that differ.")
        answers = np.array([[sign == "1" for sign in word] for word in counts], dtype=bool)
        return cls(answers, np.array(list(counts.values()), dtype=np.float64))

    @property
    def learners(self) -> float:
        return float(self.counts.sum())


@dataclass(frozen=True, eq=False)
class BlimFit:
    """What was estimated, and how well it describes the patterns.

    chances: share of each state; slip, guess: per item; loglik: of the learners' patterns; deviance: G² against the
    saturated model with `freedom` degrees; discrepancy: mean distance of a pattern to the nearest state, in items;
    nearest: how many learners stand at each distance; rounds: of the iteration.
    """

    chances: Floats
    slip: Floats
    guess: Floats
    loglik: float
    deviance: float
    freedom: int
    discrepancy: float
    nearest: dict[int, int]
    rounds: int


def fit_blim(
    structure: KnowledgeStructure, patterns: Patterns, *, tolerance: float = 1e-7, most_rounds: int = 10_000
) -> BlimFit:
    """Maximum likelihood by EM from slips and guesses of .1 and equal shares of states.

    Stops when no estimate moves by more than `tolerance`. A ridge of equal likelihoods can be long: the
    log-likelihood is certain long before each single rate is.
    """
    states, count = structure.states, patterns.counts
    chances = np.full(len(structure), 1.0 / len(structure))
    slip = np.full(len(structure.items), 0.1)
    guess = slip.copy()
    rounds = 0
    for rounds in range(1, most_rounds + 1):  # noqa: B007
        expected = posterior_of_states(patterns.answers, structure, chances, slip, guess) * count[:, None]
        before = (chances, slip, guess)
        chances, slip, guess = _counted(expected, patterns.answers, states)
        if max(
            float(np.abs(old - new).max()) for old, new in zip(before, (chances, slip, guess), strict=True)
        ) < (tolerance):
            break
    return _described(structure, patterns, chances, slip, guess, rounds)


def fit_minimum_discrepancy(structure: KnowledgeStructure, patterns: Patterns) -> BlimFit:
    """Minimum discrepancy in one step: the smallest slips and guesses that the structure allows, hence too small.

    Good for finding out which rates a structure cannot do without; for the check use `fit_blim`.
    """
    distance = _distances(structure, patterns)
    is_nearest = distance == distance.min(axis=1, keepdims=True)
    expected = is_nearest / is_nearest.sum(axis=1, keepdims=True) * patterns.counts[:, None]
    return _described(structure, patterns, *_counted(expected, patterns.answers, structure.states), 1)


def _counted(
    expected: Floats, answers: NDArray[np.bool_], states: NDArray[np.bool_]
) -> tuple[Floats, Floats, Floats]:
    """Shares and rates from expected numbers of learners per pattern and state."""
    in_state = expected.sum(axis=0)
    right_in_state = expected.T @ answers
    held, not_held = in_state @ states, in_state @ ~states
    slips = held - (right_in_state * states).sum(axis=0)
    guesses = (right_in_state * ~states).sum(axis=0)
    return in_state / in_state.sum(), _rate(slips, held), _rate(guesses, not_held)


def _rate(events: Floats, of: Floats) -> Floats:
    rate = np.divide(events, of, out=np.zeros_like(events), where=of > 0)
    return np.clip(rate, SMALLEST_RATE, 1.0 - SMALLEST_RATE)


def _described(
    structure: KnowledgeStructure,
    patterns: Patterns,
    chances: Floats,
    slip: Floats,
    guess: Floats,
    rounds: int,
) -> BlimFit:
    chance = chance_of_patterns(patterns.answers, structure, slip, guess) @ chances
    count, learners = patterns.counts, patterns.learners
    there = count > 0
    loglik = float(count[there] @ np.log(chance[there]))
    saturated = float(count[there] @ np.log(count[there] / learners))
    nearest = _distances(structure, patterns).min(axis=1)
    parameters = len(structure) - 1 + 2 * len(structure.items)
    cells = min(2 ** len(structure.items) - 1, int(learners))
    return BlimFit(
        chances=chances,
        slip=slip,
        guess=guess,
        loglik=loglik,
        deviance=2.0 * (saturated - loglik),
        freedom=cells - parameters,
        discrepancy=float(count @ nearest / learners),
        nearest={int(at): round(float(count[nearest == at].sum())) for at in np.unique(nearest)},
        rounds=rounds,
    )


def _distances(structure: KnowledgeStructure, patterns: Patterns) -> NDArray[np.int64]:
    """Items in which each pattern and each state differ: patterns × states."""
    answers, states = patterns.answers.astype(np.int64), structure.states.astype(np.int64)
    return answers.sum(axis=1)[:, None] + states.sum(axis=1)[None, :] - 2 * answers @ states.T
