"""The inbox of a person: what she was told, without what is about somebody whom she may no longer see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from itertools import groupby

from django.db.models import BooleanField, Count, Exists, OuterRef, Q, QuerySet, Value, Window

from headway.district.foundation.api import clock, in_parts
from headway.district.notices.models import Notice, NoticePreferences
from headway.district.notices.types import (
    STAFF_KINDS,
    Channel,
    Day,
    Inbox,
    NoticeEntry,
    NoticeKind,
    Preferences,
    Reader,
)
from headway.district.people.api import Viewer, children_of, learners_of_staff, visible_learners

__all__ = [
    "entries_of",
    "inbox_of",
    "open_to",
    "preferences_of",
    "preferences_of_many",
    "readers_of",
    "told_subjects",
    "unread_count",
    "works",
]

A_PAGE = 25


def works(viewer: Viewer) -> bool:
    """Does she work with learners or for the district? Her weekends are quiet."""
    return bool(viewer.teaches or viewer.advises or viewer.tutors or viewer.duties)


def readers_of(viewer: Viewer) -> tuple[Reader, ...]:
    """As whom she may be told something; staff for an account that is nothing yet."""
    found = [
        reader
        for reader, is_one in (
            (Reader.STAFF, works(viewer)),
            (Reader.LEARNER, viewer.learner_id is not None),
            (Reader.FAMILY, viewer.is_guardian),
        )
        if is_one
    ]
    return tuple(found) or (Reader.STAFF,)


def told_subjects(kind: NoticeKind, learner_ids: Collection[int], since: dt.datetime) -> frozenset[str]:
    """What was told of these learners since a moment, read or not: for who tells a thing once and no more."""
    found: set[str] = set()
    for part in in_parts(learner_ids):
        rows = Notice.objects.filter(kind=NoticeKind(kind).value, learner_id__in=part, told_at__gte=since)
        found.update(rows.order_by().values_list("subject", flat=True))
    return frozenset(found)


def inbox_of(viewer: Viewer, page: int = 1) -> Inbox:
    """What she was told, by day in the district's time zone, newest first. page: from 1; one beyond the last is the last.

    One query; two for a page that is not there.
    """
    rows = _entries(viewer).annotate(
        total=Window(Count("pk")), unread=Window(Count("pk", filter=Q(read_at__isnull=True)))
    )
    found = list(rows[(page - 1) * A_PAGE : page * A_PAGE])
    if not found and page > 1:
        page = max(-(-rows.count() // A_PAGE), 1)
        found = list(rows[(page - 1) * A_PAGE : page * A_PAGE])
    entries = [_entry(viewer, row) for row in found]
    return Inbox(
        days=tuple(
            Day(on, tuple(of)) for on, of in groupby(entries, lambda each: clock.local_date(each.told_at))
        ),
        unread=found[0].unread if found else 0,
        page=page,
        pages=-(-found[0].total // A_PAGE) if found else 1,
    )


def unread_count(viewer: Viewer) -> int:
    """How many notices she has not read, of those that are open to her. One query."""
    return open_to(viewer).filter(read_at__isnull=True).count()


def entries_of(viewer: Viewer, which: Q) -> list[NoticeEntry]:
    """These of her notices, as she reads them, newest first. One query."""
    return [_entry(viewer, row) for row in _entries(viewer).filter(which)]


def _entries(viewer: Viewer) -> QuerySet[Notice]:
    """Her notices of the kinds that there are today, newest first."""
    family = (
        Exists(children_of(viewer).filter(pk=OuterRef("learner_id")))
        if viewer.is_guardian
        else Value(False, output_field=BooleanField())
    )
    return (
        open_to(viewer)
        .filter(kind__in=[kind.value for kind in NoticeKind])
        .annotate(of_family=family)
        .select_related("learner__person")
        .order_by("-told_at", "-pk")
    )


def open_to(viewer: Viewer) -> QuerySet[Notice]:
    """Her notices but those about a learner whom she may not see (any more), judged as of now.

    What is between adults stays away from the learner's own family, even where they work at the school.
    """
    staff_only = Q(kind__in=[kind.value for kind in STAFF_KINDS])
    by_work = Q(learner__in=learners_of_staff(viewer).order_by().values("pk"))
    in_sight = Q(learner__in=visible_learners(viewer).order_by().values("pk"))
    return Notice.objects.filter(
        Q(learner__isnull=True) | (staff_only & by_work) | (~staff_only & in_sight),
        person_id=viewer.person_id,
    )


def _entry(viewer: Viewer, row: Notice) -> NoticeEntry:
    reader = _reader(viewer, row)
    return NoticeEntry(
        uuid=row.uuid,
        kind=NoticeKind(row.kind),
        reader=reader,
        name=row.learner.person.name if row.learner and reader is not Reader.LEARNER else "",
        link=row.link,
        told_at=row.told_at,
        is_read=row.read_at is not None,
    )


def _reader(viewer: Viewer, row: Notice) -> Reader:
    if row.kind in STAFF_KINDS:
        return Reader.STAFF
    if row.learner_id is None:
        return readers_of(viewer)[0]
    if row.learner_id == viewer.learner_id:
        return Reader.LEARNER
    return Reader.FAMILY if row.of_family else Reader.STAFF  # type: ignore[attr-defined]  # annotated above


def preferences_of(viewer: Viewer) -> Preferences:
    """How she wants to be told; what holds for everybody of her kind where she chose nothing. One query."""
    return preferences_of_many({viewer.person_id: works(viewer)})[viewer.person_id]


def preferences_of_many(people: dict[int, bool]) -> dict[int, Preferences]:
    """The same for {person id: does she work here?}; one query for each ten thousand."""
    found = {person_id: Preferences(quiet_weekends=at_work) for person_id, at_work in people.items()}
    for some in in_parts(list(people)):
        for row in NoticePreferences.objects.filter(person_id__in=some):
            found[row.person_id] = Preferences(
                channels=_channels(row.channels),
                digest_at=row.digest_at,
                quiet_from=row.quiet_from,
                quiet_until=row.quiet_until,
                quiet_weekends=row.quiet_weekends,
            )
    return found


def _channels(stored: dict[str, str]) -> dict[NoticeKind, Channel]:
    """What is stored may name a kind of an earlier version: that one is nobody's any more."""
    return {
        NoticeKind(kind): Channel(channel)
        for kind, channel in stored.items()
        if kind in set(NoticeKind) and channel in set(Channel)
    }
