"""The pages on which authors work on a draft."""

from __future__ import annotations

import re
import uuid

import pytest
from django.urls import reverse

from headway.district.continuum.api import (
    content_of,
    edit_competency,
    history,
    open_draft,
    publish,
    remark,
    remove_competency,
    suggest,
)
from tests.portals.curriculum.drafting import ADDING, at, fields_of, stored, text_of


@pytest.fixture
def priya(world):
    return world.viewer("priya")


@pytest.fixture
def draft(world, priya):
    return open_draft(world.version.framework.uuid, by=priya.actor)


@pytest.fixture
def client(world, sign_in):
    return sign_in(world.priya)


# -- the list and the home of a draft --


def test_without_a_draft_the_page_says_how_to_begin_and_begins(world, client):
    page = text_of(client.get(reverse("curriculum:drafts")))
    assert "No draft is open." in page
    answer = client.post(
        reverse("curriculum:draft_open"),
        {"framework": world.version.framework.uuid, "note": "Fractions earlier"},
        follow=True,
    )
    page = text_of(answer)
    assert "Three Rivers continuum, version 2" in page
    assert "Nothing is different from version 1 yet." in page
    assert "Fractions earlier" in text_of(client.get(reverse("curriculum:drafts")))


def test_a_framework_that_is_none_is_not_opened(client):
    for value in ("", "nonsense", str(uuid.uuid4())):
        assert client.post(reverse("curriculum:draft_open"), {"framework": value}).status_code == 404


def test_the_home_says_what_changed_and_what_waits(world, draft, client, priya):
    edit_competency(draft.uuid, ADDING, {"title": "Sums of fractions"}, by=priya.actor)
    ortiz = world.viewer("ortiz")
    remark(draft.uuid, "Which denominators?", viewer=ortiz, identifier=ADDING)
    remark(draft.uuid, "A good draft.", viewer=ortiz)
    suggest(draft.uuid, ADDING, "title", "Sums", viewer=ortiz)
    page = text_of(client.get(reverse("curriculum:draft", args=[draft.uuid])))
    assert "Against version 1: one competency changed." in page
    assert "Elena Ortiz suggests other words" in page
    assert "Which denominators?" in page
    assert "A good draft." in page


def test_the_list_is_filtered_with_and_without_scripts(draft, client, priya):
    edit_competency(draft.uuid, ADDING, {"title": "Sums of fractions"}, by=priya.actor)
    remove_competency(draft.uuid, "world-LI.WR.2", by=priya.actor)
    home = reverse("curriculum:draft", args=[draft.uuid])
    changed = text_of(client.get(home, {"change": "any"}))
    assert "Sums of fractions" in changed
    assert "Main idea" not in changed
    assert "Answering the other side" in text_of(client.get(home, {"change": "removed"}))
    assert "Nothing like that is in the draft." in text_of(client.get(home, {"q": "whales"}))
    part = text_of(client.get(home, {"q": "sumar", "domain": "MA"}, headers={"HX-Request": "true"}))
    assert "Sums of fractions" in part
    assert "<html" not in part


def test_what_is_new_is_said_by_two_without_loss(draft, client):
    address = reverse("curriculum:draft_note", args=[draft.uuid])
    client.post(address, {"note": "Fractions earlier.", "seen:note": ""})
    answer = client.post(address, {"note": "New habits.", "seen:note": ""})
    assert answer.status_code == 409
    assert "Fractions earlier." in text_of(answer)
    assert "New habits." in text_of(answer)


# -- adding --


def test_a_competency_a_strand_and_a_domain_are_added(draft, client):
    add = reverse("curriculum:draft_add", args=[draft.uuid])
    client.post(f"{add}?what=domain", {"code": "AR", "name": "Arts", "name:es": "Artes", "kind": "academic"})
    client.post(f"{add}?what=strand", {"code": "AR.M", "name": "Music", "domain": "AR"})
    answer = client.post(
        add,
        {
            "title": "Keeping a beat",
            "title:es": "Llevar el ritmo",
            "statement": "I can keep a beat.",
            "place": "strand AR.M",
            "level": "1",
            "code": "AR.M.1",
        },
        follow=True,
    )
    assert "Keeping a beat" in text_of(answer)
    one = next(one for one in content_of(draft.id).competencies if one.code == "AR.M.1")
    assert (one.domain_code, one.strand_code, one.level) == ("AR", "AR.M", 1)
    assert one.translations["es"]["title"] == "Llevar el ritmo"


def test_what_cannot_be_added_keeps_what_was_typed(draft, client):
    add = reverse("curriculum:draft_add", args=[draft.uuid])
    answer = client.post(add, {"title": "Twice", "code": "MA.FR.1", "statement": "I can count twice."})
    assert answer.status_code == 422
    assert "already names" in text_of(answer)
    assert "I can count twice." in text_of(answer)
    assert client.post(f"{add}?what=strand", {"code": "", "name": "", "domain": "MA"}).status_code == 422
    assert client.get(f"{add}?what=nonsense").status_code == 200


# -- the words --


