"""Check-ins of a learner who left the district."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.agreements.api import keep_check_in
from headway.district.agreements.models import CheckIn
from headway.district.foundation.api import Actor
from headway.district.foundation.api import clock as time
from headway.district.people import services as people

pytestmark = pytest.mark.django_db
BY = Actor.system("test")


def test_who_left_reads_what_was_said_and_is_asked_for_nothing(world, sign_in, clock):
    keep_check_in(
        world.viewer("ana"), world.ana.uuid, went=3, reflect="Fractions went well.", wants_help=True
    )
    clock.advance(days=3)
    people.record_departure(learner=world.ana, left_on=time.today() - dt.timedelta(days=1), by=BY)
    client = sign_in(world.ana)
    for address in ("/me/check-in/", "/me/check-in/?change"):
        response = client.get(address)
        assert response.status_code == 200
        page = response.content.decode()
        assert "was your last day in the district" in page
        assert "Fractions went well." in page
        for absent in (
            "Change it",
            "An adult at school will read it",
            "Save the change",
            "check-in-questions",
        ):
            assert absent not in page


def test_a_form_that_was_open_is_told_that_nothing_was_saved(world, sign_in):
    people.record_departure(learner=world.ana, left_on=time.today() - dt.timedelta(days=1), by=BY)
    response = sign_in(world.ana).post("/me/check-in/", {"went": "3", "reflect_text": "Late."})
    assert response.status_code == 403
    assert "after the last day nothing new can be recorded" in response.content.decode()
    assert not CheckIn.objects.exists()


def test_on_the_last_day_itself_the_form_is_there(world, sign_in):
    people.record_departure(learner=world.ana, left_on=time.today(), by=BY)
    assert "was your last day" not in sign_in(world.ana).get("/me/check-in/").content.decode()
