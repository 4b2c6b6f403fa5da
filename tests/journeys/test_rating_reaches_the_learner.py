"""A teacher rates and decides without touching the mouse, and the learner sees it on her next page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, expect

from tests.journeys.steps import given_signed_in, given_the_class_grid, then_the_page_is_well, when_opening
from tests.journeys.visitors import Visitor

PROFICIENT = 3


# -- given --


@dataclass(frozen=True)
class OpenStep:
    """Something that is open to a learner and leads on: where the learner reads about it, and where it stands."""

    title: str
    address: str
    domain: str
    level: str


def given_open_steps(learner: Visitor) -> list[OpenStep]:
    """What the learner can begin and what leads on to something else, in the subjects, read from her own line."""
    learner.go("/me/")
    apart = learner.page.locator(".is-apart h2").all_inner_texts()
    learner.go("/me/continuum/")
    domains = learner.page.get_by_role("navigation", name="Domains").get_by_role("link")
    found = []
    for domain, link in [(one.inner_text(), one.evaluate("link => link.href")) for one in domains.all()]:
        if domain in apart:
            continue
        learner.go(link)
        for node in learner.page.locator("a.node.is-open").all():
            address = node.get_attribute("href")
            if "end of a line" not in learner.page.request.get(learner.address + address).text():
                level = node.evaluate(
                    "node => node.closest('table').tHead.rows[0].cells[node.closest('td').cellIndex].innerText"
                )
                title = (node.get_attribute("aria-label") or "").rsplit(": next, ", 1)[0]
                found.append(OpenStep(title, address, domain, level.split()[-1]))
    assert found, "the demo's learner has nothing open that leads on"
    return found


def given_the_grid_of(teacher: Visitor, step: OpenStep) -> None:
    """The class grid of the domain and the level in which a step stands."""
    choice = teacher.page.locator(".grid-choice")
    choice.get_by_label("Domain").select_option(label=step.domain)
    choice.get_by_label("From level").select_option(step.level)
    choice.get_by_label("To level").select_option(step.level)
    choice.get_by_role("button", name="Show").click()
    expect(teacher.page.locator("#class-grid thead")).to_contain_text(step.title)


def given_the_focus_in_the_grid(teacher: Visitor) -> None:
    """From the top of the page by Tab alone, until the focus stands in the grid."""
    teacher.page.locator("body").press("Home")
    for _press in range(60):
        teacher.page.keyboard.press("Tab")
        if teacher.page.evaluate("!!document.activeElement.closest('#class-grid')"):
            return
    raise AssertionError("the grid was not reached by Tab")


# -- when --


def when_moving_to(teacher: Visitor, learner: str, competency: int) -> Locator:
    """Walk to a cell by arrow keys; competencies are counted from 1."""
    grid = teacher.page.locator("#class-grid")
    names = grid.locator("tbody th").all_inner_texts()
    teacher.page.keyboard.press("Control+Home")
    for _row in range(names.index(learner)):
        teacher.page.keyboard.press("ArrowDown")
    for _column in range(competency):
        teacher.page.keyboard.press("ArrowRight")
    return teacher.page.locator("#class-grid a.cell:focus")


def when_deciding_by_key(teacher: Visitor) -> None:
    teacher.page.keyboard.press("Enter")
    then_the_grid_says(teacher, "Decided:")


# -- then --


def then_the_grid_says(teacher: Visitor, words: str) -> None:
    expect(teacher.page.locator("#acts > li").first).to_contain_text(words)


def then_the_cell_says(cell: Locator, words: str) -> None:
    expect(cell).to_have_attribute("aria-label", re.compile(words))


def pieces_of(cell: Locator) -> int:
    return int(cell.get_attribute("data-pieces") or 0)


def name_of(person: Visitor) -> str:
    return person.page.locator("header .who").inner_text()


def column_of(teacher: Visitor, title: str) -> int:
    """Where a competency stands in the grid, counted from 1."""
    return teacher.page.locator("#class-grid thead .title").all_inner_texts().index(title) + 1


# -- stories --


def test_a_rating_and_a_decision_by_keyboard_reach_the_learner(a_person):
    learner = given_signed_in(a_person(), "student")
    then_the_page_is_well(learner, "student-home")
    name = name_of(learner)

    teacher = given_the_class_grid(a_person(), of=name)
    then_the_page_is_well(teacher, "class-grid")
    for step in given_open_steps(learner):
        given_the_grid_of(teacher, step)
        given_the_focus_in_the_grid(teacher)
        cell = when_moving_to(teacher, name, column_of(teacher, step.title))
        then_the_cell_says(cell, "Ready to begin")
        teacher.page.keyboard.press(str(PROFICIENT))
        then_the_grid_says(teacher, f"Recorded: {name}, {step.title}")
        expect(cell).to_have_attribute("data-pieces", "1")
        then_the_learner_finds_the_piece(learner, step)
        when_rating_until_something_is_proposed(teacher, cell)
        if "Deciding it opens:" in teacher.page.locator("#acts > li").first.inner_text():
            break

    when_deciding_by_key(teacher)

    then_the_cell_says(cell, "Proficient")
    opened = re.search(r"This opens: (.*?)(,|\.)", teacher.page.locator("#acts > li").first.inner_text())
    assert opened, "nothing that is open to the learner opens more by itself"
    then_the_learner_sees_the_decision(learner, step, opened.group(1))


def when_rating_until_something_is_proposed(teacher: Visitor, cell: Locator) -> None:
    while not cell.get_attribute("data-proposed"):
        before = pieces_of(cell)
        assert before < 5, "five agreeing ratings and nothing is proposed"
        teacher.page.keyboard.press(str(PROFICIENT))
        expect(cell).to_have_attribute("data-pieces", str(before + 1))


def then_the_learner_finds_the_piece(learner: Visitor, step: OpenStep) -> None:
    """On the learner's very next request, without waiting for anything."""
    learner.go(step.address)
    expect(learner.page.locator("h1")).to_have_text(step.title)
    expect(learner.page.locator("[aria-labelledby=evidence]")).to_contain_text("Proficient")


