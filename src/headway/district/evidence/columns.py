"""Ratings as the columns that the mathematics reads. (Writing whole columns: `services.bulk`.)"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from headway.district.continuum.api import ContinuumMap
from headway.district.evidence.circumstances import AROUND, AROUND_JOINS, circumstance_columns
from headway.district.foundation.api import tables
from headway.mastery.facts import NEVER, NO_EVIDENCE_NAMED, Ratings

__all__ = [
    "first_observed",
    "observed_pairs",
    "rated_learners",
    "ratings_of",
    "ratings_of_other_learners",
    "recorded_pairs",
]

UNKNOWN_RATER = -1


# From so many learners on, ratings are read as one block: the setting up of it no longer matters.
MANY_LEARNERS = 200
ASKED = {
    "learner": tables.Asked("r.learner_id"),
    "competency": tables.Asked("r.competency_id"),
    "level": tables.Asked("r.level"),
    "observed_at": tables.Asked("r.observed_at", is_instant=True),
    "recorded_at": tables.Asked("r.recorded_at", is_instant=True),
    "rater": tables.Asked("r.rater_id", missing=UNKNOWN_RATER),
    "rating_id": tables.Asked("r.id"),
    "evidence": tables.Asked("r.evidence_id", missing=NO_EVIDENCE_NAMED),
    "withdrawn_at": tables.Asked("w.recorded_at", missing=NEVER, is_instant=True),
}


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
    around_sql, around_joins = (AROUND, AROUND_JOINS) if circumstances else ("", "")
    source = f"""FROM evidence_rating r LEFT JOIN evidence_ratingwithdrawal w ON w.rating_id = r.id{around_joins}
        WHERE {condition}"""
    around: list[list[Any]] = []
    if circumstances:
        selected = ", ".join(
            tables.instant_sql(one.sql) if one.is_instant else one.sql for one in ASKED.values()
        )
        told_rows = tables.fetch(f"SELECT {selected}{around_sql} {source}", parameters)
        told_columns, around = told_rows[: len(ASKED)], told_rows[len(ASKED) :]
        read = [
            tables.instants_from(values, one.missing) if one.is_instant else tables.whole(values, one.missing)
            for one, values in zip(ASKED.values(), told_columns, strict=True)
        ]
    else:
        many = learner_ids is not None and len(learner_ids) >= MANY_LEARNERS
        read = tables.read(list(ASKED.values()), source, parameters, many=many)
    columns = dict(zip(ASKED, read, strict=True))
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


def first_observed(
    learner_ids: Collection[int] | None, since: dt.datetime, until: dt.datetime
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Learners and competencies (of any version) with evidence observed from `since` to `until`, and when first.

    The instant in microseconds; what was withdrawn is left out. One query; None asks for everybody.
    """
    adapt = connection.ops.adapt_datetimefield_value
    condition, parameters = tables.where(("r.learner_id", learner_ids))
    learner, competency, first = tables.read(
        [tables.Asked("learner_id"), tables.Asked("competency_id"), tables.Asked("first", is_instant=True)],
        f"""FROM (SELECT r.learner_id, r.competency_id, MIN(r.observed_at) AS first
            FROM evidence_rating r LEFT JOIN evidence_ratingwithdrawal w ON w.rating_id = r.id
            WHERE {condition} AND r.observed_at >= %s AND r.observed_at <= %s AND w.id IS NULL
            GROUP BY r.learner_id, r.competency_id) AS observed""",
        [*parameters, adapt(since), adapt(until)],
        many=learner_ids is None or len(learner_ids) > 1,
    )
    return learner, competency, first


def recorded_pairs(
    learner_ids: Collection[int],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Of these learners, each competency (of any version) with evidence, and when a rating of it was recorded or taken
    back last. The instant in microseconds; one query."""
    condition, parameters = tables.where(("r.learner_id", learner_ids))
    learner, competency, recorded, withdrawn = tables.fetch(
        f"""SELECT r.learner_id, r.competency_id, {tables.instant_sql("MAX(r.recorded_at)")},
                   {tables.instant_sql("MAX(w.recorded_at)")}
            FROM evidence_rating r LEFT JOIN evidence_ratingwithdrawal w ON w.rating_id = r.id
            WHERE {condition} GROUP BY r.learner_id, r.competency_id""",
        parameters,
    )
    last = np.maximum(tables.instants_from(recorded), tables.instants_from(withdrawn, missing=-NEVER))
    return tables.whole(learner), tables.whole(competency), last


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
