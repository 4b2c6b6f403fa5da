"""Another system's results and enrolments as the columns that its rules read, and the rows as columns on their way in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from headway.district.elsewhere.models import SourceSkill
from headway.district.foundation.api import tables
from headway.mastery.proficiency.slate import (
    HIGHEST_STEP,
    NO_GROWTH,
    NONE,
    SlateEnrolments,
    SlateResults,
    SlateRows,
    SlateSkills,
    required_at,
)

__all__ = ["enrolments_of", "known_results", "results_of", "skills_of", "write_rows"]

Ints = NDArray[np.int64]


def skills_of(source_id: int) -> SlateSkills:
    rows = list(
        SourceSkill.objects.filter(source_id=source_id)
        .order_by("pk")
        .values_list("pk", "competency_id", "is_active", "requirements")
    )
    required = [
        [required_at(requirements, level) for level in range(HIGHEST_STEP + 1)] for *_, requirements in rows
    ]
    return SlateSkills(
        skill=np.array([one for one, *_ in rows], dtype=np.int64),
        competency=np.array([competency for _, competency, *_ in rows], dtype=np.int64),
        active=np.array([active for _, _, active, _ in rows], dtype=bool),
        required=np.array(required, dtype=np.int64).reshape(len(rows), HIGHEST_STEP + 1),
    )


def enrolments_of(source_id: int, learner_ids: Collection[int] | None = None) -> tuple[Ints, SlateEnrolments]:
    """The enrolments of these learners (all for None), by id, and the ids."""
    condition, parameters = tables.where(("e.learner_id", learner_ids))
    row, learner, competency, level, baseline = tables.fetch(
        f"""SELECT e.id, e.learner_id, e.competency_id, e.level, e.baseline FROM elsewhere_sourceenrolment e
            JOIN elsewhere_sourcecompetency c ON c.id = e.competency_id
            WHERE c.source_id = %s AND {condition} ORDER BY e.id""",
        [source_id, *parameters],
    )
    return tables.whole(row), SlateEnrolments(
        learner=tables.whole(learner),
        competency=tables.whole(competency),
        level=tables.whole(level),
        baseline=tables.whole(baseline, missing=NONE),
    )


def results_of(source_id: int, learner_ids: Collection[int] | None = None) -> SlateResults:
    condition, parameters = tables.where(("learner_id", learner_ids))
    learner, skill, level, step, override, shown_at, demonstration, identifier = tables.fetch(
        f"""SELECT learner_id, skill_id, level, step, is_override, {tables.instant_sql("shown_at")},
                   demonstration, identifier
            FROM elsewhere_sourceresult WHERE source_id = %s AND {condition}""",
        [source_id, *parameters],
    )
    return SlateResults(
        learner=tables.whole(learner),
        skill=tables.whole(skill),
        level=tables.whole(level),
        step=tables.whole(step, missing=NONE),
        override=np.array(override, dtype=bool),
        when=tables.instants_from(shown_at),
        demonstration=tables.whole(demonstration),
        result=tables.whole(identifier),
    )


def known_results(source_id: int) -> SlateResults:
    """What came in before, by the other system's own numbers."""
    found = results_of(source_id)
    order = np.argsort(found.result)
    return SlateResults(*(getattr(found, name)[order] for name in SlateResults.__dataclass_fields__))


def write_rows(enrolment_ids: Ints, rows: SlateRows, at: dt.datetime) -> None:
    """Put these rows in place of those that stand for the same enrolments."""
    if not len(enrolment_ids):
        return
    condition, parameters = tables.where(("enrolment_id", enrolment_ids.tolist()))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM elsewhere_sourcerow WHERE {condition}", parameters or None)
    tables.append(
        "elsewhere_sourcerow",
        {
            "enrolment_id": tables.Whole(enrolment_ids),
            "baseline": tables.Whole(rows.baseline, missing=NONE, octets_each=2),
            "average": tables.Whole(rows.average, missing=NONE, octets_each=2),
            "growth": tables.Whole(rows.growth, missing=NO_GROWTH, octets_each=2),
            **{
                name: tables.Whole(getattr(rows, name), octets_each=2)
                for name in ("complete", "required", "missed", "progress")
            },
            "is_complete": tables.Flags(rows.is_complete),
            "computed_at": tables.Instants(np.full(len(rows), tables.microseconds(at), dtype=np.int64)),
        },
    )
