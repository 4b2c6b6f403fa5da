"""All standing decisions at once, for an export that leaves the house. Who may start one is decided by whoever calls."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from headway.district.continuum.api import CompetencyInfo, current_map
from headway.district.proficiency.models import Standing
from headway.district.proficiency.standing_rows import worked_out

__all__ = ["DecidedLevel", "decided_levels"]


@dataclass(frozen=True, slots=True)
class DecidedLevel:
    """What a person decided on one learner and one competency of the continuum in force, and when."""

    learner_id: int
    competency: CompetencyInfo
    level: int
    decided_at: dt.datetime


def decided_levels() -> Iterator[DecidedLevel]:
    """The decisions that stand today, by learner and place on the map; proposals are left out. One query, as a stream."""
    continuum = current_map()
    if continuum is None:
        return
    rows = Standing.objects.filter(determined_level__isnull=False, determined_at__isnull=False)
    found: set[tuple[int, int]] = set()
    of_parts: set[tuple[int, int]] = set()
    # Until the night after a new version, a row may still hang on the earlier one: the newer row comes first.
    for learner, recorded_under, level, at in rows.order_by("learner_id", "-competency_id").values_list(
        "learner_id", "competency_id", "determined_level", "determined_at"
    ):
        living = continuum.current_ids.get(recorded_under)
        if living is None or (learner, living) in found:
            continue
        if continuum.lineage.lines.get(recorded_under, living) != living:
            of_parts.add((learner, living))
            continue
        found.add((learner, living))
        yield DecidedLevel(learner, continuum.by_id[living], level, at)
    for (learner, living), info in worked_out(of_parts - found, continuum).items():
        if info.determined_level is not None and info.determined_at is not None:
            yield DecidedLevel(learner, continuum.by_id[living], info.determined_level, info.determined_at)
