"""Answers of learners to items, with gaps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["NOT_ASKED", "Answers"]

NOT_ASKED = -1


@dataclass(frozen=True, eq=False)
class Answers:
    """Learners × items: 1 right, 0 not right, -1 not asked. An item not asked says nothing.

    Raises ValueError for any other number, naming the first place.
    """

    table: NDArray[np.int8]

    def __post_init__(self) -> None:
        if self.table.ndim != 2:
            raise ValueError("Answers are a table: learners in rows, items in columns.")
        odd = np.argwhere(~np.isin(self.table, (NOT_ASKED, 0, 1)))
        if len(odd):
            row, column = odd[0].tolist()
            raise ValueError(
                f"Learner {row + 1}, item {column + 1} holds {self.table[row, column]}. Write 1, 0, or -1 for not asked."
            )

    @property
    def learners(self) -> int:
        return self.table.shape[0]

    @property
    def items(self) -> int:
        return self.table.shape[1]

    def of(self, learners: NDArray[np.int64]) -> Answers:
        """Only these learners, in this order."""
        return Answers(self.table[learners])

    def gathered(self) -> tuple[Answers, NDArray[np.float64]]:
        """Each row that occurs once, and how many learners gave it."""
        rows, counts = np.unique(self.table, axis=0, return_counts=True)
        return Answers(rows), counts.astype(np.float64)
