"""A page shows what was known on a past day, says so, lets nobody write, and leads back to today."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.steps import given_signed_in, given_the_class_grid, last_spring, then_the_page_is_well


def test_a_learner_looks_at_last_spring_and_comes_back(a_person):
    learner = given_signed_in(a_person(), "student")
    shown_today = shown(learner)

    learner.page.locator("input[name=as_of]").fill(last_spring())
    learner.page.locator("form", has=learner.page.locator("input[name=as_of]")).get_by_role("button").click()

    expect(learner.page.locator(".as-of")).to_contain_text("As it was known on April 15")
    assert 0 < shown(learner) < shown_today
    then_the_page_is_well(learner, "student-home-past")
    then_pages_further_on_stay_in_the_past(learner)

    learner.page.locator(".as-of a").click()
    expect(learner.page.locator(".as-of")).to_have_count(0)


def shown(learner) -> int:
    return int(re.search(r"\d+", learner.page.locator(".statement").inner_text()).group())


def then_pages_further_on_stay_in_the_past(learner):
    home = learner.page.url
    learner.page.locator("[aria-labelledby=shown] h3 a").first.click()
    expect(learner.page.locator(".as-of")).to_be_visible()
    learner.go(home)


def test_a_teacher_cannot_write_into_the_past(a_person):
    teacher = given_the_class_grid(a_person())
    teacher.go(teacher.page.url.split("?")[0] + f"?as_of={last_spring()}")
    expect(teacher.page.locator(".as-of")).to_be_visible()
    then_the_page_is_well(teacher, "class-grid-past")
    cell = teacher.page.locator("#class-grid tbody a.cell").first
    pieces = cell.get_attribute("data-pieces")
    cell.focus()
    teacher.page.keyboard.press("1")
    teacher.page.wait_for_timeout(300)
    expect(cell).to_have_attribute("data-pieces", pieces)
    cell.click()
    expect(teacher.page.locator(".as-of")).to_be_visible()
    assert teacher.page.locator("main form[method=post]").count() == 0


def test_a_date_that_cannot_be_read_gets_a_sentence(a_person):
    learner = given_signed_in(a_person(), "student")
    learner.expects(400, 422)
    assert learner.go("/me/?as_of=last-spring").status in (400, 422)
    expect(learner.page.locator("main")).to_contain_text("year-month-day")
