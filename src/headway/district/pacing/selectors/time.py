"""A learner's time as it stands: shares, the graduation date, the days that are left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from headway.district.foundation.api import clock
from headway.district.pacing.columns import expectation_on
from headway.district.pacing.models import GraduationDate, TimeShare
from headway.district.pacing.own_time import OwnTime
from headway.district.pacing.types import DaysLeft, GraduationInfo, TimeShareInfo
from headway.district.people.api import Viewer, check_see, person_names

__all__ = [
    "days_left_in",
    "graduation_dates",
    "graduation_dates_of",
    "own_time_of",
    "time_shares_of",
]


def own_time_of(learners: Collection[Any], on: dt.date | None = None) -> OwnTime:
    """The own time of these learners, for whoever may see them already: set-wise, one query beside the policy's."""
    return OwnTime.of(learners, expectation_on(on or clock.today()).days_per_year)


def days_left_in(
    time: OwnTime, learner_id: int, by_on: dt.date, after: dt.date, domain_code: str | None = None
) -> DaysLeft:
    """A learner's own instructional days after a day up to a date, from the time (`own_time_of`) of her and others.

    None are left where the date is not later, or where no school year holds any of it. Access is the caller's to decide.
    """
    first = after + dt.timedelta(days=1)
    if by_on < first or not time.has_time(learner_id):
        return DaysLeft(after, by_on, 0.0, 0, None, "")
    own = time.own_days(learner_id, first, by_on, domain_code)
    school_days = int(time.calendar(learner_id, first, by_on).instructional.sum())
    assumed = time.assumed_from(learner_id, by_on)
    sentence = ""
    if assumed is not None:
        sentence = _(
            "From %(day)s on no school year is set yet; until then the last year's weeks are counted again, with %(days)s "
            "instructional days a year."
        ) % {"day": formats.date_format(assumed), "days": time.days_per_year}
    return DaysLeft(after, by_on, own, school_days, assumed, sentence)


def time_shares_of(viewer: Viewer, learner: Any) -> tuple[TimeShareInfo, ...]:
    """Every share of time that was ever recorded, the newest first; those taken back say by whom. Raises NotFound for
    strangers."""
    check_see(viewer, learner)
    rows = list(
        TimeShare.objects.filter(learner=learner, withdraws__isnull=True)
        .select_related("withdrawal")
        .order_by("-from_on", "-pk")
    )
    undone: dict[int, Any] = {row.pk: getattr(row, "withdrawal", None) for row in rows}
    people = {row.recorded_by_id for row in (*rows, *(one for one in undone.values() if one))}
    names = person_names({one for one in people if one})
    found = []
    for row in rows:
        taken_back = undone[row.pk]
        found.append(
            TimeShareInfo(
                row.uuid,
                row.kind,
                float(row.share),
                row.domain_code,
                row.from_on,
                row.to_on,
                names.get(row.recorded_by_id or 0, ""),
                row.recorded_at,
                names.get(taken_back.recorded_by_id or 0, "") if taken_back else "",
                taken_back.recorded_at if taken_back else None,
            )
        )
    return tuple(found)


def graduation_dates_of(viewer: Viewer, learner: Any) -> tuple[GraduationInfo, ...]:
    """Every graduation date that was planned, the newest first: the first one stands. Raises NotFound for strangers."""
    check_see(viewer, learner)
    rows = list(GraduationDate.objects.filter(learner=learner).order_by("-recorded_at", "-pk"))
    names = person_names({row.recorded_by_id for row in rows if row.recorded_by_id})
    return tuple(
        GraduationInfo(row.uuid, row.on, row.plan, names.get(row.recorded_by_id or 0, ""), row.recorded_at)
        for row in rows
    )


def graduation_dates(learner_ids: Collection[int]) -> dict[int, tuple[dt.date, str]]:
    """(date, plan) that stands, by learner, for work on many. One query. Access is decided by whoever gives the ids."""
    rows = GraduationDate.objects.filter(learner_id__in=learner_ids).order_by("recorded_at", "pk")
    return {learner: (on, plan) for learner, on, plan in rows.values_list("learner_id", "on", "plan")}
