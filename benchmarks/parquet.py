"""The rule and the filter over a whole file, Parquet to Parquet: 0.5 and 5 million ratings, and 50 million when asked.

HEADWAY_BENCH_RATINGS=500000,5000000,50000000   how many ratings; 50 million write 1 GB under HEADWAY_BENCH_FOLDER
The rows come in the order of time, so that learners lie scattered over the file: the harder case.
"""

from __future__ import annotations

import os
import resource
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.figures import Figure
from benchmarks.worker import give
from headway.district.proficiency.batch import levels_of_file

DEFAULT = "500000,5000000"
LARGEST = 50_000_000
SECONDS, GIGABYTES = 180, 8
ROWS_AT_ONCE = 1_000_000
RATINGS_OF_A_PAIR, PAIRS_OF_A_LEARNER, COMPETENCIES, YEARS = 4, 134, 1000, 3
SCHEMA = pa.schema(
    [
        ("learner", pa.int64()),
        ("competency", pa.int32()),
        ("level", pa.int8()),
        ("observed_at", pa.timestamp("us", "UTC")),
        ("rater", pa.int32()),
        ("evidence", pa.int64()),
    ]
)


def main() -> None:
    per_rating = {}
    for many in map(int, os.environ.get("HEADWAY_BENCH_RATINGS", DEFAULT).split(",")):
        with tempfile.TemporaryDirectory(dir=os.environ.get("HEADWAY_BENCH_FOLDER")) as folder:
            read, write = Path(folder) / "ratings.parquet", Path(folder) / "levels.parquet"
            ratings_file(read, many)
            before = work_done()
            started = time.perf_counter()
            with Memory() as memory:
                written = levels_of_file(read, write)
            taken = time.perf_counter() - started
            own = work_done() - before
        per_rating[many] = 1e6 * own / many
        note = (
            f"{written.rows:,} levels in {written.parts} parts; {own:.0f} s at work on all cores, "
            f"{per_rating[many]:.2f} µs a rating"
        )
        largest = many == LARGEST
        name = f"levels-parquet.{many / 1e6:g}-million"
        give(Figure(f"{name}.seconds", round(taken, 1), "s", SECONDS if largest else None, note=note))
        give(Figure(f"{name}.memory", round(memory.most / 2**30, 2), "GiB", GIGABYTES if largest else None))
    if len(per_rating) > 1:
        costs = [per_rating[many] for many in sorted(per_rating)]
        note = "work for one rating in the largest file beside that in the next smaller one; 1 is linear"
        give(Figure("levels-parquet.linear", round(costs[-1] / costs[-2], 2), "×", 1.25, note=note))


def ratings_file(path: Path, many: int) -> None:
    """Ratings that differ by learner and competency, all told in the order of time."""
    chance = np.random.default_rng(5)
    learners = max(many // (RATINGS_OF_A_PAIR * PAIRS_OF_A_LEARNER), 1)
    with pq.ParquetWriter(path, SCHEMA, compression="zstd") as file:
        for first in range(0, many, ROWS_AT_ONCE):
            count = min(ROWS_AT_ONCE, many - first)
            learner = chance.integers(0, learners, count)
            competency = chance.integers(0, PAIRS_OF_A_LEARNER, count) + learner % (
                COMPETENCIES - PAIRS_OF_A_LEARNER
            )
            shown = 2.7 + 0.9 * np.sin(1.7 * learner + 0.9 * competency) + chance.normal(0, 0.7, count)
            moment = (first + np.arange(count)) * (YEARS * 365 * 86_400_000_000 // many)
            columns = [
                learner,
                competency.astype(np.int32),
                np.clip(shown, 1, 4).astype(np.int8),
                pa.array(1_600_000_000_000_000 + moment).cast(SCHEMA.field("observed_at").type),
                (10 * (learner % 97) + chance.integers(0, 2, count)).astype(np.int32),
                np.arange(first, first + count),
            ]
            file.write_table(pa.table(columns, schema=SCHEMA))


class Memory:
    """The most memory that this process and those it started held at one moment, in bytes."""

    def __enter__(self) -> Memory:
        self.most, self._done = 0, threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)
        self._watch.start()
        return self

    def __exit__(self, *_problem: object) -> None:
        self._done.set()
        self._watch.join()

    def _look(self) -> None:
        own = os.getpid()
        while not self._done.wait(0.2):
            family = [own, *children_of(own)]
            self.most = max(self.most, sum(resident(one) for one in family))


def children_of(process: int) -> list[int]:
    try:
        told = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return []
    return [one for child in map(int, told) for one in (child, *children_of(child))]


def resident(process: int) -> int:
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * resource.getpagesize()


def work_done() -> float:
    """Seconds at work, of this process and of those it started that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main()
