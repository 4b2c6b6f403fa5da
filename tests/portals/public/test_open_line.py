"""The open line (R011): an anonymous visitor reads the continuum, and nothing about any learner; nobody is remembered."""

from __future__ import annotations

import csv
import io
import re
import uuid

import pytest
from django.test import Client

from headway.district.continuum.api import LinkAnswer, answer_links, begin_crosswalk, share_framework
from headway.district.continuum.models import (
    CaseObject,
    Competency,
    Exemplar,
    Framework,
    FrameworkVersion,
    ProfileLink,
    ProfileStatement,
)
from headway.district.foundation.api import Actor
from tests.portals.continua.lines import a_line, loaded
from tests.portals.showing import english_left_in, show, text_of  # noqa: F401  # show is a fixture

BY = Actor.system("test.open")


@pytest.fixture
def stranger() -> Client:
    return Client()


def pages(world) -> tuple[str, ...]:
    framework = world.version.framework.identifier
    one = world.competency("MA.FR.2").uuid
    return (
        "/line/en/",
        "/line/es/?domain=LI",
        "/line/en/?focus=MA.FR.2",
        "/line/en/?q=fractions&view=table",
        f"/line/en/of/{framework}/",
        f"/line/en/of/{framework}/line.csv",
        f"/line/en/competency/{one}/",
        "/line/en/profile/",
    )


class TestEverybodyReadsTheLine:
    def test_a_stranger_reads_every_page(self, world, stranger):
        for address in pages(world):
            assert stranger.get(address).status_code == 200, address

    def test_the_line_stands_there_with_what_each_grows_from_and_opens(self, world, stranger):
        text = text_of(stranger.get("/line/en/?focus=MA.FR.2"))
        assert "I can explain why two fractions are equal." in text
        assert "1 competency leads here; it opens the way to 1 more." in text

    def test_the_page_of_one_shows_statement_descriptors_and_examples(self, world, stranger):
        one = world.competency("MA.FR.2")
        Exemplar.objects.create(competency=one, title="Half and two quarters", level=3, work="1/2 = 2/4")
        text = text_of(stranger.get(f"/line/en/competency/{one.uuid}/"))
        for part in (
            "I can explain why",
            "Does it alone",
            "Half and two quarters",
            "Parts of a whole",
            "Adding fractions",
        ):
            assert part in text

    def test_the_first_address_leads_to_the_visitors_language(self, world, stranger):
        assert stranger.get("/line/", headers={"Accept-Language": "es-MX"})["Location"] == "/line/es/"
        assert stranger.get("/line/", headers={"Accept-Language": "fr"})["Location"] == "/line/en/"

    def test_the_way_in_names_it(self, world, stranger):
        assert 'href="/line/"' in stranger.get("/sign-in/").content.decode()

    def test_source_licence_and_package_are_named(self, world, stranger):
        CaseObject.objects.create(
            version=world.version,
            kind="CFDocument",
            identifier=world.version.framework.identifier,
            position=0,
            digest="x",
            payload={
                "licenseURI": {"title": "CC BY 4.0", "uri": "https://creativecommons.org/licenses/by/4.0/"},
                "officialSourceURL": "javascript:alert(1)",
                "publisher": "Three Rivers",
            },
        )
        page = stranger.get("/line/en/")
        assert "CC BY 4.0" in text_of(page)
        assert f"/ims/case/v1p1/CFPackages/{world.version.framework.identifier}" in page.content.decode()
        assert 'href="javascript' not in page.content.decode()

    def test_the_graduate_profile_tells_what_serves_each_statement(self, world, stranger):
        assert "once the community has agreed on it" in text_of(stranger.get("/line/en/profile/"))
        served = ProfileStatement.objects.create(
            organisation=world.district, code="P1", title="Explains", text="Explains how she knows."
        )
        ProfileStatement.objects.create(
            organisation=world.district, code="P2", title="Leads", text="Leads a group.", sequence=1
        )
        ProfileLink.objects.create(statement=served, identifier=world.competency("MA.FR.2").identifier)
        text = text_of(stranger.get("/line/en/profile/"))
        assert "1 competency on the line serves this." in text
        assert "Nothing on the line serves this yet" in text


