"""Pace, from the command line: what a timer runs by night."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from headway.district.site.cli.screen import say
from headway.district.site.cli.words import DONE, NOT_DONE

__all__ = ["pace"]


def pace(asked: argparse.Namespace) -> int:
    return _VERBS[asked.verb](asked)


def _nightly(asked: argparse.Namespace) -> int:
    """Each step says what it did; what was done stays done. Not done where something broke, at whatever schools."""
    from headway.district.foundation.api import Actor
    from headway.district.signals.api import NightIncomplete, nightly, processes_here

    workers = processes_here(asked.workers)
    if asked.workers and asked.workers > workers:
        say("SQLite takes one writer at a time, so one process does the night.")
    try:
        for step in nightly(by=Actor.system("signals.nightly"), workers=workers):
            named = [(_NUMBERS.get(name, name), count) for name, count in step.counts.items() if count]
            named.sort(key=lambda one: _PLACES.get(one[0], len(_PLACES)))
            numbers = ", ".join(f"{name} {count:,}" for name, count in named)
            say(f"{_STEPS[step.code]}: {numbers or 'nothing new'} ({step.seconds:.1f} s)")
    except NightIncomplete as incomplete:
        for one in incomplete.parts:
            schools = ", ".join(name or "learners of no school" for name in one.part.schools)
            say(f"{_STEPS.get(one.broke_at, 'The night')} didn't work for {schools}: {one.problem}")
        say("Everything else is done and stays. Run it again today for what is left out.")
        return NOT_DONE
    return DONE


def _learn(_asked: argparse.Namespace) -> int:
    """Learn the forecast from the record; the stated assumption stands in where that is too little."""
    from headway.district.foundation.api import SYSTEM
    from headway.district.pacing.api import fit_in_force, learn_forecast

    version = learn_forecast(SYSTEM)
    fitted = fit_in_force()
    say(f"The forecast {version} is in force; it rests on {fitted.learners:,} histories.")
    if fitted.by_default:
        say("That is too little to learn from yet, so the stated starting assumption stands in.")
    return DONE


def _back_test(asked: argparse.Namespace) -> int:
    """Hold forecasts as of an earlier day against what came."""
    from headway.district.foundation.api import SYSTEM, Refused, clock
    from headway.district.pacing.api import generate_back_tests

    try:
        as_of = clock.read_date(asked.as_of) if asked.as_of else None
    except ValueError:
        say("Write the day as year-month-day, for example 2026-11-20.")
        return NOT_DONE
    try:
        made = generate_back_tests(SYSTEM, as_of=as_of)
    except Refused as refused:
        say(str(refused))
        return NOT_DONE
    say(f"Reports made: {made}. Leaders read them under Pace.")
    return DONE


_STEPS = {
    "forecasts": "Forecasts",
    "signals": "Signals about plans",
    "escalation": "Passed on",
    "reminders": "Reminders",
    "back_tests": "Forecasts held against what came",
    "tidying": "Removed, read long ago",
}
_NUMBERS = {
    "learned": "learned anew",
    "outlooks": "outlooks stored",
    "off_target": "plans that need adjusting",
    "stalled": "halts",
    "not_seen": "not seen",
    "not_negotiated": "without a target",
    "waiting": "ready and waiting",
    "still": "open as before",
    "no_longer": "open and no longer so",
    "addressed_anew": "addressed anew",
    "passed_on": "to the next adult",
    "check_ins": "check-ins due",
    "contacts": "families to speak with",
    "follow_ups": "looks due",
    "reports": "reports made",
    "notices": "notices",
    "letters": "notes of mails",
}
_PLACES = {name: place for place, name in enumerate(_NUMBERS.values())}
_VERBS: dict[str, Callable[[argparse.Namespace], int]] = {
    "nightly": _nightly,
    "learn": _learn,
    "back-test": _back_test,
}
