"""Whether anybody looks (R142), how long the first support takes (R099), and how a school answers its signals."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.db.models import Max, Min

from headway.district.agreements.api import adult_looks
from headway.district.foundation.api import clock
from headway.district.people.api import Viewer, characteristics_of
from headway.district.proficiency.api import SMALLEST_SHOWN, suppress
from headway.district.signals.columns.school_days import school_days
from headway.district.signals.models import Addressing, FollowUp, PaceReview, Response, Signal
from headway.district.signals.policies import signal_learners, signal_policy
from headway.district.signals.selectors.waiting import waiting_since
from headway.district.signals.types import Because, NotReviewed, SchoolSignals, SupportTimes

__all__ = [
    "GroupCount",
    "last_reviews",
    "not_reviewed",
    "not_reviewed_by_group",
    "schools_signals",
    "support_times",
    "support_times_by_group",
]


@dataclass(frozen=True, slots=True)
class GroupCount:
    """Of a group's learners how many are on the list; None where it would tell of few."""

    kind: str
    group: str
    listed: int | None
    learners: int | None


def last_reviews(since: dt.date, learner_ids: Collection[int] | None = None) -> dict[int, dt.date]:
    """When an adult last looked at each learner's pace, from a day on; who had no look is absent. Six queries.

    A look is: a pace review, a response, a follow-up, an answered check-in, an offer or signature of an adult.
    """
    moment = clock.start_of_day(since)
    found = adult_looks(moment, learner_ids)

    def note(rows: Iterable[tuple[int, Any]]) -> None:
        for learner, last in rows:
            on = clock.local_date(last) if isinstance(last, dt.datetime) else last
            if learner_ids is None or learner in learner_ids:
                found[learner] = max(found.get(learner, on), on)

    reviews = PaceReview.objects.filter(reviewed_on__gte=since).order_by()
    note(
        reviews.values("learner_id")
        .annotate(Max("reviewed_on"))
        .values_list("learner_id", "reviewed_on__max")
    )
    responses = Response.objects.filter(recorded_at__gte=moment).order_by()
    note(
        responses.values("signal__learner_id")
        .annotate(Max("recorded_at"))
        .values_list("signal__learner_id", "recorded_at__max")
    )
    looks = FollowUp.objects.filter(held_on__gte=since).order_by()
    note(
        looks.values("response__signal__learner_id")
        .annotate(Max("held_on"))
        .values_list("response__signal__learner_id", "held_on__max")
    )
    return found


def not_reviewed(viewer: Viewer, weeks: int | None = None) -> tuple[NotReviewed, ...]:
    """Learners with whom this adult works at whose pace nobody looked for so many weeks (by the policy), exactly.

    Weeks count from the later of the last look, the learner's first day here and the first day of the school year: before
    there were so many weeks, nobody could have been forgotten. Where no school year is on, the list is empty.
    """
    today = clock.today()
    weeks = weeks or signal_policy(today)[0].review_weeks
    before = today - dt.timedelta(weeks=weeks)
    learners = [
        one
        for one in signal_learners(viewer).order_by("person__family_name", "person__given_name", "pk")
        if one.left_on is None or one.left_on >= today
    ]
    days = school_days({(one.school_id, one.school.path if one.school else "") for one in learners}, today)
    last = last_reviews(today - dt.timedelta(days=730))
    found = []
    for one in learners:
        year = days.years.get(one.school_id)
        if year is None or max(year.starts_on, one.entered_on or year.starts_on) > before:
            continue
        looked = last.get(one.pk)
        if looked is None or looked <= before:
            school = one.school.name if one.school else ""
            found.append(NotReviewed(one.pk, one.uuid, one.person.name, school, looked))
    return tuple(
        sorted(found, key=lambda one: (one.last_on is not None, one.last_on or today, one.learner_name))
    )


def not_reviewed_by_group(
    viewer: Viewer, listed: Collection[NotReviewed] | None = None
) -> tuple[GroupCount, ...]:
    """`not_reviewed` in numbers: by school (kind "school"), and for each group that equity work looks at; small numbers
    are not shown."""
    listed = not_reviewed(viewer) if listed is None else listed
    today = clock.today()
    schools: dict[str, set[int]] = defaultdict(set)
    for pk, left, school in signal_learners(viewer).order_by().values_list("pk", "left_on", "school__name"):
        if not left or left >= today:
            schools[school or ""].add(pk)
    named = {one.learner_id for one in listed}
    found = []
    everybody = set().union(*schools.values())
    rows = [("school", school, members) for school, members in sorted(schools.items())]
    for kind, group, members in [*rows, *_groups(everybody)]:
        on_list = len(members & named)
        shown = suppress((on_list, len(members) - on_list))
        whole = len(members) if len(members) >= SMALLEST_SHOWN else None
        found.append(GroupCount(kind, group, shown[0], whole))
    return tuple(found)


