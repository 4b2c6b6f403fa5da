"""A change of a target begins its line anew: from its day on, with what is proficient by then as the starting point."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.agreements import api as agreements
from headway.district.continuum.api import current_map
from headway.district.foundation.api import Refused
from headway.district.foundation.clock import today
from headway.district.notices.api import inbox_of
from headway.mastery.pacing import date_of
from tests.district.agreements.conftest import fields

pytestmark = pytest.mark.django_db


@pytest.fixture
def reading(world, plan):
    def read(target):
        info = plan.target(target)
        return agreements.plans_of(world.ana, [info], current_map())[info.id][0]

    return read


def test_what_was_proficient_before_a_line_began_is_no_work_of_it(world, plan, show, clock):
    target = plan.agreed("MA.FR.1", "MA.DA.1", "MA.FR.2", weeks=6)
    clock.advance(weeks=1)
    show("MA.FR.1", 3, 3, decided=3, days_ago=0)
    clock.advance(weeks=1)
    plan.renegotiate(target, "ana", weeks=4)
    plan.sign(target, "webb")
    clock.advance(weeks=1)
    show("MA.DA.1", 3, 3, decided=3, days_ago=0)
    info = plan.target(target)
    first, second = info.offers
    done, later = world.competency("MA.FR.1").pk, world.competency("MA.DA.1").pk
    assert (info.met_before(first), info.met_before(second)) == (set(), {done})
    assert {one for one, _day in info.met_within(first, today())} == {done, later}
    assert [one for one, _day in info.met_within(second, today())] == [later]
    assert info.met_within(second, today() - dt.timedelta(days=1)) == ()


def test_right_after_a_change_the_plan_is_on_target(plan, reading, clock):
    target = plan.agreed(weeks=6)
    clock.advance(weeks=5)
    assert reading(target).standing == "needs_adjusting"
    plan.renegotiate(target, "ana", weeks=4)
    assert reading(target).standing == "needs_adjusting"  # until it is signed
    plan.sign(target, "webb")
    read, offers = reading(target), plan.target(target).offers
    assert (read.standing, read.expected, read.days) == ("on_target", 0, 0)
    assert [one.from_on for one in offers] == [dt.date(2026, 10, 7), dt.date(2026, 11, 11)]
    clock.advance(weeks=3)
    assert reading(target).standing == "needs_adjusting"  # the new line asks for something, too


def test_what_is_proficient_by_then_is_where_the_new_line_starts(plan, reading, show, clock):
    target = plan.agreed(weeks=6)
    clock.advance(weeks=5)
    show("MA.FR.1", 3, 3, decided=3, days_ago=0)
    plan.renegotiate(target, "ana", weeks=4)
    plan.sign(target, "webb")
    read = reading(target)
    assert (read.standing, read.done, read.expected) == ("on_target", 0, 0)
    columns = agreements.agreements_in_force()
    assert date_of(columns.counts_from[0]) == plan.day(0) + dt.timedelta(days=1)
    assert date_of(columns.from_on[0]) == plan.day(0)


def test_what_is_shown_on_the_first_day_of_a_first_plan_is_work_of_it(plan, reading, show):
    target = plan.agreed(weeks=6)
    show("MA.FR.1", 3, 3, decided=3, days_ago=0)
    assert reading(target).done == 0.5


def test_the_beginning_can_be_named_but_not_before_the_first_and_not_after_the_date(plan, clock):
    target = plan.agreed(weeks=6)
    clock.advance(weeks=2)
    with pytest.raises(Refused) as refusal:
        plan.renegotiate(target, "webb", from_on=dt.date(2026, 10, 6))
    assert fields(refusal) == {"from_on"}
    with pytest.raises(Refused, match="before its beginning"):
        plan.renegotiate(target, "webb", weeks=3, from_on=plan.day(4))
    plan.renegotiate(target, "webb", from_on=dt.date(2026, 10, 12))
    assert plan.target(target).latest.from_on == dt.date(2026, 10, 12)


def test_a_plan_that_has_not_begun_keeps_its_beginning(plan):
    target = plan.agreed(weeks=6, from_on=plan.day(2))
    plan.renegotiate(target, "webb", weeks=5)
    assert plan.target(target).latest.from_on == plan.day(2)


def test_a_day_moved_alone_goes_on_along_the_agreed_line(plan, at_stage, clock):
    at_stage(3)
    target = plan.agreed(weeks=4)
    clock.advance(weeks=2)
    plan.renegotiate(target, "ana", by_on=plan.day(2) + dt.timedelta(days=7), from_on=plan.day(0))
    info = plan.target(target)
    assert info.in_force.moved_alone
    assert info.in_force.from_on == dt.date(2026, 10, 7)


def test_an_answer_begins_on_its_own_day_and_saying_the_same_later_is_still_the_same(plan, clock):
    target = plan.propose("webb", weeks=6)
    clock.advance(weeks=2)
    with pytest.raises(Refused, match="says already"):
        plan.counter(target, "ana", weeks=4)
    plan.counter(target, "ana", weeks=3)
    assert plan.target(target).latest.from_on == plan.day(0)


def test_days_that_were_named_go_on_as_far_as_they_are_to_come(plan, show, clock):
    target = plan.agreed(
        weeks=6,
        shape={
            "kind": "own",
            "steps": [{"on": plan.day(2), "count": 1}, {"on": plan.day(5), "count": 2}],
        },
    )
    clock.advance(weeks=3)
    show("MA.FR.1", 3, 3, decided=3, days_ago=1)
    plan.renegotiate(target, "webb", weeks=4)
    (step,) = plan.target(target).latest.shape["steps"]
    assert (step["on"], step["count"], step["share"]) == ("2026-11-11", 1, 1)
    clock.advance(weeks=3)
    plan.sign(target, "ana")
    plan.renegotiate(target, "webb", weeks=4)
    assert plan.target(target).latest.shape == {"kind": "linear"}


def test_minutes_of_support_are_an_adults_to_promise(plan, at_stage, rules):
    at_stage(4)
    with pytest.raises(Refused, match="promised by the adult") as refusal:
        plan.propose("ana", support_minutes=1200)
    assert fields(refusal) == {"support_minutes"}
    target = plan.propose("webb", support_minutes=60)
    for who in ("ana", "rosa"):
        with pytest.raises(Refused, match="promised by the adult"):
            plan.counter(target, who, support_minutes=90)
    plan.counter(target, "ana")
    assert plan.target(target).latest.support_minutes == 60
    plan.counter(target, "webb", expects=2, support_minutes=90)
    assert plan.target(target).latest.support_minutes == 90


def test_a_family_speaks_of_the_day_and_not_of_the_kind_of_plan_or_its_beginning(plan):
    target = plan.propose("webb")
    with pytest.raises(Refused) as refusal:
        plan.counter(target, "rosa", plan="steep", from_on=plan.day(1))
    assert fields(refusal) == {"plan", "from_on"}
    assert all(one.remedy for one in refusal.value.problems)


def test_days_can_be_asked_about_by_the_rule_that_holds_for_offering_them(world, plan):
    for day, says in ((plan.day(-1), "has passed"), (plan.day(7), "up to 6 weeks ahead")):
        with pytest.raises(Refused, match=says):
            agreements.check_days(world.ana, "competencies", day)
    agreements.check_days(world.ana, "competencies", plan.day(0) + dt.timedelta(weeks=6))


def test_each_agreement_and_each_stage_is_told(world, plan, at_stage):
    def told(who, kind):
        days = inbox_of(world.viewer(who)).days
        return [one.is_read for day in days for one in day.entries if one.kind == kind]

    target = plan.agreed()
    plan.renegotiate(target, "webb", weeks=5)
    plan.sign(target, "ana")
    assert told("webb", "offer_signed") == [
        False,
        True,
    ]  # the newest first; it takes the place of the earlier one
    at_stage(3)
    for stage in (2, 1):
        agreements.decide_stage(world.viewer("webb"), world.ana.uuid, stage, reason="Let us plan together.")
        assert told("rosa", "stage_decided")[0] is False
    assert told("ana", "stage_decided") == [False, True]
    assert told("webb", "stage_decided") == []


def test_whom_an_offer_waits_for_comes_with_what_is_agreed(world, plan, at_stage, clock):
    at_stage(2)
    plan.propose("ana", weeks=6)
    assert agreements.agreements_in_force().around.waits_for == {(world.ana.pk, "MA"): ("adult",)}
    clock.advance(weeks=6)
    assert agreements.agreements_in_force().around.waits_for == {}
