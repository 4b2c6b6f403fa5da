"""A planned graduation date says at once what it asks for, and a target for the diploma begins from it."""

from __future__ import annotations

import re

import pytest
from django.utils.formats import date_format

from headway.district.agreements.models import Offer
from headway.district.pacing.models import GraduationDate
from tests.portals.showing import english_left_in, text_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def date(world, sign_in):
    def recorded(on="2027-06-04", plan="cohort", who="cora", portal="counsel", **more):
        address = f"/{portal}/learner/{world.ana.uuid}/time/"
        return sign_in(getattr(world, who)).post(
            address, {"act": "graduation", "on": on, "plan": plan, **more}, follow=True
        )

    return recorded


def test_recording_a_date_says_what_it_asks(date):
    text = text_of(date())
    assert "The graduation date is recorded." in text
    assert "10 competencies are still open, and until June 4, 2027 there are" in text
    assert "That asks for about one every" in text
    assert "No support beyond the lessons is agreed yet" in text


def test_a_day_that_asks_for_more_than_one_on_each_day_of_school_is_asked_back(date):
    page = date("2026-10-10")
    assert page.status_code == 422
    assert (
        "10 competencies of the diploma are still open, and until Oct. 10, 2026 there are 2 days of school."
        in text_of(page)
    )
    assert not GraduationDate.objects.exists()
    assert date("2026-10-08", is_meant="2026-10-10").status_code == 422, (
        "another day than the one that was meant"
    )
    assert not GraduationDate.objects.exists()


def test_where_it_is_meant_it_is_taken_and_asks_for_no_more_than_is_left(date):
    text = text_of(date("2026-10-10", is_meant="2026-10-10"))
    assert "That asks for all 10 in 2 days of school." in text
    assert "10 competencies are still open, and until Oct. 10, 2026 there are 2 days of school." in text
    assert "in each school week" not in text
    assert "less than a school week" in text


def test_with_a_school_week_and_a_day_for_each_nothing_is_asked_back(date):
    text = text_of(date("2026-10-21"))
    assert "That asks for about 5 in each school week." in text


def test_a_steep_or_extended_date_agrees_on_nothing_and_leads_to_the_offer(world, date, sign_in):
    page = date(plan="steep")
    assert not Offer.objects.exists()
    assert "nobody has agreed to anything by it" in text_of(page)
    new = f"/counsel/learner/{world.ana.uuid}/plan/new/?aim=diploma"
    assert f'href="{new}"' in page.content.decode()
    form = sign_in(world.cora).get(new).content.decode()
    assert 'name="by_on"' in form
    assert 'value="2027-06-04"' in form
    assert 'value="steep" checked' in form.replace("  ", " ")
    registrar = text_of(date(plan="extended", who="reggie", portal="registrar"))
    assert "Propose it to learner and family" not in registrar


def test_rate_and_support_hours_stand_on_the_plan(world, plan, date, sign_in, django_assert_max_num_queries):
    date()
    target = plan.agreed(support_minutes=60)
    ends = date_format(plan.target(target).in_force.by_on)
    part = "plan/?part=graduation"
    for client, address in (
        (sign_in(world.ana.person), f"/me/{part}"),
        (sign_in(world.webb), f"/teach/learner/{world.ana.uuid}/{part}"),
    ):
        assert 'hx-get="' + address in client.get(address.partition("?")[0]).content.decode()
        with django_assert_max_num_queries(15):
            text = text_of(client.get(address, headers=HTMX), within="")
        assert "Until graduation on June 4, 2027" in text
        assert "That asks for about one every" in text
        assert f"The support that is agreed (1 hour a week until {ends}) makes about" in text
        assert int(re.search(r"makes about (\d+) hours?\.", text)[1]) <= 9, "four or so weeks, not the year"
    assert "Until graduation on June 4, 2027" in text_of(client.get(address))


def test_without_a_date_nothing_is_asked(world, sign_in):
    text = text_of(sign_in(world.webb).get(f"/teach/learner/{world.ana.uuid}/plan/?part=graduation"))
    assert "No graduation date is planned yet" in text


def test_in_spanish(world, date, sign_in):
    date()
    world.ana.person.language = "es"
    world.ana.person.save()
    page = sign_in(world.ana.person).get("/me/plan/?part=graduation")
    assert english_left_in(page) == []
    text = text_of(page)
    part = text[text.index("Hasta la graduación") :]
    assert re.search(r"\d,\d", part)
    assert not re.search(r"\d\.\d", part)
