"""Who is let in, who no longer is, and what stays behind on a shared machine."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core import mail

from tests.worlds import PASSWORD

pytestmark = pytest.mark.django_db


def signing_in(client, person):
    return client.post("/sign-in/", {"login": person.account.username, "password": PASSWORD})


def test_who_knows_the_password_of_a_closed_account_reads_that_it_is_closed(world, client):
    world.ortiz.account.is_active = False
    world.ortiz.account.save()
    response = signing_in(client, world.ortiz)
    assert response.status_code == 403
    assert "This account is closed" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_wrong_password_does_not_tell_that_an_account_is_closed(world, client):
    world.ortiz.account.is_active = False
    world.ortiz.account.save()
    response = client.post("/sign-in/", {"login": "ortiz", "password": "not this one"})
    assert "closed" not in response.content.decode()


def test_a_person_who_is_no_longer_active_is_not_let_in(world, client):
    world.ortiz.is_active = False
    world.ortiz.save()
    assert signing_in(client, world.ortiz).status_code == 403
    assert "_auth_user_id" not in client.session


def test_the_session_of_a_person_who_is_no_longer_active_ends_at_the_way_in(world, sign_in):
    client = sign_in(world.ortiz)
    world.ortiz.is_active = False
    world.ortiz.save()
    assert client.get("/", follow=True).redirect_chain == [("/sign-in/", 302)]
    assert "_auth_user_id" not in client.session


def test_asking_for_a_password_does_not_tell_which_addresses_have_an_account(world, client):
    known = client.post("/password/forgotten/", {"email": "ortiz@example.org"})
    unknown = client.post("/password/forgotten/", {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [message.to for message in mail.outbox] == [["ortiz@example.org"]]


@pytest.mark.parametrize(("who", "address"), [("ana", "/me/"), ("rosa", "/family/"), ("ortiz", "/teach/")])
def test_pages_of_somebody_signed_in_are_kept_nowhere(world, sign_in, who, address):
    response = sign_in(getattr(world, who)).get(address, follow=True)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_what_was_saved_is_told_without_leaving_names_in_a_cookie(world, sign_in):
    client = sign_in(world.ortiz)
    address = f"/teach/learner/{world.ana.uuid}/competency/{world.competency('MA.FR.1').uuid}/rate/"
    assert client.post(address, {"level": "3"}).status_code == 302
    assert set(client.cookies) <= {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    assert "Ana Reyes" in client.get("/teach/").content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_text_that_no_database_takes_is_refused_at_the_door(world, sign_in, method):
    response = getattr(sign_in(world.ortiz, raise_request_exception=False), method)(
        "/teach/learners/", {"q": "a\x00"}
    )
    assert response.status_code == 400


def shipped(**environment: str) -> list[str]:
    """Two settings as an installation with this environment gets them."""
    code = (
        "from headway.district.site import settings as s;"
        "print(s.CACHES['default']['OPTIONS']['MAX_ENTRIES'], s.ALLAUTH_TRUSTED_PROXY_COUNT)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **environment},
        capture_output=True,
        check=True,
        text=True,
    )
    return answer.stdout.split()


def test_attempts_are_counted_for_a_whole_school_and_apart_behind_a_proxy(tmp_path):
    data = {"HEADWAY_DATA_DIR": str(tmp_path)}
    entries, proxies = shipped(**data, HEADWAY_BEHIND_PROXY="no")
    assert int(entries) >= 10_000
    assert proxies == "0", "nobody may choose the address under which her attempts are counted"
    assert shipped(**data, HEADWAY_BEHIND_PROXY="yes")[1] == "1"
