"""One learner and one competency under two rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from headway.mastery.facts import Rating, Ratings
from headway.mastery.proficiency.body import A_DAY
from headway.mastery.proficiency.proposal import Proposal
from headway.mastery.proficiency.reference import propose
from headway.mastery.proficiency.rule import Rule
from headway.mastery.scales import Scale


class Move(IntEnum):
    """What the other rule does to the proposal. A level is never compared with no level: that is a move of its own."""

    STAYS = 0
    UP = 1
    DOWN = 2
    # From no level, for too little evidence, to a level; and from a level to not enough evidence.
    GAINED = 3
    LOST = 4


@dataclass(frozen=True)
class Step:
    """Both proposals, with their reasons, and the move from one to the other."""

    now: Proposal
    then: Proposal
    move: Move


def step(
    ratings: Iterable[Rating] | Ratings,
    rule: Rule,
    other: Rule,
    scale: Scale,
    *,
    on: int | None = None,
    a_day: int = A_DAY,
) -> Step:
    """Arguments and refusals as in `propose`, for both rules."""
    rows = ratings.rows() if isinstance(ratings, Ratings) else list(ratings)
    now = propose(rows, rule, scale, on=on, a_day=a_day)
    then = propose(rows, other, scale, on=on, a_day=a_day)
    return Step(now, then, move_of(now.level, then.level))


def move_of(now: int | None, then: int | None) -> Move:
    if now == then:
        return Move.STAYS
    if now is None:
        return Move.GAINED
    if then is None:
        return Move.LOST
    return Move.UP if then > now else Move.DOWN
