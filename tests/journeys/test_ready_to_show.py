"""“I'm ready”, on a phone and with scripts off: from the competency to the teacher's words, and everything accessible."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.steps import given_signed_in, then_the_page_is_well
from tests.journeys.visitors import PHONE, Visitor


def given_a_competency_under_way(learner: Visitor) -> str:
    learner.go("/me/")
    learner.go(learner.page.locator(".growing h3 a").first.evaluate("link => link.href"))
    return learner.page.locator("h1").inner_text()


def when_pressing(visitor: Visitor, words: str) -> None:
    visitor.page.locator("main").get_by_role("button", name=words).last.click()


def test_a_learner_is_ready_on_her_phone_and_reads_what_was_seen(a_person):
    learner = given_signed_in(a_person(scripts=False, viewport=PHONE), "student")
    name = learner.page.locator("header .who").inner_text()
    title = given_a_competency_under_way(learner)
    learner.page.locator("a.button", has_text="I'm ready").click()
    learner.page.locator("input[name=way][value=text]").check()
    when_pressing(learner, "Go on")
    learner.page.locator(".level-choices input[value='3']").first.check()
    when_pressing(learner, "Go on")
    learner.page.get_by_label("Your text").fill("Here is what I think, and why.")
    learner.page.get_by_label("Name of your work").fill("What I think")
    when_pressing(learner, "Hand in my work")
    expect(learner.page.locator("main .notice").first).to_contain_text("Your work is in.")

    teacher = given_signed_in(a_person(), "teacher")
    teacher.go("/teach/ready/")
    then_the_page_is_well(teacher, "teacher-ready-to-show")
    row = teacher.page.locator(".is-queue > li", has_text=name)
    expect(row).to_contain_text(title)
    row.get_by_role("link", name="Look at the work").click()
    then_the_page_is_well(teacher, "teacher-looking-at-work")
    teacher.page.get_by_label("Words for the learner").first.fill(
        "Your reasons are clear from the first line."
    )
    teacher.page.locator("input[name^=level-][value='3']").first.check()
    when_pressing(teacher, "Record what I saw")

    learner.go("/me/")
    expect(learner.page.locator("[aria-labelledby=notes]")).to_contain_text("Your reasons are clear")
    learner.go("/me/ready/")
    expect(learner.page.locator("main")).to_contain_text("It was looked at.")


def test_every_step_is_accessible_and_fits(a_person):
    learner = given_signed_in(a_person(), "student")
    given_a_competency_under_way(learner)
    learner.page.locator("a.button", has_text="I'm ready").click()
    then_the_page_is_well(learner, "student-ready-how")
    learner.page.locator("input[name=way][value=conference]").check()
    when_pressing(learner, "Go on")
    then_the_page_is_well(learner, "student-ready-own-look")
    when_pressing(learner, "Go on")
    then_the_page_is_well(learner, "student-ready-now-or-a-time")
    when_pressing(learner, "Ask for a time")
    expect(learner.page.locator("main .notice").first).to_contain_text("You asked.")
    then_the_page_is_well(learner, "student-request")
    learner.go("/me/ready/")
    then_the_page_is_well(learner, "student-asked")
    when_pressing_take_back(learner)


def when_pressing_take_back(learner: Visitor) -> None:
    learner.page.locator(".requests a").first.click()
    when_pressing(learner, "Take it back")
    expect(learner.page.locator("main .notice").first).to_contain_text("Taken back.")
