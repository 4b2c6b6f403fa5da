"""What the filter answers: how probable each level is, whether that is enough to be sure, and what would settle it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

# No body is followed further than this many imagined pieces.
MOST_FURTHER = 6


class State(StrEnum):
    """Sure: at least four to one on one side of the mark. Everything else says so."""

    SURE = "sure"
    NOT_ENOUGH = "not_enough"


@dataclass(frozen=True)
class Settles:
    """What further evidence would settle it.

    at_mark: the fewest further pieces, all showing the mark or beyond, after which it would be sure that the work is
    proficient; None where six are not enough. below: the same for pieces that all stay short of the mark. expected: how many
    further pieces it takes on the whole, as the filter itself expects them to turn out; counted up to six. A chance of
    being settled with those six: within.
    """

    at_mark: int | None
    below: int | None
    expected: float
    within: float

    @property
    def fewest(self) -> int | None:
        """The fewest further pieces that can settle it either way."""
        return min((count for count in (self.at_mark, self.below) if count is not None), default=None)


@dataclass(frozen=True)
class Sureness:
    """How sure the evidence makes us at the moment of the latest piece.

    chances: for each level, lowest first, the chance that the learning which the work shows is truly at that level: what
    it would show in many pieces, by many raters, on the whole. They sum to 1. It is not the chance that one next piece
    shows that level; a next piece varies more. chance_proficient: the sum from the mark on. low, high: the shortest run
    of levels that holds the true one with a chance of at least .8. pieces, raters: what it rests on. settles: None when
    sure.
    """

    chances: tuple[float, ...]
    chance_proficient: float
    low: int
    high: int
    state: State
    pieces: int
    raters: int
    settles: Settles | None

    @property
    def is_sure(self) -> bool:
        return self.state is State.SURE

    @property
    def level(self) -> int:
        """The most probable level; of two equally probable the lower."""
        return 1 + max(range(len(self.chances)), key=lambda place: self.chances[place])


@dataclass(frozen=True, eq=False)
class SurenessColumns:
    """One row per learner and competency that has any rating, in that order: the rows of `ProposalColumns`.

    chances: rows × levels, float32; chance_proficient: float32. Without a standing piece they are those of the settings
    and `pieces` is 0. low, high: the 80 % range. sure: bool. at_mark, below: as in `Settles`; -1 where six pieces are
    not enough, 0 where it is sure.
    """

    learner: NDArray[np.int64]
    competency: NDArray[np.int64]
    chances: NDArray[np.float32]
    chance_proficient: NDArray[np.float32]
    low: NDArray[np.int8]
    high: NDArray[np.int8]
    sure: NDArray[np.bool_]
    at_mark: NDArray[np.int8]
    below: NDArray[np.int8]
    pieces: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.learner)
