"""Who has a signal: writing it down, telling her, handing it on, and passing it to the next adult in time."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

import numpy as np
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import Actor, audit, clock, in_parts, refused, tables
from headway.district.notices.api import NoticeKind, Telling, settle, settle_many, tell_all
from headway.district.people.api import (
    LearnerHere,
    Viewer,
    adults_of_many,
    guardians_of,
    lock_learners,
    staff_of,
)
from headway.district.signals.addressing import next_adult
from headway.district.signals.columns.school_days import school_days
from headway.district.signals.models import Addressing, Signal
from headway.district.signals.policies import open_signal, signal_policy
from headway.district.signals.selectors.waiting import waiting_since
from headway.district.signals.types import Because, SignalKind

__all__ = ["OpenSignal", "address", "colleague", "escalate", "hand_on", "link_of", "locked_open", "told_as"]

ROWS_AT_ONCE = 1000


class Addressed(Protocol):
    """What of a signal is written down and told: the row itself, or an `OpenSignal`."""

    pk: Any
    uuid: Any
    learner_id: Any
    kind: Any
    addressee_id: Any


@dataclass(slots=True)
class OpenSignal:
    """An open signal as the night reads it: whole rows with their learners would cost several times as much."""

    pk: int
    uuid: UUID
    learner_id: int
    learner_uuid: UUID
    kind: str
    subject: str
    domain_code: str
    addressee_id: int | None
    still: bool
    latest_on: dt.date | None
    latest: Mapping[str, Any]


# Where each of these is read, in their order.
_OF_AN_OPEN_ONE = (
    "pk", "uuid", "learner_id", "learner__uuid", "kind", "subject", "domain_code", "addressee_id", "still",
    "latest_on", "latest",
)  # fmt: skip


# Where adults of each kind work; pages check again who may look.
_BOARDS = {"teacher": "/teach/board/", "counselor": "/counsel/board/", "leader": "/lead/board/"}


def link_of(signal_uuid: uuid.UUID, person: int, learner: LearnerHere | None) -> str:
    """Where this person answers a signal: where she works with the learner."""
    if learner is None or person in learner.advisers or person in {one for one, _domain in learner.teachers}:
        portal = "teacher"
    else:
        portal = "counselor" if person in learner.counsellors else "leader"
    return f"{_BOARDS[portal]}{signal_uuid}/"


def address(
    turns: Iterable[tuple[Addressed, int | None, str]],
    adults: Mapping[int, LearnerHere],
    *,
    by: Actor,
    kind: NoticeKind | None = None,
) -> None:
    """Write down who has these signals from now on, and tell them. The rows keep it as `addressee`.

    kind: of the notice, where it is not what the signal is first told as (`told_as`).
    """
    listed = list(turns)
    people = [-1 if person is None else person for _row, person, _because in listed]
    tables.append(
        Addressing._meta.db_table,
        {
            "signal_id": tables.Whole(np.array([row.pk for row, *_to in listed], dtype=np.int64)),
            "person_id": tables.Whole(np.array(people, dtype=np.int64), missing=-1),
            "because": tables.Words.each([str(because) for *_to, because in listed]),
            "named_by_id": tables.Whole(np.full(len(listed), by.person_id or -1), missing=-1),
            "at": tables.Instants(np.full(len(listed), tables.microseconds(clock.now()), dtype=np.int64)),
        },
    )
    given: dict[int | None, list[int]] = defaultdict(list)
    for row, person, _because in listed:
        row.addressee_id = person
        given[person].append(row.pk)
    for to, keys in given.items():
        for part in in_parts(keys):
            Signal.objects.filter(pk__in=part).update(addressee=to)
    # One notice of a kind for each learner and night: the board shows the rest.
    first: dict[tuple[int, int, NoticeKind], Addressed] = {}
    for row, person, _because in listed:
        if person is not None:
            first.setdefault((person, row.learner_id, kind or told_as(row)), row)
    tell_all([_telling(row, person, told, adults) for (person, _who, told), row in first.items()], by=by)


def told_as(row: Addressed) -> NoticeKind:
    """Where nothing is wanting but a signature, that is what somebody is told; of everything else, that a signal waits."""
    return NoticeKind.READY_WAITING if row.kind == SignalKind.WAITING else NoticeKind.SIGNAL_ADDRESSED


@transaction.atomic
def hand_on(*, viewer: Viewer, signal_uuid: uuid.UUID, to: uuid.UUID) -> Signal:
    """Give a signal to a colleague who works with the learner. Who has it already keeps it: nothing is written.

    Raises NotFound for strangers, Conflict where it has ended, Refused for somebody who doesn't work with her.
    """
    lock_learners((open_signal(viewer, signal_uuid).learner_id,))
    row = open_signal(viewer, signal_uuid)  # as it is now that nobody else writes
    person = colleague(row.learner, to, "to")
    if row.addressee_id == person:
        return row
    settle(subject=row.uuid)
    adults = adults_of_many(clock.today(), (row.learner_id,), with_those_who_left=True)
    address([(row, person, Because.HANDED_ON)], adults, by=viewer.actor)
    audit.record(
        by=viewer.actor,
        act="signals.handed_on",
        subject_kind="signal",
        subject_uuid=row.uuid,
        learner_uuid=row.learner.uuid,
        kind=row.kind,
    )
    return row


def colleague(learner: Any, person_uuid: uuid.UUID | None, field: str) -> int:
    """The person's row id, if she works with the learner and is not her family. Raises Refused otherwise."""
    family = guardians_of((learner.pk,)).get(learner.pk, frozenset())
    found = next((one for one in staff_of(learner) if one.person_uuid == person_uuid), None)
    if found is None or found.person_id in family:
        raise refused(
            field,
            _("This person doesn't work with the learner at school."),
            _("Choose somebody from the list: teachers, advisers, counsellors and leaders of the school."),
        )
    return found.person_id


