"""Many ratings or decisions as one act: imports, and a simulated district."""

from __future__ import annotations

import numpy as np
from django.db import transaction

from headway.district.evidence.api import (
    NOBODY,
    BulkRecorded,
    ColumnCheck,
    RatingColumns,
    record_columns,
    whole_columns,
)
from headway.district.foundation.api import Actor, audit, new_uuids_hex, tables
from headway.district.proficiency.services.projection import recompute
from headway.district.proficiency.types import BulkDecided, DecisionColumns

__all__ = ["decide_in_bulk", "record_ratings_in_bulk"]

_ARRAYS = ("learner", "competency", "level", "decided_at", "recorded_at", "decided_by")


@transaction.atomic
def record_ratings_in_bulk(
    columns: RatingColumns, *, by: Actor, source_sha256: str = "", project: bool = True
) -> BulkRecorded:
    """Append all ratings or none, with one audit row, and bring the learners' standings in step.

    `project=False` only where the caller calls `recompute` before anybody reads. Raises Refused with the problems,
    each naming row, field and remedy. Access is the caller's to decide.
    """
    recorded = record_columns(columns, by=by, source_sha256=source_sha256)
    if project and len(columns):
        recompute(np.unique(np.asarray(columns.learner)).tolist(), by=by)
    return recorded


@transaction.atomic
def decide_in_bulk(
    columns: DecisionColumns, *, by: Actor, source_sha256: str = "", project: bool = True
) -> BulkDecided:
    """Append decisions that people made elsewhere or earlier, all or none, with one audit row.

    They are kept as decided: without a proposal beside them, for the rule did not take part. Otherwise as
    `record_ratings_in_bulk`.
    """
    arrays = whole_columns(columns, _ARRAYS)
    count = len(arrays["learner"])
    check = ColumnCheck()
    check.levels(arrays["level"])
    check.competencies(arrays["competency"])
    check.instants("decided_at", arrays["decided_at"])
    check.instants("recorded_at", arrays["recorded_at"])
    check.learners(arrays["learner"], arrays["decided_at"])
    check.people("decided_by", arrays["decided_by"])
    check.refuse()
    sha256 = tables.sha256_of(arrays.values())
    act = audit.record(
        by=by,
        act="proficiency.determined_in_bulk",
        decisions=count,
        learners=len(np.unique(arrays["learner"])),
        sha256=sha256,
        **({"source_sha256": source_sha256} if source_sha256 else {}),
    )
    if count:
        tables.append(
            "proficiency_determination",
            (
                "id",
                "uuid",
                "learner_id",
                "competency_id",
                "level",
                "decided_at",
                "recorded_at",
                "decided_by_id",
                "rule_version",
                "proposal",
                "departs",
            ),
            zip(
                tables.next_ids("proficiency_determination", count).tolist(),
                new_uuids_hex(count),
                arrays["learner"].tolist(),
                arrays["competency"].tolist(),
                arrays["level"].tolist(),
                tables.instants_to(arrays["decided_at"]),
                tables.instants_to(arrays["recorded_at"]),
                [None if person == NOBODY else person for person in arrays["decided_by"].tolist()],
                [""] * count,
                ["{}"] * count,
                [False] * count,
                strict=True,
            ),
        )
        if project:
            recompute(np.unique(arrays["learner"]).tolist(), by=by)
    return BulkDecided(decisions=count, sha256=sha256, act_uuid=act.uuid)
