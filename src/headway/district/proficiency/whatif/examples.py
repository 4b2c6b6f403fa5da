"""A few learners, one for each kind of move in turn, explained under both rules."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from headway.district.continuum.api import CompetencyInfo
from headway.district.evidence.api import ratings_of
from headway.district.people.api import Viewer, reasons_to_see, record_view, visible_learners
from headway.district.proficiency.ground import Ground
from headway.district.proficiency.proposing import proposal_of, rule_of
from headway.mastery.proficiency import Proposal
from headway.mastery.proficiency.whatif import Move, Moves, move_of

__all__ = ["MANY", "Example", "examples_of"]

MANY = 10
KINDS = (Move.UP, Move.DOWN, Move.GAINED, Move.LOST)
PAGE = "leader:what_if"


@dataclass(frozen=True, slots=True)
class Example:
    """One learner and competency: what is proposed now and what would be, with the reasons of both rules.

    decided: the level that a person decided, which stays whatever rule holds; None where nothing is decided.
    """

    learner_uuid: uuid.UUID
    name: str
    school: str
    competency: CompetencyInfo
    move: Move
    level_now: int | None
    level_then: int | None
    decided: int | None
    reasons_now: tuple[str, ...]
    reasons_then: tuple[str, ...]


def examples_of(
    viewer: Viewer, moves: Moves, decided: dict[tuple[int, int], int], now: Ground, then: Ground
) -> tuple[Example, ...]:
    """At most ten, of learners whose records this viewer may see; each look at one is noted in the trail."""
    chosen = _chosen(moves)
    learners = {one.pk: one for one in visible_learners(viewer).filter(pk__in={one for one, _c in chosen})}
    chosen = [pair for pair in chosen if pair[0] in learners]
    if not chosen:
        return ()
    with_circumstances = {"circumstances": True} if _asks(now, then) else {}
    family = [member for _one, code in chosen for member in now.continuum.family(code)]
    ratings = ratings_of([one for one, _c in chosen], family, None, now.continuum, **with_circumstances)
    found = []
    for learner_id, competency_id in chosen:
        learner, competency = learners[learner_id], now.continuum.by_id[competency_id]
        rows = np.flatnonzero((ratings.learner == learner_id) & (ratings.competency == competency_id))
        body = ratings.take(rows)
        before = proposal_of(body, rule_of(learner_id, competency, now), now)
        after = proposal_of(body, rule_of(learner_id, competency, then), then)
        record_view(viewer=viewer, learner=learner, page=PAGE, reasons=reasons_to_see(viewer, learner))
        found.append(
            Example(
                learner_uuid=learner.uuid,
                name=learner.person.name,
                school=learner.school.name if learner.school else "",
                competency=competency,
                move=move_of(before.level, after.level),
                level_now=before.level,
                level_then=after.level,
                decided=decided.get((learner_id, competency_id)),
                reasons_now=_told(before, now),
                reasons_then=_told(after, then),
            )
        )
    return tuple(found)


def _told(proposal: Proposal, on: Ground) -> tuple[str, ...]:
    rests_on = tuple(one for one in proposal.reasons if not one.code.startswith("would_"))
    return on.say(tuple(dict.fromkeys((*rests_on, *proposal.unmet, *proposal.missing))), in_full=True)


def _asks(now: Ground, then: Ground) -> bool:
    return now.book.asks_for_circumstances or then.book.asks_for_circumstances


def _chosen(moves: Moves) -> list[tuple[int, int]]:
    """One of each kind in turn, spread over the district, and nobody twice while there are others."""
    turns = [_spread(moves, kind) for kind in KINDS]
    chosen: list[tuple[int, int]] = []
    seen: set[int] = set()
    while turns and len(chosen) < MANY:
        for turn in list(turns):
            pair = next((pair for pair in turn if pair[0] not in seen), None)
            if pair is None:
                turns.remove(turn)
            elif len(chosen) < MANY:
                seen.add(pair[0])
                chosen.append(pair)
    return chosen


def _spread(moves: Moves, kind: Move) -> Iterator[tuple[int, int]]:
    """Pairs that move so: a few from far apart, then the others."""
    rows = np.flatnonzero(moves.move == kind)
    apart = rows[:: max(1, len(rows) // MANY)]
    for row in np.concatenate([apart, np.setdiff1d(rows, apart)]).tolist():
        yield int(moves.learner[row]), int(moves.competency[row])
