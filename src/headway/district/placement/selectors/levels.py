"""Where people decided that learners are: the standing placement of each domain and strand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from headway.district.placement.models import Placement
from headway.district.placement.types import PlacedLevel

__all__ = ["levels_of"]


def levels_of(
    learner_ids: Collection[int] | None, as_of: dt.datetime | None = None
) -> dict[int, dict[tuple[str, str], PlacedLevel]]:
    """By learner, then (domain, strand): the latest placement that nobody took back. strand "": the whole domain.

    One query; None asks for everybody. Access is decided by whoever gives the ids.
    """
    rows = Placement.objects.filter(withdrawal__isnull=True)
    if as_of is not None:
        rows = Placement.objects.filter(recorded_at__lte=as_of).exclude(withdrawal__recorded_at__lte=as_of)
    if learner_ids is not None:
        rows = rows.filter(learner_id__in=learner_ids)
    found: dict[int, dict[tuple[str, str], PlacedLevel]] = {}
    for learner, domain, strand, *placed in rows.order_by("recorded_at", "pk").values_list(
        "learner_id", "domain_code", "strand_code", "level", "decided_on", "basis", "uuid", "recorded_at"
    ):
        found.setdefault(learner, {})[domain, strand] = PlacedLevel(*placed)
    return found
