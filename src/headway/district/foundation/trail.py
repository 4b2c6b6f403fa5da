"""Reading the audit trail: newest first, by what was done, when, and whose record it touched."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from headway.district.foundation import audit, clock
from headway.district.foundation.models import AuditEntry

__all__ = ["TrailEntry", "TrailPage", "trail", "trail_rows"]


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """One act. `actor_key` is a person's UUID or the name of a part of the system."""

    at: dt.datetime
    actor_kind: str
    actor_key: str
    act: str
    subject_kind: str
    subject_uuid: uuid.UUID | None
    learner_uuid: uuid.UUID | None
    reason: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TrailPage:
    """A page of the trail; `has_more` where older acts follow."""

    entries: tuple[TrailEntry, ...]
    has_more: bool


def _entries(act: str, from_on: dt.date | None, to_on: dt.date | None, learner_uuid: uuid.UUID | None):
    entries = audit.trail(act=act, learner_uuid=learner_uuid)
    if from_on:
        entries = entries.filter(at__gt=clock.end_of_day(from_on - dt.timedelta(days=1)))
    if to_on:
        entries = entries.filter(at__lte=clock.end_of_day(to_on))
    return entries


def _entry(row: AuditEntry) -> TrailEntry:
    return TrailEntry(
        at=row.at,
        actor_kind=row.actor_kind,
        actor_key=row.actor_key,
        act=row.act,
        subject_kind=row.subject_kind,
        subject_uuid=row.subject_uuid,
        learner_uuid=row.learner_uuid,
        reason=row.reason,
        facts=row.facts,
    )


def trail(
    *,
    act: str = "",
    from_on: dt.date | None = None,
    to_on: dt.date | None = None,
    learner_uuid: uuid.UUID | None = None,
    page: int = 1,
    page_size: int = 50,
) -> TrailPage:
    """One page of acts, newest first. `act` is a prefix: `people.` or `people.enrolled`."""
    start = (max(page, 1) - 1) * page_size
    rows = list(_entries(act, from_on, to_on, learner_uuid)[start : start + page_size + 1])
    return TrailPage(entries=tuple(_entry(row) for row in rows[:page_size]), has_more=len(rows) > page_size)


def trail_rows(
    *,
    act: str = "",
    from_on: dt.date | None = None,
    to_on: dt.date | None = None,
    learner_uuid: uuid.UUID | None = None,
) -> Iterator[TrailEntry]:
    """All acts of a selection, for an export; read in steps, so that a long trail needs little memory."""
    for row in _entries(act, from_on, to_on, learner_uuid).iterator(chunk_size=2000):
        yield _entry(row)
