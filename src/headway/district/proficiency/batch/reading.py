"""What a Parquet file of ratings must hold, and how its rows come into columns of whole numbers.

Learners, competencies, raters and pieces may be numbers or text; moments may be numbers (microseconds), dates or
timestamps. What cannot be read is refused with its row, counted from 1 over the whole file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from headway.mastery.facts import NEVER, NO_EVIDENCE_NAMED, Ratings
from headway.mastery.scales import Scale

Ints = NDArray[np.int64]

NEEDED = ("learner", "competency", "level", "observed_at", "rater")
# What a file may leave out, and what holds then: its own piece, the order of the rows, standing.
OPTIONAL = ("evidence", "rating_id", "withdrawn_at")
NAMES = ("learner", "competency", "rater", "evidence")
MOMENTS = ("observed_at", "withdrawn_at")
MICROSECONDS_OF_A_DAY = 86_400_000_000


class NotReadable(Exception):
    """A sentence and a remedy; the door makes the district's own error of it."""

    def __init__(self, sentence: str, remedy: str) -> None:
        super().__init__(sentence, remedy)
        self.sentence, self.remedy = sentence, remedy


@dataclass(frozen=True)
class Source:
    """A file of ratings: which of the columns it has, its rows, and the number of rows before each row group."""

    path: Path
    columns: tuple[str, ...]
    rows: int
    rows_before: tuple[int, ...]
    learner: pa.DataType
    competency: pa.DataType

    @property
    def groups(self) -> int:
        return len(self.rows_before)


def source_of(path: Path) -> Source:
    """Look at a file without reading its rows. Refused: not Parquet, a column that is missing or of another type."""
    if not path.is_file():
        raise NotReadable(f"{path} is not there.", "Look at the spelling and the folder.")
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowInvalid, OSError) as problem:
        raise NotReadable(
            f"{path.name} can't be read as Parquet ({problem}).", "Write it again, and look at its size."
        ) from problem
    with file:
        schema, meta = file.schema_arrow, file.metadata
        missing = [name for name in NEEDED if name not in schema.names]
        if missing:
            raise NotReadable(
                f"{path.name} has no column {', '.join(missing)}.",
                f"It needs {', '.join(NEEDED)}; it may have {', '.join(OPTIONAL)}.",
            )
        columns = tuple(name for name in (*NEEDED, *OPTIONAL) if name in schema.names)
        for name in columns:
            _check_type(name, schema.field(name).type)
        counts = [meta.row_group(number).num_rows for number in range(meta.num_row_groups)]
        before = (
            tuple(int(count) for count in np.concatenate(([0], np.cumsum(counts)))[:-1]) if counts else ()
        )
        return Source(
            path,
            columns,
            meta.num_rows,
            before,
            _value_type(schema.field("learner").type),
            _value_type(schema.field("competency").type),
        )


def clustered(source: Source, rows_at_once: int) -> list[list[int]] | None:
    """Runs of row groups that share no learner, each of about so many rows; None where learners lie scattered.

    Told by the lowest and highest learner of each row group, so nothing is read for it.
    """
    with pq.ParquetFile(source.path) as file:
        meta, number = file.metadata, file.schema_arrow.get_field_index("learner")
        runs: list[list[int]] = []
        size, highest = 0, None
        for group in range(source.groups):
            part = meta.row_group(group)
            told = part.column(number).statistics
            if told is None or not told.has_min_max or (highest is not None and told.min < highest):
                return None
            if runs and (told.min == highest or size + part.num_rows <= rows_at_once):
                runs[-1].append(group)
                size += part.num_rows
            else:
                runs.append([group])
                size = part.num_rows
            if size > 4 * rows_at_once:
                return None
            highest = told.max
    return runs


def row_group(source: Source, number: int, scale: Scale) -> pa.Table:
    """One row group, checked, with moments as whole numbers and levels as small ones."""
    with pq.ParquetFile(source.path) as file:
        table = file.read_row_group(number, columns=list(source.columns))
    before = source.rows_before[number]
    columns = {}
    for name in source.columns:
        column = table.column(name)
        if name in ("evidence", "withdrawn_at"):
            column = _without_gaps(name, column)
        elif column.null_count:
            row = before + 1 + int(np.argmax(pc.is_null(column).to_numpy()))
            raise NotReadable(
                f"Row {row}, field {name}: nothing is told.", "Give every rating a value there."
            )
        columns[name] = _as_stored(name, column)
    level = columns["level"].to_numpy()
    wrong = (level < 1) | (level > scale.size)
    if wrong.any():
        row = int(np.argmax(wrong))
        raise NotReadable(
            f"Row {before + row + 1}, field level: {level[row]} is not a level of the scale.",
            f"Use 1 to {scale.size}; map ratings of another scale first.",
        )
    return pa.table(columns)


