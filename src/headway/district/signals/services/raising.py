"""By night: what the record says becomes signals, set-wise; one open signal for one matter, and nothing closed changes."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Max

from headway.district.foundation.api import Actor, audit, clock, in_parts, tables
from headway.district.people.api import LearnerHere, adults_of_many
from headway.district.signals.addressing import adults_in_turn, first_adult
from headway.district.signals.columns.found import find_signals
from headway.district.signals.columns.night import Night
from headway.district.signals.models import Signal, SignalEnd
from headway.district.signals.policies import signal_policy
from headway.district.signals.services.addressing import ROWS_AT_ONCE, OpenSignal, address, locked_open
from headway.district.signals.types import Because, Found, Raised, SignalKind

__all__ = ["raise_signals", "write_signals"]

Key = tuple[int, str, str]


def raise_signals(*, by: Actor, on: dt.date | None = None, night: Night | None = None) -> Raised:
    """Read the record of everybody and keep what it says. Run twice on a day it changes nothing more.

    night: what the steps of this night share.
    """
    on = on or clock.today()
    found = find_signals(on, signal_policy(on)[0], night)
    return write_signals(found, by=by, on=on, learner_ids=night.learner_ids if night else None)


@transaction.atomic
def write_signals(
    found: Iterable[Found],
    *,
    by: Actor,
    on: dt.date | None = None,
    learner_ids: Collection[int] | None = None,
) -> Raised:
    """Open a signal for each new matter, mark open ones that the record no longer tells of, and address again where
    the adult or the learner is no longer there.

    A matter that came to an end is not raised anew by what lies before its end: evidence that arrives late, or a reading
    that has not had time to change (`SignalPolicy.review_weeks`), opens nothing.

    learner_ids: what was found is about these learners, and so is what is no longer so; everybody by default.
    """
    on = on or clock.today()
    policy, version = signal_policy(on)
    told = {one.key: one for one in found}
    standing = {
        (row.learner_id, row.kind, row.subject): row
        for row in locked_open(learner_ids, also={one.learner_id for one in told.values()})
    }
    ended = _ended_lately(on - dt.timedelta(weeks=policy.review_weeks))
    new = [
        one
        for key, one in sorted(told.items(), key=lambda pair: pair[0])
        if key not in standing and not _is_old(one, ended.get(key), on)
    ]
    still = [row for key, row in standing.items() if key in told]
    gone = [row for key, row in standing.items() if key not in told]
    _mark([row for row in still if not row.still], True)
    _mark([row for row in gone if row.still], False)
    _read_again([(row, told[key]) for key, row in standing.items() if key in told], on)

    whose = {row.learner_id for row in standing.values()} | {one.learner_id for one in new}
    # Who left the district is among nobody's: of them nobody is asked for anything.
    adults = adults_of_many(on, whose)
    working = {one.id: _working_with(one) for one in adults.values()}
    anew = [
        (row, person, because)
        for row in standing.values()
        if (learner := adults.get(row.learner_id)) is not None
        and row.addressee_id not in working[row.learner_id]
        for person, because in [first_adult(learner, row.domain_code)]
        if person != row.addressee_id
    ]
    address(anew, adults, by=by)
    audit.record_many(
        by=by,
        act="signals.addressed_anew",
        subject_kind="signal",
        rows=[
            (row.uuid, row.learner_uuid, {"kind": row.kind, "because": str(because)})
            for row, _person, because in anew
        ],
    )
    _open(new, adults, version, by, on)
    return Raised(
        new=dict(Counter(one.kind for one in new)),
        still=len(still),
        no_longer=len(gone),
        addressed_anew=len(anew),
    )


def _ended_lately(since: dt.date) -> dict[Key, dt.date]:
    rows = (
        SignalEnd.objects.filter(ended_at__gte=clock.end_of_day(since - dt.timedelta(days=1)))
        .values("signal__learner_id", "signal__kind", "signal__subject")
        .annotate(Max("ended_at"))
    )
    return {
        (row["signal__learner_id"], row["signal__kind"], row["signal__subject"]): clock.local_date(
            row["ended_at__max"]
        )
        for row in rows
    }


def _is_old(found: Found, ended_on: dt.date | None, on: dt.date) -> bool:
    """Whether it tells of what was ended already. A plan's reading is of tonight, so it gets the weeks to change; the
    other kinds say since when."""
    if ended_on is None:
        return False
    return found.kind == SignalKind.OFF_TARGET or found.since_on <= ended_on


def _mark(rows: list[OpenSignal], still: bool) -> None:
    for ids in in_parts(row.pk for row in rows):
        Signal.objects.filter(pk__in=ids).update(still=still)


def _read_again(rows: list[tuple[OpenSignal, Found]], on: dt.date) -> None:
    """Keep what tonight says beside what the signal was raised on: its day for all, its numbers where they changed."""
    for ids in in_parts(row.pk for row, _found in rows if row.latest_on != on):
        Signal.objects.filter(pk__in=ids).update(latest_on=on)
    changed = {row.pk: dict(found.evidence) for row, found in rows if row.latest != found.evidence}
    tables.rewrite_json(Signal._meta.db_table, "latest", changed)


def _working_with(learner: LearnerHere) -> set[int]:
    """The adults who work with the learner, as whatever."""
    return {person for person, _because in adults_in_turn(learner, "")}


def _open(new: list[Found], adults: dict[int, LearnerHere], version: str, by: Actor, on: dt.date) -> None:
    now = clock.now()
    rows = [
        Signal(
            learner_id=one.learner_id,
            kind=one.kind,
            domain_code=one.domain_code,
            target_id=one.target_id,
            subject=one.subject,
            since_on=one.since_on,
            evidence=dict(one.evidence),
            latest=dict(one.evidence),
            latest_on=on,
            policy_version=version,
            recorded_at=now,
        )
        for one in new
    ]
    Signal.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)
    turns = []
    for row in rows:
        learner = adults.get(row.learner_id)
        person, because = first_adult(learner, row.domain_code) if learner else (None, Because.NOBODY)
        turns.append((row, person, because))
    address(turns, adults, by=by)
    uuids = {one.id: one.uuid for one in adults.values()}
    audit.record_many(
        by=by,
        act="signals.raised",
        subject_kind="signal",
        rows=[(row.uuid, uuids.get(row.learner_id), {"kind": row.kind, "policy": version}) for row in rows],
    )
