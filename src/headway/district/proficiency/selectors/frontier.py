"""What is next for one learner: what she is ready for, what she is working on, and what comes after that."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import numpy as np

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, DomainKind
from headway.district.foundation.api import clock
from headway.district.people.api import Viewer
from headway.district.proficiency.ground import continuum_in_force
from headway.district.proficiency.selectors.standings import standings_of
from headway.district.proficiency.standing_rows import proficient_mask
from headway.district.proficiency.types import Frontier, FrontierItem, StandingInfo

__all__ = ["frontier_from", "frontier_of"]

_LONG_AGO = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def frontier_of(viewer: Viewer, learner: Any, as_of: dt.datetime | None = None) -> Frontier:
    """What is next (as it was known at a moment)? As many queries as `standings_of`. Raises NotFound for strangers."""
    standings = standings_of(viewer, learner, as_of)
    return frontier_from(standings, continuum_in_force())


def frontier_from(standings: Mapping[int, StandingInfo], continuum: ContinuumMap) -> Frontier:
    """The frontier of one learner's standings: no query."""
    mask = proficient_mask(standings, continuum)
    ready, working_on, waiting, proficient = [], [], [], []
    within_reach = np.zeros(continuum.graph.n, dtype=bool)
    for one in continuum.competencies:
        if one.kind == DomainKind.HABITS:
            continue  # they have pages of their own, and nothing opens because of them
        standing = standings.get(one.id)
        needs = _needs(one, mask, continuum)
        item = FrontierItem(one, standing, needs)
        if mask[one.position]:
            proficient.append(FrontierItem(one, standing))
        elif standing is not None and (
            standing.pieces or standing.determined_level is not None or standing.to_confirm
        ):
            working_on.append(item)
            within_reach[one.position] = True
        elif not needs:
            ready.append(item)
            within_reach[one.position] = True
        else:
            waiting.append(item)
    next_further = (item for item in waiting if all(within_reach[needed.position] for needed in item.needs))
    return Frontier(
        ready=tuple(
            sorted(ready, key=lambda item: _opened_at(item.competency, standings, continuum), reverse=True)
        ),
        working_on=tuple(sorted(working_on, key=_last_seen, reverse=True)),
        needs_first=tuple(next_further),
        proficient=tuple(sorted(proficient, key=_proficient_since, reverse=True)),
    )


def _needs(
    competency: CompetencyInfo, mask: np.ndarray, continuum: ContinuumMap
) -> tuple[CompetencyInfo, ...]:
    """The essential direct prerequisites that are not proficient yet."""
    return tuple(
        continuum.competencies[node] for node in continuum.gates_of(competency.position) if not mask[node]
    )


def _opened_at(
    competency: CompetencyInfo, standings: Mapping[int, StandingInfo], continuum: ContinuumMap
) -> dt.datetime:
    """When the last thing it waited for became proficient: what opened most recently is shown first."""
    since = [
        standings[before.id].proficient_since or _LONG_AGO
        for before in continuum.prerequisites_of(competency.id)
        if before.id in standings and standings[before.id].is_proficient
    ]
    return max(since, default=_LONG_AGO)


def _last_seen(item: FrontierItem) -> dt.datetime:
    standing = item.standing
    return (standing and (standing.last_observed_at or standing.determined_at)) or _LONG_AGO


def _proficient_since(item: FrontierItem) -> dt.datetime:
    if item.standing and item.standing.is_taken_as_met:
        return _LONG_AGO  # what was shown in work comes first
    return (item.standing and item.standing.proficient_since) or clock.now()
