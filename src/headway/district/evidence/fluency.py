"""Fluency beside understanding, read: which competencies ask for it, what was seen, and what that says."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from headway.district.continuum.api import CompetencyInfo, current_map
from headway.district.evidence.models import FluencyTry
from headway.district.foundation.api import clock
from headway.district.people.api import Viewer, check_see
from headway.district.policy.api import PolicyKind, rule_in_effect
from headway.mastery.proficiency.fluency import (
    FluencyState,
    FluencyTarget,
    TimedTry,
    fluency_of,
    targets_from,
)

__all__ = ["FluencyItem", "FluencyTold", "fluency_beside", "fluency_target"]


@dataclass(frozen=True, slots=True)
class FluencyItem:
    """One occasion. is_own: the viewer noted it and may take it back."""

    uuid: uuid.UUID
    on: dt.date
    right: int
    tries: int
    seconds: int
    is_own: bool


@dataclass(frozen=True, slots=True)
class FluencyTold:
    """What the competency asks for, and what was seen, newest first. state: None where nothing was seen yet."""

    target: FluencyTarget
    state: FluencyState | None
    items: tuple[FluencyItem, ...]
    version: str


def fluency_target(competency: CompetencyInfo) -> FluencyTarget | None:
    """How much fluency this competency asks for, by the policy in effect; None where it asks for none."""
    return targets_from(rule_in_effect(PolicyKind.FLUENCY_TARGETS).parameters).get(competency.identifier)


def fluency_beside(
    viewer: Viewer, learner: Any, competency: CompetencyInfo, as_of: dt.datetime | None = None
) -> FluencyTold | None:
    """What stands beside the level of this competency; None where the district asks for no fluency here.

    as_of: what was known then. Raises NotFound for strangers.
    """
    parameters, version, _text = rule_in_effect(PolicyKind.FLUENCY_TARGETS, as_of)
    target = targets_from(parameters).get(competency.identifier)
    if target is None:
        return None
    check_see(viewer, learner)
    rows = _tries(learner.pk, _family(competency.id), as_of)
    told = fluency_of(
        [TimedTry(row.right, row.tries, row.seconds, row.seen_on.toordinal()) for row in rows], target
    )
    items = tuple(
        FluencyItem(
            row.uuid, row.seen_on, row.right, row.tries, row.seconds, row.seen_by_id == viewer.person_id
        )
        for row in reversed(rows)
    )
    return FluencyTold(target, told.state if told else None, items, version)


def _family(competency_id: int) -> Collection[int]:
    """The competency in every version of the continuum that it was carried through."""
    continuum = current_map()
    return continuum.family(competency_id) if continuum else (competency_id,)


def _tries(learner_id: int, competency_ids: Collection[int], as_of: dt.datetime | None) -> list[FluencyTry]:
    until = as_of or clock.now()
    rows = (
        FluencyTry.objects.filter(
            learner_id=learner_id, competency_id__in=competency_ids, recorded_at__lte=until
        )
        .exclude(withdrawal__recorded_at__lte=until)
        .order_by("seen_on", "id")
    )
    return list(rows)
