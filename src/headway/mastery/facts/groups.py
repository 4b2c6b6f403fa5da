"""Runs of rows that belong to one learner and one competency."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from headway.mastery.facts.tables import Ints


@dataclass(frozen=True, eq=False)
class Groups:
    """Rows offsets[i]:offsets[i + 1] belong to (learner[i], competency[i]). offsets has one more entry."""

    learner: Ints
    competency: Ints
    offsets: Ints

    def __len__(self) -> int:
        return len(self.learner)

    @property
    def sizes(self) -> Ints:
        return np.diff(self.offsets)

    def of_rows(self) -> Ints:
        """For every row the number of its group."""
        return np.repeat(np.arange(len(self), dtype=np.int64), self.sizes)


def group_pairs(learner: Ints, competency: Ints) -> Groups:
    """Groups of columns that are already ordered by learner and competency."""
    rows = len(learner)
    begins = np.ones(rows, dtype=bool)
    begins[1:] = (learner[1:] != learner[:-1]) | (competency[1:] != competency[:-1])
    first = np.flatnonzero(begins).astype(np.int64)
    return Groups(learner[first], competency[first], np.append(first, rows).astype(np.int64))
