"""Bare forms of the same work, measured beside the real one in the same run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence

from django.db import connection, transaction

__all__ = ["append_rows", "median_ms", "one_query_per_cell"]


def median_ms(work: Callable[[], object], times: int) -> float:
    """Median wall time in milliseconds, after two runs that are not counted."""
    for _warm in range(2):
        work()
    taken = []
    for _time in range(times):
        started = time.perf_counter()
        work()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


def one_query_per_cell(pairs: Sequence[tuple[int, int]]) -> int:
    """What a page without care does: asks the database once for every learner and competency."""
    found = 0
    with connection.cursor() as cursor:
        for pair in pairs:
            cursor.execute(
                "SELECT determined_level, proposed_level FROM proficiency_standing "
                "WHERE learner_id = %s AND competency_id = %s",
                pair,
            )
            found += cursor.fetchone() is not None
    return found


def append_rows(number: int) -> float:
    """Seconds to append that many narrow rows to a bare table, checked by nobody and indexed by nothing."""
    rows = [(i % 5000, i % 280, i % 4 + 1, i) for i in range(number)]
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_bare")
        cursor.execute(
            "CREATE TABLE bench_bare (learner bigint, competency bigint, level smallint, at bigint)"
        )
    started = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy("COPY bench_bare FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany("INSERT INTO bench_bare VALUES (%s, %s, %s, %s)", rows)
    taken = time.perf_counter() - started
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE bench_bare")
    return taken
