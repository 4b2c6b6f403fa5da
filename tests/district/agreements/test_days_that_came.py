"""Agreed days that came, through what people really do: agree, agree anew, decide, close."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from headway.district.agreements import api as agreements
from headway.district.agreements.api import days_that_came
from headway.district.foundation.api import SYSTEM, clock
from headway.district.proficiency.api import DecisionColumns, decide_in_bulk
from tests.district.agreements.conftest import plan, shown

__all__ = ["plan", "shown"]

pytestmark = pytest.mark.django_db
FRACTIONS = "MA.FR.1"


def came(world, weeks_back=20):
    today = clock.today()
    return days_that_came([world.ana.pk], today - dt.timedelta(weeks=weeks_back), today)


def test_a_day_counts_from_the_day_after_it(world, plan, clock):
    plan.agreed(FRACTIONS, weeks=4)
    clock.advance(days=28)
    assert came(world) == ()
    clock.advance(days=1)
    (day,) = came(world)
    assert (day.agreed_on, day.by_on) == (dt.date(2026, 10, 7), dt.date(2026, 11, 4))
    assert (day.met_on, day.is_changed) == (None, False)


def test_what_was_decided_by_the_day_is_met_and_what_came_after_is_not(world, plan, shown, clock):
    plan.agreed(FRACTIONS, weeks=4)
    plan.agreed("MA.FR.2", weeks=4)
    clock.advance(days=28)
    shown(FRACTIONS)
    clock.advance(days=1)
    shown("MA.FR.2")
    met = {one.met_on for one in came(world)}
    assert met == {dt.date(2026, 11, 4), None}


def test_a_decision_that_is_entered_later_with_its_day_counts_and_says_so(world, plan, clock):
    plan.agreed(FRACTIONS, weeks=4)
    clock.advance(days=40)
    now = np.datetime64(clock.instant.replace(tzinfo=None), "us")
    decide_in_bulk(
        DecisionColumns(
            learner=np.array([world.ana.pk]),
            competency=np.array([world.competency(FRACTIONS).pk]),
            level=np.array([3]),
            decided_at=np.array([now - np.timedelta64(20, "D")]),
            recorded_at=np.array([now]),
            decided_by=np.array([world.ortiz.pk]),
        ),
        by=SYSTEM,
    )
    (found,) = came(world)
    assert (found.met_on, found.is_known_later) == (dt.date(2026, 10, 27), True)


def test_a_day_that_was_moved_is_changed_and_an_offer_nobody_signed_moves_nothing(world, plan, clock):
    first = plan.agreed(FRACTIONS, weeks=4)
    other = plan.agreed("MA.FR.2", weeks=4)
    clock.advance(days=7)
    for one in (first, other):
        plan.renegotiate(one, "webb", weeks=6)
    plan.sign(first, "ana")
    clock.advance(days=22)
    changed = {one.target_id: one.is_changed for one in came(world)}
    assert changed == {plan.target(first).id: True, plan.target(other).id: False}
    clock.advance(days=60)

    days = sorted((one.by_on.day, one.is_changed) for one in came(world))
    assert days == [(4, False), (4, True), (25, False)]


def test_a_target_that_was_closed_as_met_is_met_on_its_day(world, plan, shown, clock):
    target = plan.agreed(FRACTIONS, weeks=4)
    clock.advance(days=10)
    shown(FRACTIONS)
    agreements.end(viewer=world.viewer("ana"), target_uuid=target, ending="met")
    assert came(world) == ()
    clock.advance(days=19)
    (found,) = came(world)
    assert (found.met_on, found.is_changed, found.is_known_later) == (dt.date(2026, 10, 17), False, False)
    # Whoever takes the level back later takes nothing back of what was confirmed by the day.
    shown(FRACTIONS, level=2, decided=2)
    assert came(world) == (found,)


def test_what_was_set_aside_before_its_day_is_no_outcome(world, plan, clock):
    target = plan.agreed(FRACTIONS, weeks=4)
    clock.advance(days=10)
    agreements.end(viewer=world.viewer("webb"), target_uuid=target, ending="set_aside", reason="Another way.")
    clock.advance(days=30)
    assert [one.is_changed for one in came(world)] == [True]
