"""Ratings between the database and the columns of the mathematics, in both directions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from headway.mastery.facts import NEVER, Ratings

__all__ = [
    "instants_from_database",
    "instants_to_database",
    "microseconds",
    "rated_learners",
    "ratings_of",
    "where_ids",
]

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
ROWS_AT_ONCE = 100_000


def ratings_of(
    learner_ids: Collection[int] | None = None,
    competency_ids: Collection[int] | None = None,
    as_of: dt.datetime | None = None,
    current_ids: Mapping[int, int] | None = None,
) -> Ratings:
    """The ratings of these learners (for these competencies) as columns; instants in microseconds since 1970, UTC.

    Withdrawn ones are among them and say when. as_of: what was known then. current_ids: each competency as the id
    under which it lives on; ratings of competencies that do not live on are left out. No access is decided here.
    """
    where, parameters = where_ids(("r.learner_id", learner_ids), ("r.competency_id", competency_ids))
    if as_of is not None:
        where += " AND r.recorded_at <= %s"
        parameters.append(connection.ops.adapt_datetimefield_value(as_of))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT r.learner_id, r.competency_id, r.level, r.rater_id, r.id, r.evidence_id,
                       {instant_sql("r.observed_at")}, {instant_sql("r.recorded_at")}, {instant_sql("w.recorded_at")}
                FROM evidence_rating r LEFT JOIN evidence_ratingwithdrawal w ON w.rating_id = r.id
                WHERE {where}""",
            parameters,
        )
        rows = _fetch(cursor)
    learner, competency, level, rater, rating, evidence, observed, recorded, withdrawn = rows
    columns = {
        "learner": _whole(learner),
        "competency": _whole(competency),
        "level": _whole(level),
        "observed_at": instants_from_database(observed),
        "recorded_at": instants_from_database(recorded),
        "rater": _whole(rater, missing=-1),
        "rating_id": _whole(rating),
        "evidence": _whole(evidence),
        "withdrawn_at": instants_from_database(withdrawn, missing=NEVER),
    }
    if as_of is not None:
        columns["withdrawn_at"][columns["withdrawn_at"] > microseconds(as_of)] = NEVER
    if current_ids is not None:
        competency, lives = renamed(columns["competency"], current_ids)
        columns = {name: column[lives] for name, column in {**columns, "competency": competency}.items()}
    return Ratings(**columns)


def rated_learners() -> list[int]:
    """The learners of whom there is any rating, by id."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT learner_id FROM evidence_rating ORDER BY learner_id")
        return [row[0] for row in cursor.fetchall()]


# -- both directions, for whoever reads or writes instants in bulk ------------------------------------------------


def microseconds(instant: dt.datetime) -> int:
    return (instant - EPOCH) // dt.timedelta(microseconds=1)


def instant_sql(column: str) -> str:
    """An instant as PostgreSQL and SQLite give it quickest: microseconds, or the text that SQLite keeps."""
    if connection.vendor == "postgresql":
        return f"(EXTRACT(EPOCH FROM {column}) * 1000000)::bigint"
    return f"CAST({column} AS TEXT)"


def instants_from_database(values: list[Any], missing: int | None = None) -> NDArray[np.int64]:
    """Microseconds since 1970 in UTC of what `instant_sql` selected. A missing instant needs `missing`."""
    if connection.vendor == "postgresql":
        return _whole(values, missing=missing)
    if missing is None or None not in values:
        return np.array(values, dtype="datetime64[us]").astype(np.int64)
    found = np.array([value or "NaT" for value in values], dtype="datetime64[us]")
    return np.where(np.isnat(found), missing, found.astype(np.int64))


def instants_to_database(instants: NDArray[np.int64]) -> list[str]:
    """Microseconds as the text that both databases read, written as Django writes it, so that texts compare."""
    texts = np.datetime_as_string(instants.astype("datetime64[us]"), unit="us").tolist()
    whole = (instants % 1_000_000 == 0).tolist()
    zone = "+00" if connection.vendor == "postgresql" else ""
    return [
        f"{text[:10]} {text[11:19]}{zone}" if is_whole else f"{text[:10]} {text[11:]}{zone}"
        for text, is_whole in zip(texts, whole, strict=True)
    ]


def renamed(
    competency: NDArray[np.int64], current_ids: Mapping[int, int]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Each competency under its present id, and whether it has one."""
    known = np.array(sorted(current_ids), dtype=np.int64)
    if len(known) == 0 or len(competency) == 0:
        return competency, np.zeros(len(competency), dtype=bool)
    current = np.array([current_ids[one] for one in known.tolist()], dtype=np.int64)
    place = np.minimum(np.searchsorted(known, competency), len(known) - 1)
    return current[place], known[place] == competency


def where_ids(*conditions: tuple[str, Collection[int] | None]) -> tuple[str, list[Any]]:
    """`column IN (…)` for the conditions given, with parameters in the form each database takes without a limit."""
    parts, parameters = ["1=1"], []
    for column, ids in conditions:
        if ids is None:
            continue
        if connection.vendor == "postgresql":
            parts.append(f"{column} = ANY(%s)")
            parameters.append([int(one) for one in ids])
        else:
            # Whole numbers only, so nothing can be smuggled in; and there may be more than SQLite has parameters.
            parts.append(f"{column} IN ({', '.join(str(int(one)) for one in ids)})")
    return " AND ".join(parts), parameters


def _fetch(cursor: Any) -> list[list[Any]]:
    """All rows, column by column."""
    width = len(cursor.description)
    columns: list[list[Any]] = [[] for _ in range(width)]
    while rows := cursor.fetchmany(ROWS_AT_ONCE):
        for column, values in zip(columns, zip(*rows, strict=True), strict=True):
            column.extend(values)
    return columns


def _whole(values: list[Any], missing: int | None = None) -> NDArray[np.int64]:
    if missing is not None and None in values:
        values = [missing if value is None else value for value in values]
    return np.array(values, dtype=np.int64)
