"""The story of a plan tells what happened, to each reader what is hers, and of every number as of which day it is."""

from __future__ import annotations

import pytest

from headway.district.agreements import api as agreements
from tests.portals.agreements.conftest import adult_page, family_page
from tests.portals.showing import text_of

pytestmark = pytest.mark.django_db

CHANGE = "You can still change your mind"
OTHERWISE = "If it should be another way, make another offer at any time."


def test_an_offer_that_is_set_aside_was_not_answered_with_another(world, plan, webb):
    target = plan.propose("webb", "MA.FR.1")
    agreements.end(viewer=world.viewer("webb"), target_uuid=target, ending="set_aside", reason="Another way.")
    text = text_of(webb.get(adult_page(world, target)))
    assert "Not signed by everybody" in text
    assert "Answered with another offer" not in text


def test_an_offer_is_answered_by_somebody_else_and_changed_by_oneself(world, plan, webb):
    target = plan.propose("webb", "MA.FR.1")
    plan.counter(target, "ana", expects=1, weeks=5)
    assert "Answered with another offer" in text_of(webb.get(adult_page(world, target)))
    plan.counter(target, "ana", expects=2, weeks=6)
    text = text_of(webb.get(adult_page(world, target)))
    assert "Changed with another offer" in text
    assert text.count("Answered with another offer") == 1


def test_only_who_offered_or_signed_can_change_her_mind(world, plan, webb, ana, sign_in):
    target = plan.propose("webb", "MA.FR.1")
    assert CHANGE in text_of(webb.get(adult_page(world, target)))
    rosa = text_of(sign_in(world.rosa).get(family_page(world, target)))
    assert "Todavía puedes cambiar de idea" not in rosa
    assert "Si debería ser de otra manera, haz otra propuesta cuando quieras." in rosa
    cora = text_of(sign_in(world.cora).get(adult_page(world, target, "counsel")))
    assert CHANGE not in cora
    assert OTHERWISE in cora
    tessa = text_of(sign_in(world.tessa).get(adult_page(world, target)))
    assert "Those who still have to sign read it" in tessa
    assert OTHERWISE not in tessa


def test_what_a_date_asked_for_is_said_as_of_the_day_of_its_offer(world, plan, ana, clock):
    target = plan.propose("webb", "MA.FR.1", "MA.DA.1")
    clock.set("2026-10-21 09:00")
    text = text_of(ana.get(f"/me/plan/{target}/"))
    assert "Worked out on Oct. 7, 2026." in text  # in the history
    assert "Worked out on Oct. 21, 2026." in text  # what it asks today


def test_a_plan_of_today_is_as_likely_on_its_own_page_as_in_the_year(world, plan, ana, webb, show):
    for code in ("MA.FR.1", "MA.DA.1"):
        show(code, 2)
    target = plan.agreed("MA.FR.1", "MA.DA.1")
    own, year = text_of(ana.get(f"/me/plan/{target}/")), text_of(ana.get("/me/pace/"))
    assert "worked out overnight" not in own
    likely = "The range is still wider than the time that is planned"
    assert likely in own
    assert likely in year
