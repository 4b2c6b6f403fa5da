"""Agreed targets as the rules of signals read them: what is done, what the plan's line asks for, and the chance."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from headway.district.agreements.api import AgreementColumns, read_plans
from headway.district.continuum.api import ContinuumMap
from headway.district.pacing.api import OutlookPlan
from headway.district.signals.columns.pace_door import time_of
from headway.mastery.pacing import date_of, day_number
from headway.mastery.pacing.signals import Plans

__all__ = ["AgreedPlans", "agreed_plans"]

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class AgreedPlans:
    """Agreements in force that have begun and hold work, a row each, and their readings."""

    learner: Ints
    target: Ints
    target_uuid: tuple[uuid.UUID, ...]
    domain: tuple[str, ...]
    by_on: tuple[dt.date, ...]
    plans: Plans

    def with_chances(self, chances: Mapping[str, float | None]) -> AgreedPlans:
        """chances: by subject, as the night stored them; a plan without one has none."""
        known = [chances.get(subject_of(one)) for one in self.target_uuid]
        chance = np.array([np.nan if one is None else one for one in known], dtype=np.float64)
        return replace(self, plans=replace(self.plans, chance=chance))

    def outlooks_wanted(self) -> list[OutlookPlan]:
        """What the forecast is asked for by night."""
        left = (self.plans.total - self.plans.done).tolist()
        return [
            OutlookPlan(learner, subject_of(target), domain, units, by_on)
            for learner, target, domain, units, by_on in zip(
                self.learner.tolist(), self.target_uuid, self.domain, left, self.by_on, strict=True
            )
        ]


def subject_of(target_uuid: uuid.UUID) -> str:
    return f"target:{target_uuid}"


def agreed_plans(agreed: AgreementColumns, continuum: ContinuumMap, on: dt.date) -> AgreedPlans:
    """Agreements in force, as of a day, read as on their pages (`agreements.read_plans`), without chances."""
    time = time_of(sorted(set(agreed.learner.tolist())), on)
    read = read_plans(agreed, time, continuum, on)
    keep = np.flatnonzero((read.total > 0) & (agreed.from_on <= day_number(on)))
    left = read.left[keep]
    return AgreedPlans(
        learner=agreed.learner[keep],
        target=agreed.target[keep],
        target_uuid=tuple(agreed.target_uuid[place] for place in keep.tolist()),
        domain=tuple(agreed.domain[place] for place in keep.tolist()),
        by_on=tuple(date_of(day) for day in agreed.by_on[keep].tolist()),
        plans=Plans(
            read.done[keep],
            read.total[keep],
            # A date that is past is certain: all of it was asked for by then.
            np.where(left < 0, read.total[keep], read.due[keep]).astype(np.float64),
            left,
            np.full(len(keep), np.nan),
        ),
    )
