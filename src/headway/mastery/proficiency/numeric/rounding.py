"""Rounding as the systems round whose numbers are reproduced: half away from zero, on what a float really is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def half_up(number: NDArray[np.float64] | float, places: int) -> NDArray[np.float64]:
    """`Float#round` of Ruby, which Canvas rounds with, digit for digit.

    Example: 4.125 to 2 places is 4.13 (Python's own rounding would say 4.12). 1.005 is a little less than it is
    written, and what is seen is 1.0 in Ruby and here: the scaled number is rounded, and then corrected when the
    next step up still isn't above the number. Source: Ruby, `Float#round` with `half: :up`.
    """
    value = np.asarray(number, dtype=np.float64)
    scale = 10.0**places
    steps = _whole(value * scale)
    with np.errstate(invalid="ignore"):
        steps = np.where((value > 0) & ((steps + 0.5) / scale <= value), steps + 1, steps)
        steps = np.where((value < 0) & ((steps - 0.5) / scale >= value), steps - 1, steps)
    return steps / scale


def half_up_one(number: float, places: int) -> float:
    return float(half_up(number, places))


def _whole(value: NDArray[np.float64]) -> NDArray[np.float64]:
    """C's `round`: to the nearest whole number, a half away from zero. Adding a half would mis-round .4999…94."""
    whole = np.trunc(value)
    return whole + np.copysign((np.abs(value - whole) >= 0.5).astype(np.float64), value)
