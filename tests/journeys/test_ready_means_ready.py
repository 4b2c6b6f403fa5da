"""“I'm ready”, as one story: from the request to what opens, on a phone, at a desk and in Spanish.

Given a learner on her phone, her teacher at a desk, and her family at home; when she says that she is ready and shows a
performance task, and her teacher looks at it without knowing whose it is; then a proposal with its reasons leads to a
decision, and what comes next is open on the learner's very next page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, expect

from tests.district.evidence import made_files
from tests.journeys.steps import (
    given_signed_in,
    given_the_class_grid,
    is_last_of_stack,
    then_nothing_is_english,
    then_the_page_is_well,
    when_opening,
    when_reading_in,
)
from tests.journeys.test_rating_reaches_the_learner import (
    OpenStep,
    column_of,
    given_open_steps,
    given_the_grid_of,
    name_of,
)
from tests.journeys.visitors import PHONE, Visitor

TASK = "Plan para un huerto"
CRITERIA = ("Razones", "Modelo")
# Feedback stands in the language in which it was written.
WRITTEN_BY_PEOPLE = "blockquote, .feedback"
OWN, SEEN = "2", "3"
FEEDBACK = "El modelo y las razones van juntos: se ve cada paso."
REFLECTION = "Antes adivinaba; ahora puedo mostrar por qué."


@dataclass(frozen=True, slots=True)
class Story:
    """What she is about to show, what it alone opens (title and address), and where the teacher decides it."""

    step: OpenStep
    opens: str
    opens_address: str
    pair: str


# -- given --


def given_a_step_that_opens_another(learner: Visitor) -> tuple[OpenStep, str, str]:
    """Found on the learner's own pages: one that is open, and one for which nothing else comes first."""
    for step in given_open_steps(learner):
        learner.go(step.address)
        after = learner.page.locator("section", has=learner.page.get_by_role("heading", name="What it opens"))
        links = [(one.inner_text(), one.get_attribute("href")) for one in after.last.locator("a").all()]
        for title, address in links:
            learner.go(address)
            if f"First comes: “{step.title}”." in learner.page.locator("main").inner_text():
                return step, title, address
    raise AssertionError("nothing that is open to the demo's learner opens more by itself")


def given_it_was_seen_once(teacher: Visitor, name: str, step: OpenStep) -> str:
    """The teacher saw it in class before; the address at which she reads and decides it."""
    given_the_grid_of(teacher, step)
    row = teacher.page.locator("#class-grid tbody tr", has=teacher.page.get_by_text(name, exact=True))
    pair = row.locator("a.cell").nth(column_of(teacher, step.title) - 1).get_attribute("href")
    teacher.go(pair)
    teacher.page.locator(".level-button", has_text="Proficient").click()
    then_it_says(teacher, "Recorded:")
    return pair


def given_a_performance_task(teacher: Visitor, step: OpenStep) -> None:
    """The teacher writes a task with a rubric of two essential criteria into the bank of her school."""
    page = teacher.page
    teacher.go("/teach/tasks/new/")
    page.get_by_label("Title", exact=True).fill(TASK)
    page.get_by_label("What to do").fill("Planea un huerto, y di por qué funciona.")
    page.get_by_label("Form of evidence").select_option("performance")
    page.locator("summary", has_text="Other forms in which").click()
    page.locator("input[name=other_forms][value=recording]").check()
    page.locator("#competency-add").fill(step.title)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("input[name=competencies]:checked")).to_have_count(1)
    page.locator("[name=depth]").select_option("3")
    for number, title in enumerate(CRITERIA):
        if not page.locator(f"[name=criterion-{number}-title]").count():
            page.get_by_role("button", name="Add another criterion").click()
        page.locator(f"[name=criterion-{number}-title]").fill(title)
        for level in "1234":
            page.locator(f"[name=criterion-{number}-{level}]").fill(
                f"{title}: {'se ve ' * int(level)}".strip()
            )
        page.locator(f"[name=criterion-{number}-essential]").check()
    page.get_by_role("button", name="Save").last.click()
    page.locator("button[name=act][value=ready]").click()


# -- when --


def when_pressing(visitor: Visitor, words: str) -> None:
    visitor.page.locator("main").get_by_role("button", name=words).last.click()


def when_she_is_ready(learner: Visitor, step: OpenStep) -> None:
    """On her phone: the task, its rubric with her own look first, a film of it, and what she says about it."""
    page = learner.page
    learner.go(step.address)
    page.locator("a.button", has_text="I'm ready").first.click()
    page.get_by_label(TASK).check()
    page.locator("input[name=way][value=video]").check()
    when_pressing(learner, "Go on")

    for title in CRITERIA:
        expect(page.get_by_role("group", name=title)).to_be_visible()  # the rubric, before anything is made
    then_the_page_is_well(learner, "journey-ready-rubric")
    for choices in (
        page.get_by_role("group", name="Where do you see your work?"),
        *map(criterion(page), CRITERIA),
    ):
        choices.locator(f"input[value='{OWN}']").check()
    page.get_by_label("What would you like people to see").fill(REFLECTION)
    when_pressing(learner, "Go on")

    film = page.locator("input[type=file][name=files]")
    assert film.get_attribute("accept") == "video/*"  # on a phone this opens the camera
    film.set_input_files({"name": "huerto.mp4", "mimeType": "video/mp4", "buffer": made_files.film()})
    when_pressing(learner, "Hand in my work")
    then_it_says(learner, "Your work is in.")


