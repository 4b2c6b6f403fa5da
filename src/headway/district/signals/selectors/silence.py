"""Schools that note no attendance, and whether the rest of their record says who was not seen: told to their leaders once,
instead of of every learner."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from headway.district.continuum.api import current_map
from headway.district.foundation.api import clock
from headway.district.people.api import Viewer, schools_noting_absences
from headway.district.proficiency.api import shown_columns
from headway.district.signals.columns.school_days import SchoolDays, school_days
from headway.district.signals.columns.standing import people_here
from headway.district.signals.columns.unseen import last_observed, read_seen
from headway.district.signals.policies import signal_learners, signal_policy
from headway.district.signals.types import SchoolWithoutAttendance
from headway.mastery.pacing.signals import SeenBy, SignalPolicy

__all__ = ["names_without_attendance", "schools_without_attendance", "silent_schools"]


@dataclass(frozen=True, slots=True)
class _Schools:
    """Schools (row id, path) with their names and days of school, and those (row id) that noted nobody's absence in the
    policy's days."""

    policy: SignalPolicy
    names: dict[tuple[int, str], str]
    days: SchoolDays
    quiet: set[int]


def names_without_attendance(viewer: Viewer, on: dt.date | None = None) -> tuple[str, ...]:
    """Of the schools of which this adult may see signals, those that noted nobody's absence in the policy's days of
    school, by name, whatever else their record tells. No learner is read; three queries."""
    schools = _schools(viewer, on or clock.today())
    return tuple(sorted(name for (pk, _path), name in schools.names.items() if pk in schools.quiet))


def silent_schools(viewer: Viewer, on: dt.date | None = None) -> tuple[SchoolWithoutAttendance, ...]:
    """Those of `schools_without_attendance` whose other record is silent, too."""
    return tuple(one for one in schools_without_attendance(viewer, on) if one.is_silent)


def schools_without_attendance(
    viewer: Viewer, on: dt.date | None = None
) -> tuple[SchoolWithoutAttendance, ...]:
    """Of the schools of which this adult may see signals, those that noted no attendance lately, by name, and whether the
    rest of the record is silent: the same reading as the night's. Learners are read only of these schools."""
    on = on or clock.today()
    schools, continuum = _schools(viewer, on), current_map()
    if not schools.quiet or continuum is None:
        return ()
    ids = list(
        _learners(viewer, on).filter(school__in=schools.quiet).order_by("pk").values_list("pk", flat=True)
    )
    here = people_here(on, ids, schools.days)
    read = read_seen(here, last_observed(here, shown_columns(ids, continuum)), schools.policy, on)
    found = [
        SchoolWithoutAttendance(name, read.noted.get(pk), read.by[pk] == SeenBy.NOTHING)
        for (pk, _path), name in schools.names.items()
        if read.by.get(pk, SeenBy.ATTENDANCE) != SeenBy.ATTENDANCE
    ]
    return tuple(sorted(found, key=lambda one: one.school))


def _schools(viewer: Viewer, on: dt.date) -> _Schools:
    policy, _version = signal_policy(on)
    rows = (
        _learners(viewer, on).order_by().values_list("school_id", "school__path", "school__name").distinct()
    )
    names = {(pk, path): name for pk, path, name in rows}
    days = school_days(names, on)
    windows: dict[dt.date, set[int]] = defaultdict(set)
    for pk, _path in names:
        past = days.days.get(pk, ())
        so_far = bisect_left(past, on)
        if so_far >= policy.not_seen_days:
            windows[past[so_far - policy.not_seen_days]].add(pk)
    quiet: set[int] = set()
    for first, schools in windows.items():
        quiet |= schools - schools_noting_absences(schools, first, on - dt.timedelta(days=1))
    return _Schools(policy, names, days, quiet)


def _learners(viewer: Viewer, on: dt.date) -> QuerySet:
    there = Q(left_on__isnull=True) | Q(left_on__gte=on)
    return signal_learners(viewer).filter(there, school__isnull=False)