def then_the_learner_sees_the_decision(learner: Visitor, step: OpenStep, opened: str) -> None:
    learner.go("/me/")
    expect(learner.page.locator("[aria-labelledby=shown] h3").first).to_have_text(step.title)
    then_the_page_is_well(learner, "student-home-opened")
    learner.go("/me/continuum/")
    learner.page.get_by_role("navigation", name="Domains").get_by_role("link", name=step.domain).click()
    expect(learner.page.locator("h1")).to_have_text(step.domain)
    then_the_page_is_well(learner, "student-continuum")
    open_now = learner.page.locator(f'a.node:is(.is-open, .is-growing)[aria-label^="{opened}:"]')
    expect(open_now.first).to_be_attached()
    learner.go("/me/")
    when_opening(learner, learner.page.locator("[aria-labelledby=shown] h3 a"))
    expect(learner.page.locator("h1")).to_have_text(step.title)
    then_the_page_is_well(learner, "student-competency")


def test_a_key_pressed_twice_is_one_rating_and_undo_takes_it_back(a_person):
    teacher = given_the_class_grid(a_person())
    learner = teacher.page.locator("#class-grid tbody th").first.inner_text()
    given_the_focus_in_the_grid(teacher)
    cell = when_moving_to(teacher, learner, 1)
    before = pieces_of(cell)

    teacher.page.evaluate(
        """key => { for (const _twice of [1, 2]) document.activeElement.dispatchEvent(
            new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true})); }""",
        "2",
    )
    then_the_grid_says(teacher, "Recorded:")
    expect(cell).to_have_attribute("data-pieces", str(before + 1))
    teacher.page.reload()
    given_the_focus_in_the_grid(teacher)
    cell = when_moving_to(teacher, learner, 1)
    assert pieces_of(cell) == before + 1

    teacher.page.keyboard.press("2")
    then_the_grid_says(teacher, "Recorded:")
    expect(cell).to_have_attribute("data-pieces", str(before + 2))
    teacher.page.keyboard.press("z")
    then_the_grid_says(teacher, "Taken back:")
    expect(cell).to_have_attribute("data-pieces", str(before + 1))


def test_the_panel_holds_everything_about_a_cell_and_gives_the_focus_back(a_person):
    teacher = given_the_class_grid(a_person())
    learner = teacher.page.locator("#class-grid tbody th").nth(1).inner_text()
    given_the_focus_in_the_grid(teacher)
    when_moving_to(teacher, learner, 2)
    teacher.page.keyboard.press("d")
    expect(teacher.page.locator("#panel .level-button")).to_have_count(4)
    expect(teacher.page.locator("#panel-title")).to_be_focused()
    then_the_page_is_well(teacher, "class-grid-panel")
    teacher.page.keyboard.press("Escape")
    expect(teacher.page.locator("#panel")).not_to_be_visible()
    row = teacher.page.locator("#class-grid tbody tr").nth(1)
    expect(row.locator("td").nth(1).locator("a")).to_be_focused()


def test_everything_works_with_scripts_off(a_person):
    """Plain forms, one page after the other; sending the same form twice is one rating."""
    learner = given_signed_in(a_person(scripts=False), "student")
    name = name_of(learner)
    teacher = given_the_class_grid(a_person(scripts=False), of=name)
    row = teacher.page.locator("#class-grid tbody tr", has=teacher.page.get_by_text(name, exact=True))
    step = given_open_steps(learner)[-1]
    given_the_grid_of(teacher, step)
    when_opening(teacher, row.locator("a.cell").nth(column_of(teacher, step.title) - 1))
    expect(teacher.page.locator("h1")).to_have_text(step.title)

    teacher.page.locator(".level-button", has_text="Proficient").dblclick()
    expect(teacher.page.locator("main .notice").first).to_contain_text("ecorded:")
    then_there_are_pieces(teacher, 1)

    for _rating in range(4):
        if teacher.page.locator(".accept-form").count():
            break
        when_recording(teacher, "Proficient")
    teacher.page.locator(".accept-form button").click()
    then_the_page_says(teacher, "Decided:")

    learner.go("/me/")
    expect(learner.page.locator("[aria-labelledby=shown] h3").first).to_have_text(step.title)

    when_deciding_otherwise(teacher, "Developing", reason="The last two pieces were done together.")
    then_the_page_says(teacher, "Decided:")
    learner.page.reload()
    assert step.title not in learner.page.locator("[aria-labelledby=shown] h3").all_inner_texts()


def when_recording(teacher: Visitor, level: str) -> None:
    teacher.page.locator(".level-button", has_text=level).click()


def when_deciding_otherwise(teacher: Visitor, level: str, reason: str) -> None:
    form = teacher.page.locator(".decision-form")
    form.get_by_label(level).check()
    form.locator("textarea").fill(reason)
    form.locator("button").click()
    expect(teacher.page.locator("h1")).to_have_text("Check before you confirm")
    teacher.page.locator(".check-form button").click()


def then_the_page_says(teacher: Visitor, words: str) -> None:
    expect(teacher.page.locator("main .notice").first).to_contain_text(words)


def then_there_are_pieces(teacher: Visitor, count: int) -> None:
    expect(teacher.page.locator(".where-now")).to_contain_text(f"{count} piece")
