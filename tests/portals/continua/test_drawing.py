"""What is written on a map: light marks, words for those who hear it, and nothing that a framework could smuggle in."""

from __future__ import annotations

import re

import pytest

from headway.district.continuum.api import current_map, map_of
from headway.district.portals.presenting.continua.asked import Asked
from headway.district.portals.presenting.continua.page import map_page
from tests.portals.continua.lines import a_line, loaded


def drawn(continuum, **asked):
    return map_page(continuum, Asked(**asked), link=lambda one: f"/page/{one.code}/")


def test_names_and_titles_are_text_and_never_marks(db, clock):
    evil = '"><script>alert(1)</script>'
    continuum = map_of(
        loaded(a_line((f"A{evil}", "S1", 1, {"title": evil, "statement": evil}), title=evil)).id
    )
    for asked in ({}, {"strand": "S1"}, {"focus": f"A{evil}"}):
        page = drawn(continuum, **asked)
        assert "<script" not in page.head + page.body()


def test_a_mark_says_code_title_level_importance_and_its_place_on_the_way(world):
    page = drawn(current_map(), focus="MA.FR.2")
    html = page.body()
    assert 'aria-label="MA.FR.2, Equal fractions, Level 4, Essential, chosen" aria-current="true"' in html
    assert 'aria-label="MA.FR.1, Parts of a whole, Level 3, Essential, leads to the chosen one"' in html
    assert 'aria-label="MA.FR.3, Adding fractions, Level 5, Essential, opened by the chosen one"' in html


def test_one_step_marks_neighbours_only(world):
    html = drawn(current_map(), focus="LI.RE.1", domain="LI").body()
    direct = drawn(current_map(), focus="LI.RE.1", domain="LI", reach="direct").body()
    assert html.count("rel-after") > direct.count("rel-after") >= 1


def test_what_is_drawn_is_kept_by_map_and_language_not_mixed(world):
    from django.utils import translation

    english = drawn(current_map()).body()
    with translation.override("es"):
        spanish = drawn(current_map()).body()
    assert "Parts of a whole" in english
    assert "Partes de un todo" in spanish
    assert "Partes de un todo" not in english


def test_closely_the_titles_are_written_out(world):
    assert "<span>Equal fractions</span>" in drawn(current_map(), strand="MA.FR").body()
    assert "<span>Equal fractions</span>" not in drawn(current_map()).body()


@pytest.mark.parametrize("number", [1500])
def test_a_map_of_1500_holds_each_once_and_stays_light(db, clock, number):
    items = [(f"BIG.{n:04}", f"S{n % 12}", n % 13) for n in range(number)]
    continuum = map_of(loaded(a_line(*items, strands=tuple(f"S{n}" for n in range(12)))).id)
    html = drawn(continuum).body()
    assert len(set(re.findall(r'id="n(\d+)"', html))) == number
    assert len(html) < 200 * number


def test_the_panel_tells_the_way_and_leads_on_within_the_same_look(world):
    panel = drawn(current_map(), focus="MA.DA.2", strand="MA.DA").panel
    assert panel.sentence == "2 competencies lead here; the line ends here."
    assert {one.code for one in panel.before} == {"MA.FR.1", "MA.DA.1"}
    assert all("strand=MA.DA" in one.href for one in panel.before)
    assert panel.href == "/page/MA.DA.2/"


def test_an_item_without_a_code_is_chosen_by_its_uuid(db, clock):
    continuum = map_of(loaded(a_line(("", "S1", 1, {"title": "No code", "statement": "I can."}))).id)
    one = continuum.competencies[0]
    page = drawn(continuum, focus=str(one.uuid))
    assert page.panel.title == "No code"
    assert f"focus={one.uuid}" in page.body()
