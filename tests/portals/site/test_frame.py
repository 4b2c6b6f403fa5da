"""Pages that belong to no portal: the way in, language, what a stranger sees, and errors as sentences."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import path

from headway.district.foundation.api import FieldProblem, Refused
from headway.district.site.middleware import public
from headway.district.site.urls import urlpatterns as shipped
from tests.worlds import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@public
def refuses(request):
    raise Refused(
        "The file was not read.",
        remedy="Save it as UTF-8.",
        problems=(FieldProblem("The date is missing.", row="12", field="date", remedy="Write 2026-03-01."),),
    )


@public
def breaks(request):
    raise RuntimeError("planted")


urlpatterns = [*shipped, path("refuses/", refuses), path("breaks/", breaks)]
handler404 = "headway.district.site.views.page_not_found"
handler500 = "headway.district.site.views.server_error"


def text(response) -> str:
    """What a reader sees, without tags."""
    body = re.sub(r"<(title|script|style)\b.*?</\1>", "", response.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_a_stranger_finds_the_way_in_and_back_to_the_page_that_was_asked_for(client):
    response = client.get("/me/work/?domain=MA")
    assert response.status_code == 404
    assert "/sign-in/?next=/me/work/%3Fdomain%3DMA" in response.content.decode()
    assert "sign in" in text(response)


def test_somebody_signed_in_is_not_asked_to_sign_in_again(world, sign_in):
    response = sign_in(world.nina).get("/nowhere/")
    assert response.status_code == 404
    assert "/sign-in/?next" not in response.content.decode()


def test_somebody_without_duties_reads_what_to_do(world, sign_in):
    response = sign_in(world.nina).get("/")
    assert response.status_code == 200
    assert "registrar" in text(response)


def test_the_language_follows_the_browser_until_one_is_chosen(client):
    assert "Contraseña" in text(client.get("/sign-in/", headers={"accept-language": "es-MX,es;q=0.9"}))
    response = client.post("/language/", {"language": "en", "next": "/sign-in/"})
    assert response["Location"] == "/sign-in/"
    page = client.get("/sign-in/", headers={"accept-language": "es-MX,es;q=0.9"})
    assert "Password" in text(page)
    assert '<html lang="en" dir="ltr">' in page.content.decode()


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_choosing_a_language_never_leads_elsewhere(client, elsewhere):
    assert client.post("/language/", {"language": "es", "next": elsewhere})["Location"] == "/"


def test_an_unknown_language_is_not_here(client):
    assert client.post("/language/", {"language": "xx"}).status_code == 404


def test_signing_in_leads_to_the_page_that_was_asked_for(world, client):
    username = world.nina.account.username
    response = client.post(
        "/sign-in/?next=/password/", {"login": username, "password": PASSWORD, "next": "/password/"}
    )
    assert response.status_code == 302
    assert response["Location"] == "/password/"


def test_what_was_typed_wrong_is_said_first_and_in_our_voice(world, client):
    response = client.post("/sign-in/", {"login": world.nina.account.username, "password": "not this one"})
    page = response.content.decode()
    assert "Look at both again" in page
    assert page.index('id="problems"') < page.index("<h1>")
    assert 'tabindex="-1" autofocus' in page


def test_many_attempts_end_in_a_pause_and_not_in_blame(world, client):
    for _ in range(9):
        response = client.post(
            "/sign-in/", {"login": world.nina.account.username, "password": "not this one"}
        )
    assert "wait five minutes" in text(response)
    assert "fail" not in text(response).lower()


def test_an_empty_field_is_linked_from_the_summary(client):
    page = client.post("/sign-in/", {"login": "somebody", "password": ""}).content.decode()
    assert 'href="#password"' in page
    assert 'aria-invalid="true"' in page


def test_an_error_of_ours_is_a_page_with_sentence_row_and_remedy(client):
    response = client.get("/refuses/")
    assert response.status_code == 422
    seen = text(response)
    for part in (
        "The file was not read.",
        "Save it as UTF-8.",
        "Row 12:",
        "The date is missing.",
        "Write 2026-03-01.",
    ):
        assert part in seen


def test_a_part_of_a_page_gets_only_the_notice(client):
    response = client.get("/refuses/", headers={"hx-request": "true"})
    assert response.status_code == 422
    assert "<html" not in response.content.decode()
    assert "The file was not read." in text(response)


def test_going_back_from_an_error_stays_on_this_site(client):
    assert (
        "evil.example"
        not in client.get("/refuses/", headers={"referer": "http://evil.example/"}).content.decode()
    )
    assert (
        'href="http://testserver/me/"'
        in client.get("/refuses/", headers={"referer": "http://testserver/me/"}).content.decode()
    )


def test_what_breaks_on_our_side_is_said_without_blame():
    response = Client(raise_request_exception=False).get("/breaks/")
    assert response.status_code == 500
    assert "on our side" in text(response)
    assert "planted" not in response.content.decode()


def test_a_new_password_comes_by_mail_in_the_readers_language(world, client):
    person = world.rosa
    account = person.account
    account.email = "rosa@example.org"
    account.save()
    client.post("/language/", {"language": "es", "next": "/"})
    response = client.post("/password/forgotten/", {"email": "rosa@example.org"}, follow=True)
    assert "en camino" in text(response)
    (message,) = mail.outbox
    assert "contraseña nueva" in message.subject
    link = re.search(r"http://testserver(/password/new/\S+)", message.body)
    assert link, message.body
    form = client.get(link[1], follow=True)
    assert "12 caracteres" in text(form)


def test_a_used_link_says_how_to_get_another(client):
    page = client.get("/password/new/1-abc-def/")
    assert "Send a new link" in text(page)


@pytest.mark.parametrize(
    "address", ["/sign-in/", "/password/forgotten/", "/password/forgotten/sent/", "/components/", "/nowhere/"]
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_pages_carry_no_style_or_script_of_their_own(client, address, language):
    """The content security policy would block them, silently, for every reader."""
    client.post("/language/", {"language": language})
    response = client.get(address)
    page = response.content.decode()
    assert not re.search(r"\sstyle=|<style\b|\son\w+=|\shx-on", page)
    assert all("src=" in tag for tag in re.findall(r"<script\b[^>]*>", page))
    assert "unsafe" not in response["Content-Security-Policy"]
    assert f'<html lang="{language}"' in page
