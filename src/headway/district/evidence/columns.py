"""Ratings as the columns that the mathematics reads. (Writing whole columns: `services.bulk`.)"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from headway.district.continuum.api import ContinuumMap
from headway.district.evidence.circumstances import AROUND, AROUND_JOINS, circumstance_columns
from headway.district.foundation.api import tables
from headway.mastery.facts import NEVER, NO_EVIDENCE_NAMED, Ratings

__all__ = ["observed_pairs", "rated_learners", "ratings_of", "ratings_of_other_learners"]

UNKNOWN_RATER = -1


def ratings_of(
    learner_ids: Collection[int] | None = None,
    competency_ids: Collection[int] | None = None,
    as_of: dt.datetime | None = None,
    continuum: ContinuumMap | None = None,
    *,
    circumstances: bool = False,
) -> Ratings:
    """The ratings of these learners (for these competencies) as columns; instants in microseconds since 1970, UTC.

    Withdrawn ones are among them and say when. as_of: what was known then. continuum: give each competency the id
    under which it lives on there, and leave out what does not live on. circumstances: how the pieces came about, too,
    which takes longer, so only where a rule asks (`Rule.asks_for_circumstances`). No access is decided here.
    """
    condition, parameters = tables.where(("r.learner_id", learner_ids), ("r.competency_id", competency_ids))
    if as_of is not None:
        condition += " AND r.recorded_at <= %s"
        parameters.append(connection.ops.adapt_datetimefield_value(as_of))
    instants = ", ".join(
        tables.instant_sql(name) for name in ("r.observed_at", "r.recorded_at", "w.recorded_at")
    )
    around_sql, around_joins = (AROUND, AROUND_JOINS) if circumstances else ("", "")
    learner, competency, level, rater, rating, evidence, observed, recorded, withdrawn, *around = (
        tables.fetch(
            f"""SELECT r.learner_id, r.competency_id, r.level, r.rater_id, r.id, r.evidence_id, {instants}{around_sql}
            FROM evidence_rating r LEFT JOIN evidence_ratingwithdrawal w ON w.rating_id = r.id{around_joins}
            WHERE {condition}""",
            parameters,
        )
    )
    columns = {
        "learner": tables.whole(learner),
        "competency": tables.whole(competency),
        "level": tables.whole(level),
        "observed_at": tables.instants_from(observed),
        "recorded_at": tables.instants_from(recorded),
        "rater": tables.whole(rater, missing=UNKNOWN_RATER),
        "rating_id": tables.whole(rating),
        "evidence": tables.whole(evidence, missing=NO_EVIDENCE_NAMED),
        "withdrawn_at": tables.instants_from(withdrawn, missing=NEVER),
    }
    if as_of is not None:
        columns["withdrawn_at"][columns["withdrawn_at"] > tables.microseconds(as_of)] = NEVER
    told = circumstance_columns(columns, around, condition, parameters) if circumstances else None
    if continuum is not None:
        columns["competency"], lives = continuum.living(columns["competency"])
        columns = {name: column[lives] for name, column in columns.items()}
        told = told.take(lives) if told is not None else None
    return Ratings(**columns, circumstances=told)


def observed_pairs(
    since: dt.datetime, until: dt.datetime, as_of: dt.datetime | None = None
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Learners and competencies of which there is evidence observed after `since`, up to `until`, as known then."""
    adapt = connection.ops.adapt_datetimefield_value
    known, parameters = "w.id IS NULL", [adapt(since), adapt(until)]
    if as_of is not None:
        known = "r.recorded_at <= %s AND (w.id IS NULL OR w.recorded_at > %s)"
        parameters += [adapt(as_of), adapt(as_of)]
    learner, competency = tables.fetch(
        f"""SELECT DISTINCT r.learner_id, r.competency_id
            FROM evidence_rating r LEFT JOIN evidence_ratingwithdrawal w ON w.rating_id = r.id
            WHERE r.observed_at > %s AND r.observed_at <= %s AND {known}""",
        parameters,
    )
    return tables.whole(learner), tables.whole(competency)


def rated_learners() -> list[int]:
    """The learners of whom there is any rating, by id."""
    return tables.fetch("SELECT DISTINCT learner_id FROM evidence_rating ORDER BY learner_id")[0]


def ratings_of_other_learners() -> int:
    """How many ratings name another learner than their piece of evidence? Always none, unless rows were tampered with."""
    ((count,),) = tables.fetch(
        """SELECT count(*) FROM evidence_rating r JOIN evidence_evidence e ON e.id = r.evidence_id
           WHERE e.learner_id <> r.learner_id"""
    )
    return count
