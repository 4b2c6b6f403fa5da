"""Bands on the pages of leaders and registrars."""

from __future__ import annotations

import pytest
from django.urls import reverse

from headway.district.advancement.models import Band, BandMembership
from tests.district.advancement.conftest import placed_at

pytestmark = pytest.mark.django_db


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def band(world, sign_in):
    sent = {
        "name": "River",
        "school": str(world.alder.uuid),
        "lowest": "3",
        "highest": "5",
        "usual_years": "3",
        "exit-MA": "5",
    }
    assert sign_in(world.lee).post(reverse("leader:bands"), sent).status_code == 302
    return Band.objects.get()


@pytest.mark.parametrize(("who", "portal"), [("lee", "leader"), ("reggie", "registrar")])
def test_who_is_in_it_and_who_is_ready_to_leave(world, sign_in, band, who, portal):
    client = sign_in(getattr(world, who))
    page = reverse(f"{portal}:band", args=[band.uuid])
    client.post(page, {"do": "join", "learners": [str(world.ana.uuid), str(world.ben.uuid)]})
    placed_at(world, "ana", "MA", 5)
    placed_at(world, "ben", "MA", 4)
    said = text_of(client.get(reverse(f"{portal}:bands")))
    assert "1 ready to leave" in said
    assert "to level 5" in text_of(client.get(page))
    client.post(page, {"do": "met", "learner": str(world.ana.uuid)})
    refused = client.post(page, {"do": "met", "learner": str(world.ben.uuid)})
    assert refused.status_code == 422
    assert "not met yet" in text_of(refused)
    assert BandMembership.objects.get(learner=world.ana).ended == "met"
    assert BandMembership.objects.get(learner=world.ben).ended == ""


def test_a_band_without_an_exit_gets_a_sentence(world, sign_in):
    answer = sign_in(world.lee).post(
        reverse("leader:bands"),
        {"name": "River", "school": str(world.alder.uuid), "lowest": "3", "highest": "5"},
    )
    assert answer.status_code == 422
    assert "at least one domain" in text_of(answer)


def test_the_neighbours_leader_finds_no_such_band(world, sign_in, band):
    assert sign_in(world.leo).get(reverse("leader:band", args=[band.uuid])).status_code == 404
