"""Recomputing a district in which much is rated: 400,000 further ratings on 40,000 pairs of learners and competencies."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
import time

from benchmarks.figures import Figure
from benchmarks.worker import begin, give

RATINGS, OF_A_PAIR, AT_ONCE = 400_000, 10, 200_000
LEARNERS = 800
GOALS = {"sqlite": None, "postgresql": 50_000}


def main() -> None:
    engine, _names = begin()
    from headway.district.demo import api as demo
    from headway.district.evidence.models import Rating
    from headway.district.foundation.api import Actor
    from headway.district.people.models import Learner
    from headway.district.proficiency.api import recompute

    by = Actor.system("benchmark")
    if not demo.is_built():
        demo.build(learners=LEARNERS)
    if Rating.objects.count() < RATINGS:
        for raw in tables_of_ratings():
            bring_in(raw, by)
    ratings = Rating.objects.count()
    everybody = list(Learner.objects.values_list("pk", flat=True))
    best, standings = None, 0
    for _run in range(3):
        started, own = time.perf_counter(), time.process_time()
        standings = recompute(everybody, by=by)
        taken, own = time.perf_counter() - started, time.process_time() - own
        best = min(best or (taken, own), (taken, own))
    taken, own = best
    give(
        Figure(
            f"recompute-dense.{engine}.per-second",
            round(standings / taken),
            "levels/s",
            GOALS[engine],
            at_most=False,
            note=f"{ratings:,} ratings, {standings:,} levels in {taken:.1f} s, {own:.1f} s of them at work in this process; "
            "the best of three",
        )
    )


def tables_of_ratings() -> list[bytes]:
    """Ten ratings each for as many pairs as it takes, in tables that an import takes."""
    from headway.district.continuum.api import current_map
    from headway.district.people.models import Learner

    learners = list(
        Learner.objects.filter(left_on__isnull=True).exclude(local_identifier="").values_list("local_identifier", flat=True)
    )  # fmt: skip
    codes = [one.code for one in current_map().competencies]
    chance = random.Random(5)  # test data, no secret
    pairs = chance.sample([(learner, code) for learner in learners for code in codes], RATINGS // OF_A_PAIR)
    rows = [(learner, code, number) for learner, code in pairs for number in range(OF_A_PAIR)]
    today = dt.datetime.now(tz=dt.UTC).date()
    tables = []
    for first in range(0, len(rows), AT_ONCE):
        file = io.StringIO()
        writer = csv.writer(file)
        writer.writerow(["learner", "competency", "level", "date", "piece"])
        for place, (learner, code, number) in enumerate(rows[first : first + AT_ONCE]):
            on = today - dt.timedelta(days=290 - 28 * number)
            writer.writerow([learner, code, chance.randrange(1, 5), on.isoformat(), f"r{first + place}"])
        tables.append(file.getvalue().encode())
    return tables


def bring_in(raw: bytes, by) -> None:
    from headway.district.interop import api as interop

    run, _plan = interop.plan(
        format="ratings",
        raw=raw,
        file_name="bench.csv",
        options={"recompute": False, "source": "bench-recompute"},
        by=by,
    )
    interop.apply(run_uuid=run.uuid, by=by)


if __name__ == "__main__":
    main()
