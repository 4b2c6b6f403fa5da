"""Recording that a learner was not here between a departure and a return: none of that is her own time."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import Actor, audit, clock, in_parts, refused
from headway.district.pacing.models import TimeShare
from headway.district.pacing.policies import learner_to_keep
from headway.district.pacing.types import TimeShareKind
from headway.district.people.api import Viewer, learners_with_schools, lock_learners

__all__ = ["record_return", "record_times_away"]

# A return is planned as far ahead as a summer is long.
FURTHEST_RETURN = dt.timedelta(days=92)
A_DAY = dt.timedelta(days=1)


def record_return(viewer: Viewer, learner_uuid: uuid.UUID, *, last_on: dt.date, back_on: dt.date) -> int:
    """A learner whose last day was `last_on` is here again from `back_on` on; how many times away that made, 0 where no day
    lies between. By registrar or counsellor, in the transaction that opens the record again.

    Raises NotFound for all others, Refused at `back_on` for a day before the day after the last one, or further ahead than
    a summer.
    """
    learner = learner_to_keep(viewer, learner_uuid)
    if back_on <= last_on:
        raise refused(
            "back_on",
            _("The last day was %(day)s, so the return lies after it.")
            % {"day": formats.date_format(last_on)},
            _("Choose %(day)s or a later day.") % {"day": formats.date_format(last_on + A_DAY)},
        )
    latest = clock.today() + FURTHEST_RETURN
    if back_on > latest:
        raise refused(
            "back_on",
            _("This day is too far off for a record that is opened today."),
            _("Choose a day up to %(day)s, or open the record when the day is near.")
            % {"day": formats.date_format(latest)},
        )
    return record_times_away(
        {learner.pk: last_on}, back_on=back_on, by=viewer.actor, recorded_by_id=viewer.person_id
    )


@transaction.atomic
def record_times_away(
    last_days: Mapping[int, dt.date], *, back_on: dt.date, by: Actor, recorded_by_id: int | None = None
) -> int:
    """The same for many, told by their last days. A time away that lies after the last day was a slip and is taken back."""
    lock_learners(list(last_days))
    before = [
        row
        for part in in_parts(list(last_days))
        for row in TimeShare.objects.filter(
            learner_id__in=part, kind=TimeShareKind.AWAY, withdraws__isnull=True, withdrawal__isnull=True
        ).order_by("pk")
        if row.to_on is None or row.to_on > last_days[row.learner_id]
    ]
    uuids = {one.pk: one.uuid for one in learners_with_schools(list(last_days))}
    now = clock.now()

    def row_of(learner_id: int, first: dt.date, last: dt.date | None, slip: TimeShare | None) -> TimeShare:
        return TimeShare(
            learner_id=learner_id,
            kind=TimeShareKind.AWAY,
            share=0,
            from_on=first,
            to_on=last,
            withdraws=slip,
            recorded_by_id=recorded_by_id,
            recorded_at=now,
        )

    TimeShare.objects.bulk_create(row_of(one.learner_id, one.from_on, one.to_on, one) for one in before)
    made = TimeShare.objects.bulk_create(
        row_of(learner_id, last_on + A_DAY, back_on - A_DAY, None)
        for learner_id, last_on in last_days.items()
        if last_on + A_DAY < back_on
    )
    audit.record_many(
        by=by, act="pacing.time_share_withdrawn", subject_kind="time_share", rows=_told(before, uuids)
    )
    audit.record_many(
        by=by, act="pacing.time_share_recorded", subject_kind="time_share", rows=_told(made, uuids)
    )
    return len(made)


def _told(
    rows: Iterable[TimeShare], uuids: Mapping[int, uuid.UUID]
) -> list[tuple[uuid.UUID, uuid.UUID, dict[str, str]]]:
    return [(one.uuid, uuids[one.learner_id], {"kind": str(one.kind)}) for one in rows]
