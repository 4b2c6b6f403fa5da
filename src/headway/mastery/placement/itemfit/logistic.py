"""Many small logistic regressions at once, on the same cells: the step that EM repeats."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Prior", "logistic_step"]

Floats = NDArray[np.float64]

# A step beyond this, on the logit scale, is shortened: far from the optimum Newton overshoots.
LONGEST_STEP = 1.5


@dataclass(frozen=True, eq=False)
class Prior:
    """Normal around centre (regressions × numbers) with these precisions (one for each number)."""

    centre: Floats
    precision: Floats


def logistic_step(
    right: Floats, total: Floats, cells: Floats, now: Floats, prior: Prior, steps: int = 2
) -> Floats:
    """Newton steps from `now` (regressions × numbers). right, total: regressions × cells; cells: cells × numbers."""
    if len(now) == 0:
        return now
    numbers = now.copy()
    for _step in range(steps):
        chance = 1.0 / (1.0 + np.exp(-np.clip(numbers @ cells.T, -40, 40)))
        slope = (right - total * chance) @ cells - prior.precision * (numbers - prior.centre)
        weight = total * chance * (1 - chance)
        bend = np.einsum("jc,ca,cb->jab", weight, cells, cells) + np.diag(prior.precision + 1e-9)
        move = np.linalg.solve(bend, slope[:, :, None])[:, :, 0]
        longest = np.abs(move).max(axis=1, keepdims=True)
        numbers += move * np.minimum(1.0, LONGEST_STEP / np.maximum(longest, 1e-300))
    return numbers
