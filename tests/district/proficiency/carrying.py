"""What the tests of carrying over share: work that is shown and decided, and two competencies that become one."""

from __future__ import annotations

import datetime as dt

from headway.district.continuum.api import current_map
from headway.district.evidence.api import RatingLine
from headway.district.foundation.api import clock as time
from headway.district.proficiency.api import decide, explain, recompute, record_ratings, standings_of
from tests.district.continuum.versions import competency_like, next_version


def show(world, learner, code: str, level: int, pieces: int = 3) -> None:
    """Pieces of work that show this level of the competency in force, on different days."""
    continuum = current_map()
    viewer = world.viewer("ortiz")
    record_ratings(
        [
            RatingLine(
                learner_id=learner.pk,
                competency_id=continuum.by_code[code].id,
                level=level,
                observed_at=time.now() - dt.timedelta(days=2 * number + 1),
                title=f"{code} {number}",
            )
            for number in range(pieces)
        ],
        viewer=viewer,
    )


def settle(world, learner, code: str, level: int) -> None:
    """Work is shown and the teacher decides what it shows."""
    show(world, learner, code, level)
    decide_on(world, learner, code, level)


def decide_on(world, learner, code: str, level: int | None, reason: str = "I saw it.") -> None:
    decide(
        viewer=world.viewer("ortiz"),
        learner_uuid=learner.uuid,
        competency_uuid=current_map().by_code[code].uuid,
        level=level,
        reason=reason,
    )


def standing(world, learner, code: str):
    return standings_of(world.viewer("ortiz"), learner).get(current_map().by_code[code].id)


def why(world, learner, code: str, as_of=None):
    return explain(world.viewer("ortiz"), learner, current_map().by_code[code], as_of)


def same_after_recomputing(world, learner, code: str):
    """What a page reads before the night and after it is the same."""
    before = standing(world, learner, code)
    recompute()
    assert standing(world, learner, code) == before
    return before


def merge(world):
    """MA.FR.1 and MA.FR.2 become one."""
    return next_version(
        world.version.pk,
        without=("MA.FR.1", "MA.FR.2"),
        added=(competency_like("m", "MA.FR.M", "I can name fractions and tell which are equal."),),
        mapping={"world-MA.FR.1": "m", "world-MA.FR.2": "m"},
    )
