"""Drafts to which frameworks were joined, and beside which a newer version came in, as their authors read them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.conf import settings

from headway.district.continuum.api import (
    Part,
    content_of,
    edit_competency,
    history,
    join_frameworks,
    load_framework,
    open_draft,
    publish,
    version_called,
)
from tests.district.continuum.lines import BUILDER, three_slices
from tests.portals.showing import text_of


@pytest.fixture
def priya(world, sign_in):
    return sign_in(world.priya)


@pytest.fixture
def draft(world):
    return open_draft(world.version.framework.uuid, by=BUILDER)


@pytest.fixture
def joined(draft):
    elementary, middle, _high = three_slices()
    parts = [Part(elementary.id), Part(middle.id)]
    return join_frameworks(parts, title="", domain="Mathematics", by=BUILDER, onto=draft)


@pytest.fixture
def newer(draft):
    """A package of the line came in and was published: one statement is another."""
    content = content_of(draft.id)
    first, *others = content.competencies
    changed = replace(first, statement="I can do it in a newer way.")
    return publish(
        load_framework(replace(content, competencies=(changed, *others)), by=BUILDER).id, by=BUILDER
    )


def test_a_joining_is_one_sentence_of_the_history_and_goes_only_after_a_look(world, priya, draft, joined):
    page = priya.get(f"/continuum/drafts/{draft.uuid}/history/")
    assert "joined 8 competencies from Elementary, Middle" in text_of(page)
    (act,) = history(draft.uuid)
    address = f"/continuum/drafts/{draft.uuid}/history/{act.act}/"
    looked = priya.post(address)
    assert "everything that it brought in goes or comes back together" in text_of(looked)
    before = {one.identifier for one in content_of(draft.id).competencies}
    assert "E.FR.4" in before
    assert priya.post(address, {"looked": "yes"}).status_code == 302
    assert "E.FR.4" not in {one.identifier for one in content_of(draft.id).competencies}
    text = text_of(priya.get(f"/continuum/drafts/{draft.uuid}/history/"))
    assert text.count("joined 8 competencies from Elementary, Middle") == 2
    assert "Do it again" in text


def test_the_page_of_a_draft_says_that_a_newer_version_came_in_and_offers_both_differences(
    world, priya, draft, newer
):
    edit_competency(draft.uuid, "world-MA.FR.3", {"title": "Sums"}, by=BUILDER)
    for address in (f"/continuum/drafts/{draft.uuid}/", f"/continuum/drafts/{draft.uuid}/publish/"):
        page = priya.get(address)
        assert "Version 3 came in while this draft was written" in text_of(page)
        html = page.content.decode()
        for ends in ((world.version.uuid, newer.uuid), (newer.uuid, draft.uuid)):
            way = next(
                part.split('"')[0]
                for part in html.split('href="')
                if all(str(one) in part.split('"')[0] for one in ends)
            )
            assert priya.get(way).status_code == 200
    assert priya.get(f"/continuum/drafts/{draft.uuid}/").content.decode().count("/follow/") == 1


def test_a_draft_that_follows_the_newer_version_can_be_published(world, priya, draft, newer):
    edit_competency(draft.uuid, "world-MA.FR.3", {"title": "Sums"}, by=BUILDER)
    address = f"/continuum/drafts/{draft.uuid}/publish/"
    refused = priya.post(address, {"effective_on": "", "looked": "yes"})
    assert refused.status_code == 422
    assert "let the draft follow version 3" in text_of(refused)
    page = priya.post(f"/continuum/drafts/{draft.uuid}/follow/", follow=True)
    text = text_of(page)
    assert "This draft is version 4 now" in text
    assert "came in while" not in text
    assert priya.post(address, {"effective_on": "", "looked": "yes"}).status_code == 302
    assert (version_called(draft.uuid).number, version_called(draft.uuid).status) == (4, "published")


def test_only_authors_let_a_draft_follow(world, sign_in, draft, newer):
    teacher = sign_in(world.ortiz)
    assert teacher.post(f"/continuum/drafts/{draft.uuid}/follow/").status_code in (403, 404)
    assert version_called(draft.uuid).number == 2


def test_these_pages_are_read_in_spanish(world, priya, draft, joined, newer):
    priya.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    (act,) = history(draft.uuid)
    for address, words in (
        ("", "La versión 3 llegó mientras se escribía este borrador"),
        ("publish/", "Seguir a la versión 3"),
        ("history/", "unió 8 competencias de Elementary, Middle"),
        (f"history/{act.act}/", "Es un solo acto"),
    ):
        assert words in text_of(priya.get(f"/continuum/drafts/{draft.uuid}/{address}"))
