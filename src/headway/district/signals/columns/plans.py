"""Agreed targets as the rules of signals read them: what is done, what the plan's line asks for, and the chance."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from headway.district.agreements.api import agreements_in_force
from headway.district.continuum.api import ContinuumMap
from headway.district.proficiency.api import proficient_columns
from headway.district.signals.columns.pace_door import long_calendar, stored_fit
from headway.district.signals.columns.standing import Here
from headway.mastery.pacing import date_of
from headway.mastery.pacing.forecast import Histories, fit
from headway.mastery.pacing.signals import OwnTime, Plans, due_units
from headway.mastery.pacing.trajectories import Shape

__all__ = ["AgreedPlans", "agreed_plans"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class AgreedPlans:
    """Agreements in force of learners who are here, a row each, and their readings."""

    row: Ints
    target: Ints
    target_uuid: tuple[uuid.UUID, ...]
    domain: tuple[str, ...]
    by_on: tuple[dt.date, ...]
    plans: Plans


def agreed_plans(here: Here, continuum: ContinuumMap) -> AgreedPlans:
    """As of the day of `here`. What was proficient before a plan began is no part of it."""
    agreed = agreements_in_force(here.ids.tolist())
    row, there = here.rows_of(agreed.learner)
    weight = _weights(continuum)
    count = len(agreed)
    counts = agreed.met_day >= agreed.from_on[agreed.met_row]
    done = np.bincount(agreed.met_row[counts], weights=weight(agreed.met_competency[counts]), minlength=count)
    still = np.bincount(agreed.open_row, weights=weight(agreed.open_competency), minlength=count)
    keep = np.flatnonzero(there & (done + still > 0) & (agreed.from_on <= here.on))
    row, done, total = row[keep], done[keep], (done + still)[keep]
    time = replace(here.time, calendars=tuple(long_calendar(one) for one in here.time.calendars))
    before, by = agreed.from_on[keep] - 1, agreed.by_on[keep]
    today = np.full(len(keep), here.on, dtype=np.int64)
    passed, in_all = time.days(row, before, today), time.days(row, before, by)
    days_left = np.where(by < here.on, -1.0, time.days(row, today, by))
    domain = tuple(agreed.domain[place] for place in keep.tolist())
    shapes = [Shape.from_dict(agreed.shape[place]) for place in keep.tolist()]
    due = due_units(total, passed, in_all, agreed.buffer_days[keep].astype(np.float64), shapes)
    due = np.where(by < here.on, total, due)
    chance = _chances(here, continuum, time, row, domain, total - done, days_left)
    return AgreedPlans(
        row=row,
        target=agreed.target[keep],
        target_uuid=tuple(agreed.target_uuid[place] for place in keep.tolist()),
        domain=domain,
        by_on=tuple(date_of(day) for day in by.tolist()),
        plans=Plans(done, total, due, days_left, chance),
    )


def _weights(continuum: ContinuumMap):  # type: ignore[no-untyped-def]
    known = sorted((one.id, float(one.weight)) for one in continuum.competencies)
    ids = np.array([one[0] for one in known], dtype=np.int64)
    weights = np.array([one[1] for one in known])

    def weight(competency: Ints) -> Floats:
        if not len(ids) or not len(competency):
            return np.zeros(len(competency))
        at = np.minimum(np.searchsorted(ids, competency), len(ids) - 1)
        return np.where(ids[at] == competency, weights[at], 0.0)

    return weight


def _chances(
    here: Here,
    continuum: ContinuumMap,
    time: OwnTime,
    row: Ints,
    domain: Sequence[str],
    remaining: Floats,
    days_left: Floats,
) -> Floats:
    """The chance to be done by the agreed date, NaN where the forecast refuses. From learning history alone: what
    became proficient in the plan's domain this year, in the learner's own days of school."""
    if not len(row):
        return np.zeros(0)
    codes = {one.id: one.code for one in continuum.domains}
    names = sorted({*codes.values(), ""})
    number = {code: place for place, code in enumerate(names)}
    of_plan = np.array([number.get(code, 0) for code in domain], dtype=np.int64)
    streams, which = np.unique(row * len(names) + of_plan, return_inverse=True)
    known = proficient_columns(np.unique(here.ids[row]).tolist(), continuum)
    weight = _weights(continuum)(known.competency)
    place_of = {
        one.id: number[codes[one.domain_id]] for one in continuum.competencies if one.domain_id in codes
    }
    in_domain = np.array([place_of.get(one, 0) for one in known.competency.tolist()], dtype=np.int64)
    who, there = here.rows_of(known.learner)
    fresh = there & (weight > 0)
    fresh &= known.day >= here.begins[who]
    # Each completion counts for its domain's stream and for the one of all domains (plans for the diploma).
    event_key = np.concatenate(
        [who[fresh] * len(names) + in_domain[fresh], who[fresh] * len(names) + number[""]]
    )
    event_who = np.tile(who[fresh], 2)
    event_on = np.tile(known.day[fresh], 2)
    event_units = np.tile(weight[fresh], 2)
    wanted = np.isin(event_key, streams)
    watched = np.maximum(
        np.round(time.days(streams // len(names), here.begins[streams // len(names)] - 1, here.on)), 1
    ).astype(np.int64)
    day = np.round(time.days(event_who[wanted], here.begins[event_who[wanted]] - 1, event_on[wanted]))
    at = np.searchsorted(streams, event_key[wanted])
    schools = {
        school: place for place, school in enumerate(sorted({one.school_id or 0 for one in here.people}))
    }
    school = np.array([schools[here.people[one].school_id or 0] for one in (streams // len(names)).tolist()])
    histories = Histories(
        learner=np.arange(len(streams)),
        school=school.astype(np.int64),
        first_day=np.ones(len(streams), dtype=np.int64),
        last_day=watched,
        event_learner=at,
        event_day=np.clip(day, 1, watched[at]).astype(np.int64),
        event_units=event_units[wanted],
    )
    fitted = stored_fit() or fit(histories)
    within = np.maximum(days_left, 0.0)
    return fitted.outlooks(
        histories, remaining, np.maximum(within, 1.0), learner=which.astype(np.int64), within=within
    ).chance
