"""Arriving, checks and moving on at the width of a phone: accessible, never too wide, and walked by keyboard alone."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from headway.district.checks import api as checks
from headway.district.placement.api import appeal, bring_course, judge, leveling_table, place
from tests.district.advancement.conftest import LEVEL_FOUR, show
from tests.district.checks.conftest import questions  # noqa: F401  # a fixture
from tests.journeys.axe import assert_accessible

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("questions"),
]

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def phone(live_server, browser, sign_in):
    """phone(world.cora): a page at the width of a phone in which she is signed in."""
    contexts = []

    def opened(person) -> Page:
        client = sign_in(person)
        context = browser.new_context(viewport=PHONE, base_url=live_server.url)
        context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
        )
        contexts.append(context)
        return context.new_page()

    yield opened
    for one in contexts:
        one.close()


@pytest.fixture
def arrived(world):
    """Ana: a judgement, a course, a check, a level that was asked about, and all of level 4 shown."""
    ana, cora = world.ana.uuid, world.viewer("cora")
    judge(viewer=world.viewer("ortiz"), learner_uuid=ana, domain_code="MA", level=4, text="Leads her group.")
    bring_course(viewer=cora, learner_uuid=ana, title="Math 4", domain_code="LI", level=4, grade="B+")
    decided = place(viewer=cora, learner_uuid=ana, domain_code="MA", level=4, start_here="Charts are yours.")
    appeal(viewer=world.viewer("rosa"), placement_uuid=decided.placement_uuid, text="Look again, please.")
    checks.invite(world.viewer("ortiz"), ana, "MA", "MA.FR")
    show(world, "ana", LEVEL_FOUR)
    return world


def is_well(page: Page, address: str) -> None:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200, address
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{address} is too wide"
    assert_accessible(page)


def test_every_page_is_accessible_and_fits_a_phone(arrived, phone):
    ana = arrived.ana.uuid
    of_person = {
        "cora": (
            "/counsel/arrivals/",
            f"/counsel/learner/{ana}/leveling/",
            f"/counsel/learner/{ana}/leveling/decide/MA/?level=4",
            f"/counsel/learner/{ana}/courses/",
            "/counsel/moving/",
        ),
        "ortiz": (
            reverse("teacher:leveling", args=(ana,)),
            reverse("teacher:checks", args=(ana,)),
            "/teach/moving/",
            "/teach/stages/",
            "/teach/modules/new/",
        ),
        "lena": (
            "/lead/arrivals/",
            "/lead/rules/leveling/",
            "/lead/assessments/",
            "/lead/moving/exceptions/",
        ),
        "ana": ("/me/start/", "/me/moving/", "/me/check/"),
    }
    for who, addresses in of_person.items():
        page = phone(getattr(arrived, who))
        for address in addresses:
            is_well(page, address)


def test_a_level_is_decided_by_keyboard_alone(arrived, phone):
    page = phone(arrived.cora)
    page.goto(f"/counsel/learner/{arrived.ana.uuid}/leveling/decide/LI/?level=4")
    page.locator("select[name=basis]").focus()
    reached = []
    for _press in range(40):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.name || document.activeElement.innerText")
        reached.append(name)
        assert page.evaluate(
            "() => { const box = document.activeElement.getBoundingClientRect();"
            " return box.bottom > 0 && box.top < innerHeight; }"
        ), f"{name} is out of sight"
        if name == "Decide level 4":
            page.keyboard.press("Enter")
            break
    page.wait_for_url("**/leveling/")
    assert "reason" in reached
    lines = leveling_table(arrived.viewer("cora"), arrived.ana.uuid).of_domain("LI")
    assert lines[0].placed is not None
    assert lines[0].placed.level == 4
