"""Levels of a whole district from Parquet to Parquet: the rule and the filter, in bounded memory, on two processes.

Question: for every learner and competency in this file of ratings, which level does the rule propose, and how sure does
the evidence make us?

Rows are handed out by learner first, unless the file's own row groups keep learners together; then each part is answered
for itself, so that memory does not grow with the file. Nothing is read from or written to the record. Writing goes to
a folder beside the file to be, which gets its name only when everything is there: whoever stops half-way, or loses
power, leaves no half-written file, and begins anew with the same words.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from headway.district.foundation.errors import Conflict, Refused
from headway.district.proficiency.batch import working
from headway.district.proficiency.batch.reading import (
    MICROSECONDS_OF_A_DAY,
    NotReadable,
    clustered,
    ratings_of,
    source_of,
)
from headway.mastery.proficiency import Rule
from headway.mastery.proficiency.sureness import Learned, Settings, learned_from
from headway.mastery.scales import Scale

__all__ = ["Written", "levels_of_file"]

# A part of so many ratings takes about half a gigabyte while it is worked on.
ROWS_OF_A_PART = 1_000_000
PROCESSES = 2
# Parts that are answered and wait to be written, for each process: more would fill the memory when the disk is slow.
WAITING = 2
# Under the key in the written file: what the filter assumed.
SETTINGS_KEY = b"headway.sureness"

Report = Callable[..., None]


@dataclass(frozen=True)
class Written:
    """How many ratings were read, how many rows written, in how many parts, and what the filter assumed."""

    ratings: int
    rows: int
    parts: int
    settings: Settings


def levels_of_file(
    read: Path,
    write: Path,
    *,
    rule: Rule | None = None,
    scale: Scale | None = None,
    settings: Settings | None = None,
    day: int = MICROSECONDS_OF_A_DAY,
    rows_of_a_part: int = ROWS_OF_A_PART,
    processes: int = PROCESSES,
    report: Report = lambda *told: None,
) -> Written:
    """Write one row for every learner and competency that has a rating.

    settings: what the filter assumes; None learns it from the first part. day: units of observed_at in a day, where it
    is told in numbers. report: takes a step's name, how much is done, and of how much.
    Refused: a file that cannot be read, with its row, field and remedy; reading and writing the same file.
    Conflict: somebody else is writing the same file.
    """
    if read.resolve() == write.resolve():
        raise Refused("The file to write is the file to read.", remedy="Give another name to write to.")
    if not write.parent.is_dir():
        raise Refused(f"There is no folder {write.parent}.", remedy="Make it, or name another.")
    try:
        source = source_of(read)
        with _beside(write) as folder:
            task = working.Task(source, folder, rule or Rule(), scale or Scale.default(), day)
            return _written(task, write, settings, rows_of_a_part, processes, report)
    except NotReadable as problem:
        raise Refused(problem.sentence, remedy=problem.remedy) from problem
    except BrokenProcessPool as problem:
        raise Refused(
            "A working process was stopped from outside; nothing was written.",
            remedy="Look whether the machine ran out of memory, then run it again.",
        ) from problem


def _written(
    task: working.Task, write: Path, settings: Settings | None, rows: int, processes: int, report: Report
) -> Written:
    source = task.source
    runs = clustered(source, rows)
    parts = len(runs) if runs is not None else max(1, -(-source.rows // rows))
    context = get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=working.begin) as pool:
        try:
            if runs is None:
                _hand_out(pool, task, parts, processes, report)
            report("learning from the ratings", 0, parts)
            learned = Learned(settings, None, 0) if settings else _learned(task, runs)

            def ask(part: int) -> Future[pa.Table]:
                if runs is not None:
                    return pool.submit(working.answer_groups, task, learned, runs[part])
                return pool.submit(working.answer_part, task, learned, part)

            unfinished = task.folder / "out.parquet"
            count = 0
            schema = working.schema_of(task).with_metadata(
                {SETTINGS_KEY: json.dumps(learned.settings.to_dict()).encode()}
            )
            with pq.ParquetWriter(unfinished, schema, compression="zstd", compression_level=1) as writer:
                for part, table in enumerate(_in_turn(ask, parts, processes * WAITING)):
                    writer.write_table(table.replace_schema_metadata(schema.metadata))
                    count += len(table)
                    report("levels", part + 1, parts)
            _give_its_name(unfinished, write)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return Written(source.rows, count, parts, learned.settings)


def _hand_out(
    pool: ProcessPoolExecutor, task: working.Task, parts: int, processes: int, report: Report
) -> None:
    """Each process takes a share of the row groups; shares stay in the order of the file."""
    groups = list(range(task.source.groups))
    size = max(1, -(-len(groups) // (4 * processes)))
    shares = [groups[first : first + size] for first in range(0, len(groups), size)]
    asked = [pool.submit(working.hand_out, task, share, number, parts) for number, share in enumerate(shares)]
    for number, one in enumerate(asked):
        one.result()
        report("learners together", number + 1, len(shares))


def _learned(task: working.Task, runs: list[list[int]] | None) -> Learned:
    """What the filter assumes, from the ratings of one part of the learners."""
    middle = runs[len(runs) // 2] if runs else []
    table = (
        working.rows_of_part(task, 0)
        if runs is None
        else working.rows_of_groups(task, middle)
        if middle
        else None
    )
    if table is None or len(table) == 0:
        return Learned(Settings(), None, 0)
    ratings, _learners, _competencies = ratings_of(table)
    return learned_from(ratings, task.scale, day=task.day)


def _in_turn(ask: Callable[[int], Future[Any]], parts: int, ahead: int) -> Iterator[Any]:
    """Answers in the order of the parts, with only so many asked for ahead."""
    asked = {part: ask(part) for part in range(min(ahead, parts))}
    for part in range(parts):
        answer = asked.pop(part).result()
        if part + ahead < parts:
            asked[part + ahead] = ask(part + ahead)
        yield answer


@contextmanager
def _beside(write: Path) -> Iterator[Path]:
    """A working folder beside the file to write, on the same disk; what an earlier run left there is taken away."""
    folder = write.parent / f".{write.name}.working"
    folder.mkdir(mode=0o700, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            raise Conflict(
                f"Another run is writing {write.name}.", remedy="Wait until it is done, or name another file."
            ) from problem
        for left in folder.glob("*"):
            if left.name != "lock":
                left.unlink()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _give_its_name(unfinished: Path, write: Path) -> None:
    """Only what is on the disk as a whole gets the name."""
    with unfinished.open("rb") as file:
        os.fsync(file.fileno())
    unfinished.replace(write)
