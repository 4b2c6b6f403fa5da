"""How often what the model says came true, and the correction that follows from it.

For each past forecast whose outcome is known the model's own chance of what came (its place, 0 to 1) is noted. If the
model were right, places would be spread evenly. The quantiles of the places that came say by how much to correct it:
the range that holds 8 of 10 lies between the model's chances at the places' quantiles EARLY and EARLY + 0.8.
Targets that were not reached when the record ended count as "later than this" (Kaplan-Meier).

A school's own quantiles count as much as its learners: n / (n + SCHOOL_HALF) beside the district's.

Source: Chernozhukov, Wüthrich, Zhu: Distributional conformal prediction, PNAS 2021; groups apart ("Mondrian") as in
Vovk et al.; the censored quantiles after Candès, Lei, Ren: Conformalized survival analysis, 2023, simplified.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Where the corrections are known; straight lines between.
CHANCES = np.array(
    [0.0, 0.01, 0.02, 0.035, 0.05, 0.075, *np.arange(0.1, 0.91, 0.05), 0.925, 0.95, 0.975, 0.99, 1.0]
)
# A school counts by half on its own from this many learners with outcomes on.
SCHOOL_HALF = 120
FEWEST_IN_A_SCHOOL = 30


@dataclass(frozen=True)
class Calibration:
    """places: the model's chance at each of CHANCES; schools: the same for schools that are large enough."""

    places: tuple[float, ...] = tuple(float(c) for c in CHANCES)
    schools: dict[int, tuple[float, ...]] = field(default_factory=dict)

    def _tables(self, school: Ints) -> tuple[Ints, Floats]:
        known = sorted(self.schools)
        tables = np.array([self.places, *(self.schools[one] for one in known)])
        if not known:
            return np.zeros(len(school), dtype=np.int64), tables
        at = np.minimum(np.searchsorted(known, school), len(known) - 1)
        return np.where(np.array(known)[at] == school, at + 1, 0), tables

    def place(self, chance: float, school: Ints) -> Floats:
        """What the model has to call the chance for it to be `chance` truly, per row."""
        which, tables = self._tables(school)
        at = np.array([np.interp(chance, CHANCES, table) for table in tables])
        return np.asarray(at[which], dtype=np.float64)

    def halfway(self, other: Calibration) -> Calibration:
        """Between two corrections of the same forecast; a school that one of them doesn't know has its district's."""
        schools = {
            one: _between(self.schools.get(one, self.places), other.schools.get(one, other.places))
            for one in self.schools.keys() | other.schools.keys()
        }
        return Calibration(_between(self.places, other.places), schools)

    def chance(self, place: Floats, school: Ints) -> Floats:
        """The chance that truly belongs to what the model calls `place`, per row."""
        which, tables = self._tables(school)
        result = np.empty(len(place))
        for number, table in enumerate(tables):
            here = which == number
            result[here] = np.interp(place[here], table, CHANCES)
        return result


def _between(one: tuple[float, ...], other: tuple[float, ...]) -> tuple[float, ...]:
    return tuple((a + b) / 2 for a, b in zip(one, other, strict=True))


def calibrate(
    place: Floats, over: NDArray[np.bool_], weight: Floats, school: Ints, learner: Ints
) -> Calibration:
    """From places that came (`over`) or were not yet reached; one entry per past forecast."""
    district = _quantiles(place, over, weight)
    schools = {}
    for one in np.unique(school).tolist():
        here = school == one
        learners = len(np.unique(learner[here]))
        if learners >= FEWEST_IN_A_SCHOOL:
            own = learners / (learners + SCHOOL_HALF)
            mixed = (1 - own) * district + own * _quantiles(place[here], over[here], weight[here])
            schools[int(one)] = tuple(float(x) for x in mixed)
    return Calibration(tuple(float(x) for x in district), schools)


def _quantiles(place: Floats, over: NDArray[np.bool_], weight: Floats) -> Floats:
    """The places at CHANCES. Strictly rising, so that both directions of reading are exact; beyond what was seen a
    straight line to 1."""
    order = np.lexsort((~over, place))
    place, over, weight = place[order], over[order], weight[order]
    at_risk = weight[::-1].cumsum()[::-1]
    left = np.cumprod(np.where(over, 1 - weight / at_risk, 1.0))
    came = 1 - left[over]
    before = np.concatenate(([0.0], came[:-1]))
    middle = (came + before) / 2
    seen = (middle[-1] if len(middle) else 0.0) >= CHANCES
    result = np.interp(CHANCES, middle, place[over]) if len(middle) else CHANCES.copy()
    if not seen.all():
        last = CHANCES[seen][-1] if seen.any() else 0.0
        at_last = result[seen][-1] if seen.any() else 0.0
        result[~seen] = at_last + (1 - at_last) * (CHANCES[~seen] - last) / (1 - last)
    result[0], result[-1] = 0.0, 1.0
    even = np.arange(len(CHANCES)) * 1e-9
    return np.minimum(np.maximum.accumulate(result) + even, 1 + even)
