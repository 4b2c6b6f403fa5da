"""What the nightly run says to people: that a check-in is due, that it is time to speak with a family, and whose wish waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q, prefetch_related_objects
from django.urls import reverse

from headway.district.agreements.adults import adults_in_turn, contact_adults
from headway.district.agreements.selectors.check_ins import open_weeks
from headway.district.agreements.selectors.contacts import dues_of
from headway.district.agreements.selectors.waiting import waiting_for_nobody
from headway.district.agreements.selectors.wishes import open_wishes, passed_on_after
from headway.district.agreements.telling import help_subject, tell_still_waiting
from headway.district.agreements.weeks import Week
from headway.district.foundation.api import SYSTEM, Actor, clock, in_parts
from headway.district.notices.api import NoticeKind, Telling, tell_anew, told_subjects
from headway.district.people.api import district_organisation, learners_at

__all__ = ["Reminded", "remind"]

# A check-in whose night was missed is still told of: on a Friday's up to Monday. Later the next one is near.
LATE = dt.timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many learners were asked to check in, and of how many families somebody was told that it is time to speak: now,
    and not by an earlier run."""

    check_ins: int
    contacts: int


@transaction.atomic
def remind(
    on: dt.date | None = None, *, by: Actor = SYSTEM, learner_ids: Collection[int] | None = None
) -> Reminded:
    """Tell learners on the due day of a week's check-in, and advisers whose families nobody spoke with in time, or who
    took over a learner with an offer on the table; and the next adults of whoever asked that one comes by and was not
    answered in the days after which a signal is passed on.

    Who still has such a notice unread is not told again, so the run may be repeated. With a family speaks
    whom `contact_adults` names. learner_ids: about these learners, or everybody.
    """
    on = on or clock.today()
    district = district_organisation()
    if district is None:
        return Reminded(0, 0)
    rows = learners_at(district, on).order_by("pk")
    parts = [rows] if learner_ids is None else [rows.filter(pk__in=ids) for ids in in_parts(learner_ids)]
    learners = [one for part in parts for one in part]
    prefetch_related_objects(learners, "school")
    told = tell_anew([*_check_ins(learners, on), *_contacts(learners, on), *_wishes(learners, on)], by=by)
    tell_still_waiting(waiting_for_nobody([one.pk for one in learners]), by=by)
    return Reminded(
        check_ins=sum(one.kind == NoticeKind.CHECK_IN_DUE for one in told),
        contacts=len({one.subject for one in told if one.kind == NoticeKind.CONTACT_DUE}),
    )


def _check_ins(learners: Collection[Any], on: dt.date) -> list[Telling]:
    """Once for each week: on its due day, or one of the days after where the night of that day was missed."""
    weeks = open_weeks(learners, on)
    since = min((week.begins_on for week in weeks.values()), default=on)
    told = told_subjects(NoticeKind.CHECK_IN_DUE, weeks, clock.start_of_day(since))
    link, people = reverse("student:check_in"), {one.pk: one.person_id for one in learners}
    return [
        Telling(
            to=people[learner_id],
            kind=NoticeKind.CHECK_IN_DUE,
            learner=learner_id,
            link=link,
            subject=_about(learner_id, week),
        )
        for learner_id, week in weeks.items()
        if on <= week.due_on + LATE and _about(learner_id, week) not in told
    ]


def _about(learner_id: int, week: Week) -> str:
    return f"{learner_id}:{week.begins_on}"


def _contacts(learners: Collection[Any], on: dt.date) -> list[Telling]:
    overdue = [one.learner_id for one in dues_of(learners, on).values() if one.is_overdue(on)]
    if not overdue:
        return []
    links = {portal: reverse(f"{portal}:contacts") for portal in ("teacher", "counselor")}
    return [
        Telling(
            to=person,
            kind=NoticeKind.CONTACT_DUE,
            learner=learner_id,
            link=links[portal],
            subject=f"contact:{learner_id}",
        )
        for learner_id, adults in contact_adults(overdue, on).items()
        for person, portal in adults.items()
    ]


def _wishes(learners: Collection[Any], on: dt.date) -> list[Telling]:
    """Once for each wish that nobody answered in time: to the next adults. The first ones have it on their board."""
    waiting = open_wishes([Q(learner_id__in=part) for part in in_parts(one.pk for one in learners)], on)
    late = passed_on_after(on) if waiting else 0
    waiting = [one for one in waiting if one.days > late]
    if not waiting:
        return []
    since = clock.start_of_day(min(one.week_on for one in waiting))
    told = told_subjects(NoticeKind.HELP_ASKED, {one.learner.pk for one in waiting}, since)
    turns = adults_in_turn({one.learner.pk for one in waiting})
    return [
        Telling(
            to=person,
            kind=NoticeKind.HELP_ASKED,
            learner=one.learner.pk,
            link=reverse(f"{portal}:learner_check_ins", args=(one.learner.uuid,)),
            subject=help_subject(one.learner, one.week_on, late=True),
        )
        for one in waiting
        for person, portal in turns.get(one.learner.pk, ({}, {}))[1].items()
        if help_subject(one.learner, one.week_on, late=True) not in told
    ]
