"""The nightly run: forecasts, signals, escalation, reminders, reports asked for, tidying. One command;
running it again does nothing twice.

The first four are done part by part (`parts.py`), by several processes where the database takes several writers; what is
of the whole district is done once, before (learning the forecast) and after the parts.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from django.conf import settings
from django.db import connection

from headway.district.foundation.api import SYSTEM, Actor, clock
from headway.district.notices.api import tidy
from headway.district.pacing.api import make_asked_back_tests
from headway.district.signals import working
from headway.district.signals.parts import STEPS, DonePart, NightStep, Part, do_part, parts_of_district
from headway.district.signals.services.forecasting import learn_if_due

__all__ = ["NightIncomplete", "nightly", "processes_here"]


class NightIncomplete(Exception):
    """Something of the night didn't work; everything else was done. parts: those, each with its schools and its step."""

    def __init__(self, parts: Sequence[DonePart]) -> None:
        super().__init__("; ".join(f"{', '.join(one.part.schools)}: {one.problem}" for one in parts))
        self.parts = tuple(parts)


def processes_here(asked: int | None = None) -> int:
    """How many processes do the night: as many as asked for, else one for each core that this program may use.

    On SQLite one: it has a single writer, so a second process would wait for the first one's transactions, or read what
    is then no more.
    """
    if connection.vendor != "postgresql":
        return 1
    return max(asked or len(os.sched_getaffinity(0)), 1)


def nightly(*, by: Actor = SYSTEM, on: dt.date | None = None, workers: int = 1) -> Iterator[NightStep]:
    """Do the steps, each for each part in a transaction of its own: what was done stays, whatever comes after it.

    workers: how many processes, see `processes_here`; what is written is the same with any number. Raises NightIncomplete
    after the last step where one didn't work for some schools; the same day's run again does what was left out.
    """
    on = on or clock.today()
    begun = time.monotonic()
    learned = learn_if_due(on, by=by)
    took = time.monotonic() - begun
    done = list(_done(parts_of_district(), on, by, processes_here(workers)))
    for code in STEPS:
        step = _together(code, done)
        if code == "forecasts":
            step = NightStep(code, {"learned": learned, **step.counts}, took + step.seconds)
        yield step
    last: tuple[tuple[str, Callable[[], Mapping[str, int]]], ...] = (
        ("back_tests", lambda: {"reports": make_asked_back_tests(by)}),
        ("tidying", lambda: _tidied(by)),
    )
    for code, work in last:
        begun = time.monotonic()
        yield NightStep(code, work(), time.monotonic() - begun)
    if broken := [one for one in done if one.problem]:
        raise NightIncomplete(broken)


def _done(parts: Sequence[Part], on: dt.date, by: Actor, workers: int) -> Iterator[DonePart]:
    if workers == 1 or len(parts) < 2:
        yield from (do_part(part, on, by) for part in parts)
        return
    told = settings.SETTINGS_MODULE, dict(connection.settings_dict), clock.fixed()
    with ProcessPoolExecutor(
        min(workers, len(parts)), mp_context=get_context("spawn"), initializer=working.begin, initargs=told
    ) as pool:
        asked = {pool.submit(working.do, part, on, by): part for part in parts}
        for one in as_completed(asked):
            try:
                yield one.result()
            except BrokenProcessPool:
                yield DonePart(asked[one], (), "", "a working process was stopped from outside")


def _together(code: str, done: Sequence[DonePart]) -> NightStep:
    """One step over all parts."""
    counts: dict[str, int] = defaultdict(int)
    seconds = 0.0
    for step in (step for one in done for step in one.steps if step.code == code):
        seconds += step.seconds
        for name, count in step.counts.items():
            counts[name] += count
    return NightStep(code, dict(counts), seconds)


def _tidied(by: Actor) -> Mapping[str, int]:
    done = tidy(by=by)
    return {"notices": done.notices, "letters": done.letters}
