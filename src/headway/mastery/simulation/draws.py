"""Chance that repeats: the same seed gives the same numbers on every machine and with every later numpy.

Only the raw bits of PCG64 are used, which numpy promises not to change (NEP 19); the distributions of
`numpy.random.Generator` may change and are not used. The normal quantile is P. J. Acklam's rational
approximation (relative error below 1.15e-9).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Shape = int | tuple[int, ...]

_CENTRE = (
    (-3.969683028665376e01, 2.209460984245205e02, -2.759285104469687e02, 1.383577518672690e02,
     -3.066479806614716e01, 2.506628277459239e00),
    (-5.447609879822406e01, 1.615858368580409e02, -1.556989798598866e02, 6.680131188771972e01,
     -1.328068155288572e01, 1.0),
)  # fmt: skip
_TAIL = (
    (-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e00, -2.549732539343734e00,
     4.374664141464968e00, 2.938163982698783e00),
    (7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e00, 3.754408661907416e00, 1.0),
)  # fmt: skip
_TAIL_BEGINS = 0.02425


class Draws:
    """One stream of chance. Streams of one seed with different names do not know of one another."""

    def __init__(self, seed: int, stream: str) -> None:
        self._bits = np.random.PCG64(np.random.SeedSequence([seed, *stream.encode()]))

    def uniform(self, shape: Shape) -> Floats:
        """Strictly between 0 and 1, with 52 random bits: the half step keeps both ends out."""
        size = int(np.prod(shape))
        raw = self._bits.random_raw(size) if size else np.empty(0, dtype=np.uint64)
        return ((raw >> np.uint64(12)).astype(np.float64) + 0.5).reshape(shape) * 2.0**-52

    def normal(self, shape: Shape, spread: float = 1.0) -> Floats:
        return normal_quantile(self.uniform(shape)) * spread

    def below(self, bound: int | NDArray[np.int64], shape: Shape) -> NDArray[np.int64]:
        """Whole numbers 0 .. bound-1."""
        return (self.uniform(shape) * bound).astype(np.int64)

    def yes(self, probability: float | Floats, shape: Shape) -> NDArray[np.bool_]:
        return self.uniform(shape) < probability

    def order(self, size: int) -> NDArray[np.int64]:
        """The numbers 0 .. size-1 shuffled."""
        return np.argsort(self.uniform(size), kind="stable")

    def choice(self, weights: tuple[float, ...], shape: Shape) -> NDArray[np.int64]:
        """Positions in `weights`, each as often as its weight says."""
        edges = np.cumsum(weights)
        return np.minimum(
            np.searchsorted(edges, self.uniform(shape) * edges[-1], side="right"), len(weights) - 1
        ).astype(np.int64)


def normal_quantile(probability: Floats) -> Floats:
    """The standard normal quantile of probabilities strictly between 0 and 1."""
    flat = np.ravel(probability)
    centred = flat - 0.5
    square = centred * centred
    above, below = (np.polyval(coefficients, square) for coefficients in _CENTRE)
    quantile = above * centred / below
    tails = np.flatnonzero((flat < _TAIL_BEGINS) | (flat > 1 - _TAIL_BEGINS))
    nearest = np.minimum(flat[tails], 1 - flat[tails])
    root = np.sqrt(-2 * np.log(nearest))
    above, below = (np.polyval(coefficients, root) for coefficients in _TAIL)
    quantile[tails] = np.where(centred[tails] < 0, 1.0, -1.0) * above / below
    return quantile.reshape(np.shape(probability))
