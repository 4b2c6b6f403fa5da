"""An offer whose adult works with other learners by now: its pages say so before anybody taps, on every side."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.agreements.adults import adults_now
from headway.district.agreements.api import adults_to_ask
from headway.district.foundation.api import clock
from headway.district.people import api as people
from headway.district.people.api import named_adults_of
from headway.district.people.models import HomeGroupAdviser, SectionStaff, TutorAssignment
from tests.portals.agreements.conftest import adult_page, family_page
from tests.portals.showing import english_left_in, text_of

pytestmark = pytest.mark.django_db

GONE = "Aiden Webb, who signed this offer, now works with other learners."


@pytest.fixture
def left(world, plan):
    """Mr Webb offered something and advises nobody any more, Ms Ortiz teaches nobody; Cora counsels. The target."""
    target = plan.propose("webb")
    yesterday = clock.today() - dt.timedelta(days=1)
    HomeGroupAdviser.objects.all().update(to_on=yesterday)
    SectionStaff.objects.all().update(to_on=yesterday)
    return target


def test_the_learner_reads_it_and_has_no_sign_button_that_cannot_work(world, left, ana):
    for page in ("/me/plan/", f"/me/plan/{left}/"):
        text = text_of(ana.get(page))
        assert "First an adult looks at it who works with you now." in text
        assert "It waits for your answer" not in text
        assert f"{GONE} Who can look at it now: Cora Bell. Nothing of the offer is lost." in text
        assert "I agree and sign" not in text
        assert "Sign it" not in text
    assert "Or make the offer anew" in text
    assert "Make another offer" in text


def test_the_adult_of_today_reads_that_it_waits_and_signs(world, left, ana, sign_in):
    cora = sign_in(world.cora)
    page = adult_page(world, left, "counsel")
    text = text_of(cora.get(page))
    assert GONE in text
    assert "It waits for your answer." in text
    assert "What this offer asks" in text
    assert "I agree and sign" in text
    assert "Waits for your answer" in text_of(cora.get(adult_page(world, portal="counsel")))
    offer = cora.get(page).content.decode().split('name="offer" value="')[1].split('"')[0]
    assert "Thank you; others still sign" in text_of(
        cora.post(page, {"act": "sign", "offer": offer}, follow=True)
    )
    text = text_of(ana.get(f"/me/plan/{left}/"))
    assert "It waits for your answer." in text
    assert "now works with other learners" not in text
    ana.post(f"/me/plan/{left}/", {"act": "sign", "offer": offer})
    assert "Agreed: by" in text_of(ana.get("/me/plan/"))


def test_what_the_learner_offers_anew_waits_for_the_adult_of_today(world, left, plan, sign_in):
    plan.counter(left, "ana", expects=1)
    text = text_of(sign_in(world.cora).get(adult_page(world, left, "counsel")))
    assert "It waits for your answer." in text
    assert "other learners" not in text


def test_where_nobody_is_there_the_school_office_is_named(world, left, ana):
    world.cora.is_active = False
    world.cora.save()
    text = text_of(ana.get(f"/me/plan/{left}/"))
    assert "Ask the school office who looks at it now." in text


def test_her_family_reads_it_in_spanish(world, plan, rules, sign_in):
    rules(family="signs")
    target = plan.propose("webb")
    HomeGroupAdviser.objects.all().update(to_on=clock.today() - dt.timedelta(days=1))
    rosa = sign_in(world.rosa)
    for page in (family_page(world), family_page(world, target)):
        answer = rosa.get(page)
        assert english_left_in(answer) == []
        assert "ahora trabaja con" in text_of(answer)


def test_only_who_can_act_is_named_as_whom_to_ask(world, left, ana, at_stage):
    at_stage(1)
    TutorAssignment.objects.create(
        tutor=world.ortiz, learner=world.ana, from_on=clock.today() - dt.timedelta(days=30)
    )
    assert "Ask Cora Bell; you answer and sign." in text_of(ana.get("/me/plan/new/"))
    assert "Cora Bell" in adults_to_ask(world.ana)
    assert [name for _person, name in named_adults_of(world.ana.pk)] == adults_to_ask(world.ana)


def test_whom_to_ask_is_who_agrees_with_the_learner_in_the_same_order(world, sign_in):
    found = named_adults_of(world.ana.pk)
    assert [person for person, _name in found] == list(adults_now(world.ana))
    assert dict(found)[world.webb.pk] == "Aiden Webb"
    people.set_guardian(
        guardian=world.webb, learner=world.ana, relation="parent", by=world.viewer("reggie").actor
    )
    assert [person for person, _name in named_adults_of(world.ana.pk)] == list(adults_now(world.ana))
    assert world.webb.pk not in dict(named_adults_of(world.ana.pk))
