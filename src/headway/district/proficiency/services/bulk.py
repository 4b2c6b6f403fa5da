"""Many ratings or decisions as one act: imports, and a simulated district."""

from __future__ import annotations

import json
from typing import Any

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
from headway.district.foundation.api import Actor, audit, new_uuids, tables
from headway.district.proficiency.ground import ground
from headway.district.proficiency.models import DeterminationReason
from headway.district.proficiency.services.recomputing import begin_again, recompute
from headway.district.proficiency.types import BulkDecided, DecisionColumns

__all__ = ["decide_in_bulk", "record_ratings_in_bulk"]

NO_PROPOSAL = -1
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
    elif len(columns):
        begin_again()
    return recorded


@transaction.atomic
def decide_in_bulk(
    columns: DecisionColumns,
    *,
    by: Actor,
    source_sha256: str = "",
    project: bool = True,
    basis: str | None = None,
) -> BulkDecided:
    """Append decisions that people made elsewhere or earlier, all or none, with one audit row.

    They are kept as decided, and with the proposal that was made to people, where one was (`proposed`). Otherwise
    as `record_ratings_in_bulk`. basis: "placement" or "transfer" where they were taken as met on arrival.
    """
    with_proposals = columns.proposed is not None
    arrays = whole_columns(columns, (*_ARRAYS, "proposed") if with_proposals else _ARRAYS)
    count = len(arrays["learner"])
    check = ColumnCheck()
    check.levels(arrays["level"])
    check.competencies(arrays["competency"])
    check.instants("decided_at", arrays["decided_at"])
    check.instants("recorded_at", arrays["recorded_at"])
    check.learners(arrays["learner"], arrays["decided_at"])
    check.people("decided_by", arrays["decided_by"])
    check.refuse()
    sha256 = tables.sha256_of(arrays[name] for name in _ARRAYS)
    source: dict[str, Any] = {"source_sha256": source_sha256} if source_sha256 else {}
    act = audit.record(
        by=by,
        act="proficiency.determined_in_bulk",
        decisions=count,
        learners=len(np.unique(arrays["learner"])),
        sha256=sha256,
        **source,
    )
    if count:
        proposed = arrays["proposed"] if with_proposals else np.full(count, NO_PROPOSAL)
        made = proposed != NO_PROPOSAL
        rule_version = ground().version if made.any() else ""
        # By learner and competency, as their index is; two decisions on one pair keep their order.
        order = np.lexsort((arrays["competency"], arrays["learner"]))
        ids = np.empty(count, dtype=np.int64)
        ids[order] = tables.next_ids("proficiency_determination", count)
        proposals, which = np.unique(proposed, return_inverse=True)
        tables.append(
            "proficiency_determination",
            {
                "id": tables.Whole(ids[order]),
                "uuid": tables.Uuids(new_uuids(count)),
                "learner_id": tables.Whole(arrays["learner"][order]),
                "competency_id": tables.Whole(arrays["competency"][order]),
                "level": tables.Whole(arrays["level"][order], octets_each=2),
                "decided_at": tables.Instants(arrays["decided_at"][order]),
                "recorded_at": tables.Instants(arrays["recorded_at"][order]),
                "decided_by_id": tables.Whole(arrays["decided_by"][order], missing=NOBODY),
                "rule_version": tables.Words(made[order].astype(np.int64), ["", rule_version]),
                "proposal": tables.Words(
                    which[order], [_kept(one) for one in proposals.tolist()], is_json=True
                ),
                "departs": tables.Flags((made & (proposed != arrays["level"]))[order]),
                **({"basis": tables.Words(np.zeros(count, dtype=np.int64), [basis])} if basis else {}),
            },
        )
        DeterminationReason.objects.bulk_create(
            (
                DeterminationReason(determination_id=int(ids[row]), text=text)
                for row, text in columns.reasons.items()
            ),
            batch_size=2000,
        )
        if project:
            recompute(np.unique(arrays["learner"]).tolist(), by=by)
        else:
            begin_again()
    return BulkDecided(decisions=count, sha256=sha256, act_uuid=act.uuid)


def _kept(proposed: int) -> str:
    """What is kept of the proposal: its level; which ratings counted then is not told in bulk."""
    return "{}" if proposed == NO_PROPOSAL else json.dumps({"status": "level", "level": proposed})
