"""Which bands of a scale a result touches, given how exactly the test measures; many results at once.

A band is [lowest, below): its lowest value belongs to it, `below` belongs to the next one. A result touches a band when
some value within ± z standard errors of it lies in the band. How likely each side is comes from a normal error around
the result; nothing is averaged, and no prior pulls a learner towards others.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Touched", "chance_between", "lies_inside", "touched_bands", "touched_many"]

Edges = Sequence[tuple[float, float]]


@dataclass(frozen=True, eq=False)
class Touched:
    """n results by b bands.

    touches  bool[n, b]
    chances  float64[n, b], the part of a normal error around the result that lies in the band; 1 and 0 without error
    likelier int64[n], the touched band with the greatest chance (the result's own among equals); -1 when none is
    inside   bool[n], whether the whole reach of the result lies in one band
    """

    touches: npt.NDArray[np.bool_]
    chances: npt.NDArray[np.float64]
    likelier: npt.NDArray[np.int64]
    inside: npt.NDArray[np.bool_]


def lies_inside(value: float, reach: float, lowest: float, below: float) -> bool:
    """Whether no value within ± reach leaves the band."""
    return lowest <= value - reach and value + reach < below


def chance_between(lowest: float, below: float, value: float, error: float) -> float:
    """P(lowest <= X < below) for X normal around `value` with standard deviation `error` > 0."""
    return _upto((below - value) / error) - _upto((lowest - value) / error)


def touched_bands(value: float, error: float | None, edges: Edges, z: float = 1.0) -> tuple[int, ...]:
    """The bands that one result touches, likeliest first; only its own when the error is not known."""
    if error is None:
        return tuple(place for place, (lowest, below) in enumerate(edges) if lowest <= value < below)
    low, high = value - z * error, value + z * error
    found = [place for place, (lowest, below) in enumerate(edges) if lowest <= high and low < below]
    chance = {place: chance_between(*edges[place], value, error) for place in found}
    own = {place for place in found if edges[place][0] <= value < edges[place][1]}
    return tuple(sorted(found, key=lambda place: (-round(chance[place], 12), place not in own, place)))


def touched_many(
    values: npt.NDArray[np.float64], errors: npt.NDArray[np.float64], edges: Edges, z: float = 1.0
) -> Touched:
    """As `touched_bands` for float64[n] values and errors; NaN is a value or an error that is not known."""
    lowest = np.array([one[0] for one in edges], dtype=np.float64)
    below = np.array([one[1] for one in edges], dtype=np.float64)
    value = np.asarray(values, dtype=np.float64)[:, None]
    known = np.isfinite(errors) & (np.asarray(errors) > 0)
    reach = np.where(known, z * np.where(known, errors, 0.0), 0.0)[:, None]
    own = (lowest <= value) & (value < below)
    touches = np.where(known[:, None], (lowest <= value + reach) & (value - reach < below), own)
    scale = np.where(known, errors, 1.0)[:, None]
    with np.errstate(invalid="ignore"):
        spread = _upto_many((below - value) / scale) - _upto_many((lowest - value) / scale)
    chances = np.where(known[:, None], spread, own.astype(np.float64))
    if not len(edges):
        nobody = np.zeros(len(value), dtype=bool)
        return Touched(touches, chances, np.full(len(value), -1, dtype=np.int64), nobody)
    # Own band first among equals, then the lower one: the same order as `touched_bands`.
    weight = np.where(touches, np.round(chances, 12) * 2 + np.where(own, 1e-13, 0.0), -1.0)
    likelier = np.where(touches.any(axis=1), weight.argmax(axis=1), -1)
    inside: npt.NDArray[np.bool_] = np.any((lowest <= value - reach) & (value + reach < below), axis=1)
    return Touched(touches, chances, likelier.astype(np.int64), inside)


def _upto(x: float) -> float:
    return 0.5 * (1.0 + math.erf(x / math.sqrt(2.0)))


_erf_many = np.frompyfunc(math.erf, 1, 1)


def _upto_many(x: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return 0.5 * (1.0 + np.asarray(_erf_many(x / math.sqrt(2.0)), dtype=np.float64))
