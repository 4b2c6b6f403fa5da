"""Who is ready to move on, for 10,000 learners at once, in memory: six domains each, with and without an assessment."""

from __future__ import annotations

import time
from statistics import median

import numpy as np

from benchmarks.figures import Figure
from benchmarks.worker import begin, give

LEARNERS, DOMAINS, ASKED, RUNS = 10_000, 6, 12, 5
TODAY, A_YEAR, NONE = 20_000, 365, -1
PROMISED = 1.0


def main() -> None:
    from headway.mastery.advancement import readiness_many

    begin()
    for name, wants_cumulative in (("readiness-10000", False), ("readiness-10000.cumulative", True)):
        cases = district(wants_cumulative)
        started = time.perf_counter()
        np.lexsort((cases.since, cases.case))
        sorting = time.perf_counter() - started
        taken = []
        for _run in range(RUNS):
            started = time.perf_counter()
            answers = readiness_many(cases, TODAY)
            taken.append(time.perf_counter() - started)
        ready = int((answers.since != NONE).sum())
        give(
            Figure(
                f"{name}.seconds",
                round(median(taken), 3),
                "s",
                PROMISED,
                against="sorting the days",
                ratio=median(taken) / sorting,
                note=f"{LEARNERS:,} learners × {DOMAINS} domains × {ASKED} competencies; {ready:,} cases ready",
            )
        )


def district(wants_cumulative: bool):  # type: ignore[no-untyped-def]
    """Nine of ten competencies are proficient since some day of the last year; three assessed for each case."""
    from headway.mastery.advancement import Cases

    draw = np.random.default_rng(11)
    count = LEARNERS * DOMAINS
    rows, assessed = count * ASKED, count * 3 if wants_cumulative else 0
    since = TODAY - draw.integers(0, A_YEAR, rows)
    since[draw.random(rows) < 0.1] = NONE
    return Cases(
        may_stay_open=draw.integers(0, 2, count),
        wants_cumulative=np.full(count, wants_cumulative),
        cumulative_days=np.full(count, 90),
        case=np.repeat(np.arange(count), ASKED),
        since=since,
        cumulative_case=np.repeat(np.arange(count), 3)[:assessed],
        cumulative_competency=draw.integers(0, ASKED, assessed),
        cumulative_on=TODAY - draw.integers(0, 180, assessed),
        cumulative_order=np.arange(assessed),
        cumulative_is_proficient=draw.random(assessed) < 0.9,
    )


if __name__ == "__main__":
    main()
