"""What was decided about learners, and what the map claims, as columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Claim", "Facts"]

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Claim:
    """An arrow: earlier is needed for later. Both are numbers of competencies."""

    earlier: int
    later: int


@dataclass(frozen=True, eq=False)
class Facts:
    """One row per finding on a learner and a competency: proficient or not yet, and the day (days since 1970-01-01).

    A pair without a row is unknown, never not-yet. Rows of one pair and day count in the order given, so that the
    last one holds. Raises ValueError where columns differ in length.
    """

    learner: Ints
    competency: Ints
    is_proficient: NDArray[np.bool_]
    on: Ints

    def __post_init__(self) -> None:
        lengths = {len(self.learner), len(self.competency), len(self.is_proficient), len(self.on)}
        if len(lengths) != 1:
            raise ValueError(
                f"The columns of facts have different lengths: {sorted(lengths)}. Give each row all four."
            )

    def __len__(self) -> int:
        return len(self.learner)

    def ordered(self) -> Facts:
        """By competency, learner and day; rows of one day stay in their order."""
        order = np.lexsort((np.arange(len(self)), self.on, self.learner, self.competency))
        return Facts(self.learner[order], self.competency[order], self.is_proficient[order], self.on[order])
