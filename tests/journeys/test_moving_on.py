"""The last steps of "I'm ready": she chooses, her teacher agrees and signs, and the same minute all of them see it."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.steps import given_signed_in, then_the_page_is_well, when_opening
from tests.journeys.visitors import PHONE, Visitor

WORDS = "I will explain it to the little ones."
PLAN = {
    "reason": "She is needed in the group that goes on.",
    "goal": "What is open is shown by the winter.",
    "steps": "One piece of work a week.",
    "support": "Her teacher, on Tuesdays.",
}


# -- given --


def given_something_to_choose(learner: Visitor) -> str:
    """A competency that she showed and has chosen nothing for; its title."""
    learner.go("/me/moving/")
    then_the_page_is_well(learner, "moving on, before")
    link = learner.page.locator("#choose ~ ul a").first
    title = link.inner_text()
    when_opening(learner, link)
    return title


# -- when --


def when_choosing(learner: Visitor) -> None:
    learner.page.get_by_label("Go deeper").check()
    learner.page.get_by_label("What exactly?").fill(WORDS)
    then_the_page_is_well(learner, "choosing what comes next")
    learner.page.get_by_role("button", name="I choose this").click()


def when_agreeing(teacher: Visitor) -> str:
    """The teacher agrees on her ready list; the learner's name as it stands there."""
    teacher.go("/teach/moving/")
    then_the_page_is_well(teacher, "moving on, for a teacher")
    line = teacher.page.locator("li", has_text=WORDS)
    name = line.locator("h3").inner_text()
    line.get_by_role("button", name="We talked; agreed").click()
    expect(teacher.page.get_by_text(WORDS)).to_have_count(0)
    return name


def when_signing(teacher: Visitor, leader: Visitor, name: str) -> None:
    """Her teacher signs where the record holds what the rule asks; else her leader makes an exception with a plan."""
    teacher.go("/teach/moving/")
    address = teacher.page.evaluate(
        """name => [...document.querySelectorAll('.is-queue h3 a')].find(one => one.innerText == name
           || one.textContent.trim() == name)?.getAttribute('href') ?? null""",
        name,
    )
    if address:
        teacher.go(address)
        then_the_page_is_well(teacher, "what holds, before a signature")
        teacher.page.get_by_role("button", name="Sign that she moves on").click()
        expect(teacher.page.get_by_role("heading", name="What opened")).to_be_visible()
        then_the_page_is_well(teacher, "what opened")
        return
    leader.go(learner_address(teacher, name))
    leader.page.get_by_text("Write the reason and the plan").click()
    for field, words in PLAN.items():
        leader.page.locator(f"[name={field}]").fill(words)
    leader.page.get_by_role("button", name="Make the exception and open the plan").click()


def learner_address(teacher: Visitor, name: str) -> str:
    """The leader's page about the learner's way on in mathematics."""
    teacher.go("/teach/learners/")
    link = teacher.page.get_by_role("link", name=re.compile(re.escape(name))).first
    found = re.search(r"[0-9a-f-]{36}", link.get_attribute("href") or "")
    assert found is not None
    return f"/lead/moving/{found[0]}/level/MA/"


# -- the story --


def test_she_chooses_her_teacher_agrees_and_signs_and_all_of_them_see_it_the_same_minute(
    own_district, a_person
):
    learner = given_signed_in(a_person(viewport=PHONE, has_touch=True), "student")
    title = given_something_to_choose(learner)
    when_choosing(learner)
    expect(learner.page.locator("#chosen ~ ul")).to_contain_text(WORDS)

    teacher = given_signed_in(a_person(), "teacher")
    leader = given_signed_in(a_person(), "superintendent")
    name = when_agreeing(teacher)
    learner.go("/me/moving/")
    expect(learner.page.locator("#chosen ~ ul")).to_contain_text("Agreed with")

    when_signing(teacher, leader, name)
    learner.go("/me/moving/")
    expect(learner.page.get_by_role("heading", name="When you moved on")).to_be_visible()
    expect(learner.page.locator("#moves ~ ul")).to_contain_text("Mathematics: from level")
    expect(learner.page.locator(".stage-cards")).to_contain_text("Level")
    then_the_page_is_well(learner, "moving on, after")

    learner.go("/me/")
    expect(learner.page.locator("#next")).to_be_visible()
    assert title