class TestNothingAboutLearners:
    def test_no_page_knows_a_name(self, world, stranger, show):  # noqa: F811
        show("MA.FR.1", 3, 3, 3, decided=3)
        for address in pages(world):
            page = stranger.get(address).content.decode()
            assert not re.search(r"Reyes|Ana\b|Ortiz|/me/|/teach/|/family/", page), address

    @pytest.mark.parametrize("who", ["ana", "rosa", "ortiz", "priya"])
    def test_whoever_is_signed_in_gets_the_same_bytes(self, world, stranger, sign_in, show, who):  # noqa: F811
        show("MA.FR.1", 3, 3, 3, decided=3)
        visitor = sign_in(getattr(world, who))
        for address in pages(world):
            assert visitor.get(address).content == stranger.get(address).content, address

    def test_a_learners_own_line_is_closed_to_strangers(self, world, stranger):
        for address in (
            "/me/continuum/",
            f"/teach/learner/{world.ana.uuid}/line/",
            f"/family/{world.ana.uuid}/line/",
        ):
            assert stranger.get(address).status_code == 404

    @pytest.mark.parametrize(
        ("who", "to"),
        [
            (None, "/sign-in/?next=%2Fline%2Fmine%2F"),
            ("ana", "/me/continuum/"),
            ("rosa", "/family/"),
            ("ortiz", "/teach/learners/"),
            ("priya", "/"),
        ],
    )
    def test_my_own_line_is_found_by_way_of_signing_in(self, world, sign_in, who, to):
        response = sign_in(getattr(world, who) if who else None).get("/line/mine/")
        assert response["Location"] == to
        assert "no-store" in response["Cache-Control"]


class TestKeptByCaches:
    def test_no_cookie_is_set_and_none_is_asked_for(self, world, stranger):
        for address in pages(world):
            response = stranger.get(address)
            assert not response.cookies, address
            assert "csrf" not in response.content.decode().lower(), address
        assert stranger.get("/line/").cookies == {}

    def test_what_is_unchanged_is_not_sent_again(self, world, stranger):
        for address in pages(world):
            first = stranger.get(address)
            assert first["Cache-Control"] == "public, no-cache"
            again = stranger.get(address, headers={"If-None-Match": first["ETag"]})
            assert again.status_code == 304, address
            assert again.content == b""

    def test_each_language_and_look_has_its_own_tag(self, world, stranger):
        tags = [stranger.get(one)["ETag"] for one in ("/line/en/", "/line/es/", "/line/en/?focus=MA.FR.2")]
        assert len(set(tags)) == 3

    def test_what_changed_is_sent(self, world, stranger):
        first = stranger.get("/line/en/")
        Competency.objects.filter(code="MA.FR.1").update(title="Halves and quarters")
        # Published versions never change; another one does what a change would.
        FrameworkVersion.objects.update(uuid=uuid.uuid4())
        assert stranger.get("/line/en/", headers={"If-None-Match": first["ETag"]}).status_code == 200

    def test_a_part_is_never_kept_in_place_of_the_page(self, world, stranger):
        whole = stranger.get("/line/en/")
        part = stranger.get("/line/en/", headers={"HX-Request": "true", "HX-Target": "line"})
        assert "<html" in whole.content.decode()
        assert "<html" not in part.content.decode()
        assert "HX-Request" in whole["Vary"]
        assert part["Cache-Control"] == "no-store"

    def test_search_engines_get_title_description_and_language(self, world, stranger):
        page = stranger.get("/line/es/").content.decode()
        assert '<html lang="es"' in page
        assert re.search(r'<meta name="description" content="Matemáticas[^"]+">', page)
        assert '<meta name="robots" content="index, follow">' in page
        assert 'hreflang="en" href="/line/en/"' in page
        assert 'content="noindex, follow"' in stranger.get("/line/en/?q=x").content.decode()

    def test_the_address_decides_about_the_language_not_the_visitor(self, world, sign_in):
        rosa = sign_in(world.rosa)  # reads Spanish
        response = rosa.get("/line/en/")
        assert "Parts of a whole" in response.content.decode()
        assert response["Content-Language"] == "en"


