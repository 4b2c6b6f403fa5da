"""Ratings on the district's cumulative assessments, and whether a person ever rated a learner."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.district.continuum.api import ContinuumMap
from headway.district.evidence.circumstances import local_days
from headway.district.evidence.models import Rating
from headway.district.foundation.api import tables

__all__ = ["CumulativeColumns", "cumulative_columns", "has_rated", "rated_pairs"]

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class CumulativeColumns:
    """One row per standing rating on cumulative work. day: of the observation, since 1970-01-01; recorded: on which we
    were told."""

    rating: Ints
    learner: Ints
    competency: Ints
    level: Ints
    day: Ints
    recorded: Ints


def cumulative_columns(learner_ids: Collection[int] | None, continuum: ContinuumMap) -> CumulativeColumns:
    """For these learners, or everybody; competencies as they live on. One query; access is the caller's to decide."""
    condition, parameters = tables.where(("r.learner_id", learner_ids))
    rating, learner, competency, level, at, recorded = tables.fetch(
        f"""SELECT r.id, r.learner_id, r.competency_id, r.level, {tables.instant_sql("r.observed_at")},
                   {tables.instant_sql("r.recorded_at")}
            FROM evidence_rating r JOIN evidence_evidence e ON e.id = r.evidence_id
            LEFT JOIN evidence_evidencecircumstances c ON c.evidence_id = e.id
            LEFT JOIN evidence_task t ON t.id = e.task_id
            LEFT JOIN evidence_ratingwithdrawal w ON w.rating_id = r.id
            WHERE w.id IS NULL AND (c.is_cumulative OR t.is_cumulative) AND {condition} ORDER BY r.id""",
        parameters,
    )
    living, lives = continuum.living(tables.whole(competency))
    days = local_days(tables.instants_from(at))
    return CumulativeColumns(
        tables.whole(rating)[lives],
        tables.whole(learner)[lives],
        living[lives],
        tables.whole(level)[lives],
        days[lives],
        local_days(tables.instants_from(recorded))[lives],
    )


def rated_pairs(person_id: int, learner_ids: Collection[int]) -> set[tuple[int, int]]:
    """(learner id, competency id): what this person ever rated of these learners, also where it was withdrawn since."""
    rows = Rating.objects.filter(learner_id__in=learner_ids, rater_id=person_id)
    return set(rows.values_list("learner_id", "competency_id").distinct())


def has_rated(person_id: int, learner_id: int, competency_ids: Collection[int]) -> bool:
    """Did this person ever rate this learner on one of these competencies, also where it was withdrawn since?"""
    return Rating.objects.filter(
        learner_id=learner_id, rater_id=person_id, competency_id__in=competency_ids
    ).exists()
