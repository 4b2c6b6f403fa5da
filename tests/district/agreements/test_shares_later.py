"""A share of time that is recorded after the signatures: the line that was signed keeps its past, and follows it from then."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.agreements import api as agreements
from headway.district.continuum.api import current_map
from headway.district.pacing.api import record_time_share, withdraw_time_share
from tests.district.agreements.test_readings import by_night, of_group, own
from tests.district.pacing.conftest import settle

pytestmark = pytest.mark.django_db
DAY = dt.date
# Thirty days of school after Wednesday 7 October, up to Wednesday 18 November; nineteen of them up to 3 November.
SIGNED, CHANGED, LAST = DAY(2026, 10, 7), DAY(2026, 11, 4), DAY(2026, 11, 18)
BEFORE = (DAY(2026, 10, 8), DAY(2026, 10, 20), DAY(2026, 11, 3))


def share(world, part, from_on, to_on=None, domain_code=""):
    return record_time_share(
        world.viewer("reggie"),
        world.ana.uuid,
        kind="dual" if domain_code else "leave" if part == "0" else "part_time",
        share=part,
        from_on=from_on,
        to_on=to_on,
        domain_code=domain_code,
    )


def asked(plan, target, *days):
    """What the line asks for at the end of these days, as drawn; what is read has the same time."""
    info = plan.target(target)
    school = agreements.school_days_of(plan.world.ana)
    way = school.way_of(info.in_force, info.domain_code)
    read = agreements.read_plans(
        agreements.agreements_in_force([plan.world.ana.pk]), school.time, current_map()
    )
    assert float(read.in_all[0]) == pytest.approx(float(way.taught.sum()))
    return [pytest.approx(way.expected(one)) for one in days]


@pytest.mark.parametrize("from_on", [DAY(2026, 10, 12), CHANGED, DAY(2026, 11, 9)])
@pytest.mark.parametrize("part", ["0.5", "0"])
def test_days_before_it_was_recorded_ask_for_what_was_signed(world, plan, clock, part, from_on):
    target = plan.agreed("MA.FR.1", "MA.DA.1", weeks=6)
    signed = asked(plan, target, *BEFORE)
    assert signed == [1 / 30, 9 / 30, 19 / 30]
    clock.set(f"{CHANGED} 15:00")
    share(world, part, from_on, LAST if part == "0" else None)
    assert asked(plan, target, *BEFORE) == signed
    assert asked(plan, target, LAST) == [1.0]


def test_from_then_on_what_is_left_follows_the_new_share(world, plan, clock):
    target = plan.agreed("MA.FR.1", "MA.DA.1", weeks=6)
    clock.set(f"{CHANGED} 15:00")
    share(world, "0.5", CHANGED, DAY(2026, 11, 10))
    # Eleven of thirty were left: over five halves and six whole days.
    first, week, then = (19 / 30 + 11 / 30 * own_days / 8.5 for own_days in (0.5, 2.5, 3.5))
    days = CHANGED, DAY(2026, 11, 10), DAY(2026, 11, 11), LAST
    assert asked(plan, target, *days) == [first, week, then, 1.0]
    clock.set("2026-11-11 09:00")
    share(world, "0", DAY(2026, 11, 11), LAST)
    # No day is left: the line stays where it is, and asks for all by the agreed date.
    days = CHANGED, DAY(2026, 11, 10), DAY(2026, 11, 17), LAST
    assert asked(plan, target, *days) == [first, week, week, 1.0]


def test_becoming_part_time_makes_no_plan_need_adjusting_that_did_not(world, plan, clock):
    target = plan.agreed("MA.FR.1", "MA.DA.1", weeks=6)
    clock.set("2026-10-27 09:00")
    settle(world, "MA.FR.1")
    clock.set(f"{CHANGED} 09:00")
    before, need = own(plan, target)
    share(world, "0.5", CHANGED)
    after, needed = own(plan, target)
    assert (after.standing, after.expected) == (before.standing, pytest.approx(before.expected))
    assert before.standing == "on_target"
    assert of_group(world).standings == (after.standing,)
    night = by_night(world)
    assert bool(night.done[0] < night.due[0] - 1e-9) is False
    # The days that are left are hers as they are now, and so is what they ask for.
    assert needed.days == need.days / 2


def test_what_was_known_at_the_signature_is_in_the_line_from_the_beginning(world, plan, clock):
    known = share(world, "0.5", SIGNED, DAY(2026, 10, 20))
    clock.set(f"{SIGNED} 18:00")
    target = plan.agreed("MA.FR.1", "MA.DA.1", weeks=6)
    signed = asked(plan, target, *BEFORE)
    assert signed == [0.5 / 25.5, 4.5 / 25.5, 14.5 / 25.5]
    clock.set(f"{CHANGED} 15:00")
    withdraw_time_share(world.viewer("reggie"), known)
    assert asked(plan, target, *BEFORE) == signed


def test_a_mistake_that_is_taken_back_leaves_no_trace_in_the_line(world, plan, clock):
    target = plan.agreed("MA.FR.1", "MA.DA.1", weeks=6)
    days = *BEFORE, CHANGED, DAY(2026, 11, 10), LAST
    signed = asked(plan, target, *days)
    clock.set("2026-10-20 09:00")
    mistaken = share(world, "0.25", DAY(2026, 10, 20), DAY(2026, 10, 30))
    assert asked(plan, target, *days) != signed
    clock.set(f"{CHANGED} 15:00")
    withdraw_time_share(world.viewer("reggie"), mistaken)
    assert asked(plan, target, *days) == signed


def test_a_share_of_another_subject_moves_nothing(world, plan, clock):
    target = plan.agreed(aim="level", domain_code="MA", level=4, competency_uuids=(), weeks=6)
    days = *BEFORE, CHANGED, DAY(2026, 11, 10), LAST
    signed = asked(plan, target, *days)
    clock.set("2026-10-20 09:00")
    share(world, "0.25", DAY(2026, 10, 20), DAY(2026, 10, 30), "LI")
    assert asked(plan, target, *days) == signed
    share(world, "0.25", DAY(2026, 10, 20), DAY(2026, 10, 30), "MA")
    assert asked(plan, target, *days)[:1] == signed[:1]
    assert asked(plan, target, *days) != signed


def test_an_agreement_made_anew_begins_with_what_is_known_by_then(world, plan, clock):
    plan.agreed("MA.FR.1", "MA.DA.1", weeks=6)
    clock.set("2026-10-20 09:00")
    share(world, "0.5", DAY(2026, 10, 21), DAY(2026, 11, 3))
    target = plan.agreed("MA.FR.2", from_on=DAY(2026, 10, 20), by_on=LAST)
    # Ten halves and eleven whole days.
    info = plan.target(target)
    way = agreements.school_days_of(world.ana).way_of(info.in_force, info.domain_code)
    assert way.expected(DAY(2026, 11, 3)) == pytest.approx(5 / 16)