def test_the_editor_saves_what_was_changed_and_nothing_else(draft, client):
    page = client.get(at("draft_words", draft))
    sent = fields_of(page) | {"title": "Sums", "statement:es": "Puedo sumar.", "depth": "3"}
    answer = client.post(at("draft_words", draft), sent, follow=True)
    assert "Saved." in text_of(answer)
    (act,) = history(draft.uuid)
    assert {one.field for one in act.changes} == {"title", "statement:es", "depth"}
    again = client.post(
        at("draft_words", draft), fields_of(client.get(at("draft_words", draft))), follow=True
    )
    assert "nothing was saved" in text_of(again)


def test_two_editors_of_one_field_see_both_wordings(world, draft, client, sign_in, clock):
    opened = fields_of(client.get(at("draft_words", draft)))
    clock.advance(minutes=92)
    edit_competency(draft.uuid, ADDING, {"title": "Theirs"}, by=world.viewer("lena").actor)
    answer = client.post(at("draft_words", draft), opened | {"title": "Mine", "code": "MA.FR.7"})
    page = text_of(answer)
    assert answer.status_code == 409
    assert "Lena Moss changed this at" in page
    assert ".." not in re.search(r"Lena Moss changed this at[^<]*", page)[0]
    assert '<a href="#title">Lena Moss changed this at' in answer.content.decode(), (
        "said at the top, with the way"
    )
    assert "Theirs" in page
    assert 'value="Mine"' in page
    assert stored(draft).title == "Theirs"
    assert stored(draft).code == "MA.FR.7", "the other field is saved"
    mended = fields_of_page(page)
    kept = client.post(at("draft_words", draft, "MA.FR.7"), mended | {"keep": "title"}, follow=True)
    assert kept.status_code == 200
    assert stored(draft).title == "Theirs"
    client.post(at("draft_words", draft, "MA.FR.7"), mended | {"title": "Both"})
    assert stored(draft).title == "Both"


def fields_of_page(page):
    class Page:
        content = page.encode()

    return fields_of(Page)


def test_a_place_that_moved_meanwhile_is_shown_too(world, draft, client):
    opened = fields_of(client.get(at("draft_words", draft)))
    edit_competency(draft.uuid, ADDING, {"strand": "MA.DA"}, by=world.viewer("lena").actor)
    answer = client.post(at("draft_words", draft), opened | {"place": "strand LI.RE"})
    assert answer.status_code == 409
    assert "Lena Moss changed this" in text_of(answer)
    assert stored(draft).strand_code == "MA.DA"


def test_words_that_cannot_be_taken_stay_in_the_form(draft, client):
    sent = fields_of(client.get(at("draft_words", draft))) | {"statement": "I can add a lot.", "weight": "0"}
    answer = client.post(at("draft_words", draft), sent)
    assert answer.status_code == 422
    assert "I can add a lot." in text_of(answer)
    assert 'href="#weight"' in text_of(answer)


def test_the_words_are_looked_at_while_they_are_typed_and_nothing_is_saved(draft, client):
    sent = fields_of(client.get(at("draft_words", draft))) | {"statement": "Understand fractions."}
    part = text_of(client.post(at("draft_check", draft), sent, headers={"HX-Request": "true"}))
    assert "It does not begin with “I can”" in part
    assert "Understand" in part
    assert "<html" not in part
    whole = text_of(client.post(at("draft_check", draft), sent))
    assert "It does not begin with “I can”" in whole
    assert "Understand fractions." in whole
    assert stored(draft).statement.startswith("I can add")


def test_a_competency_is_taken_out_and_comes_back(draft, client):
    address = at("draft_remove", draft)
    assert "4 descriptors" in text_of(client.get(address))
    client.post(address)
    assert client.get(address).status_code == 404
    (act,) = history(draft.uuid)
    answer = client.post(reverse("curriculum:draft_take_back", args=[draft.uuid, act.act]), follow=True)
    assert "Taken back." in text_of(answer)
    assert client.get(address).status_code == 200


# -- who, when, and in which language --


def test_only_the_districts_curriculum_leads_write_drafts(world, draft, sign_in):
    for who in ("ortiz", "lena", "adam", "ana"):
        answer = sign_in(getattr(world, who)).get(reverse("curriculum:draft", args=[draft.uuid]))
        assert answer.status_code == 404, who


def test_a_curriculum_lead_of_one_school_does_not_write_the_districts_line(world, draft, sign_in):
    from headway.district.people import services as people
    from tests.worlds import BUILDER

    people.assign_duty(person=world.webb, role="curriculum_lead", organisation=world.alder, by=BUILDER)
    client = sign_in(world.webb)
    assert client.get(reverse("curriculum:drafts")).status_code == 403
    assert client.get(reverse("curriculum:draft", args=[draft.uuid])).status_code == 403


def test_a_draft_that_is_published_leads_to_the_versions_and_takes_no_more_words(draft, client, priya):
    publish(draft.id, by=priya.actor)
    answer = client.get(reverse("curriculum:draft", args=[draft.uuid]), follow=True)
    assert "This draft is published as version 2" in answer.content.decode()
    assert client.post(at("draft_words", draft), {"title": "Late"}).status_code == 404


@pytest.mark.parametrize(
    "name", ["draft_words", "draft_levels", "draft_examples", "draft_arrows", "draft_talk", "draft_remove"]
)
def test_every_page_speaks_spanish(world, draft, client, name):
    client.post(reverse("choose_language"), {"language": "es", "next": "/"})
    page = text_of(client.get(at(name, draft)))
    assert 'lang="es"' in page
    assert "Sumar fracciones" in page
    assert "Palabras y lugar" in page