class TestOnlyWhatIsOpen:
    def test_a_framework_that_nobody_shared_does_not_exist(self, world, stranger):
        version = loaded(a_line(("X", "S1", 1), identifier="closed", title="Closed standards"))
        one = Competency.objects.get(version_id=version.id, code="X")
        assert stranger.get("/line/en/of/closed/").status_code == 404
        assert stranger.get("/line/en/of/closed/line.csv").status_code == 404
        assert stranger.get(f"/line/en/competency/{one.uuid}/").status_code == 404
        assert "Closed standards" not in stranger.get("/line/en/").content.decode()
        share_framework("closed", is_shared=True, by=BY)
        assert "Closed standards" in stranger.get("/line/en/").content.decode()
        assert stranger.get(f"/line/en/competency/{one.uuid}/").status_code == 200
        share_framework("closed", is_shared=False, by=BY)
        assert stranger.get("/line/en/of/closed/").status_code == 404

    def test_the_file_does_not_tell_what_is_linked_to_a_framework_that_is_not_open(self, world, stranger):
        closed = loaded(a_line(("X", "S1", 1), identifier="closed", title="Closed standards"))
        here, there = world.version.framework, Framework.objects.get(pk=closed.framework_id)
        crosswalk = begin_crosswalk(here.uuid, there.uuid, by=BY)
        link = LinkAnswer(world.competency("MA.FR.2").identifier, "closed-X", is_accepted=True)
        answer_links(crosswalk, [link], by=BY)
        address = f"/line/en/of/{here.identifier}/line.csv?source={there.uuid}"
        assert "MA.FR.2" not in stranger.get(address).content.decode()
        share_framework("closed", is_shared=True, by=BY)
        assert "MA.FR.2" in stranger.get(address).content.decode()

    def test_a_draft_is_nobodys_to_read(self, world, stranger):
        FrameworkVersion.objects.update(status="draft")
        response = stranger.get("/line/en/")
        assert "once the district has opened it" in text_of(response)
        assert stranger.get(f"/line/en/competency/{world.competency('MA.FR.1').uuid}/").status_code == 404

    def test_no_other_version_can_be_named(self, world, stranger):
        version = loaded(a_line(("X", "S1", 1), identifier="closed", title="Closed standards"))
        page = stranger.get(f"/line/en/?version={version.uuid}&everywhere=yes&q=Title")
        assert "Title of X" not in page.content.decode()

    def test_a_competency_of_an_earlier_version_leads_to_where_it_lives_on(self, db, clock, stranger):
        first = loaded(a_line(("A", "S1", 1), ("B", "S1", 2), identifier="own"), is_shared=True)
        loaded(a_line(("A", "S1", 1, {"title": "New words"}), identifier="own"), is_shared=True)
        old = Competency.objects.get(version_id=first.id, code="A")
        gone = Competency.objects.get(version_id=first.id, code="B")
        response = stranger.get(f"/line/en/competency/{old.uuid}/", follow=True)
        assert "New words" in text_of(response)
        assert stranger.get(f"/line/en/competency/{gone.uuid}/").status_code == 404

    @pytest.mark.parametrize(
        "address",
        ["/line/fr/", "/line/en/of/nothing/", "/line/en/of/%00/", "/line/en/competency/none/", "/line/en/x/"],
    )
    def test_what_is_not_there_is_no_page(self, world, stranger, address):
        assert stranger.get(address).status_code in (400, 404)

    def test_what_is_not_there_is_said_in_the_language_of_the_address(self, world, stranger):
        answer = stranger.get("/line/es/of/nothing/")

        assert answer.status_code == 404
        assert '<html lang="es"' in answer.content.decode()
        assert '<html lang="en"' in stranger.get("/nothing/").content.decode()

    def test_nothing_can_be_sent_there(self, world, stranger):
        for address in pages(world):
            assert stranger.post(address).status_code in (403, 405), address


def test_the_file_holds_what_is_shown(world, stranger):
    base = f"/line/en/of/{world.version.framework.identifier}/line.csv"

    def codes(query: str) -> set[str]:
        rows = csv.DictReader(io.StringIO(stranger.get(base + query).content.decode()))
        return {row["Code"] for row in rows}

    assert codes("") == set(world.competencies)
    assert codes("?domain=LI") == {one for one in world.competencies if one.startswith("LI")}
    assert codes("?domain=MA&strand=MA.DA&from=5") == {"MA.DA.2"}
    assert codes("?domain=MA&q=opinion") == {"LI.WR.1"}


def test_in_spanish_no_english_is_left(world, stranger):
    for address in pages(world):
        if not address.endswith(".csv"):
            response = stranger.get(address.replace("/en/", "/es/"))
            assert english_left_in(response, except_for=("Three Rivers continuum",)) == [], address


def test_a_look_costs_few_queries(world, stranger, django_assert_max_num_queries):
    for address in pages(world):
        stranger.get(address)
        with django_assert_max_num_queries(9):
            stranger.get(address)
