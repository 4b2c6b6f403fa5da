"""What a forecast answers: a range and a chance, or why there is none. Never a lone date."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts import Reason

Floats = NDArray[np.float64]
# A forecast needs three weeks of school time in which the learner was watched.
FEWEST_DAYS = 15


class Refusal(IntEnum):
    """Why there is no range. NONE: there is one."""

    NONE = 0
    ALREADY_MET = 1  # nothing remains; range 0..0, chance 1
    SHORT_HISTORY = 2  # watched for too few instructional days; neither range nor chance
    TOO_WIDE = 3  # the range is wider than the horizon; the chance still stands

    @property
    def code(self) -> str:
        """The code of its sentence in `pacing.words`."""
        return f"forecast_{self.name.lower()}"


@dataclass(frozen=True, eq=False)
class Outlooks:
    """One row per target, in the order asked.

    low, middle, high: instructional days from the last day of the history, so that 8 of 10 such targets are reached
    from low to high (of the rest, more come after than before: see `fitted`); NaN where refused. chance: of reaching it within the days
    asked, 0 to 1; NaN where the history is too short. refused: a `Refusal` per row.
    """

    low: Floats
    middle: Floats
    high: Floats
    chance: Floats
    refused: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.low)

    def reason(self, row: int) -> Reason:
        """What to say beside the row: its range in whole instructional days, or why there is none."""
        refusal = Refusal(int(self.refused[row]))
        if refusal is Refusal.NONE:
            return Reason.of(
                "forecast_range",
                low=max(int(np.floor(self.low[row])), 1),
                high=max(int(np.ceil(self.high[row])), 1),
            )
        if refusal is Refusal.SHORT_HISTORY:
            return Reason.of(refusal.code, days=FEWEST_DAYS)
        return Reason.of(refusal.code)
