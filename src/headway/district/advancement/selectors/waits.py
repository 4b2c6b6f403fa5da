"""Who is ready to move on and waits for a signature, for everybody at once: what the system looks at by night."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from headway.district.advancement.columns import day_of, read
from headway.district.advancement.policies import rule_of_moving
from headway.district.advancement.selectors.ready import candidates_of
from headway.district.advancement.selectors.stages import stages_of
from headway.district.advancement.types import Grain, Passage
from headway.district.continuum.api import current_map

__all__ = ["ReadyWait", "ready_waits"]


@dataclass(frozen=True, slots=True)
class ReadyWait:
    """key: of the passage, the same as long as she waits for it. since: when the record held all that is asked: a
    decision that was entered late counts from the day on which it was recorded."""

    learner_id: int
    key: str
    domain_code: str
    since: dt.date
    passage: Passage


def ready_waits(learners: Mapping[int, Any]) -> tuple[ReadyWait, ...]:
    """Of these learners (people.api.LearnerHere by id), who is ready by the rule, from a level or module with a date.

    Access is decided by whoever gives the learners. As many queries for all as for one.
    """
    continuum = current_map()
    if continuum is None or not learners:
        return ()
    rule, version = rule_of_moving()
    ids = tuple(learners)
    stages = stages_of(ids)
    rows = {
        one.id: SimpleNamespace(
            school=SimpleNamespace(uuid=one.school_uuid, path=one.school_path) if one.school_id else None
        )
        for one in learners.values()
    }
    reading = read(ids, continuum, rule, version)
    ready = {
        one.learner_id: rows[one.learner_id]
        for one in candidates_of(rows, stages, reading, dict.fromkeys(ids))
        if one.since is not None and one.is_dated
    }
    if not ready:
        return ()
    found = []
    for one in candidates_of(ready, stages, reading.as_recorded(ready), dict.fromkeys(ready)):
        if one.since is None or not one.is_dated:
            continue
        since, stage = day_of(one.since), stages.get(one.learner_id, {}).get(one.passage.domain_code)
        if stage is not None and one.passage.grain == Grain.LEVEL:
            since = max(since, stage.since)
        found.append(ReadyWait(one.learner_id, one.passage.key, one.passage.domain_code, since, one.passage))
    return tuple(found)
