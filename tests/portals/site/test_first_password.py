"""A password that was handed over opens one page: the one on which another is chosen."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from headway.district.people import api as people
from headway.district.people import services
from tests.portals.showing import english_left_in, text_of
from tests.worlds import BUILDER

HANDED_OVER, OWN = "kettle-7-meadow-lamp", "seven quiet herons wade"
CHANGE = "/password/"


@pytest.fixture
def noa(world):
    """A teacher whose account the register has just opened, signed in with the password she was handed."""
    person = people.create_person(given_name="Noa", family_name="Lim", by=BUILDER)
    services.assign_duty(person=person, role="teacher", organisation=world.alder, by=BUILDER)
    people.open_account(person=person, username="noa", password=HANDED_OVER, by=BUILDER)
    return signed_in("noa", HANDED_OVER)


def signed_in(username: str, password: str) -> Client:
    client = Client()
    client.post("/sign-in/", {"login": username, "password": password})
    return client


def change(client: Client, old: str, new: str):
    return client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": new})


@pytest.mark.parametrize("address", ["/teach/", "/teach/learners/"])
def test_nothing_opens_before_it_is_changed(noa, address):
    assert noa.get(address)["Location"] == CHANGE
    assert noa.post(address, {"q": "ana"})["Location"] == CHANGE
    part = noa.get(address, headers={"hx-request": "true"})
    assert part["HX-Redirect"] == CHANGE
    assert "Ana" not in part.content.decode()


def test_the_page_says_why_and_offers_no_way_around(noa):
    page = noa.get(CHANGE)
    assert "Choose one that only you know; then your pages open." in text_of(page)
    assert "Not now" not in text_of(page)
    noa.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    assert english_left_in(noa.get(CHANGE)) == []


def test_signing_out_and_another_language_are_allowed(noa):
    assert noa.post("/language/", {"language": "es", "next": CHANGE}).status_code == 302
    assert noa.cookies[settings.LANGUAGE_COOKIE_NAME].value == "es"
    noa.post("/sign-out/")
    assert noa.get(CHANGE).status_code == 404, "signed out"


def test_a_password_of_her_own_opens_her_pages(noa):
    assert change(noa, HANDED_OVER, OWN).status_code == 302
    assert noa.get("/teach/").status_code == 200
    assert signed_in("noa", OWN).get("/teach/").status_code == 200


def test_a_password_that_cannot_be_used_changes_nothing(noa):
    assert "12" in text_of(change(noa, HANDED_OVER, "short"))
    assert noa.get("/teach/")["Location"] == CHANGE


def test_whoever_chose_it_herself_is_not_asked(world):
    person = people.create_person(given_name="Ida", family_name="", by=BUILDER)
    services.assign_duty(person=person, role="teacher", organisation=world.alder, by=BUILDER)
    people.open_account(person=person, username="ida", password=OWN, by=BUILDER, password_is_own=True)
    assert signed_in("ida", OWN).get("/teach/").status_code == 200


def test_a_password_that_is_changed_for_her_by_the_command_line_counts_as_her_own(noa):
    account = people.account_named("noa")
    people.change_password(account=account, password=OWN, by=BUILDER)
    assert signed_in("noa", OWN).get("/teach/").status_code == 200
