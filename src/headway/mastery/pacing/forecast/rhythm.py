"""The district's rhythm: where levels are decided on certain days together, targets are reached on those days.

A pulse is an instructional day with far more completions than its share. It is learned from when completions came in
the district as a whole, and needs the histories to count instructional days from one origin.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.mastery.pacing.forecast.histories import Histories

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# A pulse has this many times the completions of a usual day; there is a rhythm if pulses hold this share of them all.
TIMES_USUAL, FEWEST_ON_A_DAY, SHARE_ON_PULSES, FEWEST_PULSES = 3.0, 5, 0.3, 3


@dataclass(frozen=True)
class Rhythm:
    """gap: instructional days from pulse to pulse, 0 without a rhythm. pulses: the days, in order."""

    gap: float = 0.0
    pulses: tuple[int, ...] = ()

    def phase(self, day: Ints) -> Floats:
        """How far the way to the next pulse is gone after each day, from -0.5 to 0.5; 0 without a rhythm.

        After the last pulse known the gap goes on repeating itself.
        """
        if not self.pulses:
            return np.zeros(len(day))
        pulses = np.array(self.pulses)
        at = np.searchsorted(pulses, day, side="right") - 1
        since = (day - pulses[np.maximum(at, 0)]).astype(np.float64)
        after_last = at == len(pulses) - 1
        since = np.where(after_last, since % self.gap, since)
        return np.where(at < 0, 0.0, np.minimum(since / self.gap, 1.0) - 0.5)


def rhythm_of(histories: Histories) -> Rhythm:
    if len(histories.event_day) == 0:
        return Rhythm()
    first = int(histories.event_day.min())
    on_day = np.bincount(histories.event_day - first)
    usual = len(histories.event_day) / len(on_day)
    high = (on_day >= TIMES_USUAL * usual) & (on_day >= FEWEST_ON_A_DAY)
    if high.sum() < FEWEST_PULSES or on_day[high].sum() < SHARE_ON_PULSES * len(histories.event_day):
        return Rhythm()
    days = np.flatnonzero(high)
    # Days next to each other are one pulse, named by its last.
    last = np.append(days[1:] - days[:-1] > 2, True)
    pulses = days[last] + first
    if len(pulses) < FEWEST_PULSES:
        return Rhythm()
    return Rhythm(float(np.median(np.diff(pulses))), tuple(int(day) for day in pulses))
