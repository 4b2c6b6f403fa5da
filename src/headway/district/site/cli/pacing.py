"""`headway pace`: learn the forecast from the record, and hold earlier forecasts against what came."""

from __future__ import annotations

import argparse

from headway.district.site.cli.screen import say
from headway.district.site.cli.words import DONE, NOT_DONE

__all__ = ["pace"]


def pace(asked: argparse.Namespace) -> int:
    """What became of it, in a sentence."""
    from headway.district.site.cli.database import is_migrated

    if not is_migrated():
        say("The database is not set up for this version. Run `headway migrate` first.")
        return NOT_DONE
    return _VERBS[asked.verb](asked)


def _learn(_asked: argparse.Namespace) -> int:
    from headway.district.foundation.api import SYSTEM
    from headway.district.pacing.api import fit_in_force, learn_forecast

    version = learn_forecast(SYSTEM)
    fitted = fit_in_force()
    say(f"The forecast {version} is in force; it rests on {fitted.learners:,} histories.")
    if fitted.by_default:
        say("That is too little to learn from yet, so the stated starting assumption stands in.")
    return DONE


def _back_test(asked: argparse.Namespace) -> int:
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


_VERBS = {"learn": _learn, "back-test": _back_test}
