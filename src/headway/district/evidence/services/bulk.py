"""Many ratings as one act: checked as columns, written in one transaction, with the hash of the rows."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

import numpy as np
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from headway.district.evidence.checks import ColumnCheck, whole_columns
from headway.district.evidence.models import EvidenceWords
from headway.district.evidence.types import (
    NOBODY,
    OWN_PIECE,
    BulkRecorded,
    EvidenceForm,
    RatingColumns,
    Setting,
)
from headway.district.foundation.api import (
    Actor,
    Refused,
    audit,
    new_uuids_hex,
    tables,
)

__all__ = ["record_columns"]

# More problems than anybody reads; the count of all of them is told.
PROBLEMS_SHOWN = 100
_ARRAYS = ("learner", "competency", "level", "observed_at", "recorded_at", "rater", "piece")
_PLACES = ("section", "task")
NOWHERE = -1


@transaction.atomic
def record_columns(columns: RatingColumns, *, by: Actor, source_sha256: str = "") -> BulkRecorded:
    """Append all ratings and their pieces of evidence, or none, with one audit row.

    Raises Refused with the first hundred problems, each naming row (from 1), field and remedy.
    """
    columns = _as_columns(columns)
    _check(columns)
    sha256 = tables.sha256_of(getattr(columns, name) for name in _ARRAYS)
    piece, first = _pieces(columns)
    act = audit.record(
        by=by,
        act="evidence.ratings_recorded",
        ratings=len(columns),
        pieces=len(first),
        learners=len(np.unique(columns.learner)),
        sha256=sha256,
        **({"source_sha256": source_sha256} if source_sha256 else {}),
    )
    if len(columns):
        _write(columns, piece, first, act.uuid)
    return BulkRecorded(ratings=len(columns), pieces=len(first), sha256=sha256, act_uuid=act.uuid)


def _as_columns(columns: RatingColumns) -> RatingColumns:
    """Arrays of one length; instants as microseconds."""
    places = [name for name in _PLACES if getattr(columns, name) is not None]
    arrays = whole_columns(columns, (*_ARRAYS, *places))
    rows = len(arrays["learner"])
    return RatingColumns(
        **arrays,
        form=_one_for_each(columns.form, rows),
        setting=_one_for_each(columns.setting, rows),
        words=columns.words,
        request_key=columns.request_key,
    )


def _one_for_each(code: str | Sequence[str], rows: int) -> list[str]:
    return [str(code)] * rows if isinstance(code, str) else [str(one) for one in code]


def _check(columns: RatingColumns) -> None:
    known_forms, known_settings = set(EvidenceForm.values), set(Setting.values)
    if not (set(columns.form) <= known_forms and set(columns.setting) <= known_settings) or not len(
        columns.form
    ) == len(columns.setting) == len(columns):
        raise Refused(_("The form or the setting of the evidence isn't known."))
    check = ColumnCheck()
    check.levels(columns.level)
    check.competencies(columns.competency)
    check.instants("observed_at", columns.observed_at)
    check.instants("recorded_at", columns.recorded_at)
    check.learners(columns.learner, columns.observed_at)
    check.people("rater", columns.rater)
    check.refuse()


# -- writing -------------------------------------------------------------------------------------------------


def _pieces(columns: RatingColumns) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each row the number of its piece of evidence, and for each piece the row that first names it."""
    rows = len(columns)
    if rows == 0:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    own = columns.piece == OWN_PIECE
    order = np.lexsort((np.where(own, np.arange(rows), columns.piece), own, columns.learner))
    learner, piece, alone = columns.learner[order], columns.piece[order], own[order]
    begins = np.ones(rows, dtype=bool)
    begins[1:] = (learner[1:] != learner[:-1]) | (piece[1:] != piece[:-1]) | alone[1:] | alone[:-1]
    number = np.cumsum(begins) - 1
    first = np.minimum.reduceat(order, np.flatnonzero(begins))
    # Number pieces by the row that first names them, so that identifiers follow the order of the rows.
    place = np.empty(len(first), dtype=np.int64)
    place[np.argsort(first)] = np.arange(len(first))
    of_row = np.empty(rows, dtype=np.int64)
    of_row[order] = place[number]
    return of_row, np.sort(first)


def _write(
    columns: RatingColumns, piece: NDArray[np.int64], first: NDArray[np.int64], act: uuid.UUID
) -> None:
    evidence_ids = tables.next_ids("evidence_evidence", len(first))
    observed = tables.instants_to(columns.observed_at)
    recorded = tables.instants_to(columns.recorded_at)
    raters = [None if rater == NOBODY else rater for rater in columns.rater.tolist()]
    first_rows = first.tolist()
    act_text = act.hex
    tables.append(
        "evidence_evidence",
        (
            "id",
            "uuid",
            "learner_id",
            "section_id",
            "task_id",
            "form",
            "setting",
            "observed_at",
            "recorded_at",
            "recorded_by_id",
            "act",
        ),
        zip(
            evidence_ids.tolist(),
            new_uuids_hex(len(first)),
            columns.learner[first].tolist(),
            _at_places(columns.section, first),
            _at_places(columns.task, first),
            [columns.form[row] for row in first_rows],
            [columns.setting[row] for row in first_rows],
            [observed[row] for row in first_rows],
            [recorded[row] for row in first_rows],
            [raters[row] for row in first_rows],
            [act_text] * len(first),
            strict=True,
        ),
    )
    tables.append(
        "evidence_rating",
        (
            "uuid",
            "evidence_id",
            "learner_id",
            "competency_id",
            "level",
            "rater_id",
            "observed_at",
            "recorded_at",
            "request_key",
        ),
        zip(
            new_uuids_hex(len(columns)),
            evidence_ids[piece].tolist(),
            columns.learner.tolist(),
            columns.competency.tolist(),
            columns.level.tolist(),
            raters,
            observed,
            recorded,
            columns.request_key or [None] * len(columns),
            strict=True,
        ),
    )
    EvidenceWords.objects.bulk_create(
        (
            EvidenceWords(evidence_id=int(evidence_ids[piece[row]]), title=title, note=note)
            for row, (title, note) in columns.words.items()
        ),
        batch_size=2000,
    )


def _at_places(ids: NDArray[np.int64] | None, rows: NDArray[np.int64]) -> list[int | None]:
    if ids is None:
        return [None] * len(rows)
    return [None if one == NOWHERE else one for one in ids[rows].tolist()]
