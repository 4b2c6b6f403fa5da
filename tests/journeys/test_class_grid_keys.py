"""A teacher works through her class grid from the keyboard, and every key does what the help says."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.journeys.steps import given_signed_in, when_opening
from tests.journeys.visitors import Visitor


@pytest.fixture
def teacher(a_person) -> Visitor:
    return given_signed_in(a_person(), "teacher")


@pytest.fixture
def grid(teacher) -> Page:
    when_opening(teacher, teacher.page.locator(".group-card h3 a"))
    expect(teacher.page.locator("#class-grid")).to_have_attribute("role", "grid")
    return teacher.page


def cell(page: Page, row: int, column: int) -> Locator:
    return page.locator(f"#class-grid tbody tr:nth-child({row}) td:nth-of-type({column}) a")


def test_the_grid_is_one_stop_and_arrows_move_within(grid):
    assert grid.locator("#class-grid a[tabindex='0']").count() == 1
    cell(grid, 1, 1).focus()
    grid.keyboard.press("ArrowDown")
    grid.keyboard.press("ArrowRight")
    expect(cell(grid, 2, 2)).to_be_focused()
    grid.keyboard.press("Home")
    expect(grid.locator("#class-grid tbody tr:nth-child(2) th a")).to_be_focused()
    grid.keyboard.press("Control+End")
    expect(grid.locator("#class-grid tbody tr:last-child td:last-child a")).to_be_focused()
    assert grid.locator("#class-grid a[tabindex='0']").count() == 1


def test_a_number_records_in_place_and_z_takes_it_back(grid):
    here = cell(grid, 1, 1)
    before = here.get_attribute("data-pieces")
    here.focus()
    grid.keyboard.press("2")
    expect(cell(grid, 1, 1)).to_have_attribute("data-pieces", str(int(before) + 1))
    expect(cell(grid, 1, 1)).to_be_focused()
    expect(grid.locator("#grid-says")).to_have_text(re.compile("^Recorded: .*the work shows Developing"))
    grid.keyboard.press("z")
    expect(cell(grid, 1, 1)).to_have_attribute("data-pieces", before)
    expect(grid.locator("#acts .undo")).to_have_count(0)


def test_enter_decides_what_is_proposed_and_z_takes_that_back_too(grid):
    here = grid.locator("a.cell[data-proposed]").first
    name = here.locator("xpath=..").get_attribute("id")
    words = here.get_attribute("aria-label")
    here.focus()
    grid.keyboard.press("Enter")
    same = grid.locator(f"#{name} a")
    expect(same).not_to_have_attribute("data-proposed", re.compile("."))
    expect(same).to_be_focused()
    grid.keyboard.press("z")
    expect(same).to_have_attribute("aria-label", words)


def test_an_undo_pressed_in_the_moment_it_comes_stays_on_the_page(grid):
    here = cell(grid, 1, 1)
    before = here.get_attribute("data-pieces")
    here.focus()
    grid.evaluate(
        """() => {
            const acts = document.getElementById("acts");
            new MutationObserver((_, watch) => {
                if (!acts.querySelector(".undo")) return;
                watch.disconnect();
                const link = document.querySelector("#class-grid a[tabindex='0']");
                link.dispatchEvent(new KeyboardEvent("keydown", { key: "z", bubbles: true, cancelable: true }));
            }).observe(acts, { childList: true, subtree: true });
        }"""
    )
    grid.keyboard.press("2")
    expect(grid.locator("#grid-says")).to_contain_text("Taken back")
    expect(cell(grid, 1, 1)).to_have_attribute("data-pieces", before)
    expect(grid.locator("#acts .undo")).to_have_count(0)


def test_an_undo_pressed_while_a_rating_is_saved_takes_back_that_rating(grid):
    first, second = cell(grid, 1, 1), cell(grid, 2, 1)
    before = [int(one.get_attribute("data-pieces")) for one in (first, second)]
    first.focus()
    grid.keyboard.press("2")
    expect(first).to_have_attribute("data-pieces", str(before[0] + 1))
    on_its_way: list[Route] = []
    grid.route("**/rate/", lambda route: on_its_way.append(route))
    second.focus()
    grid.keyboard.press("3")
    expect(grid.locator("#class-grid [data-saving]")).to_have_count(1)
    grid.keyboard.press("z")
    on_its_way[0].continue_()
    expect(grid.locator("#grid-says")).to_contain_text("Taken back")
    expect(second).to_have_attribute("data-pieces", str(before[1]))
    expect(first).to_have_attribute("data-pieces", str(before[0] + 1))
    grid.keyboard.press("z")
    expect(first).to_have_attribute("data-pieces", str(before[0]))


def test_quick_undos_take_back_one_act_each_and_then_say_so(grid):
    cells = [cell(grid, row, 2) for row in (1, 2, 3)]
    before = [one.get_attribute("data-pieces") for one in cells]
    for one, pieces in zip(cells, before, strict=True):
        one.focus()
        grid.keyboard.press("2")
        expect(one).to_have_attribute("data-pieces", str(int(pieces) + 1))
    for press in ("z", "Control+z", "Z", "z"):
        grid.keyboard.press(press)
    for one, pieces in zip(cells, before, strict=True):
        expect(one).to_have_attribute("data-pieces", pieces)
    expect(grid.locator("#grid-says")).to_have_text("There is nothing to undo on this page.")


def test_what_was_not_saved_is_not_taken_back_from_the_rating_before(grid, teacher):
    first, second = cell(grid, 1, 3), cell(grid, 2, 3)
    pieces = int(first.get_attribute("data-pieces"))
    first.focus()
    grid.keyboard.press("2")
    expect(first).to_have_attribute("data-pieces", str(pieces + 1))
    on_its_way: list[Route] = []
    grid.route("**/rate/", lambda route: on_its_way.append(route))
    second.focus()
    grid.keyboard.press("3")
    expect(grid.locator("#class-grid [data-saving]")).to_have_count(1)
    grid.keyboard.press("z")
    on_its_way[0].abort()
    expect(grid.locator("#acts .is-problem")).to_contain_text("nothing was saved")
    expect(grid.locator("#acts .undo")).to_have_count(1)
    expect(first).to_have_attribute("data-pieces", str(pieces + 1))
    teacher.troubles.clear()  # the lost connection was the story


def test_d_opens_the_panel_and_escape_leads_back_to_the_cell(grid):
    here = cell(grid, 3, 3)
    here.focus()
    grid.keyboard.press("d")
    expect(grid.locator("#panel-title")).to_be_focused()
    grid.keyboard.press("Escape")
    expect(here).to_be_focused()


def test_without_a_connection_nothing_is_saved_and_the_cell_says_so(grid, teacher):
    here = cell(grid, 2, 1)
    before = here.get_attribute("aria-label")
    here.focus()
    grid.route("**/rate/", lambda route: route.abort())
    grid.keyboard.press("1")
    expect(grid.locator("#acts .is-problem")).to_contain_text("nothing was saved")
    expect(cell(grid, 2, 1)).to_have_attribute("aria-label", before)
    teacher.troubles.clear()  # the lost connection was the story


def test_a_question_mark_shows_the_keys(grid):
    cell(grid, 1, 1).focus()
    grid.keyboard.press("?")
    expect(grid.get_by_text("undo what you just did")).to_be_visible()
