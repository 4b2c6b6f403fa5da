"""The nightly run: forecasts, signals, escalation, reminders, reports asked for, tidying. One command;
running it again does nothing twice."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction

from headway.district.agreements.api import remind
from headway.district.continuum.api import current_map
from headway.district.foundation.api import SYSTEM, Actor, clock
from headway.district.notices.api import NoticeKind, Telling, tell_all, tidy
from headway.district.pacing.api import make_asked_back_tests
from headway.district.people.api import adults_of_many
from headway.district.signals.columns.night import Night
from headway.district.signals.models import Response
from headway.district.signals.services.addressing import escalate, link_of
from headway.district.signals.services.forecasting import refresh_forecasts
from headway.district.signals.services.raising import raise_signals

__all__ = ["NightStep", "nightly", "tell_of_follow_ups"]


@dataclass(frozen=True, slots=True)
class NightStep:
    """What one step of the night did: its code, its numbers by name, and how long it took."""

    code: str
    counts: Mapping[str, int]
    seconds: float


def nightly(*, by: Actor = SYSTEM, on: dt.date | None = None) -> Iterator[NightStep]:
    """Do the steps one by one, each in a transaction of its own: what was done before a step that didn't work stays."""
    on = on or clock.today()
    continuum = current_map()
    night = Night(on, continuum) if continuum else None

    def raised() -> Mapping[str, int]:
        done = raise_signals(by=by, on=on, night=night)
        new = {str(kind): count for kind, count in sorted(done.new.items())}
        return new | {"still": done.still, "no_longer": done.no_longer, "addressed_anew": done.addressed_anew}

    def reminded() -> Mapping[str, int]:
        done = remind(on, by=by)
        return {
            "check_ins": done.check_ins,
            "contacts": done.contacts,
            "follow_ups": tell_of_follow_ups(on, by=by),
        }

    def tidied() -> Mapping[str, int]:
        done = tidy(by=by)
        return {"notices": done.notices, "letters": done.letters}

    steps: tuple[tuple[str, Callable[[], Mapping[str, int]]], ...] = (
        ("forecasts", lambda: refresh_forecasts(on, by=by, night=night)),
        ("signals", raised),
        ("escalation", lambda: {"passed_on": escalate(by=by, on=on)}),
        ("reminders", reminded),
        ("back_tests", lambda: {"reports": make_asked_back_tests(by)}),
        ("tidying", tidied),
    )
    for code, step in steps:
        begun = time.monotonic()
        yield NightStep(code, step(), time.monotonic() - begun)


@transaction.atomic
def tell_of_follow_ups(on: dt.date, *, by: Actor) -> int:
    """Tell the owner of each response whose day to look again has come; how many there are."""
    rows = list(
        Response.objects.filter(follow_up__isnull=True, follow_up_on__lte=on, signal__open=True)
        .select_related("signal")
        .order_by("pk")
    )
    adults = adults_of_many(on, {row.signal.learner_id for row in rows}, with_those_who_left=True)
    tell_all(
        [
            Telling(
                to=row.owner_id,
                kind=NoticeKind.FOLLOW_UP_DUE,
                link=link_of(row.signal.uuid, row.owner_id, adults.get(row.signal.learner_id)),
                learner=row.signal.learner_id,
                subject=str(row.uuid),
            )
            for row in rows
        ],
        by=by,
    )
    return len(rows)
