"""Many ratings as one act: checked as columns, written in one transaction, with the hash of the rows."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from numpy.typing import NDArray

from headway.district.continuum.api import current_map
from headway.district.evidence.columns import instants_to_database, microseconds
from headway.district.evidence.policies import level_sentence
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
    FieldProblem,
    Refused,
    audit,
    clock,
    new_uuids_hex,
)
from headway.district.people.api import learner_gates, people_exist
from headway.district.policy.api import scale_for

__all__ = ["append_rows", "columns_sha256", "next_ids", "record_columns"]

# More problems than anybody reads; the count of all of them is told.
PROBLEMS_SHOWN = 100
ROWS_AT_ONCE = 20_000
_ARRAYS = ("learner", "competency", "level", "observed_at", "recorded_at", "rater", "piece")


@transaction.atomic
def record_columns(columns: RatingColumns, *, by: Actor, source_sha256: str = "") -> BulkRecorded:
    """Append all ratings and their pieces of evidence, or none, with one audit row.

    Raises Refused with the first hundred problems, each naming row (from 1), field and remedy.
    """
    columns = _as_columns(columns)
    _check(columns)
    sha256 = columns_sha256(getattr(columns, name) for name in _ARRAYS)
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


def columns_sha256(columns: Iterable[NDArray[Any]]) -> str:
    """The hash of columns as given: each as little-endian 64-bit numbers, one after another."""
    digest = hashlib.sha256()
    for column in columns:
        digest.update(np.ascontiguousarray(column).astype("<i8").tobytes())
    return digest.hexdigest()


def _as_columns(columns: RatingColumns) -> RatingColumns:
    """Arrays of one length; instants as microseconds."""
    arrays = {name: np.asarray(getattr(columns, name)) for name in _ARRAYS}
    lengths = {name: array.shape for name, array in arrays.items()}
    if len(set(lengths.values())) != 1 or any(len(shape) != 1 for shape in lengths.values()):
        found = ", ".join(f"{name} {shape[0] if shape else 0}" for name, shape in lengths.items())
        raise Refused(_("The columns differ in length: %(found)s.") % {"found": found})
    for name, array in arrays.items():
        is_instant = name in ("observed_at", "recorded_at")
        if array.size and array.dtype.kind not in ("M" if is_instant else "iu"):
            wanted = _("instants in UTC (datetime64)") if is_instant else _("whole numbers")
            raise Refused(
                _("The column %(name)s holds something else than %(wanted)s.")
                % {"name": name, "wanted": wanted}
            )
        if is_instant:
            array = array.astype("datetime64[us]")
        arrays[name] = array.astype(np.int64)
    return RatingColumns(**arrays, form=columns.form, setting=columns.setting)


# -- checking ------------------------------------------------------------------------------------------------


def _check(columns: RatingColumns) -> None:
    problems = _Problems()
    if columns.form not in EvidenceForm.values or columns.setting not in Setting.values:
        raise Refused(_("The form or the setting of the evidence isn't known."))
    scale = scale_for()
    continuum = current_map()
    if continuum is None:
        raise Refused(
            _("The district has no published continuum yet."), remedy=_("Publish it, then import ratings.")
        )
    wrong = (columns.level < 1) | (columns.level > scale.size)
    problems.add("level", wrong, lambda row: level_sentence(int(columns.level[row]), scale))
    ratable = np.fromiter(continuum.current_ids, dtype=np.int64)
    problems.add(
        "competency",
        ~np.isin(columns.competency, ratable),
        lambda row: (
            _("This competency isn't part of the district's published continuum."),
            _("Choose a competency from the continuum; drafts can't be rated."),
        ),
    )
    _check_time(columns, problems)
    _check_people(columns, problems)
    problems.refuse()


def _check_time(columns: RatingColumns, problems: _Problems) -> None:
    tomorrow = microseconds(clock.end_of_day(clock.today())) + 1
    for name in ("observed_at", "recorded_at"):
        problems.add(
            name,
            getattr(columns, name) >= tomorrow,
            lambda row: (
                _("This lies in the future."),
                _("Give the day on which the work was shown, today or earlier."),
            ),
        )


def _check_people(columns: RatingColumns, problems: _Problems) -> None:
    learners, of = np.unique(columns.learner, return_inverse=True)
    gates = learner_gates(learners.tolist())
    exists = np.array([one in gates for one in learners.tolist()], dtype=bool)
    problems.add(
        "learner",
        ~exists[of],
        lambda row: (_("There is no such learner."), _("Import the roster first, then the ratings.")),
    )
    never = np.iinfo(np.int64).max
    last = np.array(
        [
            microseconds(clock.end_of_day(gates[one].left_on))
            if one in gates and gates[one].left_on
            else never
            for one in learners.tolist()
        ],
        dtype=np.int64,
    )
    problems.add(
        "learner",
        columns.observed_at > last[of],
        lambda row: (
            _("This learner left the district before the work was shown."),
            _("Correct the date, or reopen her enrolment."),
        ),
    )
    raters = np.unique(columns.rater)
    known = people_exist([one for one in raters.tolist() if one != NOBODY])
    problems.add(
        "rater",
        ~np.isin(columns.rater, np.array([*known, NOBODY], dtype=np.int64)),
        lambda row: (_("The rater isn't known here."), _("Leave the rater out, or import the staff first.")),
    )


class _Problems:
    """Collects wrong rows and refuses once, so that a person can mend everything in one go."""

    def __init__(self) -> None:
        self.count = 0
        self.shown: list[FieldProblem] = []

    def add(self, field: str, wrong: NDArray[np.bool_], sentence: Any) -> None:
        rows = np.flatnonzero(wrong)
        self.count += len(rows)
        for row in rows[: max(0, PROBLEMS_SHOWN - len(self.shown))].tolist():
            said, remedy = sentence(row)
            self.shown.append(FieldProblem(said, field=field, row=str(row + 1), remedy=remedy))

    def refuse(self) -> None:
        if not self.count:
            return
        first = self.shown[0]
        raise Refused(
            ngettext(
                "Row %(row)s, field %(field)s: %(said)s Nothing was written.",
                "%(count)s problems, the first in row %(row)s, field %(field)s: %(said)s Nothing was written.",
                self.count,
            )
            % {"count": self.count, "row": first.row, "field": first.field, "said": first.sentence},
            remedy=first.remedy,
            problems=tuple(self.shown),
        )


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
    evidence_ids = next_ids("evidence_evidence", len(first))
    observed = instants_to_database(columns.observed_at)
    recorded = instants_to_database(columns.recorded_at)
    raters = [None if rater == NOBODY else rater for rater in columns.rater.tolist()]
    first_rows = first.tolist()
    act_text = act.hex
    append_rows(
        "evidence_evidence",
        (
            "id",
            "uuid",
            "learner_id",
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
            [str(columns.form)] * len(first),
            [str(columns.setting)] * len(first),
            [observed[row] for row in first_rows],
            [recorded[row] for row in first_rows],
            [raters[row] for row in first_rows],
            [act_text] * len(first),
            strict=True,
        ),
    )
    append_rows(
        "evidence_rating",
        (
            "id",
            "uuid",
            "evidence_id",
            "learner_id",
            "competency_id",
            "level",
            "rater_id",
            "observed_at",
            "recorded_at",
        ),
        zip(
            next_ids("evidence_rating", len(columns)).tolist(),
            new_uuids_hex(len(columns)),
            evidence_ids[piece].tolist(),
            columns.learner.tolist(),
            columns.competency.tolist(),
            columns.level.tolist(),
            raters,
            observed,
            recorded,
            strict=True,
        ),
    )


def next_ids(table: str, count: int) -> NDArray[np.int64]:
    """Row ids that nobody else will use, ascending. Needs the transaction that writes them."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return np.sort(np.array([row[0] for row in cursor.fetchall()], dtype=np.int64))
        # SQLite: a writing transaction is alone (IMMEDIATE), and AUTOINCREMENT follows the ids that are given.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        last = row[0] if row else 0
        return np.arange(last + 1, last + count + 1, dtype=np.int64)


def append_rows(table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows by the quickest way of each database: COPY on PostgreSQL, executemany on SQLite."""
    listed = ", ".join(names)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({listed}) FROM STDIN") as copy:
                for part in _parts(rows):
                    copy.write("".join(_copy_line(row) for row in part))
            return
        marks = ", ".join(["%s"] * len(names))
        for part in _parts(rows):
            cursor.executemany(f"INSERT INTO {table} ({listed}) VALUES ({marks})", part)


def _copy_line(row: Sequence[Any]) -> str:
    """One line of COPY's text format. Only numbers, identifiers, codes and instants come here: nothing to escape."""
    return "\t".join(["\\N" if value is None else str(value) for value in row]) + "\n"


def _parts(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    part: list[Sequence[Any]] = []
    for row in rows:
        part.append(row)
        if len(part) == ROWS_AT_ONCE:
            yield part
            part = []
    if part:
        yield part
