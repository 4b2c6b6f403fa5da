"""Looking at a record is an act too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from headway.district.foundation.api import audit, clock
from headway.district.people.models import (
    Learner,
)
from headway.district.people.viewers import Viewer

__all__ = ["record_view"]

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
