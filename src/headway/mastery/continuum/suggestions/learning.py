"""Learning which signs count, from arrows that people drew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.mastery.continuum.suggestions.board import Board
from headway.mastery.continuum.suggestions.known import Known
from headway.mastery.continuum.suggestions.ranker import Ranker, fitted
from headway.mastery.continuum.suggestions.signs import FROM_ARROWS, FROM_WORDS_AND_PLACES

__all__ = ["RIDGE", "SHARES", "Examples", "examples", "learned_from", "learning_examples", "parted", "some"]

Real = NDArray[np.float64]
Whole = NDArray[np.int64]

RIDGE = 50.0
PARTS = 5
MOST_TARGETS = 300
SHARES = (1.0, 0.1, 0.3, 0.6)  # of the targets worked on already
MOST_OTHERS = 250  # candidates per target that people did not choose


@dataclass(frozen=True, eq=False)
class Examples:
    """Pairs with their signs, whether people drew the arrow, and how many pairs each one stands for."""

    signs: Real
    answers: NDArray[np.bool_]
    times: Real

    @classmethod
    def together(cls, several: Sequence[Examples]) -> Examples:
        return cls(
            np.concatenate([one.signs for one in several]),
            np.concatenate([one.answers for one in several]),
            np.concatenate([one.times for one in several]),
        )


def parted(targets: Whole, parts: int, seed: int = 0) -> Iterator[Whole]:
    """The targets in so many parts of nearly the same size, by lot; the same seed, the same lots."""
    lots = np.random.default_rng(seed).permutation(targets)
    return (np.sort(lots[part::parts]) for part in range(parts) if len(lots[part::parts]))


def examples(board: Board, known: Known, targets: Whole, drawn: Known, seed: int = 0) -> Examples:
    """Pairs of these targets, answered by what is `drawn`, their signs from what is `known`. The targets of each part are looked at as if none of that part had an arrow yet, so
    that what is learned holds for targets that are new. Signs of arrows are there even where none is left."""
    width = len(FROM_WORDS_AND_PLACES) + len(FROM_ARROWS)
    found = []
    for part in parted(targets, PARTS, seed):
        rest = known.without(part.tolist())
        for block in board.blocks(part, rest):
            for row, target in enumerate(block.targets.tolist()):
                candidates = np.flatnonzero(block.allowed[row])
                answers = np.isin(candidates, drawn.needs[target])
                kept, times = some(answers)
                signs = np.zeros((len(kept), width))
                for column, sign in enumerate(block.signs):
                    signs[:, column] = sign[row, candidates[kept]]
                found.append(Examples(signs, answers[kept], times))
    if not found:
        return Examples(np.zeros((0, width)), np.zeros(0, dtype=bool), np.zeros(0))
    return Examples.together(found)


def learning_examples(
    board: Board, known: Known, targets: Whole | None = None, shares: Sequence[float] = (1.0,)
) -> Examples:
    """Examples from the known arrows of these targets (default: all that have any, a few hundred at most).

    shares: the signs of arrows are looked at as if only such a share of the targets had been worked on, once for each,
    so that a ranker holds from the first arrows on.
    """
    targets = np.flatnonzero(known.has_prerequisites) if targets is None else targets
    if len(targets) > MOST_TARGETS:
        targets = targets[np.linspace(0, len(targets) - 1, MOST_TARGETS).astype(np.int64)]
    sets = []
    for number, share in enumerate(shares):
        hidden = np.random.default_rng(number).permutation(targets)[round(share * len(targets)) :]
        sets.append(examples(board, known.without(hidden.tolist()), targets, known, number))
    return Examples.together(sets)


def learned_from(
    found: Examples,
    names: Sequence[str],
    of: Sequence[str] = FROM_WORDS_AND_PLACES + FROM_ARROWS,
    *,
    prior: Ranker | None = None,
    ridge: float = RIDGE,
) -> Ranker:
    """The ranker by these signs, of all the signs that the examples have; the prior where nobody chose anything."""
    if not found.answers.any():
        return prior.only(names) if prior is not None else Ranker(tuple(names), np.zeros(len(names)), 0.0)
    columns = [list(of).index(name) for name in names]
    return fitted(found.signs[:, columns], found.answers, names, ridge=ridge, prior=prior, times=found.times)


def some(answers: NDArray[np.bool_]) -> tuple[Whole, Real]:
    """All that people chose, and of the others so many, evenly; with how many pairs each stands for."""
    others = np.flatnonzero(~answers)
    kept = others
    if len(others) > MOST_OTHERS:
        kept = others[np.linspace(0, len(others) - 1, MOST_OTHERS).astype(np.int64)]
    chosen = np.flatnonzero(answers)
    each = len(others) / max(len(kept), 1)
    return np.concatenate([chosen, kept]), np.concatenate([np.ones(len(chosen)), np.full(len(kept), each)])
