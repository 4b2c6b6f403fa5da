"""A teacher scores a whole stack from the keyboard: two presses for each learner, and nothing she typed is lost."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.axe import assert_accessible
from tests.journeys.steps import given_signed_in, is_last_of_stack, then_it_fits
from tests.journeys.visitors import DESK, PHONE, Visitor

MOST_PRESSES = 2


@pytest.fixture
def teacher(a_person) -> Visitor:
    return given_signed_in(a_person(), "teacher")


def opened(visitor: Visitor, competency: int = 0, *, names: str = "") -> Page:
    """The stack of one competency of her first section, at a competency that no other story uses."""
    page = visitor.page
    page.goto(visitor.address + page.locator(".group-card:not(.is-home) h3 a").first.get_attribute("href"))
    section = page.url.split("?")[0]
    page.goto(section + "score/")
    value = page.locator("#competency option").nth(competency).get_attribute("value")
    page.goto(f"{section}score/competency/{value}/" + (f"?names={names}" if names else ""))
    expect(page.locator("#stack-work")).to_be_attached()
    return page


def who(page: Page) -> str:
    return page.locator("#stack-who").inner_text()


class Presses:
    """Counts what the teacher presses."""

    def __init__(self, page: Page):
        self.page, self.count = page, 0

    def __call__(self, key: str) -> None:
        self.count += 1
        self.page.keyboard.press(key)


def test_twenty_five_learners_take_two_presses_each(teacher):
    page = opened(teacher, 0)
    total = page.locator("#stack-list li[data-token]").count()
    assert total >= 25
    press = Presses(page)
    for number in range(total):
        name = who(page)
        press(str(number % 4 + 1))
        press("Enter")
        if number + 1 < total:
            expect(page.locator("#stack-who")).not_to_have_text(name)
    assert press.count <= MOST_PRESSES * total
    expect(page.locator("h1")).to_be_visible()
    expect(page.get_by_text("All work is looked at.")).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(total)


def test_keys_pressed_ahead_are_done_for_the_learner_they_were_meant_for(teacher):
    page = opened(teacher, 5)
    entries = page.locator("#stack-list li[data-token]")
    names = [entries.nth(number).get_attribute("data-label") for number in range(6)]
    page.route(
        "**/score/competency/**", lambda route: (time.sleep(0.15), route.continue_()), times=60
    )  # every answer takes its time
    for number in range(len(names)):
        page.keyboard.press(str(number % 4 + 1))
        page.keyboard.press("Enter")
    levels = ("Emerging", "Developing", "Proficient", "Extending")
    for number, name in enumerate(names):
        said = f"Recorded: {name}, the work shows {levels[number % 4]}"
        expect(page.locator("#acts .act").filter(has_text=said)).to_have_count(1)
    expect(page.locator("#stack-list .progress")).to_contain_text(f"{len(names)} of")


def test_keys_do_what_the_help_says(teacher):
    page = opened(teacher, 1)
    first = who(page)
    page.keyboard.press("s")
    expect(page.locator("#stack-who")).not_to_have_text(first)
    page.keyboard.press("p")
    expect(page.locator("#stack-who")).to_have_text(first)
    page.keyboard.press("f")
    expect(page.locator(".feedback textarea")).to_be_focused()
    page.keyboard.type("This work shows 3 ways.")
    expect(page.locator(".feedback textarea")).to_have_value("This work shows 3 ways.")
    page.keyboard.press("Escape")
    page.keyboard.press("3")
    page.keyboard.press("n")
    expect(page.locator("#acts .act").first).to_contain_text(f"Recorded: {first}, the work shows Proficient")
    expect(page.locator("#stack-list .progress")).to_contain_text("1 of")
    page.keyboard.press("u")
    expect(page.locator("#acts .act").first).to_contain_text("Taken back")
    expect(page.locator("#stack-who")).to_have_text(first)
    expect(page.locator("#stack-list .progress")).to_contain_text("0 of")
    page.keyboard.press("?")
    expect(page.get_by_text("go on without recording")).to_be_visible()


def test_single_keys_can_be_switched_off(teacher):
    page = opened(teacher, 2)
    page.locator(".stack-help summary").click()
    page.get_by_label("Single keys").uncheck()
    page.locator("#stack-who").focus()
    name = who(page)
    page.keyboard.press("3")
    page.keyboard.press("s")
    expect(page.locator("#stack-work input[value='3']:checked")).to_have_count(0)
    assert who(page) == name
    page.get_by_label("Single keys").check()


def test_a_start_for_a_sentence_is_about_the_work(teacher):
    page = opened(teacher, 2)
    page.get_by_role("button", name="Next, the work could show").click()
    area = page.locator(".feedback textarea")
    expect(area).to_be_focused()
    expect(area).to_have_value("Next, the work could show ")


def test_when_the_connection_goes_nothing_is_lost_and_it_is_sent_when_it_is_back(teacher):
    page = opened(teacher, 3)
    first = who(page)
    page.wait_for_timeout(300)  # the next learner is already here
    page.context.set_offline(True)
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    expect(page.locator("#acts .is-problem")).to_contain_text(f"What you typed for {first} stays here")
    page.context.set_offline(False)
    expect(page.locator("#acts .act").first).to_contain_text(f"Recorded: {first}")
    expect(page.locator("#acts .is-problem")).to_have_count(0)
    teacher.troubles.clear()  # the lost connection was the story


def test_when_the_session_ends_what_was_typed_is_back_after_signing_in(teacher):
    page = opened(teacher, 4)
    first = who(page)
    address = page.url
    page.keyboard.press("f")
    page.keyboard.type("The strongest part of this work is the table.")
    page.keyboard.press("Escape")
    page.keyboard.press("3")
    cookies = page.context.cookies()
    page.context.clear_cookies(name=next(one["name"] for one in cookies if "session" in one["name"]))
    teacher.expects(403, 404)
    page.keyboard.press("Enter")
    expect(page.locator("#acts .is-problem")).to_contain_text("stays in this tab")
    given_signed_in(teacher, "teacher")
    page.goto(address)
    if who(page) != first:
        page.goto(page.locator(f"#stack-list li[data-label='{first}']").get_attribute("data-url"))
    expect(page.get_by_text("What you typed here before is back.").last).to_be_attached()
    expect(page.locator(".feedback textarea")).to_have_value("The strongest part of this work is the table.")
    expect(page.locator("#stack-work input[value='3']")).to_be_checked()
    page.locator(".rubric-row").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#acts .act").first).to_contain_text(f"Recorded: {first}")


def test_with_names_hidden_no_name_is_on_the_page(teacher):
    page = opened(teacher, 5)
    names = page.locator("#stack-list li[data-token]").evaluate_all(
        "all => all.map(one => one.dataset.label)"
    )
    page.get_by_role("link", name="Hide names while rating").click()
    expect(page.locator("#stack-who")).to_have_text(re.compile(r"^Learner \d+$"))
    page.wait_for_load_state()  # keys are heard from then on
    if is_last_of_stack(page):  # without names the stack is shuffled, and the last work would end it
        left = page.locator("#stack-list li[data-token]:not([data-state=scored])")
        teacher.go(left.first.get_attribute("data-url"))
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    expect(page.locator("#acts .act").first).to_contain_text(re.compile(r"Recorded: Learner \d+"))
    html = page.content()
    assert not [name for name in names if name in html]
    assert "Learner" in page.title()
    page.get_by_role("link", name="Show names").click()
    expect(page.locator("#stack-who")).to_have_text(re.compile("|".join(map(re.escape, names))))


def test_without_scripts_each_learner_is_a_form(a_person):
    visitor = given_signed_in(a_person(scripts=False), "teacher")
    page = opened(visitor, 6)
    first = who(page)
    page.locator("#stack-work input[value='2']").first.check(force=True)
    page.get_by_role("button", name="Save and go on").click()
    expect(page.locator(".just-done")).to_contain_text(f"Recorded: {first}, the work shows Developing.")
    assert who(page) != first
    page.locator(".just-done button").click()
    expect(page.locator(".just-done")).to_contain_text("Taken back")
    expect(page.locator("#stack-who")).to_have_text(first)


def test_the_pages_are_accessible_and_fit_at_a_desk_and_on_a_phone(a_person):
    visitor = given_signed_in(a_person(viewport=PHONE), "teacher")
    page = opened(visitor, 7)
    section = page.url.split("score/")[0]
    cells = "Learner\tCompetency\tLevel\nNobody\tMA.NO.01\t85%\n"
    for address in (page.url, page.url + "?names=hidden", page.url + "?done=1", section + "score/"):
        page.goto(address)
        then_it_is_well_on_any_screen(visitor)
    page.goto(section + "paste/")
    then_it_is_well_on_any_screen(visitor)
    page.locator("#cells").fill(cells)
    page.get_by_role("button", name="Look at every row").click()
    expect(page.get_by_text("counts right answers")).to_be_visible()
    then_it_is_well_on_any_screen(visitor)
    page.goto(visitor.address + "/teach/recorded/")
    then_it_is_well_on_any_screen(visitor)


def then_it_is_well_on_any_screen(visitor: Visitor) -> None:
    for size in (PHONE, DESK):
        visitor.page.set_viewport_size(size)
        assert_accessible(visitor.page, again=size is DESK)
        then_it_fits(visitor)
    visitor.page.set_viewport_size(PHONE)


def test_cells_are_pasted_looked_at_recorded_and_taken_back_as_one_act(teacher):
    page = opened(teacher, 8)
    names = page.locator("#stack-list li[data-token]").evaluate_all(
        "all => all.map(one => one.dataset.label)"
    )
    page.goto(page.url.split("score/")[0])
    code = page.locator("#class-grid thead .code").first.inner_text()
    page.get_by_role("link", name="Paste ratings").click()
    rows = "\n".join(f"{name}\t{code}\t{place % 4 + 1}" for place, name in enumerate(names[:5]))
    page.locator("#cells").fill(f"Learner\tCompetency\tLevel\n{rows}")
    page.get_by_role("button", name="Look at every row").click()
    page.get_by_role("button", name="Record 5 ratings").click()
    expect(page.locator(".just-done")).to_contain_text("Recorded: 5 ratings.")
    page.get_by_role("link", name="Undo this act").click()
    expect(page.locator("tbody tr")).to_have_count(5)
    page.get_by_role("button", name="Take 5 ratings back").click()
    expect(page.locator(".just-done")).to_contain_text("5 ratings don't count any more")
