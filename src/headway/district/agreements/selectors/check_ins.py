"""Who checked in this week, what was said, who asks for help, and which weeks were missed."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Prefetch
from django.utils.translation import gettext_lazy as _

from headway.district.agreements.check_in_types import (
    CheckInAnswered,
    CheckInInfo,
    CheckInState,
    OpenTarget,
    ToRead,
)
from headway.district.agreements.models import CheckIn, CheckInAnswer, Target
from headway.district.agreements.policies.stages import (
    NO_SUCH_PAGE,
    agreement_policy,
    is_adult_of,
    learners_worked_with,
)
from headway.district.agreements.reach import members_of
from headway.district.agreements.weeks import Week, monday_of, own_weeks, weeks_of
from headway.district.continuum.api import ContinuumMap
from headway.district.foundation.api import NotFound, clock, in_parts
from headway.district.pacing.api import standing_shares
from headway.district.people.api import SchoolYear, Viewer, absences_between, check_see, school_years
from headway.mastery.pacing import Share

__all__ = [
    "WEEKS_LOOKED_BACK",
    "check_in_called",
    "check_in_state",
    "check_in_weeks_of",
    "check_ins_of",
    "check_ins_of_group",
    "last_check_ins",
    "open_targets_of",
    "open_weeks",
    "said_by_week",
    "states_of",
]

# So many weeks an adviser still asks about; what lies further back is past.
WEEKS_LOOKED_BACK = 4
# A check-in that adults read long ago is found in the learner's own history.
HISTORY = 12


def check_in_state(learner: Any, on: dt.date | None = None) -> CheckInState:
    """`states_of` one learner. Access is the caller's to decide."""
    return states_of((learner,), on)[learner.pk]


def check_ins_of_group(
    viewer: Viewer, learners: Collection[Any], on: dt.date | None = None
) -> dict[int, CheckInState]:
    """Where each of these learners stands this week, for an adult of theirs; who is not hers to read is absent.

    learners: as `visible_learners` gives them. As many queries for a hundred as for one.
    """
    mine = set(
        learners_worked_with(viewer).filter(pk__in=[one.pk for one in learners]).values_list("pk", flat=True)
    )
    return states_of([one for one in learners if one.pk in mine], on)


def states_of(learners: Collection[Any], on: dt.date | None = None) -> dict[int, CheckInState]:
    """Where each of these learners stands with her check-ins on a day (today by default). Access is the caller's.

    A week counts for a learner who was enrolled on its due day, and not away on all of its days of school nor on a long
    leave; of those who are here part-time the policy says how often (`part_time_check_ins`).
    """
    on = on or clock.today()
    years = school_years([one.school for one in learners], on)
    first = min([_looked_back(on), *(monday_of(one.starts_on) for one in years.values())])
    return _states(learners, on, said_by_week([one.pk for one in learners], first, on), years)


def open_weeks(learners: Collection[Any], on: dt.date) -> dict[int, Week]:
    """By learner (row id) the week that asks for a check-in which isn't there yet. For the night: nobody's words are read."""
    found: dict[int, dict[dt.date, None]] = defaultdict(dict)
    until = clock.end_of_day(on)
    for part in in_parts(one.pk for one in learners):
        rows = CheckIn.objects.filter(
            learner_id__in=part, recorded_at__lte=until, week_on__gte=_looked_back(on)
        )
        for learner_id, week_on in rows.order_by().values_list("learner_id", "week_on").distinct():
            found[learner_id][week_on] = None
    return {
        learner_id: state.week
        for learner_id, state in _states(
            learners, on, found, school_years([one.school for one in learners], on)
        ).items()
        if state.week is not None and state.week.begins_on not in found.get(learner_id, {})
    }


def _looked_back(on: dt.date) -> dt.date:
    """The Monday from which on check-ins are read for the states of a day."""
    return monday_of(on) - dt.timedelta(weeks=WEEKS_LOOKED_BACK * 4)


def _states(
    learners: Collection[Any],
    on: dt.date,
    said: Mapping[int, Mapping[dt.date, CheckInInfo | None]],
    years: Mapping[int | None, SchoolYear],
) -> dict[int, CheckInState]:
    """said: learner → week → what stands for it, or None where it is only known that something does."""
    policy = agreement_policy(on)[0]
    weekday = policy.check_in_weekday
    calendars = {school: weeks_of(year, weekday) for school, year in years.items()}
    ids = [one.pk for one in learners]
    first = monday_of(on) - dt.timedelta(weeks=WEEKS_LOOKED_BACK * 3)
    away = absences_between(ids, first, on) if calendars else {}
    shares = standing_shares(ids) if calendars else {}
    by_share = policy.part_time_check_ins == "by_share"
    return {
        one.pk: _state(
            one,
            calendars.get(one.school_id, ()),
            frozenset(away.get(one.pk, ())),
            said.get(one.pk, {}),
            on,
            _Own(shares.get(one.pk, ()), by_share),
        )
        for one in learners
    }


