"""Writing the audit trail, in the transaction of the act it tells of."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import QuerySet

from headway.district.foundation import clock, tables
from headway.district.foundation.actor import Actor
from headway.district.foundation.identifiers import new_uuids
from headway.district.foundation.models import AuditEntry

__all__ = ["record", "record_many", "trail", "was_recorded"]


def record(
    *,
    by: Actor,
    act: str,
    subject_kind: str = "",
    subject_uuid: uuid.UUID | None = None,
    learner_uuid: uuid.UUID | None = None,
    reason: str = "",
    **facts: Any,
) -> AuditEntry:
    """Append one audit row. The caller's transaction carries both the act and the row, or neither.

    `facts` are counts, hashes and codes. Names, notes and file contents do not belong here.
    Raises RuntimeError outside a transaction: a mistake of the caller, whatever options Python runs with.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{act}: an act and its audit row belong to one transaction")
    return AuditEntry.objects.create(
        at=clock.now(),
        actor_kind=by.kind,
        actor_key=by.key,
        act=act,
        subject_kind=subject_kind,
        subject_uuid=subject_uuid,
        learner_uuid=learner_uuid,
        reason=reason,
        facts=facts,
    )


def record_many(
    *,
    by: Actor,
    act: str,
    subject_kind: str = "",
    rows: Iterable[tuple[uuid.UUID, uuid.UUID | None, Mapping[str, Any]]],
) -> int:
    """`record` of the same act about many: (subject_uuid, learner_uuid, facts) each; how many. One query for hundreds."""
    if not connection.in_atomic_block:
        raise RuntimeError(f"{act}: an act and its audit row belong to one transaction")
    listed = list(rows)
    count = len(listed)
    # Columns, as a row of a model for each costs ten times as much when the night tells of a district.
    tables.append(
        AuditEntry._meta.db_table,
        {
            "uuid": tables.Uuids(new_uuids(count)),
            "at": tables.Instants(np.full(count, tables.microseconds(clock.now()), dtype=np.int64)),
            "actor_kind": tables.Words.same(by.kind, count),
            "actor_key": tables.Words.same(by.key, count),
            "act": tables.Words.same(act, count),
            "subject_kind": tables.Words.same(subject_kind, count),
            "subject_uuid": tables.Uuids.of([subject for subject, _learner, _facts in listed]),
            "learner_uuid": tables.Uuids.of([learner for _subject, learner, _facts in listed]),
            "reason": tables.Words.same("", count),
            "facts": tables.Words(
                np.arange(count), [json.dumps(dict(facts)) for *_about, facts in listed], is_json=True
            ),
        },
    )
    return count


def was_recorded(*, by: Actor, act: str, since: dt.datetime, **about: Any) -> bool:
    """Is this actor's act in the trail already, from `since` on, with these values of a row (`learner_uuid=…`)?"""
    return AuditEntry.objects.filter(
        at__gt=since, actor_key=by.key, actor_kind=by.kind, act=act, **about
    ).exists()


def trail(
    *,
    learner_uuid: uuid.UUID | None = None,
    act: str = "",
    actor_key: str = "",
    since: dt.datetime | None = None,
) -> QuerySet[AuditEntry]:
    """The trail, newest first, narrowed to a learner, an act (or an app: "people."), an actor or a time."""
    entries = AuditEntry.objects.order_by("-at", "-id")
    if learner_uuid:
        entries = entries.filter(learner_uuid=learner_uuid)
    if act:
        entries = entries.filter(act__startswith=act)
    if actor_key:
        entries = entries.filter(actor_key=actor_key)
    if since:
        entries = entries.filter(at__gte=since)
    return entries