def criterion(page):
    return lambda title: page.get_by_role("group", name=title)


def when_scoring_without_names(teacher: Visitor, name: str) -> str:
    """In the stack that the queue leads to: by criterion, from the keyboard, until the work that waits is seen.

    The address on which the stack ends. Without names it is shuffled, so any work may be the last one, which ends it.
    """
    page = teacher.page
    teacher.go("/teach/ready/")
    row = page.locator(".is-queue > li", has_text=name)
    expect(row.locator(".waited")).to_contain_text("waiting for")
    then_the_page_is_well(teacher, "journey-ready-queue")
    when_opening(teacher, page.locator(".is-stacks a", has_text=TASK))
    expect(page.locator("#stack-who")).to_have_text(re.compile(r"^Learner \d+$"))
    for _learner in range(page.locator("#stack-list li[data-token]").count()):
        if page.locator(".stack-piece video").count():
            break
        before = page.locator("#stack-who").inner_text()
        page.keyboard.press("s")
        expect(page.locator("#stack-who")).not_to_have_text(before)
    expect(page.locator(".stack-piece")).to_contain_text(REFLECTION)
    assert name not in page.content(), "the name is on the page"
    assert "own view" not in page.locator(".stack-rubric").inner_text(), "her own look leads the teacher's"
    then_the_page_is_well(teacher, "journey-ready-blind")
    page.keyboard.press(SEEN)
    page.keyboard.press(SEEN)
    page.keyboard.press("f")
    page.keyboard.type(FEEDBACK)
    page.keyboard.press("Escape")
    done = page.locator("#stack").get_attribute("data-done")
    ends_the_stack = is_last_of_stack(page)
    page.keyboard.press("Enter")
    if ends_the_stack:
        page.wait_for_url("**done=1**")
        return done
    said = page.locator("#acts .act").first
    expect(said).to_contain_text(re.compile(r"Recorded: Learner \d+, the work shows Proficient"))
    expect(said).to_contain_text("The learner's own view of it: Developing.")
    return done


def when_reading_the_proposal(teacher: Visitor, story: Story, name: str, done: str) -> Locator:
    """After the stack, with names again: what the evidence suggests and why."""
    page = teacher.page
    teacher.go(done)
    row = page.locator("tbody tr", has_text=name)
    expect(row).to_contain_text("Developing")
    then_the_page_is_well(teacher, "journey-ready-stack-done")
    when_opening(teacher, row.get_by_role("link", name=story.step.title))
    return page.locator(".decide-now")


# -- then --


def then_it_says(person: Visitor, words: str) -> None:
    expect(person.page.locator("main .notice").first).to_contain_text(words)


def then_the_reasons_are_told(proposal: Locator, story: Story) -> None:
    expect(proposal).to_contain_text("The evidence suggests Proficient.")
    expect(proposal).to_contain_text(re.compile(r"\b2\b.*(pieces|ratings)"))
    expect(proposal).to_contain_text(f"Deciding it opens: {story.opens}")


def then_it_opens_on_her_very_next_page(learner: Visitor, story: Story) -> None:
    """No night lies between: the page that said “first comes” a moment ago says “open”."""
    learner.go(story.opens_address)
    expect(learner.page.locator("main")).not_to_contain_text("First comes:")
    expect(learner.page.locator("main")).to_contain_text("This is open: you can begin now.")
    learner.go("/me/")
    expect(learner.page.locator("[aria-labelledby=shown] h3").first).to_have_text(story.step.title)
    expect(learner.page.locator("[aria-labelledby=notes]")).to_contain_text(FEEDBACK)
    then_the_page_is_well(learner, "journey-ready-learner-home")


def then_the_family_sees_it_in_spanish(family: Visitor, name: str) -> None:
    when_reading_in(family, "Español")
    children = family.page.locator(".children h2 a", has_text=name.split()[0])
    if children.count():
        when_opening(family, children)
    shown = family.page.locator("[aria-labelledby=shown] h3").first
    then_nothing_is_english(family, besides=WRITTEN_BY_PEOPLE)
    then_the_page_is_well(family, "journey-ready-family-es")
    when_opening(family, shown.locator("a"))
    evidence = family.page.locator("[aria-labelledby=evidence]")
    expect(evidence).to_contain_text(FEEDBACK)
    expect(evidence).to_contain_text("Competente")
    then_nothing_is_english(family, besides=WRITTEN_BY_PEOPLE)


# -- the story --


def test_ready_means_ready(a_person):
    learner = given_signed_in(a_person(viewport=PHONE), "student")
    name = name_of(learner)
    step, opens, opens_address = given_a_step_that_opens_another(learner)
    teacher = given_the_class_grid(a_person(), of=name)
    story = Story(step, opens, opens_address, given_it_was_seen_once(teacher, name, step))
    given_a_performance_task(teacher, step)
    family = given_signed_in(a_person(), "family")

    when_she_is_ready(learner, step)
    done = when_scoring_without_names(teacher, name)
    proposal = when_reading_the_proposal(teacher, story, name, done)
    then_the_reasons_are_told(proposal, story)
    learner.go(opens_address)
    expect(learner.page.locator("main")).to_contain_text(
        "First comes:"
    )  # a proposal opens nothing: a person decides

    when_pressing(teacher, "Decide Proficient")
    then_it_says(teacher, f"This opens: {opens}")

    # Her choice to apply it, to go on or to go deeper belongs here, between the decision and the next target.
    then_it_opens_on_her_very_next_page(learner, story)
    then_the_family_sees_it_in_spanish(family, name)
