"""A table of 200,000 ratings: read, checked, appended and audited as one act; then recomputed, measured apart."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
import time

from benchmarks.bare import append_rows
from benchmarks.figures import Figure
from benchmarks.worker import begin, give

ROWS = 200_000
GOALS = {"sqlite": 20_000, "postgresql": 50_000}


def main() -> None:
    engine, _names = begin()
    from headway.district.demo import api as demo
    from headway.district.foundation.api import Actor
    from headway.district.interop import api as interop

    if not demo.is_built():
        demo.build(learners=800)
    raw = a_table()
    by = Actor.system("benchmark")
    started = time.perf_counter()
    run, _plan = interop.plan(
        format="ratings", raw=raw, file_name="bench.csv", options={"recompute": False, "source": f"bench-{time.time_ns()}"},
        by=by,
    )  # fmt: skip
    planned = time.perf_counter() - started
    started, own = time.perf_counter(), time.process_time()
    _run, report = interop.apply(run_uuid=run.uuid, by=by)
    applied, own = time.perf_counter() - started, time.process_time() - own
    written = report.counts["rating"]["add"]
    bare = append_rows(written)
    rate = written / applied
    give(
        Figure(
            f"import-ratings.{engine}.per-second",
            round(rate),
            "ratings/s",
            GOALS[engine],
            at_most=False,
            against="appending as many bare rows",
            ratio=rate / (written / bare),
            note=f"{written:,} ratings in {applied:.1f} s ({own:.1f} s of them at work in this process), planned again and "
            f"checked inside; the preview before took {planned:.1f} s",
        )
    )
    from headway.district.people.models import Learner
    from headway.district.proficiency.api import recompute

    started = time.perf_counter()
    standings = recompute(list(Learner.objects.values_list("pk", flat=True)), by=by)
    taken = time.perf_counter() - started
    give(
        Figure(
            f"recompute.{engine}.per-second",
            round(standings / taken),
            "standings/s",
            note=f"{standings:,} standings in {taken:.1f} s",
        )
    )


def a_table() -> bytes:
    """Ratings of real learners on real competencies over the last year, different in every run."""
    from headway.district.continuum.api import current_map
    from headway.district.people.models import Learner

    learners = list(
        Learner.objects.filter(left_on__isnull=True)
        .exclude(local_identifier="")
        .values_list("local_identifier", flat=True)
    )
    codes = [one.code for one in current_map().competencies]
    chance = random.Random(time.time_ns())  # test data, no secret
    today = dt.datetime.now(tz=dt.UTC).date()
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["learner", "competency", "level", "date", "piece"])
    for row in range(ROWS):
        on = today - dt.timedelta(days=chance.randrange(1, 300))
        writer.writerow(
            [chance.choice(learners), chance.choice(codes), chance.randrange(1, 5), on.isoformat(), f"b{row}"]
        )
    return file.getvalue().encode()


if __name__ == "__main__":
    main()