def check_ins_of(viewer: Viewer, learner: Any) -> tuple[CheckInInfo, ...]:
    """What this learner said, week by week, newest first; the latest of each week. For herself and her adults at school.

    Raises NotFound for everybody else, her family among them: her own words stay between her and school.
    """
    check_see(viewer, learner)
    if viewer.learner_id != learner.pk and not is_adult_of(viewer, learner):
        raise NotFound(NO_SUCH_PAGE)
    found = said_by_week([learner.pk], None, clock.today()).get(learner.pk, {})
    return tuple(found[week] for week in sorted(found, reverse=True)[:HISTORY])


def check_in_weeks_of(viewer: Viewer, learner: Any) -> tuple[dt.date, ...]:
    """The Mondays of the weeks in which she checked in, newest first: what her family sees. Raises NotFound for strangers."""
    check_see(viewer, learner)
    weeks = (
        CheckIn.objects.filter(learner_id=learner.pk).order_by("-week_on").values_list("week_on", flat=True)
    )
    return tuple(weeks.distinct()[:HISTORY])


def check_in_called(viewer: Viewer, check_in_uuid: uuid.UUID) -> tuple[Any, CheckInInfo, bool]:
    """One check-in for an adult of the learner: the learner, what she said, and whether it still stands.

    Raises NotFound for everybody else.
    """
    row = CheckIn.objects.filter(uuid=check_in_uuid).first()
    learner = learners_worked_with(viewer).filter(pk=row.learner_id).first() if row else None
    if row is None or learner is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    of_week = list(_rows().filter(learner_id=row.learner_id, week_on=row.week_on).order_by("pk"))
    place = [one.pk for one in of_week].index(row.pk)
    return learner, _info(*of_week[: place + 1]), place == len(of_week) - 1


def open_targets_of(viewer: Viewer, learner: Any, continuum: ContinuumMap | None) -> tuple[OpenTarget, ...]:
    """The learner's own open targets, oldest first, for her check-in: what each reaches for, in one query. For herself.

    Raises NotFound for everybody else; adults read `targets_seen`.
    """
    if viewer.learner_id != learner.pk:
        raise NotFound(NO_SUCH_PAGE)
    rows = Target.objects.filter(learner_id=learner.pk, end__isnull=True).order_by("pk")
    return tuple(
        OpenTarget(
            row.pk,
            row.uuid,
            row.aim,
            row.domain_code,
            row.level,
            members_of(continuum, row.aim, row.domain_code, row.level, row.competency_ids)
            if continuum
            else (),
        )
        for row in rows
    )


def last_check_ins(learner_ids: Collection[int], on: dt.date) -> dict[int, dt.date]:
    """The day of the latest check-in of each learner up to a day; who never did is absent. For the nightly run."""
    found: dict[int, dt.date] = {}
    until = clock.end_of_day(on)
    for part in in_parts(learner_ids):
        rows = CheckIn.objects.filter(learner_id__in=part, recorded_at__lte=until).order_by()
        for learner_id, at in (
            rows.values("learner_id").annotate(last=Max("recorded_at")).values_list("learner_id", "last")
        ):
            found[learner_id] = clock.local_date(at)
    return found


