"""Ready and waiting: who is told, and from which day the wait counts."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from headway.district.foundation.api import Actor
from headway.district.notices.api import inbox_of
from headway.district.people import services as people
from headway.district.proficiency.api import DecisionColumns, decide_in_bulk, withdraw_rating
from headway.district.signals.api import hand_on, nightly
from headway.district.signals.models import Signal
from tests.district.pacing.conftest import settle
from tests.district.signals.test_finding import absent, placed, told

pytestmark = pytest.mark.django_db
BY = Actor.system("test")


def inbox(world, who):
    return [(one.kind, one.name, one.link) for day in inbox_of(world.viewer(who)).days for one in day.entries]


def night(clock, moment):
    clock.set(moment)
    list(nightly(by=BY))


def test_the_night_tells_the_adult_by_name_that_work_is_ready_and_waits(world, show, clock):
    show("MA.FR.1", 3, 3, 3, days_ago=0)
    night(clock, "2026-10-13 02:00")
    assert Signal.objects.filter(learner=world.ana, kind="waiting").count() == 0
    night(clock, "2026-10-14 02:00")
    row = Signal.objects.get(learner=world.ana, kind="waiting")
    told = ("ready_waiting", "Ana Reyes", f"/teach/board/{row.uuid}/")
    assert [one for one in inbox(world, "webb") if one[0] == "ready_waiting"] == [told]
    # It is told as what it is, and once.
    assert ("signal_addressed", *told[1:]) not in inbox(world, "webb")
    night(clock, "2026-10-15 02:00")
    assert inbox(world, "webb").count(told) == 1


def test_what_else_the_night_finds_about_her_is_told_beside_it(world, show, clock):
    show("MA.FR.1", 3, 3, 3, days_ago=0)
    absent(world.ana, dt.date(2026, 10, 8), dt.date(2026, 10, 19))
    night(clock, "2026-10-20 02:00")
    assert {one[0] for one in inbox(world, "webb") if one[1] == "Ana Reyes"} >= {
        "ready_waiting",
        "signal_addressed",
    }


def test_a_colleague_to_whom_it_is_handed_on_is_told_the_same(world, show, clock):
    show("MA.FR.1", 3, 3, 3, days_ago=0)
    night(clock, "2026-10-14 02:00")
    row = Signal.objects.get(learner=world.ana, kind="waiting")
    hand_on(viewer=world.viewer("webb"), signal_uuid=row.uuid, to=world.people["ortiz"].uuid)
    assert ("ready_waiting", "Ana Reyes", f"/teach/board/{row.uuid}/") in inbox(world, "ortiz")


# -- from which day the wait counts --


def waits(world, subject="decide:MA"):
    found = told("waiting")
    return next((one for key, one in found.items() if key[0] == world.ana.pk and key[2] == subject), None)


def test_work_of_earlier_days_waits_from_the_day_on_which_it_was_entered(world, show, clock):
    clock.set("2026-10-07 15:00")
    show("MA.FR.1", 3, 3, 3, days_ago=30)
    assert waits(world) is None
    clock.set("2026-10-13 09:00")
    assert waits(world) is None
    clock.set("2026-10-14 09:00")
    assert (waits(world).since_on, waits(world).evidence) == (dt.date(2026, 10, 7), {"days": 5.0})


def test_what_waits_already_is_not_put_off_by_another_competency_that_is_entered_late(world, show, clock):
    show("MA.FR.1", 3, 3, 3, days_ago=0)
    clock.set("2026-10-14 09:00")
    show("MA.DA.1", 3, 3, 3, days_ago=30)
    assert waits(world).since_on == dt.date(2026, 10, 7)


def test_evidence_taken_back_that_makes_it_wait_counts_from_that_day(world, show, clock):
    work = show("MA.FR.1", 3, 3, 2, 2, days_ago=20)
    settle(world, "MA.FR.1", 2)
    clock.set("2026-10-20 15:00")
    assert waits(world) is None
    for one in work.rating_uuids[2:]:
        withdraw_rating(viewer=world.viewer("ortiz"), rating_uuid=one, reason="mistaken_learner")
    clock.set("2026-10-26 09:00")
    assert waits(world) is None
    clock.set("2026-10-27 09:00")
    assert waits(world).since_on == dt.date(2026, 10, 20)


def moved_by(world):
    return [one for key, one in told("waiting").items() if key[2].startswith("move:")]


def entered(world, code, decided, recorded):
    """A decision of another system, entered later."""
    moments = [np.array([np.datetime64(one, "us")]) for one in (decided, recorded)]
    decide_in_bulk(
        DecisionColumns(
            learner=np.array([world.ana.pk]),
            competency=np.array([world.competency(code).pk]),
            level=np.array([3]),
            decided_at=moments[0],
            recorded_at=moments[1],
            decided_by=np.array([world.people["ortiz"].pk]),
        ),
        by=BY,
    )


def test_a_decision_entered_late_makes_nobody_overdue_on_its_first_day(world, clock):
    placed(world, "ana")
    clock.set("2026-10-08 09:00")
    for code in ("MA.FR.1", "MA.FR.2"):
        settle(world, code)
    clock.set("2026-10-22 09:00")
    entered(world, "MA.DA.1", "2026-10-09T15:00", "2026-10-22T09:00")
    assert moved_by(world) == []
    clock.set("2026-10-29 09:00")
    (one,) = moved_by(world)
    assert (one.since_on, one.evidence) == (dt.date(2026, 10, 22), {"days": 5.0})


def test_the_same_decision_once_more_does_not_begin_the_wait_anew(world, clock):
    placed(world, "ana")
    clock.set("2026-10-08 09:00")
    for code in ("MA.FR.1", "MA.FR.2", "MA.DA.1"):
        settle(world, code)
    clock.set("2026-10-15 09:00")
    entered(world, "MA.DA.1", "2026-10-09T15:00", "2026-10-15T09:00")
    (one,) = moved_by(world)
    assert one.since_on == dt.date(2026, 10, 8)


def test_a_wait_from_the_year_before_counts_its_days_from_the_day_that_is_named(world, show, clock):
    people.create_term(
        organisation=world.district,
        name="2027-2028",
        starts_on=dt.date(2027, 8, 16),
        ends_on=dt.date(2028, 6, 2),
        by=BY,
    )
    clock.set("2027-06-02 15:00")
    placed(world, "ana")
    show("MA.FR.1", 3, 3, 3, days_ago=0, by="webb")
    clock.set("2027-08-17 09:00")
    assert waits(world) is None
    clock.set("2027-08-18 09:00")
    # Thursday and Friday in June, Monday to Wednesday in August. Summer counts no day.
    assert (waits(world).since_on, waits(world).evidence) == (dt.date(2027, 6, 2), {"days": 5.0})
