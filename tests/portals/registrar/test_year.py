"""The registrar's page of the change of the year."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import reverse

from headway.district.advancement.models import Rollover
from headway.district.foundation.api import Actor
from headway.district.people import services as people
from headway.district.people.models import Section

pytestmark = pytest.mark.django_db


@pytest.fixture
def next_year(world):
    ends = world.year.ends_on.year
    return people.create_term(
        organisation=world.district,
        name="next",
        starts_on=dt.date(ends, 8, 16),
        ends_on=dt.date(ends + 1, 6, 3),
        by=Actor.system("test"),
    )


def summer(clock, world):
    clock.set(f"{world.year.ends_on.year}-07-01 09:00")


def text_of(answer):
    return answer.content.decode()


def form_of(client):
    """What the page would send with its button."""
    said = text_of(client.get(reverse("registrar:year"))).split("<form")[-1]
    return dict(re.findall(r'name="(at|to|key)" value="([^"]+)"', said))


def test_the_plan_can_be_looked_at_while_the_year_goes_on(world, sign_in, next_year):
    answer = sign_in(world.reggie).get(reverse("registrar:year"))
    said = text_of(answer)
    assert answer.status_code == 200
    assert "1 section closes" in said
    assert "1 home group goes on" in said
    assert "goes on until" in said
    assert "Change the school year</" not in said


def test_without_the_next_years_terms_it_says_whose_are_missing(world, sign_in, clock):
    summer(clock, world)
    assert "has no terms yet for: Alder" in text_of(sign_in(world.reggie).get(reverse("registrar:year")))


def test_it_is_done_for_the_registrars_school_alone_and_taken_back(world, sign_in, next_year, clock):
    summer(clock, world)
    client = sign_in(world.reggie)
    done = client.post(reverse("registrar:year"), form_of(client), follow=True)
    assert "0 learners stand elsewhere than before" in text_of(done)
    assert set(Section.objects.filter(is_active=True).values_list("school__name", flat=True)) == {"Birch"}
    back = client.post(reverse("registrar:year_take_back", args=[Rollover.objects.get().uuid]), follow=True)
    assert "Taken back" in text_of(back)
    assert Section.objects.filter(is_active=True).count() == 2


def test_a_plan_that_was_not_looked_at_is_not_done(world, sign_in, next_year, clock):
    summer(clock, world)
    client = sign_in(world.reggie)
    answer = client.post(reverse("registrar:year"), {**form_of(client), "key": "another"})
    assert answer.status_code == 422
    assert "changed since you looked" in text_of(answer)
    assert not Rollover.objects.exists()


def test_another_school_is_nothing_that_this_registrar_can_name(world, sign_in, next_year):
    answer = sign_in(world.reggie).post(reverse("registrar:year"), {"at": world.birch.uuid})
    assert answer.status_code == 404
