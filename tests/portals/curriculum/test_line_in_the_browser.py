"""Gap finder, joining, steps and crosswalks in a real browser: by keyboard alone, without scripts, on any screen."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from headway.district.continuum.api import (
    Part,
    begin_crosswalk,
    check_line,
    coherence_report,
    content_of,
    crosswalk_view,
    join_frameworks,
    open_draft,
)
from headway.district.continuum.models import Framework
from tests.district.continuum.lines import BUILDER, three_slices
from tests.journeys.axe import assert_accessible_and_fits
from tests.worlds import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def draft(world):
    slices = three_slices()
    opened = open_draft(Framework.objects.get(is_continuum=True).uuid, by=BUILDER)
    parts = [Part(one.id) for one in slices]
    return join_frameworks(parts, title="", domain="Joined mathematics", by=BUILDER, onto=opened)


@pytest.fixture
def report(draft):
    return check_line([draft.id], by=BUILDER)


@pytest.fixture
def crosswalk(draft):
    ends = dict(Framework.objects.values_list("title", "uuid"))
    return begin_crosswalk(ends["Elementary"], ends["Middle"], by=BUILDER)


def signed_in(browser: Browser, live_server, width: int = 1280, **options) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 900}, **options).new_page()
    page.goto(f"{live_server.url}/sign-in/")
    page.locator("input[name=login]").fill("priya")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button.button").first.click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    return page


def arrows_of(draft) -> set[tuple[str, str]]:
    return {(one.before, one.after) for one in content_of(draft.id).prerequisites}


@pytest.mark.parametrize(("scheme", "widths"), [("light", (390, 1280)), ("dark", (1280,))])
def test_every_page_is_accessible_and_fits_the_screen(
    world, report, draft, crosswalk, live_server, browser, scheme, widths
):
    page = signed_in(browser, live_server, widths[0], color_scheme=scheme)
    refused: list[str] = []
    page.on("console", lambda line: refused.append(line.text) if "Content Security" in line.text else None)
    join = "&".join(f"v={row.uuid}" for row in _newest()) + "&domain=More+mathematics&onto=new"
    for address in (
        reverse("curriculum:gaps"),
        reverse("curriculum:gap_report", args=[report.uuid]),
        reverse("curriculum:gap_report", args=[report.uuid]) + "?state=all",
        reverse("curriculum:join"),
        f"{reverse('curriculum:join_preview')}?{join}",
        reverse("curriculum:steps", args=[draft.uuid]) + "?seam=6",
        reverse("curriculum:crosswalks"),
        reverse("curriculum:crosswalk", args=[crosswalk]),
        reverse("curriculum:crosswalk", args=[crosswalk]) + "?show=other",
    ):
        page.set_viewport_size({"width": widths[0], "height": 900})
        page.goto(live_server.url + address)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert_accessible_and_fits(page, widths)
    assert refused == []


def _newest():
    from headway.district.continuum.models import FrameworkVersion

    return FrameworkVersion.objects.filter(framework__is_continuum=False, status="published")


def test_findings_are_decided_by_keyboard_alone(report, draft, live_server, browser):
    page = signed_in(browser, live_server)
    page.goto(f"{live_server.url}{reverse('curriculum:gap_report', args=[report.uuid])}?kind=seam_broken")
    before = arrows_of(draft)
    page.keyboard.press("j")
    expect(page.locator(".finding.is-current .sentence")).to_contain_text(
        "Nothing leads from level 5 to level 6"
    )
    page.keyboard.press("a")
    expect(page.locator("main .notice.is-done")).to_contain_text("One remedy is carried out")
    assert arrows_of(draft) > before
    page.keyboard.press("u")
    expect(page.locator("main .notice.is-done")).to_contain_text("Taken back")
    assert arrows_of(draft) == before

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press(" ")
    expect(page.locator("[data-review-count]")).to_have_text("1 chosen")
    page.keyboard.press("d")
    page.keyboard.type("A bridge course covers it.")
    page.keyboard.press("Enter")
    expect(page.locator("main .notice.is-done")).to_contain_text("One finding is dismissed")
    dismissed = [one for one in coherence_report(report.uuid).findings if one.answer == "refused"]
    assert [(one.facts["seam"], one.reason) for one in dismissed] == [(6, "A bridge course covers it.")]
    page.keyboard.press("?")
    expect(page.locator("[data-review-help]")).to_have_attribute("open", "")


def test_typing_a_reason_decides_nothing_by_its_letters(report, live_server, browser):
    page = signed_in(browser, live_server)
    page.goto(f"{live_server.url}{reverse('curriculum:gap_report', args=[report.uuid])}")
    page.locator("#reason").click()
    page.keyboard.type("jaded, unkind and sad")
    assert page.locator("#reason").input_value() == "jaded, unkind and sad"
    assert not [one for one in coherence_report(report.uuid).findings if not one.is_open]


def test_single_keys_can_be_switched_off_and_stay_off(report, draft, live_server, browser):
    page = signed_in(browser, live_server)
    address = f"{live_server.url}{reverse('curriculum:gap_report', args=[report.uuid])}?kind=seam_broken"
    before = arrows_of(draft)
    page.goto(address)
    page.keyboard.press("?")
    page.locator("[data-single-keys]").uncheck()
    page.goto(address)
    page.keyboard.press("j")
    expect(page.locator(".finding.is-current")).to_have_count(0)
    page.locator(".finding").first.focus()
    page.keyboard.press("a")
    assert page.evaluate("localStorage.getItem('headway.single-keys')") == "off"
    assert page.locator("input.pick:checked").count() == 0
    page.keyboard.press("Enter")  # a key that acts on what has the focus stays
    expect(page.locator("main .notice.is-done")).to_contain_text("One remedy is carried out")
    after = arrows_of(draft)
    assert after > before
    page.keyboard.press("u")
    page.goto(address)
    page.locator("[data-review-help] summary").click()
    expect(page.locator("[data-single-keys]")).not_to_be_checked()
    assert arrows_of(draft) == after


def test_u_takes_nothing_back_while_something_else_has_the_focus(report, draft, live_server, browser):
    page = signed_in(browser, live_server)
    address = f"{live_server.url}{reverse('curriculum:gap_report', args=[report.uuid])}?kind=seam_broken"
    page.goto(address)
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("main .notice.is-done")).to_contain_text("One remedy is carried out")
    after = arrows_of(draft)
    page.locator("header a").first.focus()
    page.keyboard.press("u")
    page.goto(address)
    page.keyboard.press("u")  # come anew: nothing has the focus
    page.reload()
    assert arrows_of(draft) == after
    page.keyboard.press("j")
    page.keyboard.press("u")
    expect(page.locator("main .notice.is-done")).to_contain_text("Taken back")


def test_steps_are_picked_and_accepted_by_keyboard(draft, live_server, browser):
    page = signed_in(browser, live_server)
    page.goto(
        f"{live_server.url}{reverse('curriculum:steps', args=[draft.uuid])}?seam=6&domain=Joined+mathematics"
    )
    before = arrows_of(draft)
    page.keyboard.press("j")
    second = page.locator(".finding.is-current [data-review-pick]").nth(1).get_attribute("value")
    target = page.locator(".finding.is-current input.pick").get_attribute("value")
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    expect(page.locator("main .notice.is-done")).to_contain_text("One prerequisite is in the draft")
    assert arrows_of(draft) - before == {(second, target)}


def test_links_get_their_relation_by_keyboard(crosswalk, live_server, browser):
    page = signed_in(browser, live_server)
    page.goto(live_server.url + reverse("curriculum:crosswalk", args=[crosswalk]))
    page.keyboard.press("j")
    page.keyboard.press("1")
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    expect(page.locator("main .notice.is-done")).to_contain_text("One link is made")
    assert [one.relation for one in crosswalk_view(crosswalk).links] == ["broader"]
    page.keyboard.press("u")
    expect(page.locator("main .notice.is-done")).to_contain_text("Taken back")
    assert crosswalk_view(crosswalk).links == ()


def test_everything_works_without_scripts(report, draft, live_server, browser):
    page = signed_in(browser, live_server, java_script_enabled=False)
    page.goto(f"{live_server.url}{reverse('curriculum:gap_report', args=[report.uuid])}?kind=seam_broken")
    before = arrows_of(draft)
    page.locator(".finding").first.get_by_role("button", name="Accept").click()
    assert "One remedy is carried out" in page.locator("main").inner_text()
    assert arrows_of(draft) > before
    page.get_by_role("button", name="Undo").click()
    assert arrows_of(draft) == before
    page.locator(".finding input.pick").first.check()
    page.locator("#reason").fill("Known.")
    page.get_by_role("button", name="Dismiss").click()
    assert "One finding is dismissed" in page.locator("main").inner_text()
