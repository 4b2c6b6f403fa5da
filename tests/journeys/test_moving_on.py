"""The last steps of "I'm ready": she chooses, her teacher agrees and signs, and the same minute all of them see it."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.steps import (
    given_signed_in,
    then_nothing_is_english,
    then_the_page_is_well,
    when_opening,
    when_reading_in,
)
from tests.journeys.visitors import PHONE, Visitor

WORDS = "I will explain it to the little ones."


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


def when_signing(teacher: Visitor, name: str, *, waits: bool = False) -> None:
    """Her teacher signs. waits: a second person has to look first."""
    teacher.go("/teach/moving/")
    when_opening(teacher, teacher.page.locator(".is-queue h3 a", has_text=name))
    if not waits:
        then_the_page_is_well(teacher, "what holds, before a signature")
    expect(teacher.page.get_by_text("at once.").first).to_be_visible()
    teacher.page.get_by_role("button", name="Sign for moving on").click()
    if not waits:
        expect(teacher.page.get_by_role("heading", name="What opened")).to_be_visible()


def when_taking_back(person: Visitor) -> None:
    person.page.get_by_role("button", name="Take it back").first.click()
    person.page.locator("dialog#take-back form button").click()
    expect(person.page.get_by_text("level and section are as they were")).to_be_visible()


def when_the_district_adopts(leader: Visitor, *, cumulative: bool, verifier: bool) -> None:
    """The Chugach way: a level ends with the cumulative assessment and with a second person who did not teach her."""
    leader.go("/lead/rules/moving/")
    form = leader.page.locator("form.form")
    form.locator("[name='level.cumulative']").set_checked(cumulative)
    form.locator("[name='level.verifier']").set_checked(verifier)
    form.get_by_role("button", name="See who would be ready").click()
    expect(leader.page.get_by_text("Numbers stand in bands of ten.")).to_be_visible()
    leader.page.locator("[name=text]").fill("How a level ends here.")
    leader.page.locator("[name=text_es]").fill("Cómo termina aquí un nivel.")
    leader.page.get_by_role("button", name="Adopt this rule").click()
    expect(leader.page.get_by_text("of the rule of moving on is in the book")).to_be_visible()


# -- then --


def then_she_is_in_the_next_section(colleague: Visitor, name: str, *, is_there: bool) -> None:
    """The roster of the teacher whose section is for the next level."""
    colleague.go("/teach/learners/")
    expect(colleague.page.get_by_role("link", name=name)).to_have_count(1 if is_there else 0)


# -- the story --


def test_she_chooses_her_teacher_signs_and_the_same_minute_her_next_teacher_and_her_family_see_it(
    own_district, a_person
):
    learner = given_signed_in(a_person(viewport=PHONE, has_touch=True), "student")
    given_something_to_choose(learner)
    when_choosing(learner)
    expect(learner.page.locator("#chosen ~ ul")).to_contain_text(WORDS)

    teacher = given_signed_in(a_person(), "teacher")
    colleague = given_signed_in(a_person(), "colleague")
    name = when_agreeing(teacher)
    learner.go("/me/moving/")
    expect(learner.page.locator("#chosen ~ ul")).to_contain_text("Agreed with")
    then_she_is_in_the_next_section(colleague, name, is_there=False)
    before = learner.page.locator("#moves ~ ul li").count()

    when_signing(teacher, name)
    then_the_page_is_well(teacher, "what opened")
    expect(teacher.page.get_by_text("The section is now")).to_be_visible()
    then_she_is_in_the_next_section(colleague, name, is_there=True)
    learner.go("/me/moving/")
    expect(learner.page.locator("#moves ~ ul li")).to_have_count(before + 1)
    then_the_page_is_well(learner, "moving on, after")
    learner.go("/me/")
    expect(learner.page.locator("#next")).to_be_visible()

    family = given_signed_in(a_person(), "family")
    when_opening(family, family.page.get_by_role("link", name=name.split()[0]))
    child = re.search(r"[0-9a-f-]{36}", family.page.url)
    assert child is not None
    when_reading_in(family, "Español")
    family.go(f"/family/{child[0]}/moving/")
    expect(family.page.locator("#moves ~ ul li")).to_have_count(before + 1)
    expect(family.page.locator("#moves ~ ul")).to_contain_text("Matemáticas")
    then_the_page_is_well(family, "moving on, for a family")
    then_nothing_is_english(family, besides="#chosen ~ ul")

    when_taking_back(teacher)
    then_she_is_in_the_next_section(colleague, name, is_there=False)


def test_with_a_cumulative_assessment_and_a_verifier_her_teachers_name_alone_does_not_move_her_on(
    own_district, a_person
):
    office = given_signed_in(a_person(), "superintendent")
    teacher = given_signed_in(a_person(), "teacher")
    colleague = given_signed_in(a_person(), "colleague")
    teacher.go("/teach/moving/")
    link = teacher.page.locator("#ready ~ ul.is-queue h3 a").first
    name, address = link.inner_text(), link.get_attribute("href") or ""

    when_the_district_adopts(office, cumulative=True, verifier=True)
    teacher.go(address)  # the assessment comes first, and there is nothing to sign
    expect(teacher.page.get_by_text("The cumulative assessment comes next")).to_be_visible()
    expect(teacher.page.get_by_role("button", name="Sign for moving on")).to_have_count(0)

    # Work on an assessment is rated in other stories; from here on the second name alone is asked for.
    when_the_district_adopts(office, cumulative=False, verifier=True)
    teacher.go(address)
    teacher.page.get_by_role("button", name="Sign for moving on").click()
    expect(teacher.page.get_by_text("what is next opens after that")).to_be_visible()
    then_she_is_in_the_next_section(colleague, name, is_there=False)

    verifier = office  # a leader of the district, who never taught her
    verifier.go("/lead/moving/")
    expect(verifier.page.get_by_text("waiting since today")).to_be_visible()
    then_the_page_is_well(verifier, "a second look, for a leader")
    when_opening(verifier, verifier.page.get_by_role("link", name=f"Look and confirm {name}"))
    then_the_page_is_well(verifier, "a second look, before confirming")
    verifier.page.get_by_role("button", name="Confirm moving on").click()
    expect(verifier.page.get_by_text("The learner has moved on")).to_be_visible()
    then_she_is_in_the_next_section(colleague, name, is_there=True)

    teacher.go("/teach/moving/")
    when_opening(teacher, teacher.page.locator("#lately ~ ul a", has_text=name))
    expect(teacher.page.get_by_text("Confirmed by")).to_be_visible()
    when_taking_back(teacher)
    then_she_is_in_the_next_section(colleague, name, is_there=False)
    when_the_district_adopts(office, cumulative=False, verifier=False)
