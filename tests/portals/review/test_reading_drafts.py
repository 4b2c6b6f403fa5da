"""Everybody who works in the schools reads drafts, comments on them and suggests words."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from headway.district.continuum.api import (
    decline_suggestion,
    edit_competency,
    load_framework,
    open_draft,
    publish,
    remarks_on,
    suggestions_on,
)
from headway.district.continuum.models import Competency
from tests.district.continuum.test_frameworks import content

ADDING = "world-MA.FR.3"


@pytest.fixture
def draft(world):
    return open_draft(world.version.framework.uuid, by=world.viewer("priya").actor, note="Fractions earlier.")


@pytest.fixture
def client(world, sign_in):
    return sign_in(world.ortiz)


def at(draft, name="competency"):
    row = Competency.objects.get(version_id=draft.id, identifier=ADDING)
    return reverse(f"review:{name}", args=[draft.uuid, row.uuid])


def text_of(response):
    return response.content.decode()


def test_without_a_draft_the_page_says_what_will_be_there(client):
    assert "No draft is open right now." in text_of(client.get(reverse("review:home")))


def test_teachers_find_the_draft_and_what_changed(world, draft, client):
    edit_competency(draft.uuid, ADDING, {"title": "Sums of fractions"}, by=world.viewer("priya").actor)
    home = text_of(client.get(reverse("review:home")))
    assert "Fractions earlier." in home
    assert 'aria-current="true">Drafts to read' in home
    page = text_of(client.get(reverse("review:draft", args=[draft.uuid])))
    assert "Sums of fractions" in page
    assert "Main idea" not in page
    found = client.get(
        reverse("review:draft", args=[draft.uuid]), {"q": "main"}, headers={"HX-Request": "true"}
    )
    assert "Main idea" in text_of(found)
    assert "<html" not in text_of(found)


def test_a_teacher_comments_answers_and_settles_her_own(draft, client):
    client.post(at(draft), {"text": "Which denominators?"})
    (thread,) = remarks_on(draft.uuid, ADDING)
    client.post(at(draft), {"remark": thread.uuid, "text": "I mean: up to which?"})
    assert "I mean: up to which?" in text_of(client.get(at(draft)))
    client.post(at(draft), {"remark": thread.uuid, "wish": "settle"})
    assert remarks_on(draft.uuid, ADDING)[0].settled_at is not None
    client.post(reverse("review:draft", args=[draft.uuid]), {"text": "Good work."})
    assert "Good work." in text_of(client.get(reverse("review:draft", args=[draft.uuid])))
    empty = client.post(at(draft), {"text": " "})
    assert empty.status_code == 422
    assert client.post(at(draft), {"remark": "nonsense", "text": "x"}).status_code == 404


def test_a_teacher_suggests_words_and_reads_the_answer(world, draft, client):
    sent = {"field": "descriptor:3", "language": "es", "proposed": "Lo hace sola.", "reason": "Más claro"}
    client.post(at(draft, "suggest"), sent)
    (asked,) = suggestions_on(draft.uuid, ADDING)
    assert (asked.language, asked.field, asked.reason) == ("es", "descriptor:3", "Más claro")
    decline_suggestion(draft.uuid, asked.uuid, "We keep both.", viewer=world.viewer("priya"))
    page = text_of(client.get(at(draft)))
    assert "declined by Priya Raman" in page
    assert "We keep both." in page


def test_words_that_say_nothing_new_are_sent_back_with_what_was_typed(draft, client):
    sent = {"field": "title", "language": "", "proposed": "Adding fractions", "reason": "Because I think so"}
    answer = client.post(at(draft, "suggest"), sent)
    assert answer.status_code == 422
    assert "Because I think so" in text_of(answer)


def test_readers_do_not_edit(draft, client):
    row = Competency.objects.get(version_id=draft.id, identifier=ADDING)
    assert client.post(reverse("curriculum:draft_words", args=[draft.uuid, row.uuid])).status_code == 404


@pytest.mark.parametrize(
    ("who", "is_open"),
    [
        ("ortiz", True),
        ("webb", True),
        ("tessa", True),
        ("cora", True),
        ("lee", True),
        ("priya", True),
        ("ana", False),
        ("rosa", False),
        ("nina", False),
        ("adam", False),
    ],
)
def test_who_works_with_learners_reads_drafts(world, draft, sign_in, who, is_open):
    answer = sign_in(getattr(world, who)).get(reverse("review:draft", args=[draft.uuid]))
    assert answer.status_code == (200 if is_open else 404)


def test_packages_that_wait_and_published_versions_are_not_among_the_drafts(world, draft, client):
    other = load_framework(content(identifier="package", is_continuum=False), by=world.viewer("priya").actor)
    assert client.get(reverse("review:draft", args=[other.uuid])).status_code == 404
    publish(draft.id, by=world.viewer("priya").actor)
    assert client.get(reverse("review:draft", args=[draft.uuid])).status_code == 404
    assert client.get(reverse("review:draft", args=[uuid.uuid4()])).status_code == 404


def test_the_pages_speak_spanish(draft, client):
    client.post(reverse("choose_language"), {"language": "es", "next": "/"})
    page = text_of(client.get(at(draft)))
    assert "Sumar fracciones" in page
    assert "Sugerir otras palabras" in page
