"""Which order do the answers themselves suggest? Inductive item tree analysis on right and wrong answers.

An implication (a, b) reads: who has b has a. Sources: Schrepp (1999, 2003), the inductive construction and the
original fit; Sargin & Ünlü (2009), the corrected and the minimised fit.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

__all__ = ["OrderFit", "Version", "counter_example_table", "induce_order"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Pair = tuple[int, int]


class Version(StrEnum):
    """How the expected counter-examples are estimated."""

    MINIMISED = "minimised"
    CORRECTED = "corrected"
    ORIGINAL = "original"


@dataclass(frozen=True, slots=True)
class OrderFit:
    """The order that fits best among those built. differences: of every order built, in the order of building."""

    implications: frozenset[Pair]
    difference: float
    error: float
    differences: tuple[float, ...]
    chosen: int


def counter_example_table(answers: NDArray[np.bool_]) -> Ints:
    """Learners × items → items × items: how many have the second item and not the first."""
    held = answers.astype(np.int64)
    return (1 - held).T @ held


def induce_order(answers: NDArray[np.bool_], version: Version = Version.MINIMISED) -> OrderFit:
    """The order among items that explains the counter-examples best. answers: learners × items, none missing.

    Raises ValueError without learners, and with an item that nobody has right (nothing can be said of it).
    """
    if answers.ndim != 2 or answers.size == 0:
        raise ValueError(
            "There are no answers to learn an order from. Give learners in rows and items in columns."
        )
    if not answers.any(axis=0).all():
        at = int(np.flatnonzero(~answers.any(axis=0))[0])
        raise ValueError(f"Nobody has item {at + 1} right, so nothing can be said of it. Leave it out.")
    against = counter_example_table(answers)
    orders = _built(against)
    fits = [_fit(order, against, answers, version) for order in orders]
    differences = tuple(difference for difference, _error in fits)
    chosen = int(np.argmin(differences))
    return OrderFit(orders[chosen], differences[chosen], fits[chosen][1], differences, chosen)


def _built(against: Ints) -> list[frozenset[Pair]]:
    """Orders of growing tolerance: each takes in the implications with at most so many counter-examples that do not
    make it intransitive."""
    items = range(len(against))
    held: set[Pair] = set()
    orders: list[frozenset[Pair]] = []
    levels = sorted({int(against[pair]) for pair in permutations(items, 2)} | {0})
    for most in levels:
        added = {pair for pair in permutations(items, 2) if against[pair] <= most} - held
        # One after the other, in the order of items, until all that is left agrees: the published fits depend on it.
        settled = False
        while not settled:
            settled = True
            for pair in sorted(added):
                if _breaks(pair, added | held, items):
                    added.discard(pair)
                    settled = False
        held |= added
        order = frozenset(held)
        if not orders or orders[-1] != order:
            orders.append(order)
    return orders


def _breaks(pair: Pair, together: set[Pair], items: range) -> bool:
    """Whether this pair, with another one, would demand a pair that is not there."""
    first, second = pair
    return any(
        ((second, third) in together and (first, third) not in together)
        or ((third, first) in together and (third, second) not in together)
        for third in items
        if third not in pair
    )


def _fit(
    order: frozenset[Pair], against: Ints, answers: NDArray[np.bool_], version: Version
) -> tuple[float, float]:
    """Mean squared difference of counter-examples found and expected, and the error rate."""
    learners, items = answers.shape
    share = answers.mean(axis=0)
    error = _error(order, against, share, learners, version)
    total = 0.0
    for pair in permutations(range(items), 2):
        total += (against[pair] - _expected(pair, order, share, learners, error, version)) ** 2
    return total / (items * (items - 1)), error


def _error(order: frozenset[Pair], against: Ints, share: Floats, learners: int, version: Version) -> float:
    if not order:
        return 0.0
    if version is not Version.MINIMISED:
        return float(np.mean([against[pair] / (share[pair[1]] * learners) for pair in sorted(order)]))
    # The rate at which the sum of squares of the corrected form is smallest: its derivative is linear in the rate.
    above, below = 0.0, 0.0
    for first, second in order:
        above += share[second] * against[first, second]
        below += learners * share[second] ** 2
        if (second, first) not in order:
            # Expected of the converse: (share[first] − share[second] + error · share[second]) · learners.
            above += share[second] * (against[second, first] - (share[first] - share[second]) * learners)
            below += learners * share[second] ** 2
    return above / below


def _expected(
    pair: Pair, order: frozenset[Pair], share: Floats, learners: int, error: float, version: Version
) -> float:
    first, second = pair
    if pair in order:
        return error * share[second] * learners
    if version is Version.ORIGINAL:
        return (1 - share[first]) * share[second] * learners * (1 - error)
    if (second, first) in order:
        # Who has the first has the second, but for errors: what is left of the second's holders.
        return (share[second] - (share[first] - share[first] * error)) * learners
    return (1 - share[first]) * share[second] * learners
