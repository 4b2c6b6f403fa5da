"""A whole district under two rule books at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts import Ratings, Refused
from headway.mastery.proficiency.body import A_DAY
from headway.mastery.proficiency.columnar import NONE, ProposalColumns, propose_by
from headway.mastery.proficiency.piece_columns import Ints
from headway.mastery.proficiency.rule import Rule
from headway.mastery.proficiency.whatif.reference import Move
from headway.mastery.scales import Scale


@dataclass(frozen=True, eq=False)
class Moves:
    """One row per learner and competency that has any rating, in that order.

    level_now, level_then: -1 for none. status_now, status_then: positions in STATUSES. move: a Move.
    """

    learner: NDArray[np.int64]
    competency: NDArray[np.int64]
    level_now: NDArray[np.int8]
    level_then: NDArray[np.int8]
    status_now: NDArray[np.int8]
    status_then: NDArray[np.int8]
    move: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.learner)


def what_if(
    ratings: Ratings,
    now: tuple[Sequence[Rule], Ints],
    then: tuple[Sequence[Rule], Ints],
    scale: Scale,
    *,
    on: int | None = None,
    a_day: int = A_DAY,
) -> Moves:
    """now, then: rules, and which of them holds for each row of the ratings, as in `propose_by`."""
    first = propose_by(ratings, now[0], now[1], scale, on=on, a_day=a_day)
    second = propose_by(ratings, then[0], then[1], scale, on=on, a_day=a_day)
    return moves_between(first, second)


def moves_between(now: ProposalColumns, then: ProposalColumns) -> Moves:
    """The moves between two sets of proposals for the same ratings. Refused: proposals for different ones."""
    same = np.array_equal(now.learner, then.learner) and np.array_equal(now.competency, then.competency)
    if not same:
        raise Refused(
            "moves_pairs",
            "The two sets of proposals are about different learners or competencies; make both from the same "
            "ratings.",
        )
    before, after = now.level, then.level
    move = np.select(
        [before == after, before == NONE, after == NONE, after > before],
        [Move.STAYS, Move.GAINED, Move.LOST, Move.UP],
        default=Move.DOWN,
    )
    return Moves(
        learner=now.learner,
        competency=now.competency,
        level_now=before,
        level_then=after,
        status_now=now.status,
        status_then=then.status,
        move=move.astype(np.int8),
    )