@transaction.atomic
def escalate(*, by: Actor, on: dt.date | None = None, learner_ids: Collection[int] | None = None) -> int:
    """Pass on what nobody answered in time; how many went to the next adult. Run twice on a day it changes nothing more.

    Days of the learner's school count: holidays answer nothing, and nobody is asked in them. learner_ids: of these
    learners, or of everybody.
    """
    on = on or clock.today()
    policy, _version = signal_policy(on)
    # As many days of school take at least as many days.
    rows = locked_open(learner_ids, raised_until=on - dt.timedelta(days=policy.answer_days))
    adults = adults_of_many(on, {row.learner_id for row in rows})
    days = school_days({(one.school_id, one.school_path) for one in adults.values()}, on)
    # Of who left the district nobody is asked for anything.
    return _pass_on([row for row in rows if row.learner_id in adults], adults, days, policy, on, by)


def locked_open(
    learner_ids: Collection[int] | None = None,
    *,
    also: Collection[int] = (),
    raised_until: dt.date | None = None,
) -> list[OpenSignal]:
    """Every open signal (of these learners), as it stands once nobody else writes about these and the `also` named
    learners: whoever answers, hands on or ends one waits until the transaction ends.

    raised_until: those that were raised on that day or before.
    """
    rows = Signal.objects.filter(open=True)
    if raised_until is not None:
        rows = rows.filter(recorded_at__lte=clock.end_of_day(raised_until))
    asked = (
        [rows] if learner_ids is None else [rows.filter(learner_id__in=ids) for ids in in_parts(learner_ids)]
    )
    lock_learners(
        {pk for each in asked for pk in each.order_by().values_list("learner_id", flat=True)} | set(also)
    )
    found = [OpenSignal(*row) for each in asked for row in each.values_list(*_OF_AN_OPEN_ONE)]
    return sorted(found, key=lambda row: row.pk)


def _pass_on(
    rows: list[OpenSignal],
    adults: Mapping[int, LearnerHere],
    days: Any,
    policy: Any,
    on: dt.date,
    by: Actor,
) -> int:
    waits = waiting_since(row.pk for row in rows)
    unanswered: list[tuple[OpenSignal, LearnerHere]] = []
    overdue: set[int] = set()
    known: dict[tuple[int | None, dt.date], int] = {}
    for row in rows:
        learner = adults.get(row.learner_id)
        if learner is None or row.pk not in waits:
            continue
        since = learner.school_id, clock.local_date(waits[row.pk])
        if since not in known:
            known[since] = days.between(*since, on)
        if known[since] > policy.answer_days:
            unanswered.append((row, learner))
        if known[since] > policy.answer_days + policy.escalate_days:
            overdue.add(row.pk)
    asked: dict[int, set[int]] = defaultdict(set)
    for part in in_parts(overdue):
        for signal_id, person in Addressing.objects.filter(
            signal_id__in=part, person_id__isnull=False
        ).values_list("signal_id", "person_id"):
            asked[signal_id].add(person)
    turns: list[tuple[OpenSignal, int | None, str]] = []
    first: dict[tuple[int, int], OpenSignal] = {}
    for row, learner in unanswered:
        further = next_adult(learner, row.domain_code, asked[row.pk]) if row.pk in overdue else None
        if further not in (None, row.addressee_id):
            turns.append((row, further, Because.ESCALATED))
        elif row.addressee_id is not None:
            first.setdefault((row.addressee_id, row.learner_id), row)
    settle_many(subjects=(row.uuid for row, *_to in turns))
    address(turns, adults, by=by, kind=NoticeKind.SIGNAL_OVERDUE)
    audit.record_many(
        by=by,
        act="signals.escalated",
        subject_kind="signal",
        rows=[(row.uuid, row.learner_uuid, {"kind": row.kind}) for row, *_to in turns],
    )
    told = [_telling(row, person, NoticeKind.SIGNAL_OVERDUE, adults) for (person, _who), row in first.items()]
    tell_all(told, by=by)
    return len(turns)


def _telling(row: Addressed, person: int, kind: NoticeKind, adults: Mapping[int, LearnerHere]) -> Telling:
    link = link_of(row.uuid, person, adults.get(row.learner_id))
    return Telling(to=person, kind=kind, link=link, learner=row.learner_id, subject=str(row.uuid))
