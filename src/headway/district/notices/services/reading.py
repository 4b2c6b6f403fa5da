"""Reading notices, and choosing how to be told."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterator

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import FieldProblem, NotFound, Refused, audit, clock
from headway.district.notices.hours import in_quiet_hours
from headway.district.notices.models import NoticePreferences
from headway.district.notices.selectors import open_to
from headway.district.notices.types import Channel, NoticeKind, Preferences, usual_channel
from headway.district.people.api import Viewer

__all__ = ["mark_read", "open_notice", "set_preferences"]


def mark_read(
    viewer: Viewer, uuids: Collection[uuid.UUID] | None = None, *, until: dt.datetime | None = None
) -> int:
    """Mark these of her notices as read, or all; with `until` only what she was told by then. How many were unread."""
    unread = open_to(viewer).filter(read_at__isnull=True)
    if uuids is not None:
        unread = unread.filter(uuid__in=uuids)
    if until is not None:
        unread = unread.filter(told_at__lte=until)
    return unread.update(read_at=clock.now())


def open_notice(viewer: Viewer, notice_uuid: uuid.UUID) -> str:
    """Where this notice leads; from now on it is read. Raises NotFound for one that is not open to her."""
    notice = open_to(viewer).filter(uuid=notice_uuid).first()
    if notice is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    if notice.read_at is None:
        mark_read(viewer, [notice_uuid])
    return notice.link


@transaction.atomic
def set_preferences(viewer: Viewer, preferences: Preferences) -> None:
    """Keep how she wants to be told. Raises Refused, naming the field, where the times do not go together."""
    if problems := tuple(_problems(preferences)):
        raise Refused(_("This was not saved yet."), problems=problems)
    NoticePreferences.objects.update_or_create(
        person_id=viewer.person_id,
        defaults={
            "channels": {
                NoticeKind(kind).value: Channel(channel).value
                for kind, channel in preferences.channels.items()
                if channel is not usual_channel(kind)
            },
            "digest_at": preferences.digest_at,
            "quiet_from": preferences.quiet_from,
            "quiet_until": preferences.quiet_until,
            "quiet_weekends": preferences.quiet_weekends,
            "changed_at": clock.now(),
        },
    )
    audit.record(by=viewer.actor, act="notices.preferences_set")


def _problems(preferences: Preferences) -> Iterator[FieldProblem]:
    begins, ends = preferences.quiet_from, preferences.quiet_until
    if (begins is None) != (ends is None):
        yield FieldProblem(
            _("The quiet hours have only one end."),
            field="quiet_until" if ends is None else "quiet_from",
            remedy=_("Give both times, or leave both empty for no quiet hours."),
        )
    elif in_quiet_hours(preferences.digest_at, begins, ends):
        yield FieldProblem(
            _("The daily mail would come in your quiet hours."),
            field="digest_at",
            remedy=_("Choose a time outside them, or change the quiet hours."),
        )
