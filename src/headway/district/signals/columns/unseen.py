"""Who was not seen lately, and at which schools the record can't say: attendance, evidence, check-ins and contacts."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.district.agreements.api import last_check_ins, last_contacts
from headway.district.proficiency.api import ShownColumns
from headway.district.signals.columns.standing import NEVER, Here
from headway.district.signals.types import Found, SignalKind
from headway.mastery.pacing import date_of, day_number
from headway.mastery.pacing import signals as rules
from headway.mastery.pacing.signals import SchoolRecord, SeenBy, SignalPolicy, Waits

__all__ = ["Seen", "last_observed", "not_seen", "read_seen"]

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Seen:
    """day: per learner of `Here` the last day on which she was seen, attendance apart. until: up to which day her school's
    record says anything; NEVER for none. by, noted: per school what tells there who was seen, and the last day with noted
    attendance."""

    day: Ints
    until: Ints
    by: Mapping[int | None, SeenBy]
    noted: Mapping[int | None, dt.date]


def not_seen(here: Here, observed: Ints, policy: SignalPolicy, on: dt.date) -> list[Found]:
    """Days of school that are over, without evidence of her work, a check-in, or attendance. Today is not over: the night
    runs before school begins.

    Where a school keeps attendance, a day without a noted absence is a day seen, up to the last day for which the school
    has noted any: of the days after it nothing is known yet, and they count as neither. Where it notes none, evidence,
    check-ins and contacts with the family tell, unless these are silent, too (`rules.seen_by`).

    observed: per learner the day of her last evidence.
    """
    read = read_seen(here, observed, policy, on)
    rows, seen = np.arange(len(here.people), dtype=np.int64), read.day.copy()
    likely = rules.not_seen_rows(Waits(here.time.days(rows, seen, read.until)), policy)
    for row in np.flatnonzero(likely).tolist():
        noted = read.noted.get(here.people[row].school_id)
        if noted is not None:
            seen[row] = max(seen[row], _last_present(here, row, noted))
    waits = Waits(here.time.days(rows, seen, read.until))
    found = []
    for row in np.flatnonzero(rules.not_seen_rows(waits, policy)).tolist():
        evidence = rules.not_seen(waits.row(row), policy)
        assert evidence is not None  # the same rule, for one row
        told = {name: round(float(value), 3) for name, value in evidence.items()}
        if read.by[here.people[row].school_id] == SeenBy.WORK:
            told["in_work"] = 1.0
        since = date_of(max(int(seen[row]), int(here.begins[row]) - 1))
        found.append(Found(int(here.ids[row]), SignalKind.NOT_SEEN, "", since, told))
    return found


def read_seen(here: Here, observed: Ints, policy: SignalPolicy, on: dt.date) -> Seen:
    """When everybody here was seen, and which schools can't say. Every learner of a school wants to be in `here`."""
    day = np.maximum(observed, here.begins - 1)
    _heard(here, day, last_check_ins(here.ids.tolist(), on))
    noted = _attendance_until(here, on)
    yesterday = on - dt.timedelta(days=1)
    unnoted = {}
    for school in dict.fromkeys(one.school_id for one in here.people):
        before = here.days.years[school].starts_on - dt.timedelta(days=1)
        unnoted[school] = here.days.between(school, noted.get(school, before), yesterday)
    known = {school: day_number(noted[school]) for school in noted}
    until = np.array([known.get(one.school_id, NEVER) for one in here.people], dtype=np.int64)
    quiet = [row for row, one in enumerate(here.people) if unnoted[one.school_id] >= policy.not_seen_days]
    if not quiet:
        return Seen(day, until, dict.fromkeys(unnoted, SeenBy.ATTENDANCE), noted)
    at = np.array(quiet, dtype=np.int64)
    _heard(here, day, last_contacts(here.ids[at].tolist(), on))
    could = ~_within(here, at, here.begins[at] - 1, policy)
    was = could & _within(here, at, day[at], policy)
    learners, seen = dict.fromkeys(unnoted, 0), dict.fromkeys(unnoted, 0)
    for place, row in enumerate(quiet):
        learners[here.people[row].school_id] += int(could[place])
        seen[here.people[row].school_id] += int(was[place])
    by = {
        school: rules.seen_by(SchoolRecord(days, learners[school], seen[school]), policy)
        for school, days in unnoted.items()
    }
    for row in quiet:
        if by[here.people[row].school_id] == SeenBy.WORK:
            until[row] = here.on - 1
    return Seen(day, until, by, noted)


def last_observed(here: Here, shown: ShownColumns) -> Ints:
    """Per learner the day of the last evidence, about whatever; NEVER for none."""
    row, there = here.rows_of(shown.learner)
    found = np.full(len(here.people), NEVER, dtype=np.int64)
    np.maximum.at(found, row[there], shown.observed[there])
    return found


def _heard(here: Here, day: Ints, heard: Mapping[int, dt.date]) -> None:
    for row, one in enumerate(here.people):
        if one.id in heard:
            day[row] = max(day[row], day_number(heard[one.id]))


def _within(here: Here, rows: Ints, day: Ints, policy: SignalPolicy) -> NDArray[np.bool_]:
    """Whether this day lies within the policy's days of school before today."""
    return ~rules.not_seen_rows(Waits(here.time.days(rows, day, np.full(len(rows), here.on - 1))), policy)


def _attendance_until(here: Here, on: dt.date) -> dict[int | None, dt.date]:
    """Per school that keeps attendance the last day before this one on which it noted anybody's absence."""
    found: dict[int | None, dt.date] = {}
    for one in here.people:
        days = here.away.get(one.id, ())
        place = bisect_left(days, on)
        if place:
            found[one.school_id] = max(found.get(one.school_id, days[place - 1]), days[place - 1])
    return found


def _last_present(here: Here, row: int, until: dt.date) -> int:
    """The last day of school up to a day, that one included, without a noted absence; NEVER where there is none this
    year."""
    away = set(here.away.get(here.people[row].id, ()))
    days = here.days.days[here.people[row].school_id]
    place = bisect_right(days, until) - 1
    while place >= 0 and days[place] in away:
        place -= 1
    return day_number(days[place]) if place >= 0 else NEVER