def _groups(ids: Collection[int]) -> list[tuple[str, str, set[int]]]:
    """(kind, group, its learners), by name; who is in no group of a kind is left out."""
    rows = []
    for kind, of in characteristics_of(ids).items():
        members: dict[str, set[int]] = defaultdict(set)
        for learner, group in of.items():
            members[group].add(learner)
        rows += [(kind, group, of_group) for group, of_group in sorted(members.items())]
    return rows


def support_times(viewer: Viewer, since: dt.date) -> tuple[tuple[int, str, int | None], ...]:
    """(learner, kind, days) of every signal raised from a day on: days from the signal to the first support, by the
    calendar; None where none has begun. Two queries."""
    rows = Signal.objects.filter(
        learner__in=signal_learners(viewer).order_by().values("pk"),
        recorded_at__gte=clock.start_of_day(since),
    )
    first = dict(
        Response.objects.filter(signal__in=rows.order_by().values("pk"), begins_on__lte=clock.today())
        .order_by()
        .values("signal_id")
        .annotate(Min("begins_on"))
        .values_list("signal_id", "begins_on__min")
    )
    return tuple(
        (learner, kind, (first[pk] - clock.local_date(at)).days if pk in first else None)
        for pk, learner, kind, at in rows.order_by("pk").values_list(
            "pk", "learner_id", "kind", "recorded_at"
        )
    )


def support_times_by_group(
    viewer: Viewer, since: dt.date, times: Collection[tuple[int, str, int | None]] | None = None
) -> tuple[tuple[str, SupportTimes], ...]:
    """(kind of group, its times); first, with an empty kind, everybody together. Small numbers are not shown."""
    times = support_times(viewer, since) if times is None else times
    of: dict[int, list[int | None]] = defaultdict(list)
    for learner, _kind, days in times:
        of[learner].append(days)
    found = [("", _times("", [days for _learner, _kind, days in times], len(of)))]
    for kind, group, members in _groups(set(of)):
        listed = [days for learner in members for days in of[learner]]
        found.append((kind, _times(group, listed, len(members))))
    return tuple(found)


def _times(group: str, days: list[int | None], learners: int) -> SupportTimes:
    begun = [one for one in days if one is not None]
    if learners < SMALLEST_SHOWN:
        return SupportTimes(group, None, None, None)
    shown = suppress((len(begun), len(days) - len(begun)))
    middle = float(median(begun)) if len(begun) >= SMALLEST_SHOWN else None
    return SupportTimes(group, len(days), shown[0], middle)


def schools_signals(
    viewer: Viewer, listed: Collection[NotReviewed] | None = None
) -> tuple[SchoolSignals, ...]:
    """How each school answers: open signals, those that wait over their days, those passed on, those that nobody has,
    and learners at whose pace nobody looked. Numbers from 1 to nine are not shown."""
    today = clock.today()
    learners: Counter[str] = Counter()
    for name, left in signal_learners(viewer).order_by().values_list("school__name", "left_on"):
        if not left or left >= today:
            learners[name or ""] += 1
    rows = list(
        Signal.objects.filter(
            open=True, learner__in=signal_learners(viewer).order_by().values("pk")
        ).values_list("pk", "learner__school__name", "addressee_id")
    )
    waits = waiting_since(pk for pk, _school, _person in rows)
    escalated = Addressing.objects.filter(because=Because.ESCALATED, signal__open=True)
    passed_on = set(escalated.order_by().values_list("signal_id", flat=True)) & set(waits)
    counts: Mapping[str, Counter[str]] = defaultdict(Counter)
    for pk, school, person in rows:
        of = counts[school or ""]
        of["open"] += 1
        of["unanswered"] += pk in waits
        of["escalated"] += pk in passed_on
        of["nobody"] += person is None
    return tuple(
        SchoolSignals(
            school=school,
            learners=_shown(learners[school]),
            **{name: _shown(counts[school][name]) for name in ("open", "unanswered", "escalated", "nobody")},
        )
        for school in sorted(set(counts) | set(learners))
    )


def _shown(count: int) -> int | None:
    return count if count == 0 or count >= SMALLEST_SHOWN else None
