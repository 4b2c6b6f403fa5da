"""The K-12 line as a map and as a table: everything is on both, and a way in is the whole way in."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.conf import settings

from headway.district.continuum.api import current_map
from headway.district.continuum.models import Competency, FrameworkVersion, Prerequisite, Strand
from headway.mastery.continuum import ancestors, descendants
from tests.portals.showing import english_left_in, text_of


@pytest.fixture
def page(world, sign_in):
    priya = sign_in(world.priya)
    return lambda address="", **more: priya.get(f"/continuum/{address}", **more)


def map_of(response) -> str:
    return re.search(r'<table class="map .*?</table>', response.content.decode(), re.S).group(0)


def nodes_of(html: str) -> dict[str, str]:
    """What is on the map: code → classes of its mark."""
    found = re.findall(r'<a class="(node[^"]+)"[^>]*?aria-label="([A-Z]+\.[A-Z]+\.\d+),', html)
    return {code: classes for classes, code in found}


def columns_of(html: str, kind: str = "") -> list[str]:
    """The levels above the columns, or above those of a kind."""
    heads = re.findall(r'<th scope="col" role="columnheader"([^>]*)>(.*?)</th>', html, re.S)
    return [
        found[1] for mark, head in heads if kind in mark and (found := re.search(r"</span>(\d+)</a>", head))
    ]


def rows_of(html: str) -> list[str]:
    return re.findall(r'<th scope="row"[^>]*><a[^>]*>([^<]+)</a>', html)


class TestTheMap:
    def test_levels_are_columns_and_strands_are_rows(self, page):
        html = map_of(page())
        assert columns_of(html) == ["3", "4", "5"]
        assert rows_of(html) == ["Fractions", "Data"]
        (fractions, data) = re.findall(r"<tr role=\"row\"><th scope=\"row\".*?</tr>", html, re.S)
        assert [len(nodes_of(cell)) for cell in re.findall(r"<td.*?</td>", fractions, re.S)] == [1, 1, 1]
        assert [len(nodes_of(cell)) for cell in re.findall(r"<td.*?</td>", data, re.S)] == [0, 1, 1]

    def test_every_competency_of_the_domain_is_on_it_once(self, page, world):
        for domain in ("MA", "LI", "HS"):
            wanted = {code for code in world.competencies if code.startswith(domain)}
            assert set(nodes_of(map_of(page(f"?domain={domain}")))) == wanted

    def test_a_seam_between_schools_is_marked_where_learners_change(self, page, world):
        # A published version never changes, so tests change it before the first look.
        Competency.objects.filter(code="MA.DA.2").update(level=6)
        html = map_of(page())
        assert columns_of(html, "is-seam") == ["6"]
        assert "seam" in text_of(page(), within="thead")
        assert "a seam: learners often change schools here" in text_of(page())

    def test_there_is_no_seam_where_a_domain_begins(self, page):
        assert "is-seam" not in map_of(page())

    def test_what_is_essential_looks_otherwise_than_what_supports_it(self, page, world):
        Competency.objects.filter(code="MA.FR.2").update(importance="supporting")
        nodes = nodes_of(map_of(page()))
        assert "is-supporting" in nodes["MA.FR.2"]
        assert "is-essential" in nodes["MA.FR.1"]

    def test_a_competency_without_a_place_is_not_lost(self, page, world):
        Competency.objects.filter(code="MA.FR.3").update(level=None)
        html = map_of(page())
        assert "Any level" in html
        assert "MA.FR.3" in nodes_of(html)

    def test_strands_stand_in_the_order_of_the_continuum_not_of_the_alphabet(self, page, world):
        Strand.objects.filter(code="MA.FR").update(sequence=9)
        html = map_of(page())
        assert rows_of(html) == ["Data", "Fractions"]


class TestTheFocus:
    @pytest.mark.parametrize("code", ["MA.FR.1", "MA.FR.2", "MA.DA.2", "LI.WR.2", "LI.RE.1"])
    def test_the_marked_way_is_the_closure_of_the_graph(self, page, code):
        nodes = {}
        for domain in ("MA", "LI", "HS"):
            nodes |= nodes_of(map_of(page(f"?domain={domain}&focus={code}")))
        continuum = current_map()
        focus = next(one for one in continuum.competencies if one.code == code)

        def codes(positions) -> set[str]:
            return {continuum.competencies[int(one)].code for one in positions}

        def marked(relation: str) -> set[str]:
            return {one for one, classes in nodes.items() if f"rel-{relation}" in classes}

        assert marked("before") == codes(ancestors(continuum.graph, focus.position))
        assert marked("after") == codes(descendants(continuum.graph, focus.position))
        assert marked("focus") == {code}

    def test_the_way_is_told_in_words_and_numbers(self, page):
        text = text_of(page("?focus=MA.FR.2"))
        assert "1 competency leads here; it opens the way to 1 more." in text
        assert "Nothing has to come first; it opens the way to 3 more." in text_of(page("?focus=MA.FR.1"))
        assert "3 competencies lead here; the line ends here." in text_of(page("?focus=LI.WR.2"))

    def test_a_way_crosses_domains_and_says_where_it_goes(self, page, world):
        Prerequisite.objects.create(
            version=world.version, before=world.competency("MA.DA.1"), after=world.competency("LI.WR.1")
        )
        text = text_of(page("?focus=LI.WR.1"))
        assert "Reading a chart" in text

    def test_the_focus_opens_its_own_domain(self, page):
        assert "LI.RE.3" in nodes_of(map_of(page("?focus=LI.RE.2")))

    @pytest.mark.parametrize(
        "query", ["?focus=NO.SUCH.1", "?domain=XX", "?domain=<script>", "?view=cube", "?focus=&domain="]
    )
    def test_what_does_not_exist_is_harmless(self, page, query):
        response = page(query)
        assert response.status_code == 200
        assert set(nodes_of(map_of(response))) == {"MA.FR.1", "MA.FR.2", "MA.FR.3", "MA.DA.1", "MA.DA.2"}
        assert "<script>" not in response.content.decode()


class TestTheTable:
    @pytest.mark.parametrize("domain", ["MA", "LI", "HS"])
    def test_it_holds_the_competencies_of_the_map(self, page, domain):
        table = page(f"?domain={domain}&view=table")
        assert '<table class="map' not in table.content.decode()
        codes = re.findall(r'<td data-label="Code">([^<]+)</td>', table.content.decode())
        assert sorted(codes) == sorted(nodes_of(map_of(page(f"?domain={domain}"))))

    def test_it_says_what_each_grows_from(self, page):
        html = page("?view=table").content.decode()
        row = next(row for row in re.findall(r"<tr>.*?</tr>", html, re.S) if "MA.DA.2" in row)
        assert re.search(r'<td data-label="Grows from">([^<]+)</td>', row).group(1) == "MA.FR.1, MA.DA.1"


# -- one competency, search, shelf, file --


class TestOneCompetency:
    def test_it_tells_what_work_looks_like_at_each_level(self, page, world):
        text = text_of(page(f"competency/{world.competency('MA.FR.2').uuid}/"))
        for part in (
            "I can explain why two fractions are equal.",
            "Starts with help.",
            "Does it in a new setting and explains how.",
            "the mark",
            "Parts of a whole",
            "Adding fractions",
        ):
            assert part in text

    def test_missing_descriptors_are_missed(self, page, world):
        world.competency("MA.FR.2").descriptors.all().delete()
        text = text_of(page(f"competency/{world.competency('MA.FR.2').uuid}/"))
        assert "Descriptors will stand here" in text

    def test_an_unknown_one_is_no_page(self, page, world):
        assert page(f"competency/{world.version.uuid}/").status_code == 404


class TestSearch:
    def found(self, response) -> set[str]:
        return set(re.findall(r"\b(?:MA|LI|HS)\.[A-Z]{2}\.\d\b", text_of(response)))

    @pytest.mark.parametrize(
        ("query", "codes"),
        [
            ("q=fractions", {"MA.FR.1", "MA.FR.2", "MA.FR.3"}),
            ("q=FRACCION", {"MA.FR.1", "MA.FR.2", "MA.FR.3"}),
            ("q=opinion", {"LI.WR.1"}),
            ("q=opini%C3%B3n", {"LI.WR.1"}),
            ("q=grafica+leer", {"MA.DA.1"}),
            ("q=ma.da", {"MA.DA.1", "MA.DA.2"}),
            ("level=5", {"MA.FR.3", "MA.DA.2", "LI.RE.3", "LI.WR.2"}),
            ("level=4&domain=LI", {"LI.RE.2", "LI.WR.1"}),
            ("q=zzz", set()),
            ("level=x&depth=9&importance=huge", set()),
        ],
    )
    def test_words_in_both_languages_accents_aside_and_filters(self, page, query, codes):
        assert self.found(page(f"find/?{query}")) == codes

    def test_nothing_found_says_what_to_try(self, page):
        assert "Try fewer words, or leave out the level." in text_of(page("find/?q=zzz"))

    def test_a_part_of_the_page_is_answered_while_typing(self, page):
        response = page("find/?q=fractions", headers={"HX-Request": "true"})
        assert "<html" not in response.content.decode()
        assert "Equal fractions" in response.content.decode()


def test_the_file_holds_every_competency_and_runs_no_formula(page, world):
    Competency.objects.filter(code="MA.FR.1").update(title='=HYPERLINK("x")')
    response = page("continuum.csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert {row["Code"] for row in rows} == set(world.competencies)
    second = next(row for row in rows if row["Code"] == "MA.DA.2")
    assert (second["Strand"], second["Level"], second["Grows from"]) == ("Data", "5", "MA.FR.1, MA.DA.1")
    first = next(row for row in rows if row["Code"] == "MA.FR.1")
    assert not first["Title"].startswith("=")


def test_the_shelf_names_the_frameworks(page):
    assert "Three Rivers continuum" in text_of(page("frameworks/"))


def test_before_anything_is_published_the_pages_say_what_to_do(page, world):
    FrameworkVersion.objects.update(status="draft")
    text = text_of(page())
    assert "The map of the whole line will stand here once a continuum is published." in text
    assert "Import a framework as a CASE package to begin" in text
    assert page("find/?q=x").status_code == 200
    assert page("continuum.csv").status_code == 404


@pytest.mark.parametrize("who", ["ortiz", "adam", "lena", "rosa", "ana"])
@pytest.mark.parametrize("address", ["", "find/", "frameworks/", "continuum.csv"])
def test_those_without_the_duty_find_no_such_page(world, sign_in, who, address):
    assert sign_in(getattr(world, who)).get(f"/continuum/{address}").status_code == 404


def test_the_map_costs_few_queries_whatever_it_holds(page, django_assert_max_num_queries):
    page()
    for address in ("", "?focus=MA.FR.2", "?view=table", "?q=fractions&level=4", "find/?q=fractions"):
        with django_assert_max_num_queries(12):
            page(address)


def test_every_page_can_be_read_in_spanish(world, sign_in):
    priya = sign_in(world.priya)
    priya.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    for address in (
        "",
        "?focus=MA.FR.2",
        "?view=table",
        "?strand=MA.FR",
        "?from=4&to=5&q=fracciones",
        "?needs=MA.FR.1&reach=direct",
        "?q=zzz&everywhere=yes",
        "find/",
        "find/?q=fracciones",
        "find/?q=zzz",
        "frameworks/",
        f"competency/{world.competency('MA.FR.2').uuid}/",
    ):
        response = priya.get(f"/continuum/{address}")
        assert english_left_in(response, except_for=("Three Rivers continuum",)) == [], address
    header = next(csv.reader(io.StringIO(priya.get("/continuum/continuum.csv").content.decode())))
    assert header[:3] == ["Código", "Área", "Línea de aprendizaje"]
    assert "Partes de un todo" in priya.get("/continuum/continuum.csv").content.decode()
