"""Pace, from the command line: what a timer runs by night."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from headway.district.site.cli.screen import say
from headway.district.site.cli.words import DONE

__all__ = ["pace"]


def pace(asked: argparse.Namespace) -> int:
    return _VERBS[asked.verb](asked)


def _nightly(asked: argparse.Namespace) -> int:
    """Each step says what it did as soon as it is done; what was done stays done."""
    from headway.district.foundation.api import Actor
    from headway.district.signals.api import nightly

    for step in nightly(by=Actor.system("signals.nightly")):
        numbers = ", ".join(
            f"{_NUMBERS.get(name, name)} {count:,}" for name, count in step.counts.items() if count
        )
        say(f"{_STEPS[step.code]}: {numbers or 'nothing new'} ({step.seconds:.1f} s)")
    return DONE


_STEPS = {
    "forecasts": "Forecasts",
    "signals": "Signals about plans",
    "escalation": "Passed on",
    "reminders": "Reminders",
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
}
_VERBS: dict[str, Callable[[argparse.Namespace], int]] = {"nightly": _nightly}
