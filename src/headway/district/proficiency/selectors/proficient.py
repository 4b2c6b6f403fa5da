"""Which competencies of a learner are proficient, and since which day: columns for whole schools at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from django.db.models import F
from numpy.typing import NDArray

from headway.district.continuum.api import ContinuumMap
from headway.district.foundation.api import clock, in_parts, tables
from headway.district.policy.api import scale_for
from headway.district.proficiency.columns import local_days
from headway.district.proficiency.models import Determination
from headway.district.proficiency.standing_rows import worked_out

__all__ = ["ProficientColumns", "decided_pairs", "entered_later", "has_decided", "proficient_columns"]

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class ProficientColumns:
    """One row per learner and living competency whose standing decision reaches the mark. day: since 1970-01-01."""

    learner: Ints
    competency: Ints
    day: Ints


def proficient_columns(learner_ids: Collection[int] | None, continuum: ContinuumMap) -> ProficientColumns:
    """For these learners, or everybody. One query; access is decided by whoever gives the ids."""
    condition, parameters = tables.where(("learner_id", learner_ids))
    columns = tables.read(
        [
            tables.Asked("learner_id"),
            tables.Asked("competency_id"),
            tables.Asked("determined_level"),
            tables.Asked("COALESCE(proficient_since, determined_at)", is_instant=True),
        ],
        f"FROM proficiency_standing WHERE determined_level IS NOT NULL AND {condition}",
        parameters,
        many=learner_ids is None or len(learner_ids) > 1,
    )
    living, lives = continuum.living(columns[1])
    lines = columns[1].copy()
    if lives.any():
        lines[lives] = continuum.lineage.lines_of(columns[1][lives])
    is_part = lives & (lines != living)
    parts = set(zip(columns[0][is_part].tolist(), living[is_part].tolist(), strict=True))
    whole = lives & ~is_part
    # Several versions of one competency: the living row wins, then the latest, and it came last.
    order = np.lexsort((columns[1], columns[1] == living, living, columns[0]))
    order = order[whole[order]]
    who, what = columns[0][order], living[order]
    last = np.ones(len(order), dtype=bool)
    last[:-1] = (who[1:] != who[:-1]) | (what[1:] != what[:-1])
    kept = order[last]
    parts -= set(zip(columns[0][kept].tolist(), living[kept].tolist(), strict=True)) if parts else set()
    kept = kept[columns[2][kept] >= scale_for().proficient]
    found = [columns[0][kept], living[kept], local_days(columns[3][kept])]
    merged = [
        (*pair, info.proficient_since or info.determined_at)
        for pair, info in worked_out(parts, continuum).items()
        if info.is_proficient and info.determined_at is not None
    ]
    if merged:
        days = local_days(
            np.array([tables.microseconds(when) for *_pair, when in merged if when], dtype=np.int64)
        )
        more = (
            np.array([one[0] for one in merged], dtype=np.int64),
            np.array([one[1] for one in merged], dtype=np.int64),
            days,
        )
        found = [np.concatenate(pair) for pair in zip(found, more, strict=True)]
    return ProficientColumns(*found)


def entered_later(
    learner_ids: Collection[int], continuum: ContinuumMap, after: dt.date
) -> dict[tuple[int, int, dt.date], dt.date]:
    """Decisions that reach the mark and were entered on a later day than they carry, that day after this one:
    {(learner, living competency, the day of the decision): the day of its entry}. One query for each part of the ids.

    Imports write such decisions; what a person decides on a page carries the moment of writing.
    """
    found: dict[tuple[int, int, dt.date], dt.date] = {}
    for part in in_parts(learner_ids):
        rows = Determination.objects.filter(
            learner_id__in=part,
            level__gte=scale_for().proficient,
            recorded_at__gt=clock.end_of_day(after),
            decided_at__lt=F("recorded_at"),
        ).order_by()
        for learner, competency, decided, recorded in rows.values_list(
            "learner_id", "competency_id", "decided_at", "recorded_at"
        ):
            decided_on, entered_on = clock.local_date(decided), clock.local_date(recorded)
            living = continuum.current_ids.get(competency)
            if living is not None and decided_on < entered_on:
                key = learner, living, decided_on
                found[key] = min(entered_on, found.get(key, entered_on))
    return found


def decided_pairs(person_id: int, learner_ids: Collection[int]) -> set[tuple[int, int]]:
    """(learner id, competency id): which levels of these learners this person ever decided."""
    rows = Determination.objects.filter(learner_id__in=learner_ids, decided_by_id=person_id)
    return set(rows.values_list("learner_id", "competency_id").distinct())


def has_decided(person_id: int, learner_id: int, competency_ids: Collection[int]) -> bool:
    """Did this person ever decide a level of this learner on one of these competencies?"""
    return Determination.objects.filter(
        learner_id=learner_id, decided_by_id=person_id, competency_id__in=competency_ids
    ).exists()
