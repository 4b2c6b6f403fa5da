"""Versions and the graduate profile in a real browser: by keyboard alone, accessible, never wider than the screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from headway.district.continuum.api import (
    edit_competency,
    link_competencies,
    open_draft,
    remove_competency,
    save_statement,
    version_called,
)
from headway.district.continuum.models import ProfileLink
from tests.district.continuum.test_versions import rate
from tests.district.continuum.versions import LEAD
from tests.journeys.axe import assert_accessible_and_fits
from tests.worlds import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def signed_in(browser: Browser, live_server, width: int) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    page.goto(f"{live_server.url}/sign-in/")
    page.locator("input[name=login]").fill("priya")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button.button").first.click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    return page


@pytest.fixture
def draft(world):
    """A draft with a reworded competency, and without one that Ana's work stands on."""
    rate(world.ana, world.competency("MA.FR.2").pk)
    made = open_draft(world.version.framework.uuid, by=LEAD)
    words = {"statement": "I can show a part of a whole as a fraction."}
    edit_competency(made.uuid, "world-MA.FR.1", words, seen=None, by=LEAD)
    remove_competency(made.uuid, "world-MA.FR.2", by=LEAD)
    return made


def test_several_competencies_are_linked_to_a_statement_by_keyboard_alone(world, live_server, browser):
    one = save_statement(title="Our graduates read and question charts and texts.", by=LEAD)
    page = signed_in(browser, live_server, 1280)
    page.goto(f"{live_server.url}/continuum/profile/{one.uuid}/")
    page.locator("#add-1").focus()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    chosen = page.locator("#offered input:checked").evaluate_all("boxes => boxes.map(box => box.value)")
    assert len(chosen) == 3
    page.locator("#offered button.button").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".notice, [role=status]")
    assert set(ProfileLink.objects.values_list("identifier", flat=True)) == set(chosen)


def test_a_version_is_mapped_and_published_by_keyboard_alone(world, live_server, browser, draft):
    page = signed_in(browser, live_server, 1280)
    page.goto(f"{live_server.url}/continuum/drafts/{draft.uuid}/lives-on/")
    page.locator(".gone input[type=radio]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Everything that learners stand on has a word.")
    page.goto(f"{live_server.url}/continuum/drafts/{draft.uuid}/publish/")
    page.locator("#looked").focus()
    page.keyboard.press("Space")
    page.locator("#effective_on").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Learners stand on it from now on.")
    assert version_called(draft.uuid).status == "published"


def test_the_pages_are_accessible_and_never_wider_than_the_screen(world, live_server, browser, draft):
    one = save_statement(title="Our graduates read and question charts and texts.", by=LEAD)
    link_competencies(one.uuid, ["world-LI.RE.2"], by=LEAD)
    page = signed_in(browser, live_server, 390)
    for address in (
        f"frameworks/{world.version.framework.uuid}/versions/",
        f"drafts/{draft.uuid}/differences/",
        f"drafts/{draft.uuid}/lives-on/",
        f"drafts/{draft.uuid}/publish/",
        "profile/",
        "profile/report/",
        "profile/add/",
        f"profile/{one.uuid}/",
    ):
        page.set_viewport_size({"width": 390, "height": 900})
        page.goto(f"{live_server.url}/continuum/{address}")
        assert_accessible_and_fits(page)
