"""What isn't negotiated, what stands and who is waited for: exact, and for many learners at once."""

from __future__ import annotations

import pytest

from headway.district.agreements import api as agreements
from headway.district.foundation.api import clock
from headway.district.foundation.clock import now
from headway.mastery.pacing import date_of

pytestmark = pytest.mark.django_db


CLASS = ("ana", "ben", "chloe", "dev")


def without(world, *learners):
    found = agreements.domains_without_agreement([getattr(world, one) for one in learners or CLASS])
    names = {getattr(world, one).pk: one for one in CLASS}
    return {names[pk]: [one.domain_code for one in rows] for pk, rows in found.items()}


def test_a_domain_is_active_with_evidence_of_this_year_and_covered_by_what_is_in_force(world, plan, show):
    assert without(world) == {}
    show("MA.FR.1", 2)
    show("LI.RE.1", 2, days_ago=5)
    show("MA.FR.1", 2, learner="ben")
    assert without(world) == {"ana": ["MA", "LI"], "ben": ["MA"]}
    target = plan.propose("webb", "MA.FR.1")
    assert without(world, "ana") == {"ana": ["MA", "LI"]}  # an offer alone covers nothing
    plan.sign(target, "ana")
    assert without(world) == {"ana": ["LI"], "ben": ["MA"]}
    plan.renegotiate(target, "ana")
    assert without(world, "ana") == {"ana": ["LI"]}  # what was agreed stays while a change is talked over


def test_since_when_is_told_and_which_offer_is_talked_over(world, plan, show):
    show("MA.FR.1", 2, days_ago=9)
    target = plan.propose("webb", "MA.FR.1")
    ((row,),) = agreements.domains_without_agreement([world.ana, world.ben]).values()
    assert (clock.today() - row.since).days == 9
    assert row.target_uuid == target


def test_evidence_of_an_earlier_year_makes_no_domain_active(world, show):
    show("MA.FR.1", 2, days_ago=120)
    assert without(world) == {}


def test_what_was_reached_covers_nothing_any_more_and_a_finished_domain_needs_nothing(world, plan, show):
    plan.agreed("MA.FR.1")
    show("MA.FR.1", 3, 3, decided=3)
    assert without(world) == {"ana": ["MA"]}
    for code in ("MA.DA.1", "MA.FR.2", "MA.FR.3", "MA.DA.2"):
        show(code, 3, 3, decided=3)
    assert without(world) == {}


def test_agreements_in_force_are_columns_with_what_is_open_and_what_is_met(world, plan, show):
    target = plan.agreed("MA.FR.1", "MA.DA.1", support_minutes=30)
    plan.propose("webb", "LI.RE.1")
    show("MA.FR.1", 3, 3, decided=3)
    found = agreements.agreements_in_force()
    assert len(found) == 1
    assert found.target_uuid == (target,)
    assert found.learner.tolist() == [world.ana.pk]
    assert found.domain == ("MA",)
    assert date_of(found.by_on[0]) == plan.day(4)
    assert date_of(found.from_on[0]) == clock.today()
    assert found.buffer_days.tolist() == [5]
    assert found.open_competency.tolist() == [world.competency("MA.DA.1").pk]
    assert found.met_competency.tolist() == [world.competency("MA.FR.1").pk]
    assert date_of(found.met_day[0]) == clock.today()
    assert len(agreements.agreements_in_force([world.ben.pk])) == 0


def test_on_an_earlier_day_what_stood_then_is_told(plan, clock):
    target = plan.agreed("MA.FR.1", weeks=4)
    then, before = now(), plan.day(4)
    clock.advance(days=3)
    plan.renegotiate(target, "ana", weeks=5)
    plan.sign(target, "webb")
    assert date_of(agreements.agreements_in_force(as_of=then).by_on[0]) == before
    assert date_of(agreements.agreements_in_force().by_on[0]) == plan.day(5)


def test_as_many_questions_for_a_class_as_for_one(world, plan, show, django_assert_max_num_queries):
    show("MA.FR.1", 2)
    plan.agreed("MA.FR.1")
    with django_assert_max_num_queries(30) as first:
        agreements.domains_without_agreement([world.ana])
    for who in CLASS[1:]:
        show("MA.FR.1", 2, learner=who)
    everybody = [getattr(world, one) for one in CLASS]
    with django_assert_max_num_queries(len(first.captured_queries)):
        found = agreements.domains_without_agreement(everybody)
    assert len(found) == 3


def waiting(world, who):
    return [(one.learner_name, one.side, one.number) for one in agreements.waiting_for(world.viewer(who))]


def test_an_offer_waits_for_exactly_those_who_can_sign_it(world, plan, at_stage, rules):
    rules(family="signs")
    at_stage(2)
    target = plan.propose("ana")
    for who in ("webb", "ortiz", "cora"):
        assert waiting(world, who) == [("Ana Reyes", "adult", 1)]
    assert waiting(world, "rosa") == [("Ana Reyes", "family", 1)]
    for who in ("ana", "ben", "raul", "tessa", "lee", "finch"):
        assert waiting(world, who) == []
    plan.counter(target, "webb")
    assert waiting(world, "ana") == [("Ana Reyes", "learner", 2)]
    assert waiting(world, "ortiz") == []
    plan.sign(target, "ana")
    plan.sign(target, "rosa")
    assert waiting(world, "ana") == waiting(world, "rosa") == []
