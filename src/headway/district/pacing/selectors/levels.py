"""The level of the continuum that a learner works at in a domain: one answer for every page on which it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from headway.district.advancement.api import Stage, stages_of
from headway.district.continuum.api import ContinuumMap, DomainInfo
from headway.district.pacing.selectors.histories import AT_ONCE
from headway.district.pacing.selectors.remaining import required
from headway.district.placement.api import PlacedLevel
from headway.district.policy.api import scale_for
from headway.mastery.facts import Determinations

__all__ = ["working_levels"]

Ints = NDArray[np.int64]


def working_levels(
    learner_ids: Sequence[int],
    domains: Sequence[DomainInfo],
    continuum: ContinuumMap,
    decisions: Determinations,
    as_of: dt.datetime | None = None,
    placed: Mapping[int, Mapping[tuple[str, str], PlacedLevel]] | None = None,
) -> Ints:
    """At which level of the continuum does each of these learners work, in each of these domains?

    learners × domains; −1 where nothing was decided there yet.

    From the level on which people decided that she stands (placement, moving on), or the earliest, the first with
    something required still open; the last where nothing is. decisions: `decisions_in_columns` of these learners. Two
    queries, or one with their placements (`levels_of`) at hand. Access is decided by whoever gives the ids.
    """
    ids = np.array(learner_ids, dtype=np.int64)
    found = np.full((len(ids), len(domains)), -1, dtype=np.int64)
    wanted = [
        [one for one in required(continuum, domain_code=domain.code) if one.level is not None]
        for domain in domains
    ]
    steps = np.unique([one.level for listed in wanted for one in listed if one.level is not None]).astype(
        np.int64
    )
    if not len(ids) or not len(steps):
        return found
    stages = stages_of(ids.tolist() if len(ids) <= AT_ONCE else None, as_of, placed)
    begins = _begins(ids, domains, decisions, continuum, stages, int(steps[0]))
    can = _can(ids, decisions)
    for column, listed in enumerate(wanted):
        if not listed:
            continue
        asked = np.array([one.id for one in listed], dtype=np.int64)
        level = np.searchsorted(steps, np.array([one.level for one in listed], dtype=np.int64))
        order = np.argsort(asked)
        row, competency = can
        at = np.minimum(np.searchsorted(asked[order], competency), len(asked) - 1)
        held = asked[order][at] == competency
        have = np.bincount(row[held] * len(steps) + level[order][at[held]], minlength=len(ids) * len(steps))
        whole = np.bincount(level, minlength=len(steps))
        still_open = (have.reshape(len(ids), len(steps)) < whole) & (steps >= begins[:, column, None])
        last = steps[np.flatnonzero(whole)[-1]]
        works_at = np.where(still_open.any(axis=1), steps[np.argmax(still_open, axis=1)], last)
        found[:, column] = np.where(begins[:, column] >= 0, works_at, -1)
    return found


def _begins(
    ids: Ints,
    domains: Sequence[DomainInfo],
    decisions: Determinations,
    continuum: ContinuumMap,
    stages_by_learner: Mapping[int, Mapping[str, Stage]],
    earliest: int,
) -> Ints:
    """From which level on the work is looked at: the decided one, else the earliest; −1 where nothing was decided."""
    found = np.full((len(ids), len(domains)), -1, dtype=np.int64)
    for column, domain in enumerate(domains):
        inside = [one.id for one in continuum.competencies if one.domain_id == domain.id]
        worked = decisions.learner[np.isin(decisions.competency, inside)]
        found[np.isin(ids, worked), column] = earliest
    place = {one: number for number, one in enumerate(ids.tolist())}
    column_of = {one.code: number for number, one in enumerate(domains)}
    for who, stages in stages_by_learner.items():
        for code, stage in stages.items():
            if who in place and code in column_of:
                found[place[who], column_of[code]] = stage.level
    return found


def _can(ids: Ints, decisions: Determinations) -> tuple[Ints, Ints]:
    """(learner's row, competency) of what is proficient by the decision that stands."""
    ordered, groups = decisions.standing().grouped()
    last = groups.offsets[1:] - 1
    last = last[ordered.level[last] >= scale_for().proficient]
    order = np.argsort(ids)
    at = np.minimum(np.searchsorted(ids[order], ordered.learner[last]), len(ids) - 1)
    here = ids[order][at] == ordered.learner[last]
    return order[at[here]].astype(np.int64), ordered.competency[last][here]
