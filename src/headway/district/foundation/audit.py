"""Writing the audit trail, in the transaction of the act it tells of."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from headway.district.foundation import clock
from headway.district.foundation.actor import Actor
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
    now = clock.now()
    entries = [
        AuditEntry(
            at=now,
            actor_kind=by.kind,
            actor_key=by.key,
            act=act,
            subject_kind=subject_kind,
            subject_uuid=subject,
            learner_uuid=learner,
            facts=dict(facts),
        )
        for subject, learner, facts in rows
    ]
    AuditEntry.objects.bulk_create(entries, batch_size=500)
    return len(entries)


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
