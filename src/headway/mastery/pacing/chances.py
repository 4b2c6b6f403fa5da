"""How a chance is told to adults: of ten plans like this one, how many are reached by their day."""

from __future__ import annotations

__all__ = ["TEN", "of_ten"]

TEN = 10
# Below and above this, "about one" and "about nine" of ten would say too much, or too little.
HARDLY, NEARLY = 0.05, 0.95


def of_ten(chance: float) -> int:
    """1 to 9; 0 for hardly any and 10 for nearly all, never for none or for certain."""
    if chance < HARDLY:
        return 0
    if chance > NEARLY:
        return TEN
    return min(max(round(chance * TEN), 1), TEN - 1)
