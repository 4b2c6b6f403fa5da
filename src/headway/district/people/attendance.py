"""Where attendance is noted at all: a day without a noted absence says something only there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q

from headway.district.people.models import Absence, Organisation

__all__ = ["schools_noting_absences"]


def schools_noting_absences(school_ids: Collection[int], from_on: dt.date, until: dt.date) -> set[int]:
    """Of these schools those that noted anybody's absence on a day from one date to another, of who is there now.

    One query, which looks no further at a school than to the first such absence.
    """
    noted = Absence.objects.filter(
        Q(learner__left_on__isnull=True) | Q(learner__left_on__gt=until),
        learner__school_id=OuterRef("pk"),
        on__range=(from_on, until),
    )
    return set(
        Organisation.objects.filter(Exists(noted), pk__in=list(school_ids)).values_list("pk", flat=True)
    )
