"""Parts of a map page: what the browser asks for while the rest stays, and the whole where the rest would not fit."""

from __future__ import annotations

import pytest


@pytest.fixture
def part(world, sign_in):
    priya = sign_in(world.priya)

    def asked(query: str, target: str, on_screen: str = "", **headers):
        return priya.get(
            f"/continuum/{query}",
            headers={
                "HX-Request": "true",
                "HX-Target": target,
                "HX-Current-URL": f"http://testserver/continuum/{on_screen}",
                **headers,
            },
        )

    return asked


def test_choosing_an_item_brings_its_panel_and_the_places_to_mark(part):
    response = part("?focus=MA.FR.2", "line-panel")
    page = response.content.decode()
    assert 'id="line-panel"' in page
    assert 'id="line-bar"' in page
    assert "data-before" in page
    assert "Equal fractions" in page
    assert "<table" not in page
    assert "<html" not in page
    assert response["HX-Push-Url"] == "/continuum/?domain=MA&focus=MA.FR.2"


def test_an_item_of_another_domain_brings_its_map(part):
    response = part("?focus=LI.RE.2", "line-panel", "?domain=MA")
    assert response["HX-Retarget"] == "#line"
    assert "<table" in response.content.decode()


def test_a_search_brings_its_list_and_the_places_to_mark(part):
    response = part("?domain=MA&q=fractions", "line-found", "?domain=MA")
    page = response.content.decode()
    assert "3 competencies found" in page
    assert "data-hits" in page
    assert "<table" not in page
    assert response["HX-Push-Url"] == "/continuum/?domain=MA&q=fractions"


def test_a_search_in_a_table_brings_the_table(part):
    assert "<table" in part("?view=table&q=fractions", "line-found", "?view=table").content.decode()


def test_looking_closer_brings_the_line_with_its_title(part):
    page = part("?strand=MA.FR", "line").content.decode()
    assert "<title>" in page
    assert "is-close" in page
    assert "<html" not in page


def test_going_back_brings_the_whole_page(part):
    response = part("?focus=MA.FR.2", "line-panel", **{"HX-History-Restore-Request": "true"})
    assert "<html" in response.content.decode()
    assert "HX-Push-Url" not in response


@pytest.mark.parametrize("on_screen", ["?domain=%00", "?from=x", "?" + "a" * 3000])
def test_whatever_the_browser_says_is_on_the_screen_is_harmless(part, on_screen):
    assert part("?focus=MA.FR.2", "line-panel", on_screen).status_code == 200
