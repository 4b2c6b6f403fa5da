"""Finding on a map: words in both languages, filters, arrows, sources, examples; here and on the whole shelf."""

from __future__ import annotations

import pytest
from django.http import Http404

from headway.district.continuum.api import (
    AssociationContent,
    ExemplarContent,
    current_map,
    findable_items,
    map_of,
    newest_published,
    sources_of,
)
from headway.district.continuum.models import Crosswalk, CrosswalkLink, Framework
from headway.district.foundation.api import clock as clocks
from headway.district.portals.presenting.continua.answering import items_for_file
from headway.district.portals.presenting.continua.asked import Asked, Search, read_asked
from headway.district.portals.presenting.continua.finding import find_here, find_on_shelf
from headway.district.portals.presenting.continua.page import map_page
from tests.portals.continua.lines import a_line, loaded


def found(continuum, **search) -> set[str]:
    is_direct = search.pop("is_direct", False)
    finding = find_here(continuum, Search(**search), sources_of(continuum.version), is_direct=is_direct)
    return {continuum.competencies[position].code for position in finding.positions}


def test_items_of_a_search_stand_in_the_order_of_the_map(world):
    continuum = current_map()
    assert [one.identifier for one in findable_items(continuum.version)] == [
        one.identifier for one in continuum.competencies
    ]


@pytest.mark.parametrize(
    ("search", "codes"),
    [
        ({"q": "fraction"}, {"MA.FR.1", "MA.FR.2", "MA.FR.3"}),
        ({"q": "fractions"}, {"MA.FR.1", "MA.FR.2", "MA.FR.3"}),
        ({"q": "FRACCIÓN"}, {"MA.FR.1", "MA.FR.2", "MA.FR.3"}),
        ({"q": "ma.da"}, {"MA.DA.1", "MA.DA.2"}),
        ({"level": "5", "q": "fractions"}, {"MA.FR.3"}),
        ({"level": "none"}, set()),
        ({"depth": "4"}, set()),
        ({"kind": "habits", "level": "4"}, {"HS.PR.2"}),
        ({"needs": "MA.FR.1"}, {"MA.FR.2", "MA.FR.3", "MA.DA.2"}),
        ({"needs": "ma.fr.1", "is_direct": True}, {"MA.FR.2", "MA.DA.2"}),
        ({"leads": "MA.DA.2"}, {"MA.FR.1", "MA.DA.1"}),
        ({"needs": "MA.FR.1", "leads": "MA.FR.3"}, {"MA.FR.2"}),
        ({"exemplars": "yes"}, set()),
        ({"source": "no-such-framework"}, set()),
    ],
)
def test_everything_that_is_asked_for_must_fit(world, search, codes):
    assert found(current_map(), **search) == codes


def test_an_enye_is_a_letter_of_its_own_and_accents_are_not(db, clock):
    version = loaded(
        a_line(
            ("A", "S1", 1, {"title": "El año y el número"}),
            ("B", "S1", 2, {"title": "La mano y la raíz"}),
        )
    )
    continuum = map_of(version.id)
    assert found(continuum, q="ñ") == {"A"}
    assert found(continuum, q="AÑO") == {"A"}
    assert found(continuum, q="an\u0303o") == {"A"}
    assert found(continuum, q="ano") == {"B"}
    assert found(continuum, q="numero") == {"A"}
    assert found(continuum, q="raíces") == {"B"}


def test_a_file_of_a_domain_that_is_not_here_does_not_exist(world):
    continuum = current_map()
    assert len(items_for_file(continuum, Asked(domain="MA"))) == 5
    for asked in (Asked(domain="NOPE"), Asked(domain="MA", strand="NOPE")):
        with pytest.raises(Http404):
            items_for_file(continuum, asked)


def test_a_code_that_nobody_has_is_said_and_finds_nothing(world):
    finding = find_here(current_map(), Search(needs="XX.9"))
    assert finding.positions == ()
    assert "XX.9" in finding.remark


