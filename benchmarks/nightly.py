"""The night: pace, forecasts and signals of 100,000 learners with 150 competencies each, in memory; and the whole run
with its database in the large district.

In memory: per learner 90 decisions in six domains over a school year, an agreement in every domain, absences, and some
shares of time. What is measured is what the nightly run works out from columns: pace of every learner and domain, the
forecast for every agreement, and the five rules.
"""

from __future__ import annotations

import datetime as dt
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.figures import Figure
from benchmarks.worker import begin, give

LEARNERS, COMPETENCIES, DOMAINS, DECIDED = 100_000, 150, 6, 90
FIRST, LAST, TODAY = 20_000, 20_280, 20_200
PROMISED = 300.0


def main() -> None:
    names = sys.argv[2:] or ["nightly"]
    if any(name.startswith("nightly-district") for name in names):
        in_the_database()
    if any(not name.startswith("nightly-district") for name in names):
        in_memory()


def in_memory() -> None:
    parts: dict[str, float] = {}

    def timed(name: str, work: Callable):  # type: ignore[no-untyped-def,type-arg]
        started = time.perf_counter()
        found = work()
        parts[name] = time.perf_counter() - started
        return found

    made = columns()
    started = time.perf_counter()
    pace = timed("pace", lambda: paces(*made))
    outlooks = timed("forecasts", lambda: forecasts(*made))
    told = timed("signals", lambda: signals(*made, outlooks))
    taken = time.perf_counter() - started
    bare = time.perf_counter()
    np.lexsort((made[0].competency, made[0].learner))
    bare = time.perf_counter() - bare
    parted = ", ".join(f"{name} {seconds:.0f} s" for name, seconds in parts.items())
    give(
        Figure(
            "nightly-100000.seconds",
            round(taken, 1),
            "s",
            PROMISED,
            against="sorting the decisions",
            ratio=taken / bare,
            note=f"{parted}; {int((pace.units > 0).sum()):,} paces above zero, {told:,} signals; one core",
        )
    )


def columns():  # type: ignore[no-untyped-def]
    from headway.mastery.facts import Competencies, Determinations, Kind
    from headway.mastery.facts.tables import NEVER
    from headway.mastery.pacing import Calendar

    draw = np.random.default_rng(5)
    days = np.arange(FIRST, LAST + 1)
    calendar = Calendar(FIRST, ((days + 3) % 7 < 5) & (draw.random(len(days)) > 0.08))
    competencies = Competencies(
        competency=np.arange(COMPETENCIES),
        kind=np.full(COMPETENCIES, int(Kind.ACADEMIC)),
        domain=np.arange(COMPETENCIES) % DOMAINS,
        weight=draw.choice([1.0, 1.0, 2.0, 3.0], COMPETENCIES),
    )
    rows = LEARNERS * DECIDED
    learner = np.repeat(np.arange(LEARNERS), DECIDED)
    competency = (
        np.tile(np.arange(DECIDED), LEARNERS) + np.repeat(draw.integers(0, 60, LEARNERS), DECIDED)
    ) % COMPETENCIES
    on = draw.integers(FIRST, TODAY + 1, rows)
    determinations = Determinations(
        learner=learner,
        competency=competency,
        level=draw.choice([2, 3, 3, 4], rows),
        decided_on=on,
        recorded_at=on,
        determination_id=np.arange(rows),
        withdrawn_at=np.full(rows, NEVER),
    )
    return determinations, competencies, calendar


def paces(determinations, competencies, calendar):  # type: ignore[no-untyped-def]
    from headway.mastery.pacing import Windows, pace_many
    from headway.mastery.scales import Scale

    return pace_many(
        determinations,
        competencies,
        Scale.default(),
        calendar,
        Windows.same_for(np.arange(LEARNERS), FIRST, TODAY),
        domains=range(DOMAINS),
        days_per_year=180,
    )


def forecasts(determinations, competencies, calendar):  # type: ignore[no-untyped-def]
    """Every learner's agreement in every domain: learned anew, as once a term, and asked for a range and a chance."""
    from headway.mastery.pacing.forecast import Histories, fit, school_day_of

    proficient = determinations.level >= 3
    domain = competencies.domain[determinations.competency[proficient]]
    today = int(school_day_of(calendar, [TODAY])[0])
    streams = LEARNERS * DOMAINS
    histories = Histories(
        learner=np.arange(streams),
        school=np.repeat(np.arange(LEARNERS) % 60, DOMAINS),
        first_day=np.ones(streams, dtype=np.int64),
        last_day=np.full(streams, today),
        event_learner=determinations.learner[proficient] * DOMAINS + domain,
        event_day=np.maximum(school_day_of(calendar, determinations.decided_on[proficient]), 1),
        event_units=competencies.weight[determinations.competency[proficient]],
    )
    fitted = fit(histories)
    draw = np.random.default_rng(6)
    left = float(school_day_of(calendar, [LAST])[0] - today)
    return fitted.outlooks(histories, draw.integers(2, 20, streams).astype(float), np.full(streams, left))


