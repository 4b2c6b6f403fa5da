"""What the record says tonight about every learner's plan: the five rules over the whole district at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from headway.district.advancement.api import ready_waits
from headway.district.agreements.api import domains_without_agreement
from headway.district.continuum.api import ContinuumMap, current_map
from headway.district.foundation.api import in_parts
from headway.district.pacing.api import stored_chances
from headway.district.people.api import district_organisation, learners_at
from headway.district.proficiency.api import last_recorded_columns
from headway.district.signals.columns.night import Night
from headway.district.signals.columns.standing import (
    NEVER,
    Active,
    Here,
    active_domains,
    people_here,
    time_since,
)
from headway.district.signals.columns.unseen import not_seen
from headway.district.signals.types import Found, SignalKind
from headway.mastery.pacing import date_of, day_number
from headway.mastery.pacing import signals as rules
from headway.mastery.pacing.signals import OwnTime, SignalPolicy, Waits, Works

__all__ = ["find_signals"]

Ints = NDArray[np.int64]


def find_signals(on: dt.date, policy: SignalPolicy, night: Night | None = None) -> list[Found]:
    """Set-wise: as many queries for ten thousand learners as for ten. Schools without school on that date rest.

    Nothing is read but learning, time and what was agreed; never who a learner is (LR22). night: what earlier steps of
    this night have read already.
    """
    here, continuum = people_here(on, night.learner_ids if night else None), current_map()
    if continuum is None or not here.people:
        return []
    # Read once, for every rule that needs it.
    night = night or Night(on, continuum)
    active = active_domains(here, continuum, on, night.proficient, night.learner_ids)
    unseen = not_seen(here, active.last_observed, policy, on)
    missing = {one.learner_id for one in unseen}
    return [
        *_off_target(night, here, policy),
        # Who is not seen stalls everywhere; one signal says it.
        *(one for one in _stalled(here, active, policy) if one.learner_id not in missing),
        *unseen,
        *_not_negotiated(night, here, policy),
        *_waiting(here, active, continuum, policy),
    ]


def _off_target(night: Night, here: Here, policy: SignalPolicy) -> list[Found]:
    read = night.plans.with_chances(stored_chances(night.on, night.learner_ids))
    _row, there = here.rows_of(read.learner)
    found = []
    for number in np.flatnonzero(rules.off_target_rows(read.plans, policy) & there).tolist():
        evidence = rules.off_target(read.plans.row(number), policy)
        assert evidence is not None  # the same rule, for one row
        found.append(
            Found(
                learner_id=int(read.learner[number]),
                kind=SignalKind.OFF_TARGET,
                subject=str(read.target_uuid[number]),
                since_on=date_of(here.on),
                evidence=_rounded(evidence) | {"by_on": read.by_on[number].isoformat()},
                domain_code=read.domain[number],
                target_id=int(read.target[number]),
            )
        )
    return found


def _stalled(here: Here, active: Active, policy: SignalPolicy) -> list[Found]:
    """Where a decision waits, the decision is what is needed; that is a signal of its own."""
    today = np.full(len(active.row), here.on, dtype=np.int64)
    works = Works(here.time.days_there(active.row, active.shown, today), active.open_units)
    told = rules.stalled_rows(works, policy) & (active.waits == NEVER)
    found = []
    for number in np.flatnonzero(told).tolist():
        evidence = rules.stalled(works.row(number), policy)
        assert evidence is not None
        code = active.codes[active.domain[number]]
        found.append(
            Found(
                int(here.ids[active.row[number]]),
                SignalKind.STALLED,
                code,
                date_of(active.shown[number]),
                _rounded(evidence),
                code,
            )
        )
    return found


def _not_negotiated(night: Night, here: Here, policy: SignalPolicy) -> list[Found]:
    district = district_organisation()
    if district is None:
        return []
    ids = here.ids.tolist()
    at_schools = learners_at(district, night.on).select_related("school")
    learners = [one for part in in_parts(ids) for one in at_schools.filter(pk__in=part)]
    without = domains_without_agreement(learners, night.on, night.agreed, night.proficient)
    listed = [one for ones in without.values() for one in ones]
    row, there = here.rows_of(np.array([one.learner_id for one in listed], dtype=np.int64))
    since = np.array([day_number(one.since) for one in listed], dtype=np.int64)
    since = np.maximum(since, here.begins[row]) if len(listed) else since
    waits = Waits(here.time.days(row, since, np.full(len(listed), here.on, dtype=np.int64)))
    told = rules.not_negotiated_rows(waits, policy) & there
    return [
        Found(
            listed[number].learner_id,
            SignalKind.NOT_NEGOTIATED,
            listed[number].domain_code,
            date_of(since[number]),
            _rounded(rules.not_negotiated(waits.row(number), policy) or {}),
            listed[number].domain_code,
        )
        for number in np.flatnonzero(told).tolist()
    ]


def _waiting(here: Here, active: Active, continuum: ContinuumMap, policy: SignalPolicy) -> list[Found]:
    """Ready to move on, and ready to be decided: nobody has put a name under it.

    The wait begins when the record holds it: an adult has her days from when work of earlier days was entered. Its days
    are counted from there, over school years.
    """
    moving = ready_waits({one.id: one for one in here.people})
    moved = np.array([day_number(one.since) for one in moving], dtype=np.int64)
    time = time_since(here, np.concatenate([moved, active.waiting.day]))
    row_of = {one.id: row for row, one in enumerate(here.people)}
    rows = [row_of[one.learner_id] for one in moving]
    subjects = [(f"move:{one.key}", one.domain_code) for one in moving]
    since = moved.tolist()
    waits_since = _decisions_wait(here, time, active, continuum, policy)
    for number in np.flatnonzero(waits_since != NEVER).tolist():
        code = active.codes[active.domain[number]]
        rows.append(int(active.row[number]))
        subjects.append((f"decide:{code}", code))
        since.append(int(waits_since[number]))
    row = np.array(rows, dtype=np.int64)
    begun = np.array(since, dtype=np.int64)
    waits = Waits(time.days(row, begun, np.full(len(rows), here.on, dtype=np.int64)))
    return [
        Found(
            int(here.ids[row[number]]),
            SignalKind.WAITING,
            subjects[number][0],
            date_of(begun[number]),
            _rounded(rules.waiting(waits.row(number), policy) or {}),
            subjects[number][1],
        )
        for number in np.flatnonzero(rules.waiting_rows(waits, policy)).tolist()
    ]


def _decisions_wait(
    here: Here, time: OwnTime, active: Active, continuum: ContinuumMap, policy: SignalPolicy
) -> Ints:
    """Per row of `Active` since when a decision has waited in the record; NEVER where none does. What could be told is
    looked at more closely: two queries, whatever their number."""
    open_ones = active.waiting
    day = open_ones.day.copy()
    today = np.full(len(day), here.on, dtype=np.int64)
    likely = rules.waiting_rows(Waits(time.days(open_ones.row, day, today)), policy)
    if likely.any():
        learner, competency = here.ids[open_ones.row[likely]], open_ones.competency[likely]
        recorded = last_recorded_columns(np.unique(learner).tolist(), continuum)
        day[likely] = np.maximum(day[likely], recorded.days_of(learner, competency))
    width = len(active.codes)
    since = np.full(len(here.people) * width, 2**60, dtype=np.int64)
    np.minimum.at(since, open_ones.row * width + open_ones.domain, day)
    found = since[active.row * width + active.domain]
    return np.where(found < 2**60, found, NEVER)


def _rounded(evidence: Mapping[str, float]) -> dict[str, float]:
    return {name: round(float(value), 3) for name, value in evidence.items()}
