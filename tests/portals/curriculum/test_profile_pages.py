"""The pages of the graduate profile: cards, one statement, linking in bulk, the report and its table."""

from __future__ import annotations

import csv
import io

import pytest
from django.conf import settings

from headway.district.continuum.api import link_competencies, profile_statements, save_statement
from headway.district.continuum.models import ProfileLink
from tests.district.continuum.versions import LEAD, competency_like, next_version
from tests.portals.showing import english_left_in, text_of


@pytest.fixture
def priya(world, sign_in):
    return sign_in(world.priya)


@pytest.fixture
def reasoning(world):
    return save_statement(
        title="Our graduates weigh evidence before they judge.",
        text="They read a chart and quote a text.",
        code="GP.1",
        translations={
            "es": {"title": "Nuestros graduados sopesan las pruebas.", "text": "Leen una gráfica y citan."}
        },
        by=LEAD,
    )


def test_without_statements_the_page_says_how_to_begin(world, priya):
    text = text_of(priya.get("/continuum/profile/"))
    assert "Begin with one sentence" in text
    assert "Add a statement" in text


def test_a_statement_is_written_with_its_spanish_words(world, priya):
    sent = {
        "title": "Our graduates care.",
        "text": "",
        "code": "GP.9",
        "title:es": "Nuestros graduados cuidan.",
        "text:es": "",
    }
    page = priya.post("/continuum/profile/add/", sent, follow=True)
    assert "The statement is saved." in text_of(page)
    (one,) = profile_statements()
    assert one.translations == {"es": {"title": "Nuestros graduados cuidan."}}
    again = priya.post(
        f"/continuum/profile/{one.uuid}/words/", sent | {"title": "Our graduates look after others."}
    )
    assert again.status_code == 302
    assert profile_statements()[0].title == "Our graduates look after others."


def test_an_empty_statement_is_said_at_its_field_and_what_was_typed_stays(world, priya):
    page = priya.post("/continuum/profile/add/", {"title": " ", "text": "They look after each other."})
    assert page.status_code == 422
    assert "A statement needs its sentence." in text_of(page)
    assert "They look after each other." in page.content.decode()
    assert profile_statements() == ()


def test_competencies_are_suggested_by_shared_words_searched_linked_and_taken_off(world, priya, reasoning):
    address = f"/continuum/profile/{reasoning.uuid}/"
    page = priya.get(address)
    assert "Reading a chart" in text_of(page)
    assert "shares the words" in text_of(page)
    found = priya.get(address, {"q": "pruebas", "domain": "LI"}, headers={"HX-Request": "true"})
    assert 'value="world-LI.RE.2"' in found.content.decode(), "words are found in every language"
    assert "MA.DA.1" not in found.content.decode()
    sent = {"competency": ["world-LI.RE.2", "world-MA.DA.1", "world-MA.DA.1"]}
    linked = priya.post(f"{address}link/", sent, follow=True)
    assert "2 competencies were linked." in text_of(linked)
    assert "Served in 2 domains, on level 4; no stretch is empty." in text_of(linked)
    off = priya.post(f"{address}unlink/", {"competency": ["world-LI.RE.2"]}, follow=True)
    assert "1 competency was taken off. Served in 1 domain, on level 4; no stretch is empty." in text_of(off)
    last = priya.post(f"{address}unlink/", {"competency": ["world-MA.DA.1"]}, follow=True)
    assert "Nothing serves it yet." in text_of(last)


def test_nothing_chosen_changes_nothing_and_a_stranger_among_them_refuses_all(world, priya, reasoning):
    address = f"/continuum/profile/{reasoning.uuid}/"
    assert "nothing was linked" in text_of(priya.post(f"{address}link/", {}, follow=True))
    assert "nothing was taken off" in text_of(priya.post(f"{address}unlink/", {}, follow=True))
    refused = priya.post(f"{address}link/", {"competency": ["world-LI.RE.2", "nobody"]})
    assert refused.status_code == 422
    assert not ProfileLink.objects.exists()


