"""Looking at a record is an act too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from headway.district.foundation.api import audit, clock
from headway.district.people.models import (
    Learner,
    Section,
)
from headway.district.people.viewers import Viewer

__all__ = ["record_list_view", "record_view"]

# A second look within this time is the same look: the trail tells who saw whom, not every click.
ONE_LOOK = dt.timedelta(hours=1)


def record_view(*, viewer: Viewer, learner: Learner, page: str, reasons: Sequence[str] = ()) -> bool:
    """Note in the trail that this viewer saw this learner's record; whether a row was written.

    One row for a viewer and a learner within an hour. A learner who looks at her own record is not noted.
    `page` is a code such as "teacher:learner"; `reasons` are the codes of `reasons_to_see`.
    """
    if viewer.learner_id == learner.pk:
        return False
    act, since = "people.record_viewed", clock.now() - ONE_LOOK
    if audit.was_recorded(by=viewer.actor, act=act, learner_uuid=learner.uuid, since=since):
        return False
    with transaction.atomic():
        audit.record(by=viewer.actor, act=act, learner_uuid=learner.uuid, page=page, reasons=list(reasons))
    return True


def record_list_view(*, viewer: Viewer, learners: int, page: str, section: Section | None = None) -> bool:
    """Note in the trail that this viewer saw where several learners are; whether a row was written.

    One row for a viewer and a section within an hour, or for a viewer and a page where the list is of no section. The
    row says how many stood there and on which page, never who: that follows from the roster of that day.
    """
    if not learners:
        return False
    since = clock.now() - ONE_LOOK
    act = "people.section_viewed" if section else "people.list_viewed"
    about = {"subject_uuid": section.uuid} if section else {"facts__page": page}
    if audit.was_recorded(by=viewer.actor, act=act, since=since, **about):
        return False
    with transaction.atomic():
        audit.record(
            by=viewer.actor,
            act=act,
            subject_kind="section" if section else "",
            subject_uuid=section.uuid if section else None,
            page=page,
            learners=learners,
        )
    return True
