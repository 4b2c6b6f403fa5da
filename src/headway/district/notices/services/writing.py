"""From notices to letters: whose daily mail is due, and who wants to know at once. A letter is a row; nothing is sent here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction

from headway.district.notices.hours import digest_moment, is_quiet
from headway.district.notices.models import Letter, Notice
from headway.district.notices.selectors import preferences_of_many
from headway.district.notices.types import Channel, LetterState, Preferences
from headway.district.people.api import people_to_reach

__all__ = ["local", "write_letters"]

# What nobody was mailed for so long, she has seen or does not need; a new address does not bring a year's notices.
STALE_AFTER = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class _Unmailed:
    pk: int
    person_id: int
    kind: str
    told_at: dt.datetime


def local(instant: dt.datetime) -> dt.datetime:
    """The same instant by the clock of the district."""
    return instant.astimezone(ZoneInfo(settings.TIME_ZONE))


def write_letters(now: dt.datetime) -> int:
    """Put unread notices into letters, for everybody to whom one is due now. How many letters were written.

    Who has no address, is not active or has her quiet hours is passed over; her notices stay where they are.
    """
    waiting = _waiting(now)
    people = people_to_reach(waiting.keys())
    reached = {pk: one for pk, one in people.items() if one.email}
    wishes = preferences_of_many({pk: one.works for pk, one in reached.items()})
    here = local(now)
    had_one = frozenset(Letter.objects.filter(digest_on=here.date()).values_list("person_id", flat=True))
    written = 0
    for person_id in reached:
        due = _due(waiting[person_id], wishes[person_id], here, had_digest=person_id in had_one)
        if due is not None:
            written += _write(person_id, due.notices, here.date() if due.is_digest else None, now)
    return written


def _waiting(now: dt.datetime) -> dict[int, list[_Unmailed]]:
    rows = (
        Notice.objects.filter(
            letter__isnull=True, read_at__isnull=True, told_at__lte=now, told_at__gt=now - STALE_AFTER
        )
        .order_by("person_id", "told_at", "pk")
        .values_list("pk", "person_id", "kind", "told_at")
    )
    every: Iterator[_Unmailed] = (_Unmailed(*row) for row in rows.iterator())
    return {person_id: list(of) for person_id, of in groupby(every, lambda each: each.person_id)}


@dataclass(frozen=True, slots=True)
class _Due:
    notices: tuple[int, ...]
    is_digest: bool


def _due(
    notices: Iterable[_Unmailed], wishes: Preferences, here: dt.datetime, *, had_digest: bool
) -> _Due | None:
    """What is to be mailed to one person now: everything with the daily mail, else what she wants to know at once."""
    if is_quiet(here, wishes):
        return None
    by_channel = {channel: [n for n in notices if _channel(wishes, n) is channel] for channel in Channel}
    at_once, daily = by_channel[Channel.AT_ONCE], by_channel[Channel.DIGEST]
    moment = None if had_digest else digest_moment(here, wishes)
    if moment is not None and any(each.told_at <= moment for each in daily):
        return _Due(tuple(each.pk for each in (*at_once, *daily)), is_digest=True)
    return _Due(tuple(each.pk for each in at_once), is_digest=False) if at_once else None


def _channel(wishes: Preferences, notice: _Unmailed) -> Channel:
    try:
        return wishes.channel(notice.kind)
    except ValueError:  # a kind of another version of the program
        return Channel.APP


class _SomebodyElseDoes(Exception):
    """Another run has put some of these into a letter of its own meanwhile."""


def _write(person_id: int, notice_ids: tuple[int, ...], digest_on: dt.date | None, now: dt.datetime) -> bool:
    """One letter with these notices, and with those of earlier letters that still wait: she gets one mail, not two."""
    try:
        with transaction.atomic():
            letter = Letter.objects.create(
                person_id=person_id, digest_on=digest_on, written_at=now, state_at=now, next_try_at=now
            )
            taken = Notice.objects.filter(pk__in=notice_ids, letter__isnull=True).update(letter=letter)
            if taken != len(notice_ids):
                raise _SomebodyElseDoes
            older = Letter.objects.filter(person_id=person_id, state=LetterState.WAITING).exclude(
                pk=letter.pk
            )
            if older.update(state=LetterState.DROPPED, state_at=now):
                Notice.objects.filter(
                    person_id=person_id, letter__state=LetterState.DROPPED, read_at__isnull=True
                ).update(letter=letter)
    except (IntegrityError, _SomebodyElseDoes):
        return False
    return True
