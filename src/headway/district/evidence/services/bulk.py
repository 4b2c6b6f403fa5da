"""Many ratings as one act: checked as columns, written in one transaction, with the hash of the rows."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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
    new_uuids,
    tables,
)

__all__ = ["record_columns"]

# More problems than anybody reads; the count of all of them is told.
PROBLEMS_SHOWN = 100
_ARRAYS = ("learner", "competency", "level", "observed_at", "recorded_at", "rater", "piece")
_PLACES = ("section", "task")
NOWHERE = -1
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class _Rows:
    """`RatingColumns` with whole numbers in every array: instants as microseconds since 1970."""

    learner: Ints
    competency: Ints
    level: Ints
    observed_at: Ints
    recorded_at: Ints
    rater: Ints
    piece: Ints
    section: Ints | None
    task: Ints | None
    form: str | Sequence[str]
    setting: str | Sequence[str]
    words: Mapping[int, tuple[str, str]]
    request_key: NDArray[np.uint8] | None

    def __len__(self) -> int:
        return len(self.learner)


@transaction.atomic
def record_columns(columns: RatingColumns, *, by: Actor, source_sha256: str = "") -> BulkRecorded:
    """Append all ratings and their pieces of evidence, or none, with one audit row.

    Raises Refused with the first hundred problems, each naming row (from 1), field and remedy.
    """
    rows = _as_columns(columns)
    _check(rows)
    sha256 = tables.sha256_of(getattr(rows, name) for name in _ARRAYS)
    piece, first = _pieces(rows)
    source: dict[str, Any] = {"source_sha256": source_sha256} if source_sha256 else {}
    act = audit.record(
        by=by,
        act="evidence.ratings_recorded",
        ratings=len(rows),
        pieces=len(first),
        learners=len(np.unique(rows.learner)),
        sha256=sha256,
        **source,
    )
    if len(rows):
        _write(rows, piece, first, act.uuid)
    return BulkRecorded(ratings=len(rows), pieces=len(first), sha256=sha256, act_uuid=act.uuid)


def _as_columns(columns: RatingColumns) -> _Rows:
    """Arrays of one length; instants as microseconds."""
    places = [name for name in _PLACES if getattr(columns, name) is not None]
    arrays = whole_columns(columns, (*_ARRAYS, *places))
    return _Rows(
        **{name: arrays[name] for name in _ARRAYS},
        section=arrays.get("section"),
        task=arrays.get("task"),
        form=columns.form,
        setting=columns.setting,
        words=columns.words,
        request_key=columns.request_key,
    )


def _check(columns: _Rows) -> None:
    kinds = ((columns.form, EvidenceForm.values), (columns.setting, Setting.values))
    if not all(_are_known(code, known, len(columns)) for code, known in kinds):
        raise Refused(_("The form or the setting of the evidence isn't known."))
    check = ColumnCheck()
    check.levels(columns.level)
    check.competencies(columns.competency)
    check.instants("observed_at", columns.observed_at)
    check.instants("recorded_at", columns.recorded_at)
    check.learners(columns.learner, columns.observed_at)
    check.people("rater", columns.rater)
    check.refuse()


def _are_known(code: str | Sequence[str], known: Sequence[str], rows: int) -> bool:
    """Is the one code, or each of as many as there are rows, among the known ones?"""
    given = {code} if isinstance(code, str) else set(code)
    return given <= set(known) and (isinstance(code, str) or len(code) == rows)


# -- writing -------------------------------------------------------------------------------------------------


def _pieces(columns: _Rows) -> tuple[Ints, Ints]:
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


def _write(columns: _Rows, piece: Ints, first: Ints, act: uuid.UUID) -> None:
    # By learner and competency, so that bodies of evidence are filled one after another instead of all at once; two
    # ratings of one pair keep the order in which they were given. Pieces follow their ratings.
    order = np.lexsort((columns.competency, columns.learner))
    met, places = np.unique(piece[order], return_index=True)
    pieces = met[np.argsort(places)]
    first = first[pieces]
    ids = np.empty(len(pieces), dtype=np.int64)
    ids[pieces] = tables.next_ids("evidence_evidence", len(pieces))
    tables.append(
        "evidence_evidence",
        {
            "id": tables.Whole(ids[pieces]),
            "uuid": tables.Uuids(new_uuids(len(pieces))),
            "learner_id": tables.Whole(columns.learner[first]),
            "section_id": _at_places(columns.section, first),
            "task_id": _at_places(columns.task, first),
            "form": _coded(columns.form, first),
            "setting": _coded(columns.setting, first),
            "observed_at": tables.Instants(columns.observed_at[first]),
            "recorded_at": tables.Instants(columns.recorded_at[first]),
            "recorded_by_id": tables.Whole(columns.rater[first], missing=NOBODY),
            "act": tables.Uuids(np.tile(np.frombuffer(act.bytes, dtype=np.uint8), (len(pieces), 1))),
        },
    )
    keys = columns.request_key
    tables.append(
        "evidence_rating",
        {
            "uuid": tables.Uuids(new_uuids(len(order))),
            "evidence_id": tables.Whole(ids[piece[order]]),
            "learner_id": tables.Whole(columns.learner[order]),
            "competency_id": tables.Whole(columns.competency[order]),
            "level": tables.Whole(columns.level[order], octets_each=2),
            "rater_id": tables.Whole(columns.rater[order], missing=NOBODY),
            "observed_at": tables.Instants(columns.observed_at[order]),
            "recorded_at": tables.Instants(columns.recorded_at[order]),
            "request_key": (
                tables.Hexadecimal(keys[order]) if keys is not None else tables.Words.same(None, len(order))
            ),
        },
    )
    EvidenceWords.objects.bulk_create(
        (
            EvidenceWords(evidence_id=int(ids[piece[row]]), title=title, note=note)
            for row, (title, note) in columns.words.items()
        ),
        batch_size=2000,
    )


def _at_places(ids: Ints | None, rows: Ints) -> tables.Whole:
    return tables.Whole(np.full(len(rows), NOWHERE) if ids is None else ids[rows], missing=NOWHERE)


def _coded(code: str | Sequence[str], rows: Ints) -> tables.Words:
    """One code for all rows, or one for each."""
    if isinstance(code, str):
        return tables.Words.same(str(code), len(rows))
    codes = list(dict.fromkeys(map(str, code)))
    place = {one: number for number, one in enumerate(codes)}
    which = np.fromiter((place[str(one)] for one in code), np.int64, len(code))
    return tables.Words(which[rows], codes)
