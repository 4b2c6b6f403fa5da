"""When each learner last showed something, and which decisions wait: columns for whole schools at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.district.continuum.api import ContinuumMap
from headway.district.foundation.api import tables
from headway.district.proficiency.columns import local_days

__all__ = ["ShownColumns", "shown_columns"]

Ints = NDArray[np.int64]
NEVER = np.int64(-(2**62))


@dataclass(frozen=True, eq=False)
class ShownColumns:
    """One row per learner and living competency with evidence or a decision.

    day: of the last evidence or decision, since 1970-01-01. observed: of the last evidence alone, long ago where there is
    none: a decision says something about the learner's work, and nothing about where she was. waits: whether what the
    rule proposes wants an answer.
    """

    learner: Ints
    competency: Ints
    day: Ints
    observed: Ints
    waits: NDArray[np.bool_]


def shown_columns(learner_ids: Collection[int] | None, continuum: ContinuumMap) -> ShownColumns:
    """For these learners, or everybody. One query; access is decided by whoever gives the ids."""
    condition, parameters = tables.where(("learner_id", learner_ids))
    waiting = """CASE WHEN to_confirm OR shows_less OR (proposed_level IS NOT NULL
                        AND (determined_level IS NULL OR proposed_level <> determined_level)
                        AND (answered_level IS NULL OR proposed_level <> answered_level)) THEN 1 ELSE 0 END"""
    learner, recorded, observed_at, decided_at, waits = tables.read(
        [
            tables.Asked("learner_id"),
            tables.Asked("competency_id"),
            tables.Asked("last_observed_at", missing=int(NEVER), is_instant=True),
            tables.Asked("determined_at", missing=int(NEVER), is_instant=True),
            tables.Asked(waiting),
        ],
        f"FROM proficiency_standing WHERE {condition}",
        parameters,
        many=learner_ids is None or len(learner_ids) > 1,
    )
    instants = np.maximum(observed_at, decided_at)
    living, lives = continuum.living(recorded)
    known = lives & (instants > NEVER)
    has_evidence = observed_at[known] > NEVER
    observed_on = np.full(int(known.sum()), NEVER, dtype=np.int64)
    observed_on[has_evidence] = local_days(observed_at[known][has_evidence])
    return ShownColumns(
        learner[known],
        living[known],
        local_days(instants[known]),
        observed_on,
        waits[known].astype(bool),
    )
