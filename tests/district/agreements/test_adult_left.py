"""An offer whose adult has left, or whose family can't sign any more, waits for somebody of today."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.agreements import api as agreements
from headway.district.agreements.tasks import remind
from headway.district.foundation.api import Refused, clock
from headway.district.notices.api import inbox_of
from headway.district.people import api as people
from headway.district.people.models import HomeGroupAdviser

pytestmark = pytest.mark.django_db


@pytest.fixture
def webb_leaves(world):
    """Mr Webb advises nobody any more; Ms Ortiz teaches Ana, and Cora counsels her."""

    def left():
        HomeGroupAdviser.objects.all().update(to_on=clock.today() - dt.timedelta(days=1))

    return left


def waits_for(world, who) -> list[str]:
    return [one.side for one in agreements.waiting_for(world.viewer(who))]


def told(world, who) -> list[str]:
    return [one.kind for day in inbox_of(world.viewer(who)).days for one in day.entries]


def test_the_offer_of_an_adult_who_left_waits_for_the_adults_of_today(world, plan, webb_leaves):
    target = plan.propose("webb")
    assert waits_for(world, "ortiz") == []
    assert waits_for(world, "cora") == []
    webb_leaves()
    assert waits_for(world, "ortiz") == ["adult"]
    assert waits_for(world, "cora") == ["adult"]
    assert waits_for(world, "ana") == [], "an adult of today looks first"
    assert (
        agreements.sign(viewer=world.viewer("cora"), offer_uuid=plan.target(target, "ana").latest.uuid)
        is False
    )
    assert waits_for(world, "ana") == ["learner"]


def test_once_one_of_them_signed_it_waits_for_the_learner_alone(world, plan, webb_leaves):
    target = plan.propose("webb")
    webb_leaves()
    offer = plan.target(target, "ortiz").latest.uuid
    assert agreements.sign(viewer=world.viewer("ortiz"), offer_uuid=offer) is False
    assert waits_for(world, "cora") == []
    assert agreements.sign(viewer=world.viewer("ana"), offer_uuid=offer) is True


def test_what_was_agreed_before_the_adult_left_waits_for_nobody(world, plan, rules, webb_leaves):
    rules(family="signs")
    target = plan.propose("webb")
    plan.sign(target, "ana")
    plan.sign(target, "rosa")
    webb_leaves()
    assert waits_for(world, "ortiz") == []
    remind()
    assert "offer_waiting" not in told(world, "ortiz")


def test_a_family_that_has_not_signed_leaves_it_open_for_the_adults_of_today(world, plan, rules, webb_leaves):
    rules(family="signs")
    plan.sign(plan.propose("webb"), "ana")
    webb_leaves()
    assert waits_for(world, "ortiz") == ["adult"]


def test_a_learner_who_cannot_sign_yet_leaves_a_notice_with_the_adult_of_today(world, plan, webb_leaves):
    target = plan.propose("webb")
    offer = plan.target(target).latest.uuid
    webb_leaves()
    assert "offer_waiting" not in told(world, "ortiz")
    with pytest.raises(Refused, match="now works with other learners"):
        agreements.sign(viewer=world.viewer("ana"), offer_uuid=offer)
    assert told(world, "ortiz").count("offer_waiting") == 1


def test_by_night_the_adults_of_today_are_told_once(world, plan, webb_leaves):
    plan.propose("webb")
    webb_leaves()
    remind()
    remind()
    assert told(world, "ortiz").count("offer_waiting") == 1
    assert "offer_waiting" not in told(world, "cora")  # her teacher comes first


def test_where_nobody_of_the_family_can_sign_any_more_the_same_offer_again_asks_the_others(
    world, plan, rules
):
    rules(family="signs")
    target = plan.propose("webb", weeks=4)
    assert plan.target(target).latest.missing == ("learner", "family")
    people.set_guardian(
        guardian=world.rosa,
        learner=world.ana,
        relation="parent",
        may_see=False,
        by=world.viewer("reggie").actor,
    )
    with pytest.raises(Refused, match="nobody of it can sign any more") as refusal:
        plan.sign(target, "ana")
    assert "same day" in str(refusal.value.remedy)
    plan.counter(target, "webb", expects=1, weeks=4)
    assert plan.target(target).latest.wants == ("learner", "adult")
    assert plan.sign(target, "ana") is True
