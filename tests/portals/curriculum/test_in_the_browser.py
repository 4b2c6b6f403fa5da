"""The map by keyboard, and the pages of the offices in a real browser: accessible, and never wider than the screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.axe import assert_accessible
from tests.mathematics.formats.oneroster.small_bundles import small
from tests.worlds import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def signed_in(browser: Browser, live_server, who: str, width: int, **options) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 900}, **options).new_page()
    page.goto(f"{live_server.url}/sign-in/")
    page.locator("input[name=login]").fill(who)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button.button").first.click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    return page


def assert_focused(page: Page, code: str) -> None:
    """The item of the map with this code has the keyboard, at once or when what was asked for has come."""
    expect(page.locator(f"table.map a.node[aria-label^='{code}']")).to_be_focused()


def focused(page: Page) -> str:
    """The code of the competency that has the focus."""
    label = page.evaluate("document.activeElement.getAttribute('aria-label')") or ""
    return label.split(",")[0]


def test_arrow_keys_walk_the_map(world, live_server, browser):
    page = signed_in(browser, live_server, "priya", 1280)
    page.goto(f"{live_server.url}/continuum/")
    page.locator("table.map a.node").first.focus()
    walked = [focused(page)]
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "ArrowLeft", "End", "Home"):
        page.keyboard.press(key)
        walked.append(focused(page))
    assert walked == [
        "MA.FR.1", "MA.FR.2", "MA.FR.3", "MA.DA.2", "MA.DA.1", "MA.FR.2", "MA.FR.1", "MA.FR.3", "MA.FR.1",
    ]  # fmt: skip
    page.keyboard.press("Control+End")
    assert_focused(page, "MA.DA.2")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.closest('th').textContent").endswith("5")


def test_the_whole_map_is_one_tab_stop(world, live_server, browser):
    page = signed_in(browser, live_server, "priya", 1280)
    page.goto(f"{live_server.url}/continuum/")
    page.wait_for_selector("table.map[role=grid]")
    expect(page.locator("table.map a:not([tabindex='-1'])")).to_have_count(1)
    page.locator("table.map a.node").nth(2).focus()
    expect(page.locator("table.map a:not([tabindex='-1'])")).to_have_count(1)
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('table.map') !== null")


def test_choosing_marks_the_way_without_drawing_the_map_anew(world, live_server, browser):
    page = signed_in(browser, live_server, "priya", 1280)
    page.goto(f"{live_server.url}/continuum/")
    page.evaluate("document.querySelector('table.map').dataset.same = 'yes'")
    page.locator("table.map a.node[aria-label^='MA.FR.2']").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#focus-title")
    page.wait_for_url("**focus=MA.FR.2")
    expect(page.locator("#focus-title")).to_be_focused()
    assert page.locator("table.map").get_attribute("data-same") == "yes"
    assert page.locator("a.rel-before").get_attribute("aria-label").startswith("MA.FR.1,")
    assert page.locator("a.rel-before").get_attribute("aria-label").endswith("leads to the chosen one")
    assert page.locator("a.rel-focus").get_attribute("aria-current") == "true"
    assert_accessible(page)
    page.keyboard.press("Escape")
    page.wait_for_selector("#focus", state="detached")
    expect(page.locator("table.map a.node[aria-label^='MA.FR.2']")).to_be_focused()
    assert_focused(page, "MA.FR.2")
    expect(page.locator("a.is-on-path")).to_have_count(0)
    assert "chosen" not in "".join(
        one.get_attribute("aria-label") or "" for one in page.locator("table.map a.node").all()
    )
    page.go_back()
    page.wait_for_selector("#focus-title")
    expect(page.locator("a.rel-focus")).to_have_count(1)
    expect(page.locator("table.map a.node")).to_have_count(5)


def test_escape_leads_back_from_an_address_that_names_an_item(world, live_server, browser):
    page = signed_in(browser, live_server, "priya", 1280)
    page.goto(f"{live_server.url}/continuum/?focus=MA.FR.2")
    page.wait_for_selector("table.map[data-roving]")
    page.keyboard.press("Escape")
    page.wait_for_selector("#focus", state="detached")
    assert "focus=" not in page.url


def test_plus_and_minus_look_closer_and_further_and_slash_finds(world, live_server, browser):
    page = signed_in(browser, live_server, "priya", 1280)
    page.goto(f"{live_server.url}/continuum/")
    page.locator("table.map a.node[aria-label^='MA.DA.1']").focus()
    page.keyboard.press("+")
    page.wait_for_selector("table.map.is-close")
    page.wait_for_url("**strand=MA.DA**")
    assert_focused(page, "MA.DA.1")
    expect(page.locator("table.map a.node")).to_have_count(2)
    page.keyboard.press("-")
    page.wait_for_selector("table.map.is-whole")
    assert_focused(page, "MA.DA.1")
    page.keyboard.press("/")
    expect(page.locator("#line-q")).to_be_focused()
    page.keyboard.type("fractions")
    page.wait_for_selector(".line-hits")
    expect(page.locator("a.is-hit")).to_have_count(3)
    assert page.input_value("#line-q") == "fractions"
    page.wait_for_url("**q=fractions")
    page.keyboard.press("Shift+Tab")
    page.locator("table.map a.node").first.focus()
    page.keyboard.press("?")
    assert page.locator("#line-keys").is_visible()
    assert_accessible(page)


def test_single_keys_can_be_switched_off(world, live_server, browser):
    page = signed_in(browser, live_server, "priya", 1280)
    page.goto(f"{live_server.url}/continuum/")
    page.get_by_role("button", name="Keys").click()
    page.locator("[data-single-keys]").uncheck()
    page.reload()
    page.locator("table.map a.node").first.focus()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") != "line-q"
    page.keyboard.press("ArrowRight")
    assert_focused(page, "MA.FR.2")


def test_on_a_phone_a_tapped_cell_is_seen_closely(world, live_server, browser):
    page = signed_in(browser, live_server, "priya", 390, has_touch=True)
    page.goto(f"{live_server.url}/continuum/")
    expect(page.locator("table.map a.node:visible")).to_have_count(0)
    cells = page.locator("table.map a.count:visible")
    assert cells.count() == 5
    cells.nth(1).tap()
    page.wait_for_selector("table.map.is-close")
    assert page.locator("table.map a.node:visible").locator("span").all_inner_texts() == ["Equal fractions"]
    page.locator("table.map a.node").tap()
    page.wait_for_selector("#focus-title")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)


def test_without_any_script_links_do_the_same(world, live_server, browser):
    page = signed_in(browser, live_server, "priya", 1280, java_script_enabled=False)
    page.goto(f"{live_server.url}/continuum/")
    page.locator("table.map a.node").nth(1).click()
    assert page.locator("#focus-title").inner_text() == "Equal fractions"
    page.get_by_role("link", name="Fractions", exact=True).click()
    expect(page.locator("table.map.is-close a.node")).to_have_count(3)
    page.locator("#line-q").fill("fractions")
    page.get_by_role("button", name="Find").click()
    expect(page.locator(".line-hits li")).to_have_count(3)


def addresses(world) -> dict[str, tuple[str, ...]]:
    ana, first = world.ana.uuid, world.competency("MA.FR.2").uuid
    return {
        "cora": ("/counsel/", f"/counsel/learner/{ana}/", f"/counsel/learner/{ana}/competency/{first}/"),
        "reggie": (
            "/registrar/",
            f"/registrar/learner/{ana}/",
            f"/registrar/learner/{ana}/departure/",
            f"/registrar/learner/{ana}/details/",
            f"/registrar/learner/{ana}/account/",
            "/registrar/sections/",
            f"/registrar/section/{world.mathematics.uuid}/",
            "/registrar/calendar/",
        ),
        "ana": ("/me/continuum/", "/me/continuum/?strand=MA.FR", "/me/continuum/?view=table"),
        "rosa": (f"/family/{ana}/line/", f"/family/{ana}/line/?domain=LI&from=4&to=5"),
        "ortiz": (f"/teach/learner/{ana}/line/", f"/teach/learner/{ana}/line/?as_of=2026-09-01"),
        "lena": ("/lead/", "/lead/rules/"),
        "priya": (
            "/continuum/",
            "/continuum/?focus=MA.FR.2",
            "/continuum/?view=table",
            "/continuum/?strand=MA.FR&focus=MA.FR.2",
            "/continuum/?from=4&to=5&q=fractions",
            "/continuum/?q=zzz&needs=XX",
            "/continuum/find/?q=fractions",
            "/continuum/frameworks/",
            f"/continuum/competency/{first}/",
        ),
        "adam": ("/admin/", "/admin/imports/", "/admin/imports/new/", "/admin/exports/", "/admin/audit/"),
    }


@pytest.mark.parametrize("who", ["cora", "reggie", "lena", "priya", "adam", "ana", "rosa", "ortiz"])
def test_every_page_is_accessible_and_fits_the_screen(world, live_server, browser, who):
    """Loaded on a phone by day, then looked at on a desk by night."""
    page = signed_in(browser, live_server, who, 390)
    refused: list[str] = []
    page.on("console", lambda line: refused.append(line.text) if "Content Security" in line.text else None)
    for address in addresses(world)[who]:
        page.goto(live_server.url + address)
        for width, scheme in ((390, "light"), (1280, "dark")):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (address, width)
            assert_accessible(page, again=scheme == "dark")
        page.set_viewport_size({"width": 390, "height": 900})
        page.emulate_media(color_scheme="light")
    assert refused == []


def test_a_preview_fits_a_phone_with_everything_open(world, live_server, browser):
    page = signed_in(browser, live_server, "adam", 390)
    page.goto(f"{live_server.url}/admin/imports/new/")
    page.locator("input[type=file]").set_input_files(
        {"name": "roster.zip", "mimeType": "application/zip", "buffer": small()}
    )
    page.get_by_role("button", name="Read the file").click()
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)


@pytest.mark.parametrize("who", ["reggie", "adam"])
def test_forms_work_without_any_script(world, live_server, browser, who):
    page = signed_in(browser, live_server, who, 1280, java_script_enabled=False)
    if who == "reggie":
        page.goto(f"{live_server.url}/registrar/learner/{world.ana.uuid}/departure/")
        page.locator("input[name=left_on]").fill("2026-12-18")
        page.get_by_role("button", name="Continue").click()
        assert page.locator("h1").inner_text() == "Check before you sign"
        page.get_by_role("button", name="Record the departure").click()
        assert "The departure is recorded." in page.locator("main").inner_text()
    else:
        page.goto(f"{live_server.url}/admin/imports/new/")
        page.locator("input[value=ratings]").check()
        table = b"learner,competency,level,date\nL-ana,MA.FR.1,3,2026-09-30\n"
        page.locator("input[type=file]").set_input_files(
            {"name": "ratings.csv", "mimeType": "text/csv", "buffer": table}
        )
        page.get_by_role("button", name="Read the file").click()
        assert "What this file would do" in page.locator("main").inner_text()
        page.get_by_role("button", name="Apply this import").click()
        assert "What this file did" in page.locator("main").inner_text()
