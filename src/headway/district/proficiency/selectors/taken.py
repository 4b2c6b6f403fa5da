"""What was taken as met on arrival, and is not yet shown in work here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from headway.district.continuum.api import ContinuumMap
from headway.district.proficiency.models import Determination

__all__ = ["taken_as_met"]


def taken_as_met(
    learner_ids: Collection[int], continuum: ContinuumMap, as_of: dt.datetime | None = None
) -> dict[int, dict[int, str]]:
    """By learner, then living competency: "placement" or "transfer", where that is the standing decision.

    One query; access is decided by whoever gives the ids.
    """
    rows = Determination.objects.filter(learner_id__in=learner_ids)
    if as_of is not None:
        rows = rows.filter(recorded_at__lte=as_of)
    found: dict[int, dict[int, str]] = {}
    for learner, recorded, level, basis in rows.order_by("decided_at", "pk").values_list(
        "learner_id", "competency_id", "level", "basis"
    ):
        living = continuum.current_ids.get(recorded)
        if living is None:
            continue
        of_learner = found.setdefault(learner, {})
        if basis and level is not None:
            of_learner[living] = basis
        else:
            of_learner.pop(living, None)
    return found
