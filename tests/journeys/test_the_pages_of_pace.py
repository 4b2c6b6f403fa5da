"""Plans, years, boards, stages and notices on a phone and at a desk: accessible, never too wide, and walked by Tab.

One sign-in for each reader. What the pages say is tested in tests/portals; the agreement itself in test_negotiating_a_pace.
"""

from __future__ import annotations

import re

import pytest

from tests.journeys import pictures
from tests.journeys.axe import assert_accessible
from tests.journeys.steps import given_signed_in, then_it_fits, when_all_has_come
from tests.journeys.test_by_keyboard_and_on_any_screen import then_every_stop_can_be_seen, when_walking_by_tab
from tests.journeys.visitors import DESK, PHONE, Visitor

UUID = r"[0-9a-f-]{36}"

# Who reads → name of the picture (or "") and address; an address with a pattern is the first such link of a page.
PAGES = {
    "student": (
        ("my-plan", "/me/plan/"),
        ("", ("/me/plan/", rf"/me/plan/{UUID}/")),
        ("", "/me/plan/new/"),
        ("student-year", "/me/pace/"),
        ("", "/me/check-in/"),
        ("", "/me/stage/"),
        ("notices", "/notices/"),
        ("", "/notices/how/"),
    ),
    "familia": (
        ("family-plan-es", ("/family/", rf"/family/{UUID}/", "plan/")),
        ("family-year-es", ("/family/", rf"/family/{UUID}/", "pace/")),
    ),
    "adviser": (
        ("board-of-a-group", "/teach/board/"),
        ("", ("/teach/board/", rf"/teach/board/{UUID}/")),
        ("group-pace", ("/teach/", rf"/teach/home-group/{UUID}/", "pace/")),
        ("", ("/teach/board/", rf"/teach/learner/{UUID}/", "plan/")),
        ("", ("/teach/board/", rf"/teach/learner/{UUID}/", "pace/")),
        ("", ("/teach/board/", rf"/teach/learner/{UUID}/", "stage/")),
        ("", ("/teach/board/", rf"/teach/learner/{UUID}/", "check-ins/")),
        ("", ("/teach/board/", rf"/teach/learner/{UUID}/", "contacts/")),
        ("", ("/teach/board/", rf"/teach/learner/{UUID}/", "state-test/")),
        ("contacts", "/teach/contacts/"),
    ),
    "counselor": (("", "/counsel/"), ("counselor-board", "/counsel/board/?whose=all")),
    "leader": (
        ("leader-board", "/lead/board/"),
        ("leader-pace", "/lead/pace/"),
        ("leader-forecasts", "/lead/pace/forecasts/"),
        ("", "/lead/pace/signals/"),
        ("", "/lead/pace/state-test/"),
        ("", "/lead/rules/pacing/pace/"),
        ("", "/lead/rules/pacing/agreement/"),
        ("", "/lead/rules/pacing/signals/"),
    ),
}


@pytest.mark.parametrize("who", PAGES)
def test_pages_of_pace_are_accessible_and_fit(a_person, who):
    reader = given_signed_in(a_person(viewport=PHONE), who)
    for name, where in PAGES[who]:
        address = where if isinstance(where, str) else when_finding(reader, *where)
        answer = reader.go(address)
        assert answer is not None
        assert answer.status == 200, address
        when_all_has_come(reader)
        assert reader.page.locator("h1").count() == 1, address
        assert_accessible(reader.page)
        # Words and order are the same at a desk; only the room changes.
        for size in (DESK, PHONE):
            reader.page.set_viewport_size(size)
            then_it_fits(reader)
            if name and pictures.ARE_WANTED:
                pictures.take(reader.page, name)


def test_the_days_of_a_year_have_room_on_a_phone_where_dates_are_long(a_person):
    family = given_signed_in(a_person(viewport=PHONE), "familia")
    family.go(when_finding(family, "/family/", rf"/family/{UUID}/", "pace/"))
    when_all_has_come(family)
    for summary in family.page.locator(".year-more > details > summary").all():
        summary.click()
    assert family.page.locator(".year-days td").count(), "the year shows days"
    then_it_fits(family)
    narrow = family.page.evaluate(
        """() => [...document.querySelectorAll('.year-days tbody tr')].filter(row =>
            row.lastElementChild.clientWidth < 0.6 * row.closest('.year-plan').clientWidth).map(row => row.innerText)"""
    )
    assert narrow == [], "what happened on a day has most of the width of its card"
    over = family.page.evaluate(
        """() => [...document.querySelectorAll('.year-more > details')].filter(part =>
            part.getBoundingClientRect().right > part.parentElement.getBoundingClientRect().right + 1).length"""
    )
    assert over == 0, "an opened part stays within its card"
    assert_accessible(family.page)


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("student", "/me/plan/"),
        ("student", "/me/pace/"),
        ("student", "/me/check-in/"),
        ("adviser", "/teach/board/"),
    ],
)
def test_pages_of_pace_are_walked_by_tab(a_person, who, address):
    reader = given_signed_in(a_person(), who)
    reader.go(address)
    when_all_has_come(reader)
    then_every_stop_can_be_seen(when_walking_by_tab(reader), least=12)


def test_an_answer_is_given_on_the_board_by_keyboard_alone(a_person):
    adviser = given_signed_in(a_person(), "adviser")
    adviser.go("/teach/board/")
    when_all_has_come(adviser)
    answer = adviser.page.locator(".matter-acts a.button").first
    answer.focus()
    adviser.page.keyboard.press("Enter")
    form = adviser.page.locator(".matter-answer form").first
    form.wait_for()
    adviser.page.keyboard.press("Tab")
    assert adviser.page.evaluate("!!document.activeElement.closest('.matter-answer')"), "the form comes next"


def when_finding(reader: Visitor, page: str, pattern: str, tail: str = "") -> str:
    reader.go(page)
    when_all_has_come(reader)
    found = re.search(pattern, reader.page.content())
    assert found is not None, f"{page} leads to no {pattern}"
    return found[0] + tail
