"""The demo of 10,000 learners: how long it takes to generate and load, and how much memory."""

from __future__ import annotations

import os
import resource
import time

from benchmarks.bare import append_rows
from benchmarks.figures import Figure
from benchmarks.worker import begin, give

LEARNERS = int(os.environ.get("HEADWAY_BENCH_LEARNERS", "10000"))


def main() -> None:
    engine, _names = begin()
    from headway.district.demo import api as demo

    if demo.is_built():
        return
    at_first = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    started = time.perf_counter()
    summary = demo.build(learners=LEARNERS)
    taken = time.perf_counter() - started
    usage = resource.getrusage(resource.RUSAGE_SELF)
    peak, used = usage.ru_maxrss / 1024, usage.ru_utime
    bare = append_rows(summary.ratings)
    note = f"{summary.learners:,} learners, {summary.ratings:,} ratings"
    give(
        Figure(
            f"demo-10000.{engine}.seconds",
            round(taken, 1),
            "s",
            300,
            against="appending as many bare rows",
            ratio=taken / bare,
            note=note,
        )
    )
    give(
        Figure(
            f"demo-10000.{engine}.memory",
            round(peak),
            "MiB",
            2048,
            against="the same program before it begins",
            ratio=peak / at_first,
            note=f"user time {used:.0f} s of {taken:.0f} s",
        )
    )


if __name__ == "__main__":
    main()