def test_what_would_fill_an_empty_stretch_is_suggested_first(world, priya, reasoning):
    next_version(
        world.version.pk,
        added=(competency_like("m7", "MA.FR.7", "I can weigh what a chart of ratios shows.", level=7),),
    )
    link_competencies(reasoning.uuid, ["world-MA.DA.1"], by=LEAD)
    page = text_of(priya.get(f"/continuum/profile/{reasoning.uuid}/"))
    assert "nothing on levels 6 to 7." in page
    offered = page[page.index("Suggested, because") :]
    assert offered.index("MA.FR.7") < offered.index("MA.FR.1 ") if "MA.FR.1 " in offered else True
    assert "nothing serves it on levels 6 to 7 yet" in offered


def test_the_order_is_the_communitys(world, priya, reasoning):
    second = save_statement(title="Our graduates care.", by=LEAD)
    priya.post("/continuum/profile/order/", {"up": str(second.uuid)})
    assert [one.uuid for one in profile_statements()] == [second.uuid, reasoning.uuid]
    priya.post("/continuum/profile/order/", {"down": str(second.uuid)})
    assert [one.uuid for one in profile_statements()] == [reasoning.uuid, second.uuid]
    assert priya.post("/continuum/profile/order/", {"up": "nobody"}).status_code == 404


def test_a_statement_is_taken_out_and_put_back(world, priya, reasoning):
    out = priya.post(f"/continuum/profile/{reasoning.uuid}/retire/", follow=True)
    assert "Statements that were taken out (1)" in text_of(out)
    assert profile_statements() == ()
    priya.post(f"/continuum/profile/{reasoning.uuid}/restore/")
    assert len(profile_statements()) == 1


def test_the_report_names_what_nothing_serves_and_essentials_that_serve_none(world, priya, reasoning):
    lonely = save_statement(title="Our graduates care for the earth.", by=LEAD)
    link_competencies(reasoning.uuid, ["world-LI.RE.2"], by=LEAD)
    text = text_of(priya.get("/continuum/profile/report/"))
    assert "Of 2 statements: nothing serves 1 statement." in text
    assert f"Nothing serves {lonely.title}" in text
    assert "11 essential competencies serve no statement." in text
    rows = list(csv.DictReader(io.StringIO(priya.get("/continuum/profile.csv").content.decode())))
    assert [row["Competency"] for row in rows if row["Code"] == "GP.1"] == ["LI.RE.2"]
    assert {row["Remark"] for row in rows if row["Statement"] == lonely.title} == {"Nothing serves it yet."}
    assert sum(row["Remark"] == "Essential, and serves no statement." for row in rows) == 11


def test_without_statements_there_is_no_report(world, priya):
    assert priya.get("/continuum/profile/report/").status_code == 302


def test_the_pages_can_be_read_in_spanish(world, priya, reasoning):
    link_competencies(reasoning.uuid, ["world-LI.RE.2"], by=LEAD)
    priya.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    for address in ("", "report/", "add/", f"{reasoning.uuid}/", f"{reasoning.uuid}/words/"):
        page = priya.get(f"/continuum/profile/{address}")
        ours = (reasoning.title, reasoning.text, "chart", "quote", "evidence", "read", "text")
        assert english_left_in(page, except_for=ours) == [], address


def test_the_cost_of_the_page_does_not_grow_with_statements(
    world, priya, reasoning, django_assert_max_num_queries
):
    priya.get("/continuum/profile/")
    with django_assert_max_num_queries(12) as few:
        priya.get("/continuum/profile/")
    for number in range(5):
        made = save_statement(title=f"Statement {number}", by=LEAD)
        link_competencies(made.uuid, ["world-LI.RE.2", "world-MA.DA.1"], by=LEAD)
    with django_assert_max_num_queries(len(few)):
        priya.get("/continuum/profile/")
