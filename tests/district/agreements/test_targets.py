"""A target begins: who may propose it, what can be one, and by when; every rule with its sentence."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from headway.district.agreements import api as agreements
from headway.district.agreements.models import Offer, Target
from headway.district.foundation.api import NotAllowed, NotFound, Refused, audit, clock
from headway.district.people import api as people
from tests.district.agreements.conftest import fields

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("stage", "may"), [(1, False), (2, True), (3, True), (4, True)])
def test_the_stage_says_whether_the_learner_begins(plan, at_stage, stage, may):
    at_stage(stage)
    if may:
        assert plan.target(plan.propose("ana")).latest.side == "learner"
        return
    with pytest.raises(NotAllowed, match="adult makes the first offer"):
        plan.propose("ana")


def test_her_family_asks_one_of_the_two_to_begin(plan):
    with pytest.raises(NotAllowed, match="learner or by an adult"):
        plan.propose("rosa")


@pytest.mark.parametrize("who", ["raul", "finch", "emil", "greta", "nina"])
def test_for_strangers_there_is_no_such_learner(plan, who):
    with pytest.raises(NotFound):
        plan.propose(who)


@pytest.mark.parametrize("who", ["tessa", "lee", "reggie"])
def test_who_only_reads_her_record_agrees_on_nothing_with_her(plan, who):
    with pytest.raises(NotAllowed, match="agreed between the learner"):
        plan.propose(who)
    target = plan.propose("webb")
    with pytest.raises(NotAllowed):
        plan.sign(target, who)


def test_a_teacher_speaks_for_her_own_child_as_family(world, plan):
    people.set_guardian(
        guardian=world.ortiz, learner=world.ana, relation="parent", by=world.viewer("reggie").actor
    )
    target = plan.propose("webb")
    plan.counter(target, "ortiz")
    assert plan.target(target).latest.side == "family"
    with pytest.raises(NotAllowed):
        plan.propose("ortiz", "MA.FR.2")


def test_the_maker_signs_an_offer_by_making_it_and_it_stands_with_the_other_signature(plan):
    target = plan.propose("webb")
    info = plan.target(target)
    assert info.latest.wants == ("learner", "adult")
    assert [one.side for one in info.latest.signatures] == ["adult"]
    assert info.in_force is None
    assert info.on_table is info.latest
    assert plan.sign(target, "ana") is True
    info = plan.target(target)
    assert info.in_force is info.latest
    assert info.on_table is None
    assert info.latest.agreed_at is not None


def test_an_offer_keeps_the_rate_it_needed_then(plan, show):
    kept = plan.target(plan.propose("webb")).latest.outlook
    assert kept["competencies"] == 2
    assert kept["units"] == 2
    assert kept["days"] == 20  # four weeks from a Wednesday, no day off among them
    assert kept["per_week"] == pytest.approx(0.5)
    assert "chance" not in kept


def test_the_same_request_twice_is_one_target(plan):
    first = plan.propose("webb", request_key="k1")
    assert plan.propose("webb", request_key="k1") == first
    assert Target.objects.count() == 1
    assert Offer.objects.count() == 1


def test_every_act_is_in_the_trail_with_its_maker(world, plan):
    target = plan.agreed()
    plan.renegotiate(target, "ana")
    acts = [(one.act, one.actor_key) for one in audit.trail(act="agreements.").order_by("pk")]
    webb, ana = world.viewer("webb").actor.key, world.viewer("ana").actor.key
    assert acts == [
        ("agreements.target_proposed", webb),
        ("agreements.offered", webb),
        ("agreements.signed", ana),
        ("agreements.offered", ana),
    ]


def test_what_is_proficient_already_is_refused_kindly(plan, show):
    show("MA.FR.1", 3, 3, decided=3)
    with pytest.raises(Refused, match="Already proficient: Parts of a whole") as refusal:
        plan.propose("webb", "MA.FR.1", "MA.DA.1")
    assert "go deeper" in str(refusal.value)
    with pytest.raises(Refused, match="All of this is proficient already"):
        plan.propose("webb", "MA.FR.1")


def test_two_open_targets_for_the_same_thing_lead_to_the_first(plan):
    first = plan.propose("webb", "MA.FR.1")
    with pytest.raises(agreements.AlreadyPlanned, match="Parts of a whole") as refusal:
        plan.propose("ortiz", "MA.FR.1", "MA.FR.2")
    assert refusal.value.target_uuid == first
    plan.propose("ortiz", "MA.FR.2")  # something else beside it is fine


def test_a_level_and_the_diploma_are_each_planned_once(plan):
    level = plan.propose("webb", aim="level", domain_code="MA", level=4, competency_uuids=())
    with pytest.raises(agreements.AlreadyPlanned) as refusal:
        plan.propose("webb", aim="level", domain_code="MA", level=4, competency_uuids=())
    assert refusal.value.target_uuid == level
    plan.propose("webb", aim="level", domain_code="LI", level=4, competency_uuids=())
    plan.propose("webb", aim="diploma", competency_uuids=(), weeks=100)
    with pytest.raises(agreements.AlreadyPlanned):
        plan.propose("webb", aim="diploma", competency_uuids=(), weeks=90)


def test_habits_have_no_date_and_domains_have_one_target_each(plan):
    with pytest.raises(Refused, match="Habits of success"):
        plan.propose("webb", "HS.PR.1")
    with pytest.raises(Refused, match="several domains"):
        plan.propose("webb", "MA.FR.1", "LI.RE.1")
    with pytest.raises(Refused, match="Nothing was chosen"):
        plan.propose("webb", competency_uuids=())
    with pytest.raises(Refused, match="not on the district's continuum"):
        plan.propose("webb", competency_uuids=(uuid.uuid4(),))
    with pytest.raises(Refused, match="no such level"):
        plan.propose("webb", aim="level", domain_code="MA", level=12, competency_uuids=())


@pytest.mark.parametrize(
    ("weeks", "says"),
    [(-1, "This day has passed"), (0, "This day is today"), (7, "up to 6 weeks ahead")],
)
def test_a_day_that_cannot_be_comes_back_with_its_remedy(plan, weeks, says):
    with pytest.raises(Refused, match=says) as refusal:
        plan.propose("webb", weeks=weeks)
    assert fields(refusal) == {"by_on"}
    assert refusal.value.remedy
    assert not Target.objects.exists()


@pytest.mark.parametrize(("stage", "weeks"), [(1, 6), (2, 12), (3, 26), (4, 52)])
def test_the_stage_says_how_far_ahead(plan, at_stage, clock, stage, weeks):
    at_stage(stage)
    plan.propose("webb", "MA.FR.1", weeks=min(weeks, 30))
    with pytest.raises(Refused, match=f"up to {weeks} weeks"):
        plan.propose("webb", "MA.DA.1", weeks=weeks + 0.2)


def test_a_target_is_not_reached_before_its_beginning(plan):
    with pytest.raises(Refused, match="before its beginning"):
        plan.propose("webb", weeks=2, from_on=plan.day(3))
    with pytest.raises(Refused, match="begin in the past") as refusal:
        plan.propose("webb", from_on=plan.day(-1))
    assert fields(refusal) == {"from_on"}


def test_a_day_without_school_before_it_names_the_next_day_of_school(world, plan, clock):
    # Christmas Day is a Friday without school in this world; so is the weekend after it.
    clock.set("2026-12-24 09:00")
    with pytest.raises(Refused, match="no day of school left") as refusal:
        plan.propose("webb", by_on=dt.date(2026, 12, 27))
    assert "28" in str(refusal.value.remedy)
    plan.propose("webb", by_on=dt.date(2026, 12, 28))


def test_a_level_may_lie_beyond_the_horizon_but_not_beyond_graduation(world, plan):
    from headway.district.pacing.models import GraduationDate

    GraduationDate.objects.create(learner=world.ana, on=plan.day(80), plan="cohort", recorded_at=clock.now())
    with pytest.raises(Refused, match="after graduation"):
        plan.propose("webb", aim="level", domain_code="MA", level=4, competency_uuids=(), weeks=81)
    plan.propose("webb", aim="level", domain_code="MA", level=4, competency_uuids=(), weeks=60)


@pytest.mark.parametrize("days", [0, 120])
def test_who_is_here_after_the_planned_graduation_plans_on(world, plan, days):
    from headway.district.pacing.models import GraduationDate

    GraduationDate.objects.create(
        learner=world.ana,
        on=clock.today() - dt.timedelta(days=days),
        plan="cohort",
        recorded_at=clock.now() - dt.timedelta(days=300),
    )
    plan.propose("webb", aim="level", domain_code="MA", level=4, competency_uuids=(), weeks=30)
    with pytest.raises(Refused, match="too far ahead"):
        plan.propose("webb", aim="level", domain_code="MA", level=5, competency_uuids=(), weeks=500)


def test_everything_that_is_wrong_is_said_at_once(plan):
    with pytest.raises(Refused) as refusal:
        plan.propose("webb", by_on=None, plan="slow", support_minutes=-5)
    assert fields(refusal) == {"by_on", "plan", "support_minutes"}
    assert all(one.remedy for one in refusal.value.problems)
    with pytest.raises(Refused, match="way through the time"):
        plan.propose("webb", shape={"kind": "zigzag"})