def signals(determinations, competencies, calendar, outlooks) -> int:  # type: ignore[no-untyped-def]
    from headway.mastery.pacing import signals as rules
    from headway.mastery.pacing.trajectories import Shape

    draw = np.random.default_rng(7)
    streams, policy = LEARNERS * DOMAINS, rules.SignalPolicy()
    away = np.sort(draw.integers(0, LEARNERS, LEARNERS * 6))
    shared = np.arange(0, LEARNERS, 50)
    time_of = rules.OwnTime(
        [calendar],
        np.zeros(LEARNERS, dtype=np.int64),
        shared,
        np.full(len(shared), FIRST),
        np.full(len(shared), LAST),
        np.full(len(shared), 0.5),
        away,
        draw.integers(FIRST, TODAY + 1, len(away)),
    )
    row = np.repeat(np.arange(LEARNERS), DOMAINS)
    domain = competencies.domain[determinations.competency]
    weight = competencies.weight[determinations.competency]
    shown = np.full(streams, FIRST - 1)
    np.maximum.at(shown, determinations.learner * DOMAINS + domain, determinations.decided_on)
    proficient = determinations.level >= 3
    gained = np.bincount(
        (determinations.learner * DOMAINS + domain)[proficient], weights=weight[proficient], minlength=streams
    )
    whole = np.bincount(competencies.domain, weights=competencies.weight)
    today = np.full(streams, TODAY)
    works = rules.Works(
        time_of.days_there(row, shown, today), np.maximum(np.tile(whole, LEARNERS) - gained, 0.0)
    )
    passed = time_of.days(row, np.full(streams, FIRST - 1), today)
    in_all = passed + time_of.days(row, today, np.full(streams, LAST))
    total = gained + draw.integers(2, 20, streams)
    shapes = [Shape.linear(), Shape.j_curve()]
    due = rules.due_units(
        total, passed, in_all, np.full(streams, 5.0), [shapes[one % 2] for one in range(streams)]
    )
    plans = rules.Plans(gained, total, due, in_all - passed, outlooks.chance)
    seen = np.full(LEARNERS, FIRST - 1)
    np.maximum.at(seen, determinations.learner, determinations.decided_on)
    unseen = rules.Waits(time_of.days(np.arange(LEARNERS), seen, np.full(LEARNERS, TODAY)))
    waits = rules.Waits(time_of.days(row, shown, today))
    return int(
        sum(
            mask.sum()
            for mask in (
                rules.off_target_rows(plans, policy),
                rules.stalled_rows(works, policy),
                rules.not_seen_rows(unseen, policy),
                rules.not_negotiated_rows(waits, policy),
                rules.waiting_rows(waits, policy),
            )
        )
    )


def in_the_database() -> None:
    """A copy of the large district with agreements in every domain in which a learner works: the night that learns and
    raises, and the next one, on which every number has changed."""
    engine, _names = begin()
    from benchmarks.agreed import agree_everywhere
    from benchmarks.board import large_district
    from headway.district.foundation.api import Actor, clock
    from headway.district.signals.api import nightly, processes_here

    learners, agreements, workers = large_district(), agree_everywhere(), processes_here()
    today = clock.now()
    for name, days in (("first", 0), ("next", 1)):
        used = _processor_time()
        begun = time.perf_counter()
        with clock.at(today + dt.timedelta(days=days)):
            steps = list(nightly(by=Actor.system("bench"), workers=workers))
        taken, used = time.perf_counter() - begun, _processor_time() - used
        told = ", ".join(f"{step.code} {step.seconds:.0f} s" for step in steps if step.seconds >= 0.5)
        give(
            Figure(
                f"nightly-district.{engine}.{name}",
                round(taken, 1),
                "s",
                round(PROMISED * learners / LEARNERS, 1),
                note=f"{learners:,} learners with {agreements:,} agreements; the promise is 300 s for {LEARNERS:,}. "
                f"Processes: {workers}; processor time {used:.0f} s, the database's among it; {told}",
            )
        )


def _processor_time() -> float:
    """Of this process, of those that it started and that have ended, and of the database server's, in seconds."""
    from django.db import connection

    server = 0.0
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            backend = cursor.fetchone()[0]
        above = _fields(backend)[1]
        connection.close()  # what a connection cost is counted when it has ended
        while Path(f"/proc/{backend}").exists():
            time.sleep(0.01)
        fields = _fields(above)
        server = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return server + sum(one.ru_utime + one.ru_stime for one in used)


def _fields(process: int | str) -> list[str]:
    """What Linux tells of a process, after its name: state, who started it, …, its own ticks and its children's."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()


if __name__ == "__main__":
    main()
