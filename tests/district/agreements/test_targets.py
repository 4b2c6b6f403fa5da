"""A target is proposed, answered, signed, agreed anew and closed; every rule with its sentence."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from headway.district.agreements import api as agreements
from headway.district.agreements.models import Offer, Signature, Target
from headway.district.foundation.api import Conflict, NotAllowed, NotFound, Refused, audit, clock
from headway.district.people import api as people
from headway.district.people.models import HomeGroupMembership, Learner, SectionEnrolment

pytestmark = pytest.mark.django_db


def fields(refusal) -> set[str]:
    return {one.field for one in refusal.value.problems}


# -- beginning ---------------------------------------------------------------------------------------------------------


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


# -- what can be a target ----------------------------------------------------------------------------------------------


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


# -- by when -----------------------------------------------------------------------------------------------------------


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


# -- answering ---------------------------------------------------------------------------------------------------------


def test_an_answer_takes_the_place_of_the_offer_and_everything_is_kept(plan, at_stage):
    at_stage(2)
    target = plan.propose("ana", weeks=6, reason="I want it before the winter.")
    plan.counter(target, "webb", weeks=8, support_minutes=60, support="Tuesdays, flex time.")
    info = plan.target(target)
    assert [(one.number, one.side, one.support_minutes) for one in info.offers] == [
        (1, "learner", 0),
        (2, "adult", 60),
    ]
    assert info.offers[0].reason == "I want it before the winter."
    assert info.latest.support == "Tuesdays, flex time."
    assert info.in_force is None
    assert plan.sign(target, "ana") is True
    with pytest.raises(Conflict, match="newer offer"):
        plan.sign(target, "webb", number=1)


def test_of_two_answers_at_once_the_second_is_told_of_the_first(plan, at_stage):
    at_stage(2)
    target = plan.propose("ana")
    plan.counter(target, "webb", expects=1)
    with pytest.raises(Conflict, match="Aiden Webb made offer 2 in the meantime") as conflict:
        plan.counter(target, "ortiz", expects=1, weeks=7)
    assert "newer offer" in str(conflict.value)
    assert [one.number for one in plan.target(target).offers] == [1, 2]


def test_two_answers_at_the_very_same_moment_write_one_and_nothing_of_the_other(plan, at_stage, monkeypatch):
    """Both read offer 1 as the newest: the number decides, and what the second wrote is gone with it."""
    from headway.district.agreements.models import OfferWords, Signature
    from headway.district.agreements.services import offering

    at_stage(2)
    target = plan.propose("ana")
    read = offering.read_targets
    seen = {}

    def as_read_before(learners, **more):
        if not seen:
            seen.update(read(learners, **more))
        return seen

    monkeypatch.setattr(offering, "read_targets", as_read_before)
    plan.counter(target, "webb", expects=1)
    rows = Offer.objects.count(), Signature.objects.count(), OfferWords.objects.count()
    trail = audit.trail(act="agreements.offered").count()
    with pytest.raises(Conflict, match="at the same moment"):
        plan.counter(target, "ortiz", expects=1, weeks=7, reason="My words.")
    assert (Offer.objects.count(), Signature.objects.count(), OfferWords.objects.count()) == rows
    assert audit.trail(act="agreements.offered").count() == trail


def test_the_database_lets_no_two_offers_have_one_number(world, plan):
    from django.db import IntegrityError, transaction

    row = Offer.objects.get(target__uuid=plan.propose("webb"))
    row.pk, row.uuid, row.request_key = None, uuid.uuid4(), None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_an_answer_sent_twice_is_one(plan):
    target = plan.propose("webb")
    first = plan.counter(target, "ana", request_key="x")
    assert plan.counter(target, "ana", request_key="x") == first
    assert len(plan.target(target).offers) == 2


def test_an_answer_that_changes_nothing_is_a_signature(plan):
    target = plan.propose("webb", weeks=4)
    with pytest.raises(Refused, match="says already"):
        plan.counter(target, "ana", weeks=4)


def test_nothing_to_answer_when_the_plan_is_agreed(plan):
    target = plan.agreed()
    with pytest.raises(Conflict, match="no offer is on the table"):
        plan.counter(target, "ana", expects=1)


# -- agreeing anew -----------------------------------------------------------------------------------------------------


def test_a_change_leaves_the_agreement_in_force_until_it_is_signed(plan):
    target = plan.agreed(weeks=4)
    plan.renegotiate(target, "ana", weeks=5, reason="We move house.")
    info = plan.target(target)
    assert info.in_force.number == 1
    assert info.on_table.number == 2
    assert plan.sign(target, "webb") is True
    info = plan.target(target)
    assert info.in_force.number == 2
    assert [one.is_agreed for one in info.offers] == [True, True]


def test_a_change_wants_a_reason_and_only_one_is_on_the_table(plan):
    target = plan.agreed()
    with pytest.raises(Refused) as refusal:
        plan.renegotiate(target, "ana", reason="  ")
    assert fields(refusal) == {"reason"}
    plan.renegotiate(target, "ana", weeks=5)
    with pytest.raises(Conflict, match="still on the table"):
        plan.renegotiate(target, "webb", weeks=6)


@pytest.mark.parametrize(
    ("stage", "days", "alone"), [(2, 1, False), (3, 7, True), (3, 8, False), (4, 14, True)]
)
def test_from_the_third_stage_the_learner_moves_the_day_a_little_alone(plan, at_stage, stage, days, alone):
    at_stage(stage)
    target = plan.agreed(weeks=4)
    plan.renegotiate(target, "ana", by_on=plan.day(4) + dt.timedelta(days=days))
    info = plan.target(target)
    assert (info.in_force.number == 2) is alone
    assert info.latest.moved_alone is alone


def test_small_steps_alone_do_not_add_up(plan, at_stage):
    at_stage(3)
    target = plan.agreed(weeks=4)
    plan.renegotiate(target, "ana", by_on=plan.day(5))
    plan.renegotiate(target, "ana", by_on=plan.day(6))
    info = plan.target(target)
    assert info.in_force.number == 2
    assert info.on_table.wants == ("learner", "adult")


def test_support_is_never_changed_alone(plan, at_stage):
    at_stage(4)
    target = plan.agreed(weeks=4, support_minutes=60)
    with pytest.raises(Refused, match="promised by the adult"):
        plan.renegotiate(target, "ana", weeks=5, support_minutes=0)
    assert plan.target(target).in_force.support_minutes == 60
    assert plan.target(target).on_table is None


def test_an_adults_promise_of_support_is_never_reworded_alone(plan, at_stage):
    at_stage(4)
    promised = "Mr Webb, Tuesdays at 2,\nroom 4"
    target = plan.agreed(weeks=4, support_minutes=60, support=promised)
    plan.renegotiate(target, "ana", weeks=5, support_minutes=60, support="Nobody, no Tuesdays.")
    assert plan.target(target).in_force.support == promised
    assert plan.target(target).on_table.missing == ("adult",)


def test_a_form_that_sends_the_agreed_support_along_still_moves_the_day_alone(plan, at_stage):
    at_stage(4)
    target = plan.agreed(weeks=4, support="Mr Webb, Tuesdays at 2,\nroom 4")
    plan.renegotiate(target, "ana", weeks=5, support="Mr Webb, Tuesdays at 2,\r\nroom 4 ")
    assert plan.target(target).in_force.number == 2


def test_the_adult_is_told_when_the_day_was_moved_alone(world, plan, at_stage):
    from headway.district.notices.api import inbox_of

    at_stage(3)
    target = plan.agreed(weeks=4)
    plan.renegotiate(target, "ana", weeks=5)
    told = [one for day in inbox_of(world.viewer("webb")).days for one in day.entries]
    assert [one.kind for one in told].count("offer_signed") >= 1
    assert str(target) in told[0].link


# -- signatures --------------------------------------------------------------------------------------------------------


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
