"""What stands behind what learners can do: how many pieces, of how many kinds, and how deep they went. And what came last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from headway.district.continuum.api import ContinuumMap
from headway.district.foundation.api import tables

__all__ = ["Behind", "behind", "last_recorded"]


@dataclass(frozen=True, slots=True)
class Behind:
    """The pieces that show one competency. kinds: how many forms of work; deepest: on Webb's 1 to 4, None where no piece
    and no task names a depth."""

    pieces: int
    kinds: int
    deepest: int | None


def behind(
    learner_ids: Collection[int], continuum: ContinuumMap, shown_at: int
) -> dict[tuple[int, int], Behind]:
    """(learner, competency as it lives on) → the pieces rated at level `shown_at` or above; what was taken back is left
    out. A piece's own depth goes before its task's. One query; access is the caller's to decide.
    """
    if not learner_ids:
        return {}
    condition, parameters = tables.where(("r.learner_id", learner_ids))
    rows = tables.fetch(
        f"""SELECT r.learner_id, r.competency_id, e.form, COUNT(DISTINCT e.id), MAX(COALESCE(c.depth, t.depth))
            FROM evidence_rating r JOIN evidence_evidence e ON e.id = r.evidence_id
            LEFT JOIN evidence_evidencecircumstances c ON c.evidence_id = e.id
            LEFT JOIN evidence_task t ON t.id = e.task_id
            LEFT JOIN evidence_ratingwithdrawal w ON w.rating_id = r.id
            WHERE w.id IS NULL AND {condition} AND r.level >= %s
            GROUP BY r.learner_id, r.competency_id, e.form""",
        [*parameters, shown_at],
    )
    pieces: dict[tuple[int, int], int] = {}
    kinds: dict[tuple[int, int], set[str]] = {}
    deepest: dict[tuple[int, int], int] = {}
    for learner, competency, form, count, depth in zip(*rows, strict=True):
        living = continuum.current_ids.get(competency)
        if living is None:
            continue
        key = (learner, living)
        pieces[key] = pieces.get(key, 0) + count
        kinds.setdefault(key, set()).add(form)
        if depth is not None:
            deepest[key] = max(deepest.get(key, 0), depth)
    return {key: Behind(count, len(kinds[key]), deepest.get(key)) for key, count in pieces.items()}


def last_recorded(
    learner_ids: Collection[int], since: dt.datetime, continuum: ContinuumMap
) -> dict[tuple[int, int], dt.datetime]:
    """(learner, competency as it lives on) → when the latest rating after `since` was recorded, whenever the work was
    shown. One query; who has none is absent. Access is the caller's to decide."""
    if not learner_ids:
        return {}
    condition, parameters = tables.where(("r.learner_id", learner_ids))
    rows = tables.fetch(
        f"""SELECT r.learner_id, r.competency_id, {tables.instant_sql("MAX(r.recorded_at)")}
            FROM evidence_rating r WHERE {condition} AND r.recorded_at > %s
            GROUP BY r.learner_id, r.competency_id""",
        [*parameters, connection.ops.adapt_datetimefield_value(since)],
    )
    found: dict[tuple[int, int], dt.datetime] = {}
    for learner, competency, at in zip(rows[0], rows[1], tables.instants_from(rows[2]).tolist(), strict=True):
        living = continuum.current_ids.get(competency)
        if living is not None:
            key, when = (learner, living), tables.instant(at)
            found[key] = max(found.get(key, when), when)
    return found
