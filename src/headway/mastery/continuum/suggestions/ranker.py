"""A logistic ranker: which signs speak for an arrow or a link, learned from those that people drew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Ranker", "best_first", "fitted", "ordered"]

Real = NDArray[np.float64]
Whole = NDArray[np.int64]

STEPS, HALVES = 50, 20
CLOSE_ENOUGH = 1e-8


@dataclass(frozen=True, eq=False)
class Ranker:
    """strength = intercept + Σ weight · sign: the logarithm of the odds that people would say yes."""

    names: tuple[str, ...]
    weights: Real
    intercept: float

    @classmethod
    def of(cls, weights: Mapping[str, float], intercept: float) -> Ranker:
        return cls(tuple(weights), np.array(list(weights.values())), intercept)

    def strengths(self, signs: Real) -> Real:
        """signs: (rows, names)."""
        result: Real = signs @ self.weights + self.intercept
        return result

    def only(self, names: Sequence[str]) -> Ranker:
        """The weights in another order; a sign that was not learned weighs nothing."""
        known = dict(zip(self.names, self.weights.tolist(), strict=True))
        return Ranker(tuple(names), np.array([known.get(name, 0.0) for name in names]), self.intercept)


def fitted(
    signs: Real,
    answers: NDArray[np.bool_],
    names: Sequence[str],
    *,
    ridge: float,
    prior: Ranker | None = None,
    times: Real | None = None,
) -> Ranker:
    """Logistic regression by Newton's method, held near `prior` (near zero without one).

    signs: (rows, names); answers: whether people drew the arrow. ridge: how many answers the prior is worth, per sign
    in units of its own spread. times: how many rows each row stands for, where only some were looked at. Signs that do
    not vary keep the prior's weight.
    """
    times = np.ones(len(signs)) if times is None else times
    start = prior.only(names) if prior is not None else Ranker(tuple(names), np.zeros(len(names)), 0.0)
    centre, spread = signs.mean(axis=0), signs.std(axis=0)
    varies = spread > 1e-9
    scaled = (signs[:, varies] - centre[varies]) / spread[varies]
    goal = np.append(start.weights[varies] * spread[varies], 0.0)
    held = np.append(np.full(int(varies.sum()), ridge), 0.0)  # the intercept is free
    scaled = np.column_stack([scaled, np.ones(len(scaled))])
    share = float(np.clip(np.average(answers, weights=times), 1e-6, 1 - 1e-6))
    weights = goal.copy()
    weights[-1] = np.log(share / (1 - share))
    cost = _cost(scaled @ weights, answers, times) + _held(held, weights - goal)
    for _step in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(scaled @ weights, -30, 30)))
        slope = scaled.T @ (times * (chance - answers)) + held * (weights - goal)
        bend = scaled.T @ (scaled * (times * chance * (1 - chance) + 1e-9)[:, None]) + np.diag(held + 1e-9)
        step = np.linalg.solve(bend, slope)
        # Far from the answer a full step overshoots; it is halved until it helps.
        for _half in range(HALVES):
            tried = _cost(scaled @ (weights - step), answers, times) + _held(held, weights - step - goal)
            if tried <= cost:
                break
            step = step / 2
        weights, gained, cost = weights - step, cost - tried, tried
        if gained < CLOSE_ENOUGH * max(cost, 1.0):
            break
    weights, intercept = weights[:-1], float(weights[-1])
    found = start.weights.copy()
    found[varies] = weights / spread[varies]
    return Ranker(tuple(names), found, intercept - float(found[varies] @ centre[varies]))


def ordered(strength: Real, numbers: Whole) -> Whole:
    """These numbers, strongest first; among equals the lower number."""
    return numbers[np.argsort(-np.round(strength[numbers], 6), kind="stable")]


def best_first(strength: Real, allowed: NDArray[np.bool_], first: int = 100) -> Iterator[int]:
    """The allowed numbers in that order. The first come at once, the others only when they are asked for."""
    numbers = np.flatnonzero(allowed)
    if len(numbers) > first:
        rounded = np.round(strength[numbers], 6)
        at_once = rounded > -np.partition(-rounded, first)[first]
        yield from ordered(strength, numbers[at_once]).tolist()
        numbers = numbers[~at_once]
    yield from ordered(strength, numbers).tolist()


def _cost(strengths: Real, answers: NDArray[np.bool_], times: Real) -> float:
    """Surprise at the answers."""
    return float((times * (np.logaddexp(0, strengths) - strengths * answers)).sum())


def _held(held: Real, away: Real) -> float:
    """What it costs to be away from the prior."""
    return float((held * away**2).sum() / 2)
