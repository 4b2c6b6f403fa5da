"""The sum of one body, with the same steps as `bodies.sums` takes for many."""

from __future__ import annotations

from collections.abc import Iterable


def sum_of(levels: Iterable[float]) -> float:
    """Kahan and Babuška's sum, which is also what Ruby (and so Canvas) adds floats with."""
    total = remainder = 0.0
    for level in levels:
        now = total + level
        remainder += (total - now) + level if abs(total) >= abs(level) else (level - now) + total
        total = now
    return total + remainder
