"""The open line in a real browser: accessible, never wider than the screen, walked by keys, remembered by nobody."""

from __future__ import annotations

import pytest

from tests.journeys.axe import assert_accessible

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_every_page_is_accessible_and_fits_the_screen(world, live_server, browser, width, scheme):
    page = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()
    refused: list[str] = []
    page.on("console", lambda line: refused.append(line.text) if line.type == "error" else None)
    for address in (
        "/line/en/",
        "/line/es/?focus=MA.FR.2",
        "/line/en/?strand=MA.FR",
        "/line/en/?q=fractions&view=table",
        f"/line/en/competency/{world.competency('MA.FR.2').uuid}/",
        "/line/en/profile/",
    ):
        page.goto(live_server.url + address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{address} is too wide"
        assert_accessible(page)
    assert refused == []
    assert page.context.cookies() == []


def test_a_visitor_walks_chooses_and_goes_back(world, live_server, browser):
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"{live_server.url}/sign-in/")
    page.get_by_role("link", name="See what learners here can come to know and do").click()
    page.wait_for_url("**/line/en/")
    page.locator("table.map a.node").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_selector("#focus-title")
    page.get_by_role("navigation", name="Domains").get_by_role("link", name="Literacy").click()
    page.wait_for_url("**domain=LI")
    assert page.locator("h1").inner_text() == "Literacy"
    page.go_back()
    page.wait_for_selector("#focus-title")
    assert page.locator("h1").inner_text() == "Mathematics"
    page.locator("#focus-title a").click()
    page.wait_for_url("**/competency/**")
    assert page.locator("h1").inner_text() == "Equal fractions"
