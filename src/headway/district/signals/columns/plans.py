"""Agreed targets as the rules of signals read them: what is done, what the plan's line asks for, and the chance."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.district.agreements.api import AgreementColumns, SchoolDays, agreements_in_force
from headway.district.continuum.api import ContinuumMap
from headway.district.pacing.api import OutlookPlan, OwnTime
from headway.district.signals.columns.pace_door import time_of
from headway.mastery.pacing import date_of, day_number
from headway.mastery.pacing.signals import Plans, due_units
from headway.mastery.pacing.trajectories import Shape

__all__ = ["AgreedPlans", "agreed_plans"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
LONG_AGO = -1.0


@dataclass(frozen=True, eq=False)
class AgreedPlans:
    """Agreements in force that have begun and hold work, a row each, and their readings."""

    learner: Ints
    target: Ints
    target_uuid: tuple[uuid.UUID, ...]
    domain: tuple[str, ...]
    by_on: tuple[dt.date, ...]
    plans: Plans

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


def agreed_plans(
    ids: list[int], continuum: ContinuumMap, on: dt.date, chances: Mapping[str, float | None]
) -> AgreedPlans:
    """Of these learners, as of a day. What was proficient before a plan began is no part of it.

    chances: by subject, as the night stored them; a plan without one has none.
    """
    agreed = agreements_in_force(ids)
    weight, today, count = _weights(continuum), day_number(on), len(agreed)
    counts = agreed.met_day >= agreed.counts_from[agreed.met_row]
    done = np.bincount(agreed.met_row[counts], weights=weight(agreed.met_competency[counts]), minlength=count)
    still = np.bincount(agreed.open_row, weights=weight(agreed.open_competency), minlength=count)
    keep = np.flatnonzero((done + still > 0) & (agreed.from_on <= today))
    time = time_of(sorted(set(agreed.learner[keep].tolist())), on)
    passed, in_all, left = np.zeros(len(keep)), np.zeros(len(keep)), np.zeros(len(keep))
    for row, place in enumerate(keep.tolist()):
        learner, domain = int(agreed.learner[place]), agreed.domain[place] or None
        from_on, by_on = date_of(agreed.from_on[place]), date_of(agreed.by_on[place])
        if not time.has_time(learner):
            continue
        # As everywhere a plan is read: the day on which it begins is day 0, its last day is the last that counts.
        passed[row] = time.own_days(learner, from_on + dt.timedelta(days=1), min(on, by_on), domain)
        ahead = time.own_days(learner, on + dt.timedelta(days=1), by_on, domain)
        in_all[row] = passed[row] + ahead
        left[row] = ahead if by_on >= on else LONG_AGO
    gained, total = done[keep].astype(np.float64), (done + still)[keep].astype(np.float64)
    shapes = [_shape(agreed, place, time) for place in keep.tolist()]
    due = due_units(total, passed, in_all, agreed.buffer_days[keep].astype(np.float64), shapes)
    uuids = tuple(agreed.target_uuid[place] for place in keep.tolist())
    known = [chances.get(subject_of(one)) for one in uuids]
    return AgreedPlans(
        learner=agreed.learner[keep],
        target=agreed.target[keep],
        target_uuid=uuids,
        domain=tuple(agreed.domain[place] for place in keep.tolist()),
        by_on=tuple(date_of(day) for day in agreed.by_on[keep].tolist()),
        plans=Plans(
            gained,
            total,
            np.where(left < 0, total, due).astype(np.float64),
            left,
            np.array([np.nan if one is None else one for one in known], dtype=np.float64),
        ),
    )


def _shape(agreed: AgreementColumns, place: int, time: OwnTime) -> Shape:
    """The agreed way; where people named days, at their place in her calendar of today."""
    shape, learner = Shape.from_dict(agreed.shape[place]), int(agreed.learner[place])
    if not shape.steps or not time.has_time(learner):
        return shape
    share = SchoolDays(learner, time).share_of(
        date_of(agreed.from_on[place]), date_of(agreed.by_on[place]), agreed.domain[place]
    )
    return shape.placed(share)


def _weights(continuum: ContinuumMap) -> Callable[[Ints], Floats]:
    known = sorted((one.id, float(one.weight)) for one in continuum.competencies)
    ids = np.array([one[0] for one in known], dtype=np.int64)
    weights = np.array([one[1] for one in known])

    def weight(competency: Ints) -> Floats:
        if not len(ids) or not len(competency):
            return np.zeros(len(competency))
        at = np.minimum(np.searchsorted(ids, competency), len(ids) - 1)
        return np.where(ids[at] == competency, weights[at], 0.0)

    return weight
