"""A teacher rates and decides without touching the mouse, and the learner sees it on her next page."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.journeys.steps import given_signed_in, given_the_class_grid, then_the_page_is_well, when_opening
from tests.journeys.visitors import Visitor

PROFICIENT = 3


# -- given --


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


def untouched_cells(teacher: Visitor, learner: str) -> list[int]:
    """The columns, counted from 1, in which this learner is ready to begin."""
    row = teacher.page.locator("#class-grid tbody tr", has=teacher.page.get_by_text(learner, exact=True))
    words = [cell.get_attribute("aria-label") or "" for cell in row.locator("a.cell").all()]
    return [at for at, word in enumerate(words, start=1) if word.startswith("Ready to begin")]


def title_of(teacher: Visitor, column: int) -> str:
    return teacher.page.locator("#class-grid thead th").nth(column).locator(".title").inner_text()


# -- stories --


def test_a_rating_and_a_decision_by_keyboard_reach_the_learner(a_person):
    learner = given_signed_in(a_person(), "student")
    then_the_page_is_well(learner, "student-home")
    name = name_of(learner)

    teacher = given_the_class_grid(a_person())
    then_the_page_is_well(teacher, "class-grid")
    given_the_focus_in_the_grid(teacher)
    for column in reversed(untouched_cells(teacher, name)):
        cell = when_moving_to(teacher, name, column)
        title = title_of(teacher, column)
        teacher.page.keyboard.press(str(PROFICIENT))
        then_the_grid_says(teacher, f"Recorded: {name}, {title}")
        expect(cell).to_have_attribute("data-pieces", "1")
        then_the_learner_finds_the_piece(learner, cell, title)
        when_rating_until_something_is_proposed(teacher, cell)
        if "Deciding it opens:" in teacher.page.locator("#acts > li").first.inner_text():
            break

    when_deciding_by_key(teacher)

    then_the_cell_says(cell, "Proficient")
    opened = re.search(r"This opens: (.*?)(,|\.)", teacher.page.locator("#acts > li").first.inner_text())
    assert opened, "nothing that was ready to begin opens anything"
    then_the_learner_sees_the_decision(learner, title, opened.group(1))


def when_rating_until_something_is_proposed(teacher: Visitor, cell: Locator) -> None:
    while not cell.get_attribute("data-proposed"):
        before = pieces_of(cell)
        assert before < 5, "five agreeing ratings and nothing is proposed"
        teacher.page.keyboard.press(str(PROFICIENT))
        expect(cell).to_have_attribute("data-pieces", str(before + 1))


def then_the_learner_finds_the_piece(learner: Visitor, cell: Locator, title: str) -> None:
    """On the learner's very next request, without waiting for anything."""
    address = (cell.get_attribute("href") or "").split("?")[0]
    competency = address.rstrip("/").rsplit("/", 1)[-1]
    learner.go(f"/me/competency/{competency}/")
    expect(learner.page.locator("h1")).to_have_text(title)
    expect(learner.page.locator("[aria-labelledby=evidence]")).to_contain_text("Proficient")


def then_the_learner_sees_the_decision(learner: Visitor, title: str, opened: str) -> None:
    learner.go("/me/")
    expect(learner.page.locator("[aria-labelledby=shown] h3").first).to_have_text(title)
    then_the_page_is_well(learner, "student-home-opened")
    learner.go("/me/continuum/?domain=MA")
    then_the_page_is_well(learner, "student-continuum")
    open_now = learner.page.locator("a.node:is(.is-ready, .is-growing)", has_text=opened)
    expect(open_now.first).to_be_attached()
    learner.go("/me/")
    when_opening(learner, learner.page.locator("[aria-labelledby=shown] h3 a"))
    expect(learner.page.locator("h1")).to_have_text(title)
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
    teacher = given_the_class_grid(a_person(scripts=False))
    learner = given_signed_in(a_person(scripts=False), "student")
    name = name_of(learner)
    row = teacher.page.locator("#class-grid tbody tr", has=teacher.page.get_by_text(name, exact=True))
    column = untouched_cells(teacher, name)[0]
    when_opening(teacher, row.locator("a.cell").nth(column - 1))
    title = teacher.page.locator("h1").inner_text()

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
    expect(learner.page.locator("[aria-labelledby=shown] h3").first).to_have_text(title)

    when_deciding_otherwise(teacher, "Developing", reason="The last two pieces were done together.")
    then_the_page_says(teacher, "Decided:")
    learner.page.reload()
    assert title not in learner.page.locator("[aria-labelledby=shown] h3").all_inner_texts()


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
