"""Evidence that is dated back over a closed signal, through the doors that people use: the closed one stays as it was."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.evidence.api import RatingLine
from headway.district.foundation.api import Actor
from headway.district.people import api as people
from headway.district.proficiency.api import decide, record_ratings, withdraw_rating
from headway.district.signals.api import board, end, raise_signals
from headway.district.signals.models import Addressing, Signal, SignalEnd

pytestmark = pytest.mark.django_db
BY = Actor.system("test")


@pytest.fixture
def work(world):
    """`work("2026-08-20")`: a piece of Ana's in mathematics, shown on that day and recorded now."""

    def recorded(on: str, code: str = "MA.FR.1", level: int = 2):
        line = RatingLine(
            learner_id=world.ana.pk,
            competency_id=world.competency(code).pk,
            level=level,
            observed_at=dt.datetime.fromisoformat(f"{on} 15:00+00:00"),
            title=f"Work of {on}",
        )
        uuid = record_ratings([line], viewer=world.viewer("ortiz")).rating_uuids[0]
        decide(
            viewer=world.viewer("ortiz"),
            learner_uuid=world.ana.uuid,
            competency_uuid=world.competency(code).uuid,
            level=level,
            reason="Seen.",
        )
        return uuid

    return recorded


@pytest.fixture(autouse=True)
def seen_every_day(world):
    """The school keeps attendance, and Ana was there: her work stands still, she is not away."""
    people.record_absence(learner=world.ben, on=dt.date(2026, 10, 5), by=BY)


@pytest.fixture
def closed(world, work, clock):
    """Ana's mathematics stood still since 20 August; it was raised, and closed as mistaken on 7 October."""
    clock.set("2026-08-20 16:00")
    work("2026-08-20")
    clock.set("2026-10-07 02:00")
    raise_signals(by=BY)
    row = Signal.objects.get(learner=world.ana, kind="stalled", subject="MA")
    clock.set("2026-10-07 15:00")
    end(
        viewer=world.viewer("webb"),
        signal_uuid=row.uuid,
        ending="mistaken",
        reason="The work lies on my desk.",
    )
    return row


def everything(row):
    return (
        Signal.objects.filter(pk=row.pk).values().get(),
        SignalEnd.objects.filter(signal=row).values().get(),
        list(Addressing.objects.filter(signal=row).order_by("pk").values()),
    )


def stalls(world):
    return Signal.objects.filter(learner=world.ana, kind="stalled", subject="MA", open=True)


@pytest.mark.parametrize("on", ["2026-08-18", "2026-09-10", "2026-10-06"])
def test_it_changes_nothing_of_the_closed_one_and_opens_none(world, closed, work, clock, on):
    kept = everything(closed)
    clock.set("2026-10-08 15:00")
    work(on)
    clock.set("2026-10-09 02:00")
    raise_signals(by=BY)
    assert everything(closed) == kept
    assert not stalls(world).exists()


def test_evidence_taken_back_over_a_closed_one_opens_none_either(world, closed, work, clock):
    clock.set("2026-10-08 15:00")
    uuid = work("2026-09-30")
    clock.set("2026-10-09 02:00")
    raise_signals(by=BY)
    kept = everything(closed)
    clock.set("2026-10-09 15:00")
    withdraw_rating(viewer=world.viewer("ortiz"), rating_uuid=uuid, reason="mistaken_learner")
    clock.set("2026-10-10 02:00")
    raise_signals(by=BY)
    assert everything(closed) == kept
    assert not stalls(world).exists()


def test_a_halt_after_the_end_is_a_new_matter(world, closed, work, clock):
    clock.set("2026-10-09 15:00")
    work("2026-10-09")
    clock.set("2026-11-20 02:00")
    people.record_absence(learner=world.ben, on=dt.date(2026, 11, 18), by=BY)
    raise_signals(by=BY)
    row = stalls(world).get()
    assert row.pk != closed.pk
    assert row.since_on == dt.date(2026, 10, 9)


def test_back_dated_evidence_marks_an_open_one_and_leaves_the_end_to_an_adult(world, work, clock):
    clock.set("2026-08-20 16:00")
    work("2026-08-20")
    clock.set("2026-10-07 02:00")
    raise_signals(by=BY)
    clock.set("2026-10-07 15:00")
    work("2026-10-01")
    clock.set("2026-10-08 02:00")
    raise_signals(by=BY)
    row = stalls(world).get()
    assert not row.still
    assert any(one.uuid == row.uuid and not one.still for one in board(world.viewer("webb")).lines)
