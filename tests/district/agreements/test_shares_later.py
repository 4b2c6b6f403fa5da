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
SIGNED, CHANGED, NEXT, LAST = DAY(2026, 10, 7), DAY(2026, 11, 4), DAY(2026, 11, 5), DAY(2026, 11, 18)
NAMED = {
    "kind": "milestones",
    "steps": [{"on": DAY(2026, 10, 16), "share": 0.2}, {"on": DAY(2026, 11, 10), "share": 0.7}],
}
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
    school, continuum = agreements.school_days_of(plan.world.ana), current_map()
    way = school.way_of(info.in_force, info.domain_code)
    agreed = agreements.agreements_in_force([plan.world.ana.pk])
    for one in days:
        read = agreements.read_plans(agreed, school.time, continuum, one).reading(0)
        assert read.expected == pytest.approx(way.expected(one))
    return [pytest.approx(way.expected(one)) for one in days]


@pytest.mark.parametrize("from_on", [DAY(2026, 10, 12), CHANGED, NEXT, DAY(2026, 11, 9)])
@pytest.mark.parametrize("part", ["0.5", "0.1", "0"])
@pytest.mark.parametrize("named", [False, True])
def test_days_before_it_was_recorded_or_begins_ask_for_what_was_signed(
    world, plan, clock, part, from_on, named
):
    target = plan.agreed("MA.FR.1", "MA.DA.1", weeks=6, **({"shape": NAMED} if named else {}))
    until = max(CHANGED, from_on - dt.timedelta(days=1))
    days = *BEFORE, CHANGED, until
    signed = asked(plan, target, *days)
    assert named or signed[:4] == [1 / 30, 9 / 30, 19 / 30, 20 / 30]
    clock.set(f"{CHANGED} 15:00")
    share(world, part, from_on)
    assert asked(plan, target, *days) == signed
    if part != "0":
        assert asked(plan, target, LAST) == [1.0]
        return
    # No day is left that is hers: nothing more is asked for, and people are asked for a new day.
    assert asked(plan, target, LAST) == signed[-1:]
    way = agreements.school_days_of(world.ana).way_of(plan.target(target).in_force, "MA")
    assert way.waiting > 0


def test_a_leave_with_an_end_asks_for_nothing_while_it_lasts_and_for_all_by_the_agreed_day(
    world, plan, clock
):
    target = plan.agreed("MA.FR.1", "MA.DA.1", weeks=6)
    clock.set(f"{CHANGED} 15:00")
    share(world, "0", NEXT, DAY(2026, 11, 13))
    # Twenty of thirty were over; what is left lies on the last three days.
    days = CHANGED, DAY(2026, 11, 13), DAY(2026, 11, 16), LAST
    assert asked(plan, target, *days) == [20 / 30, 20 / 30, 20 / 30 + 1 / 9, 1.0]


def test_from_then_on_what_is_left_follows_the_new_share(world, plan, clock):
    target = plan.agreed("MA.FR.1", "MA.DA.1", weeks=6)
    clock.set(f"{CHANGED} 15:00")
    share(world, "0.5", CHANGED, DAY(2026, 11, 10))
    # Ten of thirty were left after that day: over four halves and six whole days.
    first, week, then = (20 / 30 + 10 / 30 * own_days / 8 for own_days in (0, 2, 3))
    days = CHANGED, DAY(2026, 11, 10), DAY(2026, 11, 11), LAST
    assert asked(plan, target, *days) == [first, week, then, 1.0]
    clock.set("2026-11-11 09:00")
    share(world, "0", DAY(2026, 11, 11), LAST)
    # No day is left: the line stays where it is after the day on which that was recorded.
    days = CHANGED, DAY(2026, 11, 10), DAY(2026, 11, 11), DAY(2026, 11, 17), LAST
    assert asked(plan, target, *days) == [first, week, then, then, then]


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
