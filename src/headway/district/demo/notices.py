"""What the teacher of the showcase was told: learners who can go on, one of them read; and how she wants to be told."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from headway.district.advancement.api import ready_to_advance
from headway.district.foundation.api import Actor, clock
from headway.district.notices.api import (
    Channel,
    NoticeKind,
    Preferences,
    Telling,
    mark_read,
    set_preferences,
    tell_all,
)
from headway.district.people.api import account_named, viewer_for_account

__all__ = ["tell_showcase"]

TOLD = 4
READ = 2


def tell_showcase(by: Actor) -> None:
    """Notices of the last days, true of the record; signals come to her at once, everything else with the daily mail."""
    account = account_named("teacher")
    teacher = viewer_for_account(account.pk) if account else None
    if teacher is None:
        return
    set_preferences(teacher, Preferences({NoticeKind.SIGNAL_ADDRESSED: Channel.AT_ONCE}, quiet_weekends=True))
    now, link = clock.now(), reverse("teacher:moving")
    told: list[Telling] = []
    for item in ready_to_advance(teacher):
        if item.learner_id not in {one.learner for one in told} and len(told) < TOLD:
            told.append(Telling(teacher.person_id, NoticeKind.READY_WAITING, link, item.learner_id))
    for place, one in enumerate(told):
        tell_all([one], by=by, at=now - dt.timedelta(days=len(told) - place, hours=place))
        if place < len(told) - READ:
            mark_read(teacher)
