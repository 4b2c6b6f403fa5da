"""Whose signature is asked, when a signature comes too late, and what a move between schools does to one."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.agreements import api as agreements
from headway.district.agreements.models import Signature
from headway.district.foundation.api import NotAllowed, NotFound, Refused, clock
from headway.district.people import api as people
from headway.district.people.models import HomeGroupMembership, Learner, SectionEnrolment

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("family", "kind", "asked"),
    [
        ("informed", "usual", False),
        ("informed", "steep", False),
        ("signs", "usual", True),
        ("signs_steep_or_extended", "usual", False),
        ("signs_steep_or_extended", "steep", True),
        ("signs_steep_or_extended", "extended", True),
    ],
)
def test_the_family_signs_as_the_district_says(plan, rules, family, kind, asked):
    rules(family=family)
    target = plan.propose("webb", plan=kind)
    assert ("family" in plan.target(target).latest.wants) is asked
    assert plan.sign(target, "ana") is not asked
    if asked:
        assert plan.sign(target, "rosa") is True
        assert plan.target(target).in_force is not None
    else:
        with pytest.raises(Refused, match="no signature of yours"):
            plan.sign(target, "rosa")


def test_a_guardian_who_may_not_see_signs_nothing(plan, rules):
    rules(family="signs")
    target = plan.propose("webb")
    with pytest.raises(NotFound):
        plan.sign(target, "raul")


def test_where_nobody_of_the_family_can_sign_nobody_waits_for_it(world, plan, rules):
    rules(family="signs")
    target = plan.propose("webb", learner="ben")
    assert plan.target(target).latest.wants == ("learner", "adult")


def test_one_guardian_is_enough_and_signing_twice_is_once(world, plan, rules):
    rules(family="signs")
    target = plan.propose("webb")
    plan.sign(target, "ana")
    assert plan.sign(target, "rosa") is True
    assert plan.sign(target, "rosa") is True
    assert Signature.objects.filter(offer__target__uuid=target, side="family").count() == 1


@pytest.mark.parametrize("who", ["ben", "emil", "finch", "greta", "willow"])
def test_who_may_not_sign_finds_nothing(plan, who):
    target = plan.propose("webb")
    with pytest.raises(NotFound):
        plan.sign(target, who)
    assert Signature.objects.count() == 1


def test_a_day_that_has_passed_is_signed_no_more(plan, clock):
    target = plan.propose("webb", weeks=2)
    clock.advance(days=15)
    with pytest.raises(Refused, match="has passed"):
        plan.sign(target, "ana")


def test_an_offer_without_a_day_of_school_left_is_signed_no_more(plan, clock):
    target = plan.propose("webb", "MA.FR.1", by_on=dt.date(2026, 10, 11))  # a Sunday
    clock.set("2026-10-10 09:00")  # the Saturday before
    with pytest.raises(Refused, match="no day of school left"):
        plan.sign(target, "ana")
    assert plan.target(target).in_force is None


def test_a_plan_that_begins_later_counts_its_days_of_school_from_there(plan, clock):
    target = plan.propose(
        "webb", "MA.FR.1", from_on=dt.date(2026, 10, 9), by_on=dt.date(2026, 10, 12)
    )  # Friday to Monday
    clock.set("2026-10-08 09:00")
    assert plan.sign(target, "ana") is True


def move_to_birch(world):
    """Ana goes to Birch from today: school, home group and class."""
    yesterday = clock.today() - dt.timedelta(days=1)
    Learner.objects.filter(pk=world.ana.pk).update(school=world.birch)
    HomeGroupMembership.objects.filter(learner=world.ana).update(to_on=yesterday)
    SectionEnrolment.objects.filter(learner=world.ana).update(to_on=yesterday)
    people.join_home_group(
        home_group=world.maple, learner=world.ana, from_on=clock.today(), by=world.viewer("rhea").actor
    )


def test_after_a_move_the_offer_stays_and_an_adult_of_the_new_school_looks(world, plan):
    target = plan.propose("webb")
    move_to_birch(world)
    assert plan.target(target, "willow").on_table.number == 1
    offer = plan.target(target, "willow").latest
    with pytest.raises(NotAllowed, match="no longer work with this learner"):
        agreements.sign(viewer=world.viewer("webb"), offer_uuid=offer.uuid)
    with pytest.raises(NotAllowed):
        plan.counter(target, "webb")
    with pytest.raises(Refused, match="Aiden Webb, who signed this offer") as refusal:
        agreements.sign(viewer=world.viewer("ana"), offer_uuid=offer.uuid)
    assert "Willow Gray" in str(refusal.value.remedy)
    assert agreements.sign(viewer=world.viewer("willow"), offer_uuid=offer.uuid) is False
    assert agreements.sign(viewer=world.viewer("ana"), offer_uuid=offer.uuid) is True
    info = plan.target(target, "willow")
    assert info.in_force is not None
    assert {one.name for one in info.latest.signatures} == {"Aiden Webb", "Willow Gray", "Ana Reyes"}


def test_what_was_agreed_before_a_move_stays_agreed(world, plan):
    target = plan.agreed()
    move_to_birch(world)
    assert plan.target(target, "willow").in_force.number == 1


def test_who_never_took_part_is_a_stranger_after_a_move(world, plan):
    target = plan.propose("webb")
    move_to_birch(world)
    with pytest.raises(NotFound):
        agreements.sign(viewer=world.viewer("ortiz"), offer_uuid=plan.target(target, "willow").latest.uuid)


def test_a_new_school_counts_its_own_days(world, plan):
    people.set_days_off(
        organisation=world.birch,
        days=[(clock.today() + dt.timedelta(days=one), "Repairs") for one in range(1, 8)],
        by=world.viewer("rhea").actor,
    )
    before = plan.target(plan.propose("webb")).latest.outlook["days"]
    move_to_birch(world)
    target = plan.propose("willow", "MA.FR.2")
    assert plan.target(target, "willow").latest.outlook["days"] == before - 5


def test_for_who_left_nothing_new_is_agreed(world, plan):
    target = plan.propose("webb")
    Learner.objects.filter(pk=world.ana.pk).update(left_on=clock.today() - dt.timedelta(days=1))
    with pytest.raises((NotAllowed, NotFound)):
        plan.counter(target, "ana")
