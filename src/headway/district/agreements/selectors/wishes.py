"""Who would like an adult to come by, and was not answered yet."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Q

from headway.district.agreements.adults import first_adults_of
from headway.district.agreements.check_in_types import WishForAdult
from headway.district.agreements.models import CheckIn, CheckInAnswer
from headway.district.agreements.policies.stages import learners_worked_with
from headway.district.agreements.selectors.check_ins import WEEKS_LOOKED_BACK
from headway.district.agreements.weeks import monday_of
from headway.district.foundation.api import clock
from headway.district.people.api import Viewer

__all__ = ["wishes_for_adult"]


def wishes_for_adult(viewer: Viewer, *, everybody: bool = False) -> tuple[WishForAdult, ...]:
    """Learners who ticked in their latest check-in that an adult should come by, the longest waiting first.

    Those of whom this person is the first to turn to (`first_adults`: the same who are told); everybody: all with whom she
    works. A wish waits until an adult answers or the learner checks in without it, also when the next week has begun, and
    is past after the weeks that an adviser looks back. One query where there is none, six however many there are.
    """
    later = CheckIn.objects.filter(learner_id=OuterRef("learner_id")).filter(
        Q(week_on__gt=OuterRef("week_on")) | Q(week_on=OuterRef("week_on"), pk__gt=OuterRef("pk"))
    )
    first = monday_of(clock.today()) - dt.timedelta(weeks=WEEKS_LOOKED_BACK)
    rows = CheckIn.objects.filter(
        ~Exists(later),
        ~Exists(CheckInAnswer.objects.filter(check_in_id=OuterRef("pk"))),
        wants_help=True,
        week_on__gte=first,
        learner__in=learners_worked_with(viewer).order_by().values("pk"),
    )
    listed = list(rows.select_related("learner__person").order_by("recorded_at", "pk"))
    if listed and not everybody:
        turned_to = first_adults_of({row.learner_id for row in listed})
        listed = [row for row in listed if viewer.person_id in turned_to.get(row.learner_id, {})]
    return tuple(
        WishForAdult(
            check_in_uuid=row.uuid,
            learner_uuid=row.learner.uuid,
            learner_name=row.learner.person.name,
            said_at=row.recorded_at,
        )
        for row in listed
    )
