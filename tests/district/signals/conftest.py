"""Signals at hand, without waiting for a night."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.foundation.api import Actor
from headway.district.signals.api import write_signals
from headway.district.signals.models import Signal
from headway.district.signals.types import Found
from tests.district.agreements.conftest import plan
from tests.portals.showing import show

__all__ = ["NIGHT", "found", "plan", "show", "tell"]

NIGHT = Actor.system("signals")


def found(learner, kind="stalled", subject="MA", since=dt.date(2026, 9, 1), domain=None, **evidence) -> Found:
    evidence = evidence or {"days": 25.0, "open": 3.0}
    domain = subject if domain is None and len(subject) == 2 else domain or ""
    return Found(learner.pk, kind, subject, since, evidence, domain)


@pytest.fixture
def tell():
    """`tell(found(world.ana), …)`: one night that finds just this; the signals that are open then, oldest first."""

    def told(*matters: Found) -> list[Signal]:
        write_signals(matters, by=NIGHT)
        return list(Signal.objects.filter(open=True).order_by("pk"))

    return told
