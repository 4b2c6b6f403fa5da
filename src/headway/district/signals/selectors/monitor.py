"""Whether anybody looks (R142), how long the first support takes (R099), and how a school answers its signals."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

from django.db.models import Max, Min

from headway.district.agreements.api import adult_looks
from headway.district.foundation.api import clock
from headway.district.people.api import Viewer, characteristics_of
from headway.district.proficiency.api import SMALLEST_SHOWN, is_told, suppress_nested, suppress_table
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
    """Of a group's learners how many are on the list. Of a school always; of another group None where it would tell of
    few."""

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
    """`not_reviewed` in numbers: by school (kind "school"), and for each group that equity work looks at.

    A school's numbers are told however small: the list names every learner with her school to the same reader. Who is in
    another group it doesn't name, so their small numbers are not told, nor what they could be worked out from: the whole
    list is known.
    """
    listed = not_reviewed(viewer) if listed is None else listed
    today = clock.today()
    schools: dict[int, str] = {}
    for pk, left, school in signal_learners(viewer).order_by().values_list("pk", "left_on", "school__name"):
        if not left or left >= today:
            schools[pk] = school or ""
    named = {one.learner_id for one in listed}
    found = [
        GroupCount("school", school or "", len(members & named), len(members))
        for school, members in _groups(schools, schools)
    ]
    for kind, of in characteristics_of(schools).items():
        groups = _groups(of, schools)
        counts = [(len(members & named), len(members - named)) for _group, members in groups]
        table = suppress_table(counts, counts, [len(members) for _group, members in groups], _summed(counts))
        found += [
            GroupCount(kind, group, row.parts[0], row.learners)
            for (group, _members), row in zip(groups, table.rows, strict=True)
            if group is not None
        ]
    return tuple(found)


def _groups(of: Mapping[int, str], everybody: Iterable[int]) -> list[tuple[str | None, set[int]]]:
    """(group, its learners), by name. At last, without one, those who are in no group of the kind: they are not told of,
    but with the others they are the whole that readers know."""
    groups: dict[str | None, set[int]] = defaultdict(set)
    for learner in everybody:
        groups[of.get(learner)].add(learner)
    return sorted(groups.items(), key=lambda one: (one[0] is None, one[0] or ""))


def _summed(counts: Iterable[tuple[int, ...]]) -> list[int]:
    return [sum(part) for part in zip(*counts, strict=True)]


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
    viewer: Viewer, since: dt.date, beside: Collection[SchoolSignals] = ()
) -> tuple[tuple[str, SupportTimes], ...]:
    """(kind of group, its times); first, with an empty kind, everybody together. Numbers of few learners are not shown,
    nor what they could be worked out from.

    beside: the signals by school that stand on the same page. All signals less the open ones, or those that rest, or both,
    would be the others, or those of a hidden school: where these are few, no number of signals is told.
    """
    times = support_times(viewer, since)
    of: dict[int, list[int | None]] = defaultdict(list)
    for learner, _kind, days in times:
        of[learner].append(days)
    found = _times("", [("", set(of))], of)
    for kind, groups in characteristics_of(of).items():
        found += _times(kind, _groups(groups, of), of)
    opened, resting = sum(one.open or 0 for one in beside), sum(one.resting or 0 for one in beside)
    if beside and not all(
        is_told(abs(len(times) - told)) for told in {opened, opened + resting, resting or opened}
    ):
        found = [(kind, replace(one, signals=None)) for kind, one in found]
    return tuple(found)


def _times(
    kind: str, groups: list[tuple[str | None, set[int]]], of: Mapping[int, list[int | None]]
) -> list[tuple[str, SupportTimes]]:
    """The times of groups that make up everybody: signals with and without a first support, side by side."""
    counts, behind, middles = [], [], []
    for _group, members in groups:
        begun = [days for learner in members for days in of[learner] if days is not None]
        signals = sum(len(of[learner]) for learner in members)
        supported = sum(any(days is not None for days in of[learner]) for learner in members)
        waiting = sum(any(days is None for days in of[learner]) for learner in members)
        counts.append((len(begun), signals - len(begun)))
        behind.append((supported, waiting))
        middles.append(float(median(begun)) if supported >= SMALLEST_SHOWN else None)
    table = suppress_table(counts, behind, [len(members) for _group, members in groups], _summed(behind))
    return [
        (kind, SupportTimes(group, row.whole, row.parts[0], None if row.whole is None else middle))
        for (group, _members), row, middle in zip(groups, table.rows, middles, strict=True)
        if group is not None
    ]


def schools_signals(viewer: Viewer) -> tuple[SchoolSignals, ...]:
    """How each school answers: open signals, of these those that wait over their days, of these those passed on; and of
    the open ones those that nobody has. Beside them those that rest: of which the last night's reading told nothing more,
    or whose school is between two years. Numbers from 1 to 9 are not shown, nor what they could be worked out from."""
    today = clock.today()
    learners: Counter[str] = Counter()
    for name, left in signal_learners(viewer).order_by().values_list("school__name", "left_on"):
        if not left or left >= today:
            learners[name or ""] += 1
    rows = list(
        Signal.objects.filter(
            open=True, learner__in=signal_learners(viewer).order_by().values("pk")
        ).values_list(
            "pk",
            "learner__school__name",
            "addressee_id",
            "still",
            "learner__school_id",
            "learner__school__path",
        )
    )
    days = school_days({(pk, path or "") for *_row, pk, path in rows}, today)
    standing = {pk for pk, _name, _to, still, school, _path in rows if still and days.is_in_session(school)}
    waits = waiting_since(standing)
    escalated = Addressing.objects.filter(because=Because.ESCALATED, signal__open=True)
    passed_on = set(escalated.order_by().values_list("signal_id", flat=True)) & set(waits)
    counts: Mapping[str, Counter[str]] = defaultdict(Counter)
    for pk, school, person, *_rest in rows:
        of = counts[school or ""]
        of["open"] += pk in standing
        of["resting"] += pk not in standing
        of["unanswered"] += pk in waits
        of["escalated"] += pk in passed_on
        of["nobody"] += pk in standing and person is None
    return tuple(
        _school(school, learners[school], counts[school]) for school in sorted(set(counts) | set(learners))
    )


def _school(school: str, learners: int, counts: Mapping[str, int]) -> SchoolSignals:
    signals, unanswered, escalated = suppress_nested(
        [counts[one] for one in ("open", "unanswered", "escalated")]
    )
    _signals, nobody = suppress_nested([counts["open"], counts["nobody"]])
    (resting,), (here,) = suppress_nested([counts["resting"]]), suppress_nested([learners])
    return SchoolSignals(school, signals, unanswered, escalated, nobody, here, resting)
