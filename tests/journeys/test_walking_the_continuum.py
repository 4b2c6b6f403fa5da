"""The curriculum lead walks the K-12 line: domain by domain, along a path, as a table, by search and by arrow keys."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.steps import given_signed_in, then_the_page_is_well, when_opening
from tests.journeys.visitors import PHONE


def test_the_lead_walks_the_whole_line(a_person):
    lead = given_signed_in(a_person(), "curriculum")
    then_the_page_is_well(lead, "curriculum-map")

    domains = lead.page.get_by_role("navigation", name="Domains").get_by_role("link")
    assert domains.count() >= 4
    # The first one is open already: its heading would not tell that it came anew.
    for number in (*range(1, domains.count()), 0):
        name = domains.nth(number).inner_text()
        domains.nth(number).click()
        expect(lead.page.locator("h1")).to_have_text(name)
        assert lead.page.locator("table.map a.node").count() > 10

    lead.go("/continuum/")
    assert {"5", "6", "9"} <= set(re.findall(r"\d+", lead.page.locator("table.map thead").inner_text()))
    assert lead.page.locator("table.map thead th.is-seam .seam-word").all_inner_texts() == ["seam", "seam"]
    shown = lead.page.locator("table.map a.node").count()
    lead.page.get_by_role("navigation", name="Ways to look").get_by_role("link", name="Table").click()
    rows = lead.page.locator("table.table tbody tr")
    expect(rows).to_have_count(shown)
    then_the_page_is_well(lead, "curriculum-table")


def test_a_chosen_competency_shows_what_leads_to_it_and_what_it_opens(a_person):
    lead = given_signed_in(a_person(), "curriculum")
    nodes = lead.page.locator("table.map a.node")
    nodes.nth(nodes.count() // 2).click()

    expect(lead.page.locator("#focus")).to_be_visible()
    for kind, heading in (("before", "Grows from"), ("after", "Opens next")):
        named = lead.page.locator("#focus div", has=lead.page.get_by_role("heading", name=heading)).last
        assert lead.page.locator(f"a.rel-{kind}").count() >= 0
        expect(named).to_be_visible()
    expect(lead.page.locator("a.node.rel-focus")).to_have_count(1)
    whole = lead.page.locator("a.node.is-on-path").count()
    assert whole > 1
    then_the_page_is_well(lead, "curriculum-path")
    lead.page.get_by_role("navigation", name="How far the way is marked").get_by_role(
        "link", name="One step"
    ).click()
    expect(lead.page.locator("#focus")).to_contain_text("one step each way")
    assert lead.page.locator("a.node.is-on-path").count() <= whole

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


def test_from_the_whole_line_to_one_item_and_back_by_keys_alone(a_person):
    lead = given_signed_in(a_person(), "curriculum")
    nodes = lead.page.locator("table.map a.node")
    nodes.first.focus()
    lead.page.keyboard.press("ArrowRight")
    expect(nodes.nth(1)).to_be_focused()
    lead.page.keyboard.press("ArrowLeft")
    expect(nodes.first).to_be_focused()
    lead.page.keyboard.press("ArrowDown")
    assert lead.page.evaluate("document.activeElement.closest('tr').rowIndex") > 1

    lead.page.keyboard.press("+")
    expect(lead.page.locator("table.map.is-close tbody tr")).to_have_count(1)
    then_the_page_is_well(lead, "curriculum-strand")
    focused = lead.page.locator("a.node:focus")
    code = (focused.get_attribute("aria-label") or "").split(",")[0]
    lead.page.keyboard.press("Enter")
    expect(lead.page.locator("#focus-title")).to_be_focused()
    expect(lead.page).to_have_url(re.compile(re.escape(f"focus={code}")))
    lead.page.keyboard.press("Escape")
    expect(lead.page.locator("#focus")).to_have_count(0)
    lead.page.keyboard.press("Escape")
    expect(lead.page.locator("table.map.is-whole")).to_be_visible()
    lead.page.keyboard.press("/")
    expect(lead.page.locator("#line-q")).to_be_focused()


def test_everybody_walks_the_open_line_on_a_phone(a_person):
    visitor = a_person(viewport=PHONE, has_touch=True)
    visitor.go("/line/")
    expect(visitor.page.locator("table.map")).to_be_visible()
    then_the_page_is_well(visitor, "open-line")
    visitor.page.locator("a.count:visible").nth(3).tap()
    expect(visitor.page.locator("table.map.is-close a.node").first).to_be_visible()
    visitor.page.locator("table.map a.node").first.tap()
    expect(visitor.page.locator("#focus")).to_be_visible()
    when_opening(visitor, visitor.page.locator("#focus-title a"))
    expect(visitor.page.locator("h1")).to_be_visible()
    then_the_page_is_well(visitor, "open-line-competency")
    assert visitor.context.cookies() == [], "nobody who reads the line is remembered"


def test_a_learner_a_family_and_a_teacher_see_one_place_on_the_same_line(a_person):
    family = given_signed_in(a_person(), "family")
    when_opening(family, family.page.locator("main .card a, main a[href*='/family/']"))
    when_opening(family, family.page.get_by_role("link", name="See the whole line"))
    expect(family.page.locator("table.map.is-own")).to_be_visible()
    then_the_page_is_well(family, "family-line")
    teacher = given_signed_in(a_person(), "teacher")
    teacher.go("/teach/learners/")
    when_opening(teacher, teacher.page.locator("main a[href*='/teach/learner/']"))
    when_opening(teacher, teacher.page.get_by_role("link", name="Place on the whole line"))
    expect(teacher.page.locator("table.map.is-own")).to_be_visible()
    then_the_page_is_well(teacher, "teacher-line")
