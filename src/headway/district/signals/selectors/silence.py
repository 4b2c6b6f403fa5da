"""Schools at which the record can't say who was not seen: told to their leaders once, instead of of every learner."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import defaultdict

from headway.district.continuum.api import current_map
from headway.district.foundation.api import clock
from headway.district.people.api import Viewer, schools_noting_absences
from headway.district.proficiency.api import shown_columns
from headway.district.signals.columns.school_days import school_days
from headway.district.signals.columns.standing import people_here
from headway.district.signals.columns.unseen import last_observed, read_seen
from headway.district.signals.policies import signal_learners, signal_policy
from headway.district.signals.types import SilentSchool
from headway.mastery.pacing.signals import SeenBy

__all__ = ["silent_schools"]


def silent_schools(viewer: Viewer, on: dt.date | None = None) -> tuple[SilentSchool, ...]:
    """Of the schools of which this adult may see signals, those whose record is silent today, by name: the same reading
    as the night's. Learners are read only of schools that noted no attendance lately."""
    on = on or clock.today()
    policy, _version = signal_policy(on)
    seen = signal_learners(viewer).filter(school__isnull=False).order_by("pk")
    names: dict[tuple[int, str], str] = {}
    learners: dict[int, list[int]] = defaultdict(list)
    for learner, pk, path, name in seen.values_list("pk", "school_id", "school__path", "school__name"):
        names[pk, path] = name
        learners[pk].append(learner)
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
    continuum = current_map()
    if not quiet or continuum is None:
        return ()
    ids = [learner for pk in quiet for learner in learners[pk]]
    here = people_here(on, ids, days)
    read = read_seen(here, last_observed(here, shown_columns(ids, continuum)), policy, on)
    found = [
        SilentSchool(name, read.noted.get(pk))
        for (pk, _path), name in names.items()
        if read.by.get(pk) == SeenBy.NOTHING
    ]
    return tuple(sorted(found, key=lambda one: one.school))
