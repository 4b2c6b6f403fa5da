"""Telling people that something is there for them, in the transaction of the act that brought it about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection

from headway.district.foundation.api import Actor, clock, in_parts
from headway.district.notices.models import Notice
from headway.district.notices.types import NoticeKind, Telling
from headway.district.people.api import people_to_reach

__all__ = ["settle", "settle_many", "tell", "tell_all", "tell_anew"]

ROWS_AT_ONCE = 1_000


def tell(
    *,
    to: int | Iterable[int],
    kind: NoticeKind,
    link: str,
    by: Actor,
    learner: Any = None,
    subject: Any = "",
    at: dt.datetime | None = None,
) -> None:
    """Tell one person, or several, the same thing. `to`: row ids in people; `learner`: a learner or her row id.

    See `tell_all` for what is told twice and to whom nothing is told.
    """
    people = [to] if isinstance(to, int) else list(to)
    learner_id = getattr(learner, "pk", learner)
    tell_all(
        [Telling(to=each, kind=kind, link=link, learner=learner_id, subject=str(subject)) for each in people],
        by=by,
        at=at,
    )


def tell_all(tellings: Collection[Telling], *, by: Actor, at: dt.datetime | None = None) -> None:
    """Append what many people are told, for all of them in two queries (each thousand rows one more).

    Who cannot sign in is told nothing. While somebody has an unread notice of the same kind and subject, she is not told
    again. The mail follows from here: nothing else need be done. Raises RuntimeError outside a transaction, ValueError for
    an address that is not ours: mistakes of the caller.
    """
    _written(tellings, by, at)


def tell_anew(
    tellings: Collection[Telling], *, by: Actor, at: dt.datetime | None = None
) -> tuple[Telling, ...]:
    """`tell_all`; which of them were told now, and not before. One query more for each thousand."""
    written = _written(tellings, by, at)
    told = {
        one
        for ids in in_parts(row.uuid for _telling, row in written)
        for one in Notice.objects.filter(uuid__in=ids).values_list("uuid", flat=True)
    }
    return tuple(telling for telling, row in written if row.uuid in told)


def _written(
    tellings: Collection[Telling], by: Actor, at: dt.datetime | None
) -> list[tuple[Telling, Notice]]:
    """Each telling to somebody who can sign in, with its row; a row that conflicts with one that is there is in no table."""
    if not connection.in_atomic_block:
        raise RuntimeError("an act and what people are told of it belong to one transaction")
    told_at = at or clock.now()
    for telling in tellings:
        _check(telling)
    here = people_to_reach({telling.to for telling in tellings}) if tellings else {}
    rows = [
        (
            telling,
            Notice(
                person_id=telling.to,
                kind=NoticeKind(telling.kind).value,
                learner_id=telling.learner,
                subject=_subject(telling),
                link=telling.link,
                told_at=told_at,
                told_by=by.key,
            ),
        )
        for telling in tellings
        if telling.to in here
    ]
    Notice.objects.bulk_create(
        [row for _telling, row in rows], batch_size=ROWS_AT_ONCE, ignore_conflicts=True
    )
    return rows


def settle(*, subject: Any, kinds: Iterable[NoticeKind] = (), at: dt.datetime | None = None) -> int:
    """It was answered, by whomever: nobody needs to be told any more. How many notices were still unread.

    kinds: only these; all by default. Raises RuntimeError outside a transaction, ValueError for an empty subject: mistakes
    of the caller.
    """
    return settle_many(subjects=(subject,), kinds=kinds, at=at)


def settle_many(
    *, subjects: Iterable[Any], kinds: Iterable[NoticeKind] = (), at: dt.datetime | None = None
) -> int:
    """`settle` for many subjects, one query for each ten thousand. Raises as `settle` does, and settles nothing then."""
    if not connection.in_atomic_block:
        raise RuntimeError("an act and what people are told of it belong to one transaction")
    named = {str(one) for one in subjects}
    if "" in named:
        raise ValueError("name what was settled: an empty subject would settle everything")
    open_ones = Notice.objects.filter(read_at__isnull=True)
    if wanted := [NoticeKind(kind).value for kind in kinds]:
        open_ones = open_ones.filter(kind__in=wanted)
    settled_at = at or clock.now()
    return sum(open_ones.filter(subject__in=part).update(read_at=settled_at) for part in in_parts(named))


def _subject(telling: Telling) -> str:
    if telling.subject:
        return telling.subject
    return f"learner:{telling.learner}" if telling.learner else ""


def _check(telling: Telling) -> None:
    if not telling.link.startswith("/") or telling.link.startswith(("//", "/\\")) or len(telling.link) > 255:
        raise ValueError(f"{telling.link!r} is no address of ours")
    if len(telling.subject) > 64:
        raise ValueError("a subject is a key of at most 64 characters, not words")
