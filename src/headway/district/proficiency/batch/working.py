"""What a working process does: hand out the rows by learner, and answer for one part of the learners."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headway.district.foundation import processes
from headway.district.proficiency.batch.reading import Source, parts_of, ratings_of, row_group
from headway.mastery.proficiency import CONFIDENCES, STATUSES, Rule, propose_many
from headway.mastery.proficiency.sureness import Learned, how_sure_many
from headway.mastery.scales import Scale


@dataclass(frozen=True)
class Task:
    """What all parts share. folder: where rows wait by part. day: units of observed_at in a day."""

    source: Source
    folder: Path
    rule: Rule
    scale: Scale
    day: int


def begin() -> None:
    """One thread of mathematics in each process, as for the rest."""
    processes.begin()
    pa.set_cpu_count(1)


def hand_out(task: Task, groups: list[int], share: int, parts: int) -> int:
    """Rows of these row groups into one file for each part and share; how many rows."""
    writers: dict[int, pa.ipc.RecordBatchFileWriter] = {}
    rows = 0
    try:
        for group in groups:
            table = row_group(task.source, group, task.scale)
            rows += len(table)
            for part, piece in parts_of(table, parts):
                if part not in writers:
                    path = str(task.folder / f"{part:05d}-{share:05d}.arrow")
                    writers[part] = pa.ipc.new_file(path, piece.schema)
                writers[part].write_table(piece)
    finally:
        for writer in writers.values():
            writer.close()
    return rows


def rows_of_part(task: Task, part: int) -> pa.Table:
    """What was handed out to one part, in the order of the file; it is taken away."""
    paths = sorted(task.folder.glob(f"{part:05d}-*.arrow"))
    tables = []
    for path in paths:
        with pa.ipc.open_file(str(path)) as file:
            tables.append(file.read_all())
    return pa.concat_tables(tables) if tables else pa.table({})


def rows_of_groups(task: Task, groups: list[int]) -> pa.Table:
    return pa.concat_tables([row_group(task.source, group, task.scale) for group in groups])


def answer_part(task: Task, learned: Learned, part: int) -> pa.Table:
    table = rows_of_part(task, part)
    answered = answers(task, learned, table) if len(table) else nothing(task)
    for path in task.folder.glob(f"{part:05d}-*.arrow"):
        path.unlink()
    return answered


def answer_groups(task: Task, learned: Learned, groups: list[int]) -> pa.Table:
    return answers(task, learned, rows_of_groups(task, groups))


def nothing(task: Task) -> pa.Table:
    return schema_of(task).empty_table()


def schema_of(task: Task) -> pa.Schema:
    """One row for each learner and competency. Nulls say: no level, or six further pieces are not enough."""
    small, chance = pa.int8(), pa.float32()
    return pa.schema(
        [
            ("learner", task.source.learner),
            ("competency", task.source.competency),
            ("pieces", pa.int32()),
            ("status", pa.dictionary(pa.int8(), pa.string())),
            ("level", small),
            ("confidence", pa.dictionary(pa.int8(), pa.string())),
            *((f"chance_{level}", chance) for level in range(1, task.scale.size + 1)),
            ("chance_proficient", chance),
            ("low", small),
            ("high", small),
            ("sure", pa.bool_()),
            ("settles_at_mark", small),
            ("settles_below", small),
        ]
    )


def answers(task: Task, learned: Learned, table: pa.Table) -> pa.Table:
    """The rule's proposal and the filter's answer for every pair in these rows."""
    ratings, learners, competencies = ratings_of(table)
    proposed = propose_many(ratings, task.rule, task.scale)
    sure = how_sure_many(ratings, task.scale, learned.settings, day=task.day, severities=learned.severities)
    columns = [
        learners.take(pa.array(sure.learner)),
        competencies.take(pa.array(sure.competency)),
        pa.array(sure.pieces),
        _words(proposed.status, [str(status) for status in STATUSES]),
        _or_null(proposed.level),
        _words(proposed.confidence, [str(confidence) for confidence in CONFIDENCES]),
        *(pa.array(np.ascontiguousarray(sure.chances[:, place])) for place in range(task.scale.size)),
        pa.array(sure.chance_proficient),
        pa.array(sure.low),
        pa.array(sure.high),
        pa.array(sure.sure),
        _or_null(sure.at_mark),
        _or_null(sure.below),
    ]
    return pa.table(columns, schema=schema_of(task))


def _or_null(values: NDArray[np.int8]) -> pa.Array:
    return pa.array(values, mask=values < 0)


def _words(codes: NDArray[np.int8], names: list[str]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes < 0), pa.array(names))
