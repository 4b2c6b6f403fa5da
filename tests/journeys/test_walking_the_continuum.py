"""The curriculum lead walks the K-12 line: domain by domain, along a path, as a table, by search and by arrow keys."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.steps import given_signed_in, then_the_page_is_well, when_opening


def test_the_lead_walks_the_whole_line(a_person):
    lead = given_signed_in(a_person(), "curriculum")
    then_the_page_is_well(lead, "curriculum-map")

    domains = lead.page.get_by_role("navigation", name="Domains").get_by_role("link")
    assert domains.count() >= 4
    for number in range(domains.count()):
        name = domains.nth(number).inner_text()
        domains.nth(number).click()
        expect(lead.page.locator("h1")).to_have_text(name)
        assert lead.page.locator("table.map a.node").count() > 10

    lead.go("/continuum/")
    shown = lead.page.locator("table.map a.node").count()
    lead.page.get_by_role("navigation", name="Ways to look").get_by_role("link", name="Table").click()
    rows = lead.page.locator("table.table tbody tr")
    expect(rows).to_have_count(shown)
    then_the_page_is_well(lead, "curriculum-table")


def test_a_chosen_competency_shows_what_leads_to_it_and_what_it_opens(a_person):
    lead = given_signed_in(a_person(), "curriculum")
    nodes = lead.page.locator("table.map a.node")
    when_opening(lead, nodes.nth(nodes.count() // 2))

    expect(lead.page.locator("#focus")).to_be_visible()
    for kind, heading in (("before", "Grows from"), ("after", "Opens next")):
        named = lead.page.locator("#focus div", has=lead.page.get_by_role("heading", name=heading)).last
        assert lead.page.locator(f"a.rel-{kind}").count() >= 0
        expect(named).to_be_visible()
    assert lead.page.locator("a.node.is-on-path").count() > 1
    then_the_page_is_well(lead, "curriculum-path")

    title = lead.page.locator("#focus h2").inner_text()
    when_opening(lead, lead.page.locator("#focus h2 a"))
    expect(lead.page.locator("h1")).to_have_text(title)
    expect(lead.page.locator(".descriptors > li")).to_have_count(4)
    then_the_page_is_well(lead, "curriculum-competency")


def test_a_word_finds_competencies_while_it_is_typed(a_person):
    lead = given_signed_in(a_person(), "curriculum")
    lead.go("/continuum/find/")
    lead.page.locator("#q").press_sequentially("fraction")
    found = lead.page.locator("#found li")
    expect(found.first).to_be_visible()
    expect(lead.page.locator("#found")).to_contain_text(re.compile("fraction", re.IGNORECASE))
    then_the_page_is_well(lead, "curriculum-find")
    lead.page.locator("#q").fill("zzzz")
    expect(lead.page.locator("#found")).to_contain_text("Try fewer words")
    lead.go("/continuum/frameworks/")
    then_the_page_is_well(lead, "curriculum-frameworks")


def test_arrow_keys_lead_from_competency_to_competency(a_person):
    lead = given_signed_in(a_person(), "curriculum")
    nodes = lead.page.locator("table.map a.node")
    nodes.first.focus()
    lead.page.keyboard.press("ArrowRight")
    expect(nodes.nth(1)).to_be_focused()
    lead.page.keyboard.press("ArrowLeft")
    expect(nodes.first).to_be_focused()
    lead.page.keyboard.press("ArrowDown")
    row = lead.page.evaluate("document.activeElement.closest('tr').rowIndex")
    assert row > 1
    address = lead.page.locator("a.node:focus").get_attribute("href") or ""
    lead.page.keyboard.press("Enter")
    expect(lead.page).to_have_url(re.compile(re.escape(address.split("focus=")[-1].split("#")[0])))
