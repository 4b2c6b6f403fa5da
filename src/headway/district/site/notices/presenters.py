"""Notices and preferences as plain values for the templates."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from headway.district.foundation.api import FieldProblem, Refused, clock
from headway.district.notices.api import (
    CHANNELS,
    Channel,
    Inbox,
    NoticeEntry,
    NoticeKind,
    Preferences,
    action_of,
    is_for,
    label_of,
    line_of,
    readers_of,
)
from headway.district.people.api import Viewer, people_to_reach

__all__ = ["ChoicesSent", "inbox_page", "preferences_page"]


@dataclass(frozen=True, slots=True)
class EntryShown:
    uuid: uuid.UUID
    line: str
    action: str | Promise
    told_at: dt.datetime
    at: str
    is_read: bool


@dataclass(frozen=True, slots=True)
class DayShown:
    name: str
    on: dt.date
    entries: tuple[EntryShown, ...]


@dataclass(frozen=True, slots=True)
class InboxPage:
    """until: when the page was made: what came later is not marked as read with the rest. newer, older: addresses or ""."""

    days: tuple[DayShown, ...]
    unread: int
    until: str
    page: int
    pages: int
    newer: str
    older: str


def inbox_page(inbox: Inbox) -> InboxPage:
    return InboxPage(
        days=tuple(
            DayShown(_day(day.on), day.on, tuple(_entry(each) for each in day.entries)) for day in inbox.days
        ),
        unread=inbox.unread,
        until=clock.now().isoformat(),
        page=inbox.page,
        pages=inbox.pages,
        newer=f"?page={inbox.page - 1}" if inbox.page > 1 else "",
        older=f"?page={inbox.page + 1}" if inbox.page < inbox.pages else "",
    )


def _day(on: dt.date) -> str:
    """Today and yesterday by name; other days by their date (empty here)."""
    return {0: _("Today"), 1: _("Yesterday")}.get((clock.today() - on).days, "")


def _entry(entry: NoticeEntry) -> EntryShown:
    return EntryShown(
        uuid=entry.uuid,
        line=line_of(entry.kind, entry.reader, entry.name),
        action=action_of(entry.kind, entry.reader),
        told_at=entry.told_at,
        at=formats.time_format(timezone.localtime(entry.told_at), "TIME_FORMAT"),
        is_read=entry.is_read,
    )


# -- preferences --


@dataclass(frozen=True, slots=True)
class ChoicesSent:
    """What the form said, as text, so that a page with a problem shows it again."""

    channels: Mapping[NoticeKind, str]
    digest_at: str
    quiet_from: str
    quiet_until: str
    quiet_weekends: bool

    @classmethod
    def of(cls, sent: Mapping[str, Any]) -> ChoicesSent:
        return cls(
            channels={kind: sent[kind.value] for kind in NoticeKind if kind.value in sent},
            digest_at=sent.get("digest_at", "").strip(),
            quiet_from=sent.get("quiet_from", "").strip(),
            quiet_until=sent.get("quiet_until", "").strip(),
            quiet_weekends=sent.get("quiet_weekends", "") == "yes",
        )

    @classmethod
    def from_preferences(cls, kept: Preferences) -> ChoicesSent:
        return cls(
            channels={kind: kept.channel(kind).value for kind in NoticeKind},
            digest_at=_clock_face(kept.digest_at),
            quiet_from=_clock_face(kept.quiet_from),
            quiet_until=_clock_face(kept.quiet_until),
            quiet_weekends=kept.quiet_weekends,
        )

    def preferences(self, kept: Preferences) -> Preferences:
        """Raises Refused, naming the fields that cannot be read. Kinds that the form did not show stay as they were."""
        problems: list[FieldProblem] = []
        digest_at = _time(self.digest_at, "digest_at", problems)
        quiet_from = _time(self.quiet_from, "quiet_from", problems)
        quiet_until = _time(self.quiet_until, "quiet_until", problems)
        if not self.digest_at:
            problems.append(
                FieldProblem(
                    _("The time of the daily mail is missing."),
                    field="digest_at",
                    remedy=_("Write it like 07:00."),
                )
            )
        channels = dict(kept.channels)
        for kind, said in self.channels.items():
            if said in set(Channel):
                channels[kind] = Channel(said)
            else:
                problems.append(
                    FieldProblem(
                        _("This is no way of being told."),
                        field=kind.value,
                        remedy=_("Choose one of the list."),
                    )
                )
        if problems:
            raise Refused(_("This was not saved yet."), problems=tuple(problems))
        assert digest_at is not None
        return replace(
            kept,
            channels=channels,
            digest_at=digest_at,
            quiet_from=quiet_from,
            quiet_until=quiet_until,
            quiet_weekends=self.quiet_weekends,
        )


def _time(text: str, field: str, problems: list[FieldProblem]) -> dt.time | None:
    if not text:
        return None
    try:
        return dt.time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        problems.append(
            FieldProblem(
                _("This time could not be read."), field=field, remedy=_("Write it like 07:00 or 18:30.")
            )
        )
        return None


def _clock_face(at: dt.time | None) -> str:
    return at.strftime("%H:%M") if at else ""


@dataclass(frozen=True, slots=True)
class KindShown:
    field: str
    label: str | Promise
    value: str
    error: str


@dataclass(frozen=True, slots=True)
class PreferencesPage:
    """errors: field → sentence with its remedy. email: where mails go; empty where none is known."""

    kinds: tuple[KindShown, ...]
    channels: tuple[tuple[str, str | Promise], ...]
    sent: ChoicesSent
    problems: tuple[FieldProblem, ...]
    errors: Mapping[str, str]
    email: str
    works: bool


def preferences_page(
    viewer: Viewer,
    kept: Preferences,
    *,
    sent: ChoicesSent | None = None,
    problems: tuple[FieldProblem, ...] = (),
) -> PreferencesPage:
    shown = sent or ChoicesSent.from_preferences(kept)
    errors = {problem.field: f"{problem.sentence} {problem.remedy}" for problem in problems}
    reached = people_to_reach([viewer.person_id]).get(viewer.person_id)
    readers = readers_of(viewer)
    return PreferencesPage(
        kinds=tuple(
            KindShown(
                field=kind.value,
                label=label_of(kind, reader),
                value=shown.channels.get(kind, kept.channel(kind).value),
                error=errors.get(kind.value, ""),
            )
            for kind in NoticeKind
            if (reader := next((one for one in readers if is_for(kind, one)), None))
        ),
        channels=tuple((channel.value, words) for channel, words in CHANNELS.items()),
        sent=shown,
        problems=problems,
        errors=errors,
        email=reached.email if reached else "",
        works=bool(reached and reached.works),
    )