def test_what_has_examples_is_told_from_what_has_none(db, clock):
    version = loaded(
        a_line(("A", "S1", 1, {"exemplars": (ExemplarContent("A letter", 3, "Dear …"),)}), ("B", "S1", 2))
    )
    continuum = map_of(version.id)
    assert found(continuum, exemplars="yes") == {"A"}
    assert found(continuum, exemplars="no") == {"B"}


class TestSources:
    def test_a_link_of_a_package_names_its_framework_on_both_sides(self, db, clock):
        there = loaded(
            a_line(("X", "S1", 1), ("Y", "S1", 2), identifier="standards", title="State standards")
        )
        link = AssociationContent(
            "link-1", "exactMatchOf", "own-A", "standards-X", is_outside=True, destination_uri="urn:x"
        )
        here = loaded(a_line(("A", "S1", 1), ("B", "S1", 2), identifier="own", associations=(link,)))
        (source,) = sources_of(here)
        assert (source.title, source.identifiers) == ("State standards", {"own-A"})
        assert found(map_of(here.id), source=str(source.framework_uuid)) == {"A"}
        (back,) = sources_of(there)
        assert back.identifiers == {"standards-X"}

    def test_a_crosswalk_link_counts_once_a_person_accepted_it(self, db, clock):
        loaded(a_line(("X", "S1", 1), identifier="standards", title="State standards"))
        here = loaded(a_line(("A", "S1", 1), ("B", "S1", 2), identifier="own"))
        assert sources_of(here) == ()
        walk = Crosswalk.objects.create(
            title="Own and state",
            origin=Framework.objects.get(identifier="own"),
            destination=Framework.objects.get(identifier="standards"),
            begun_at=clocks.now(),
        )
        for code, answer in (("A", "refused"), ("B", "accepted")):
            CrosswalkLink.objects.create(
                crosswalk=walk,
                origin_identifier=f"own-{code}",
                destination_identifier="standards-X",
                answer=answer,
                at=clocks.now(),
            )
        (source,) = sources_of(here)
        assert source.identifiers == {"own-B"}


def test_the_whole_shelf_is_looked_through_framework_by_framework(world):
    loaded(a_line(("X", "S1", 1, {"title": "Fracciones y más"}), identifier="standards", title="State"))
    hits = find_on_shelf(newest_published(), Search(q="fracciones"))
    assert [(version.title, [one.code for one in ones]) for version, ones in hits] == [
        ("Three Rivers continuum", ["MA.FR.1", "MA.FR.2", "MA.FR.3"]),
        ("State", ["X"]),
    ]


def test_a_hit_elsewhere_leads_to_that_framework(world):
    loaded(a_line(("X", "S1", 1, {"title": "Fracciones y más"}), identifier="standards", title="State"))
    asked = Asked(search=Search(q="fracciones"), everywhere="yes")
    page = map_page(current_map(), asked, link=lambda one: "/", shelf=newest_published())
    (own, state) = page.found.groups
    assert page.found.count == 4
    assert own[1][0].href.endswith("focus=MA.FR.1")
    assert state[1][0].href.startswith("?version=")
    assert state[1][0].href.endswith("focus=X")


@pytest.mark.parametrize(
    "query",
    [
        {"from": "-1", "to": "9" * 40, "depth": "9", "kind": "x", "sort": "; drop", "level": "²"},
        {"from": "x", "view": "cube", "reach": "far", "everywhere": "1", "importance": "huge"},
    ],
)
def test_values_that_nobody_offers_ask_nothing(query):
    asked = read_asked(query)
    assert asked.search.is_empty
    assert asked.pairs() == []


def test_a_band_asked_for_backwards_is_turned_round():
    asked = read_asked({"from": "8", "to": "5"})
    assert (asked.low, asked.high) == (5, 8)


def test_an_address_says_everything_and_reads_back():
    query = {
        "domain": "MA",
        "strand": "MA.FR",
        "from": "3",
        "to": "5",
        "q": "ñandú & co",
        "needs": "A",
        "focus": "B",
    }
    asked = read_asked(query)
    assert dict(asked.pairs()) == query
