"""The map by keyboard, and the pages of the offices in a real browser: accessible, and never wider than the screen."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.axe import assert_accessible
from tests.mathematics.formats.oneroster.small_bundles import small
from tests.worlds import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright's loop runs in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


def signed_in(browser: Browser, live_server, who: str, width: int, **options) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 900}, **options).new_page()
    page.goto(f"{live_server.url}/sign-in/")
    page.locator("input[name=login]").fill(who)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button.button").first.click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    return page


def focused(page: Page) -> str:
    """The code of the competency that has the focus."""
    label = page.evaluate("document.activeElement.getAttribute('aria-label')") or ""
    return label.split(",")[0]


def test_arrow_keys_walk_the_map(world, live_server, browser):
    page = signed_in(browser, live_server, "priya", 1280)
    page.goto(f"{live_server.url}/continuum/")
    page.locator("table.map a.node").first.focus()
    walked = [focused(page)]
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "ArrowLeft", "ArrowLeft"):
        page.keyboard.press(key)
        walked.append(focused(page))
    assert walked == [
        "MA.FR.1", "MA.FR.2", "MA.FR.3", "MA.DA.2", "MA.DA.1", "MA.FR.2", "MA.FR.1", "MA.FR.1",
    ]  # fmt: skip
    page.keyboard.press("Enter")
    page.wait_for_url("**/continuum/?focus=MA.FR.1#focus")
    assert page.locator("#focus-title").inner_text() == "Parts of a whole"


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
        "lena": ("/lead/", "/lead/rules/"),
        "priya": (
            "/continuum/",
            "/continuum/?focus=MA.FR.2",
            "/continuum/?view=table",
            "/continuum/find/?q=fractions",
            "/continuum/frameworks/",
            f"/continuum/competency/{first}/",
        ),
        "adam": ("/admin/", "/admin/imports/", "/admin/imports/new/", "/admin/exports/", "/admin/audit/"),
    }


@pytest.mark.parametrize("who", ["cora", "reggie", "lena", "priya", "adam"])
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_every_page_is_accessible_and_fits_the_screen(world, live_server, browser, who, width, scheme):
    page = signed_in(browser, live_server, who, width, color_scheme=scheme)
    refused: list[str] = []
    page.on("console", lambda line: refused.append(line.text) if "Content Security" in line.text else None)
    for address in addresses(world)[who]:
        page.goto(live_server.url + address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{address} is too wide"
        assert_accessible(page)
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