def ratings_of(table: pa.Table) -> tuple[Ratings, pa.Array, pa.Array]:
    """The table as ratings, in order, with learners and competencies numbered; and the names behind the numbers."""
    learner, learners = numbered(table.column("learner"))
    competency, competencies = numbered(table.column("competency"))
    rater, _raters = numbered(table.column("rater"))
    observed = table.column("observed_at").to_numpy()
    many = len(table)
    ids = table.column("rating_id").to_numpy() if "rating_id" in table.column_names else np.arange(many)
    # One key for the pair: sorted once here, it need not be sorted again.
    order = np.lexsort((ids, observed, learner * max(len(competencies), 1) + competency))
    evidence = np.full(many, NO_EVIDENCE_NAMED, dtype=np.int64)
    if "evidence" in table.column_names:
        evidence = _pieces(table.column("evidence"))
    withdrawn = np.full(many, NEVER)
    if "withdrawn_at" in table.column_names:
        withdrawn = table.column("withdrawn_at").to_numpy()
    ratings = Ratings(
        learner=learner[order],
        competency=competency[order],
        level=table.column("level").to_numpy()[order].astype(np.int64),
        observed_at=observed[order],
        recorded_at=np.minimum(observed, withdrawn)[order],
        rater=rater[order],
        # Numbered anew within this part: what counts is their order.
        rating_id=np.arange(many),
        evidence=evidence[order],
        withdrawn_at=withdrawn[order],
    )
    return ratings, learners, competencies


def numbered(column: pa.ChunkedArray) -> tuple[Ints, pa.Array]:
    """Each value as a number in the order of the values; and the values."""
    if pa.types.is_integer(column.type):
        values = column.to_numpy()
        low, high = int(values.min(initial=0)), int(values.max(initial=0))
        if high - low < 4 * len(values) + 1024:  # dense: counting is faster than sorting
            there = np.zeros(high - low + 1, dtype=bool)
            there[values - low] = True
            place = np.cumsum(there) - 1
            return place[values - low].astype(np.int64), pa.array(np.flatnonzero(there) + low).cast(
                column.type
            )
        known, place = np.unique(values, return_inverse=True)
        return place.astype(np.int64), pa.array(known).cast(column.type)
    coded = column.combine_chunks().dictionary_encode()
    coded = coded.combine_chunks() if isinstance(coded, pa.ChunkedArray) else coded
    order = pc.array_sort_indices(coded.dictionary).to_numpy()
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    return place[coded.indices.to_numpy()], coded.dictionary.take(pa.array(order))


def parts_of(table: pa.Table, parts: int) -> Iterator[tuple[int, pa.Table]]:
    """The rows by part, each learner in one; the order of the rows stays."""
    column = table.column("learner")
    if pa.types.is_integer(column.type):
        # Fibonacci hashing: neighbours go to different parts, however the numbers were given.
        mixed = column.to_numpy().astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        part = ((mixed >> np.uint64(40)) % np.uint64(parts)).astype(np.uint16)
    else:
        coded = column.combine_chunks().dictionary_encode()
        coded = coded.combine_chunks() if isinstance(coded, pa.ChunkedArray) else coded
        part_of = np.array(
            [_part_of_text(text, parts) for text in coded.dictionary.to_pylist()], dtype=np.uint16
        )
        part = part_of[coded.indices.to_numpy()]
    order = np.argsort(part, kind="stable")
    edges = np.searchsorted(part[order], np.arange(parts + 1))
    sorted_ = table.take(pa.array(order))
    for number in range(parts):
        first, last = int(edges[number]), int(edges[number + 1])
        if last > first:
            yield number, sorted_.slice(first, last - first)


def _part_of_text(text: str, parts: int) -> int:
    import zlib

    return zlib.crc32(text.encode()) % parts


def _pieces(column: pa.ChunkedArray) -> Ints:
    if pa.types.is_integer(column.type):
        return np.asarray(column.to_numpy(), dtype=np.int64)
    coded = column.combine_chunks().dictionary_encode()
    coded = coded.combine_chunks() if isinstance(coded, pa.ChunkedArray) else coded
    return coded.indices.fill_null(NO_EVIDENCE_NAMED).to_numpy().astype(np.int64)


def _value_type(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _check_type(name: str, kind: pa.DataType) -> None:
    kind = _value_type(kind)
    text = pa.types.is_string(kind) or pa.types.is_large_string(kind)
    moment = pa.types.is_timestamp(kind) or pa.types.is_date(kind)
    allowed = pa.types.is_integer(kind) or (text and name in NAMES) or (moment and name in MOMENTS)
    if not allowed:
        wanted = (
            "numbers or text"
            if name in NAMES
            else "dates, timestamps or numbers"
            if name in MOMENTS
            else "whole numbers"
        )
        raise NotReadable(f"The column {name} holds {kind}.", f"Write it as {wanted}.")


def _without_gaps(name: str, column: pa.ChunkedArray) -> pa.ChunkedArray:
    """No piece named, or not withdrawn, as the numbers that say so; text stays open."""
    if not column.null_count:
        return column
    kind = _value_type(column.type)
    if name == "withdrawn_at":
        return pc.fill_null(_moments(column), NEVER)
    return pc.fill_null(column, NO_EVIDENCE_NAMED) if pa.types.is_integer(kind) else column


def _as_stored(name: str, column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if name in MOMENTS:
        return _moments(column)
    if name == "level":
        # Out of range stays out of range: nothing wraps around.
        return pa.chunked_array([pa.array(np.clip(column.to_numpy(), -1, 127).astype(np.int8))])
    return column.cast(pa.int64()) if name == "rating_id" else column


def _moments(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_date(column.type):
        column = column.cast(pa.timestamp("us"))
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("us", column.type.tz))
    return column.cast(pa.int64())