def _state(
    learner: Any,
    weeks: Iterable[Week],
    away: frozenset[dt.date],
    said: Mapping[dt.date, CheckInInfo | None],
    on: dt.date,
    own: _Own,
) -> CheckInState:
    here = [
        one
        for one in weeks
        if (learner.entered_on is None or learner.entered_on <= one.due_on)
        and (learner.left_on is None or learner.left_on >= one.due_on)
    ]
    own_ones = own.of(here)
    # What she said counts for its week, also where nothing was asked of her.
    wanted = {one.begins_on for one in own_ones} | set(said)
    mine = [one for one in here if one.begins_on in wanted]
    # A week on all of whose days she was away asks nothing of her afterwards.
    asked = [one for one in mine if one.due_on <= on and (not one.days <= away or one.begins_on in said)]
    coming = next((one.due_on for one in own_ones if one.due_on > on), None)
    if not asked:
        return CheckInState(learner.pk, next_due_on=coming)
    now, earlier = asked[-1], asked[-1 - WEEKS_LOOKED_BACK : -1]
    recent = asked[-WEEKS_LOOKED_BACK * 2 :]
    if own.is_away(here, on) and now.begins_on not in said:
        # Nothing waits while she is on leave: the week before it is past.
        return CheckInState(
            learner.pk,
            missed=_missed(asked[-WEEKS_LOOKED_BACK:], said),
            to_read=_to_read(said, here[0].begins_on, None),
            next_due_on=coming,
            weeks_asked=len(recent),
            weeks_kept=sum(one.begins_on in said for one in recent),
        )
    return CheckInState(
        learner.pk,
        week=now,
        kept=said.get(now.begins_on),
        missed=_missed(earlier, said),
        to_read=_to_read(said, here[0].begins_on, now.begins_on),
        next_due_on=coming,
        weeks_asked=len(recent),
        weeks_kept=sum(one.begins_on in said for one in recent),
    )


def _missed(weeks: Sequence[Week], said: Collection[dt.date]) -> tuple[dt.date, ...]:
    return tuple(one.begins_on for one in reversed(weeks) if one.begins_on not in said)


def _to_read(
    said: Mapping[dt.date, CheckInInfo | None], since: dt.date, now: dt.date | None
) -> tuple[ToRead, ...]:
    """What of the weeks since then, but for the one of now, nobody read yet, or whose wish waits: that of the latest."""
    latest = max(said, default=None)
    found = [
        ToRead(one, week == latest and one.wish_is_open)
        for week, one in said.items()
        if one is not None and week != now and week >= since
    ]
    waiting = [one for one in found if one.wish_waits or not one.said.is_answered]
    return tuple(sorted(waiting, key=lambda one: one.said.week_on, reverse=True))


@dataclass(frozen=True, slots=True)
class _Own:
    """A learner's shares of time, and whether they say how often she is asked."""

    shares: Sequence[Share]
    by_share: bool

    def of(self, weeks: Sequence[Week]) -> tuple[Week, ...]:
        return own_weeks(weeks, self.shares, self.by_share)

    def is_away(self, weeks: Sequence[Week], on: dt.date) -> bool:
        """Is the latest week whose day has come one of a long leave?"""
        due = [one for one in weeks if one.due_on <= on]
        return bool(due and self.shares) and not own_weeks(due[-1:], self.shares, False)


def _rows() -> Any:
    answers = CheckInAnswer.objects.select_related("answered_by", "words").order_by("answered_at", "id")
    return CheckIn.objects.select_related("words", "recorded_by", "learner").prefetch_related(
        Prefetch("answers", queryset=answers)
    )


def said_by_week(
    learner_ids: Collection[int], first: dt.date | None, on: dt.date
) -> dict[int, dict[dt.date, CheckInInfo]]:
    """Learner → week → the check-in that stands for it: the latest, with those before it. Access is the caller's."""
    until = clock.end_of_day(on)
    found: dict[int, dict[dt.date, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for part in in_parts(learner_ids):
        rows = _rows().filter(learner_id__in=part, recorded_at__lte=until)
        if first is not None:
            rows = rows.filter(week_on__gte=first)
        for row in rows.order_by("id"):
            found[row.learner_id][row.week_on].append(row)
    return {
        learner_id: {week: _info(*rows) for week, rows in weeks.items()}
        for learner_id, weeks in found.items()
    }


def _info(*rows: Any) -> CheckInInfo:
    """rows: the versions of one week; the last one stands."""
    *before, row = rows
    words = getattr(row, "words", None)
    by = row.recorded_by
    return CheckInInfo(
        id=row.pk,
        uuid=row.uuid,
        learner_id=row.learner_id,
        week_on=row.week_on,
        recorded_at=row.recorded_at,
        went=row.went,
        wants_help=row.wants_help,
        reflect=words.reflect if words else "",
        adjust=words.adjust if words else "",
        plan=words.plan if words else "",
        target_ids=tuple(row.target_ids),
        by_name=by.name if by is not None and by.pk != row.learner.person_id else "",
        answers=tuple(
            CheckInAnswered(
                one.answered_by_id,
                one.answered_by.name if one.answered_by else "",
                one.answered_at,
                one.words.text if getattr(one, "words", None) else "",
            )
            for one in row.answers.all()
        ),
        before=tuple(_info(one) for one in before),
    )
