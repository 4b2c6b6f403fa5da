"""Who would like an adult to come by and was not answered yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile
from operator import attrgetter
from typing import Any

from django.db.models import Exists, OuterRef, Q

from headway.district.agreements.adults import adults_in_turn
from headway.district.agreements.check_in_types import CheckInInfo, WishForAdult
from headway.district.agreements.models import CheckIn
from headway.district.agreements.policies.stages import learners_worked_with
from headway.district.agreements.selectors.check_ins import said_by_week
from headway.district.agreements.weeks import monday_of
from headway.district.foundation.api import clock
from headway.district.people.api import Viewer, school_years
from headway.district.policy.api import PolicyKind, rule_in_effect
from headway.mastery.pacing.signals import SignalPolicy

__all__ = ["OpenWish", "open_wishes", "passed_on_after", "wish_waits", "wishes_for_adult"]

# No school year is longer; each learner's own is asked for where somebody wished something.
A_YEAR = dt.timedelta(weeks=54)


@dataclass(frozen=True, slots=True)
class OpenWish:
    """learner: her row with person and school. said: the check-in that stands; since: when she first said so, in
    `week_on`; days: of school since then."""

    learner: Any
    said: CheckInInfo
    since: dt.datetime
    week_on: dt.date
    days: int


def wishes_for_adult(viewer: Viewer, *, everybody: bool = False) -> tuple[WishForAdult, ...]:
    """Learners who ticked in their latest check-in that an adult should come by, the longest waiting first.

    Those of whom this person is the first to turn to (the same who are told), or the next once nobody answered for as
    many days of school as a signal is passed on after; everybody: all with whom she works. A wish waits until an adult
    comes by or writes, or the learner checks in without it: reading it is no answer, and the next weeks of the school
    year don't end it. One query where there is none, ten however many there are.
    """
    hers = Q(learner__in=learners_worked_with(viewer).order_by().values("pk"))
    listed = open_wishes([hers], clock.today())
    if listed and not everybody:
        turns = adults_in_turn({one.learner.pk for one in listed})
        first, further = (
            [one for one in listed if viewer.person_id in turns.get(one.learner.pk, ({}, {}))[place]]
            for place in (0, 1)
        )
        late = passed_on_after(clock.today()) if further else 0
        hers_now = {one.said.uuid for one in (*first, *(one for one in further if one.days > late))}
        listed = [one for one in listed if one.said.uuid in hers_now]
    return tuple(
        WishForAdult(
            check_in_uuid=one.said.uuid,
            learner_uuid=one.learner.uuid,
            learner_name=one.learner.person.name,
            said_at=one.since,
        )
        for one in listed
    )


def open_wishes(scopes: Iterable[Q], on: dt.date) -> list[OpenWish]:
    """Wishes of the running school year that nobody answered, the longest waiting first. scopes: of which check-ins,
    each a query. Access is the caller's."""
    later = CheckIn.objects.filter(learner_id=OuterRef("learner_id")).filter(
        Q(week_on__gt=OuterRef("week_on")) | Q(week_on=OuterRef("week_on"), pk__gt=OuterRef("pk"))
    )
    rows = CheckIn.objects.filter(~Exists(later), wants_help=True, week_on__gte=on - A_YEAR)
    learners = {
        row.learner_id: row.learner
        for scope in scopes
        for row in rows.filter(scope).select_related("learner__person", "learner__school").order_by("pk")
    }
    years = school_years([one.school for one in learners.values()], on) if learners else {}
    if not years:
        return []
    said = said_by_week(learners, monday_of(min(one.starts_on for one in years.values())), on)
    found = []
    for learner_id, weeks in said.items():
        learner = learners[learner_id]
        year = years.get(learner.school_id)
        if year is None:
            continue
        of_year = sorted((one for one in weeks if one >= monday_of(year.starts_on)), reverse=True)
        asked = list(takewhile(attrgetter("wish_is_open"), (weeks[one] for one in of_year)))
        if asked:
            since = asked[-1].wished[-1].recorded_at
            days = sum(clock.local_date(since) < day <= on for day in year.school_days())
            found.append(OpenWish(learner, asked[0], since, asked[-1].week_on, days))
    return sorted(found, key=lambda one: (one.since, one.said.id))


def wish_waits(learner: Any) -> bool:
    """Does a wish of this learner still wait, of whatever week of the year? Access is the caller's."""
    return bool(open_wishes([Q(learner_id=learner.pk)], clock.today()))


def passed_on_after(on: dt.date) -> int:
    """So many days of school after it was said a wish that nobody answered is the next adult's, too: those after which a
    signal is passed on."""
    policy = SignalPolicy.from_dict(rule_in_effect(PolicyKind.PACE_SIGNALS, on).parameters)
    return policy.answer_days + policy.escalate_days
