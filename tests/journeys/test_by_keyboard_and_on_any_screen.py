"""By keyboard alone, enlarged, narrow, in the dark and on paper, the pages stay usable."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import given_signed_in, given_the_class_grid, then_it_fits, when_all_has_come
from tests.journeys.visitors import Visitor

LEAST_TARGET = 24  # CSS pixels, WCAG 2.2 target size
MOST_STOPS = 250

# What the focused part looks like, and whether anything lies over it.
FOCUSED = """async () => {
    const part = document.activeElement;
    if (!part || part === document.body || part.id === 'main') return null;
    await Promise.all(document.getAnimations().map(moving => moving.finished.catch(() => null)));
    const looks = getComputedStyle(part);
    // A date has stops inside that the browser draws by itself.
    const outline = (looks.outlineStyle !== 'none' && parseFloat(looks.outlineWidth) >= 2)
        || (part.type === 'date' && !part.matches(':focus-visible'));
    const box = [...part.getClientRects()].find(rect => rect.width && rect.height) || part.getBoundingClientRect();
    const seen = [0.1, 0.5, 0.9].some(along => {
        const top = document.elementFromPoint(box.left + box.width * along, box.top + box.height / 2);
        return top && (part.contains(top) || top.contains(part) || (part.labels && [...part.labels].some(one => one.contains(top))));
    });
    return {what: part.outerHTML.slice(0, 120), outline, seen,
            inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth};
}"""


def when_walking_by_tab(person: Visitor) -> list[dict]:
    """Every stop from the top of the page to its end."""
    stops = []
    person.page.evaluate("() => { document.activeElement.blur(); window.scrollTo(0, 0); }")
    for _stop in range(MOST_STOPS):
        person.page.keyboard.press("Tab")
        stop = person.page.evaluate(FOCUSED)
        if stop is None or (stops and stop["what"] == stops[0]["what"]):
            break
        stops.append(stop)
    return stops


def then_every_stop_can_be_seen(stops: list[dict], least: int) -> None:
    assert len(stops) >= least
    assert [stop["what"] for stop in stops if not stop["outline"]] == []
    assert [stop["what"] for stop in stops if not (stop["seen"] and stop["inside"])] == []


def then_targets_are_large_enough(person: Visitor) -> None:
    small = person.page.evaluate(
        """least => [...document.querySelectorAll(
                'button, input:not([type=hidden]), select, textarea, summary, .button, a.cell, nav a, a.node')]
            .filter(part => part.checkVisibility())
            .map(part => [part, (part.closest('label') || part).getBoundingClientRect()])
            .filter(([, box]) => box.width && (box.height < least || box.width < least))
            .map(([part, box]) => `${part.outerHTML.slice(0, 90)} ${box.width} x ${box.height}`)""",
        LEAST_TARGET,
    )
    assert small == []


def test_the_way_in_needs_no_mouse(a_person):
    person = a_person()
    person.go("/sign-in/")
    then_every_stop_can_be_seen(when_walking_by_tab(person), least=6)
    then_targets_are_large_enough(person)

    person.page.locator("#main [name=login]").focus()
    person.page.keyboard.type("student")
    person.page.keyboard.press("Tab")
    person.page.keyboard.type("cedar ridge learns")
    person.page.keyboard.press("Enter")
    expect(person.page).to_have_url(person.address + "/me/")


def test_the_first_stop_skips_to_the_content(a_person):
    learner = given_signed_in(a_person(), "student")
    when_all_has_come(learner)
    learner.page.keyboard.press("Tab")
    skip = learner.page.locator(".skip-link")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    learner.page.keyboard.press("Enter")
    expect(learner.page.locator("#main")).to_be_focused()
    learner.page.keyboard.press("Tab")
    assert learner.page.evaluate("document.querySelector('#main').contains(document.activeElement)")


@pytest.mark.parametrize("size", [(1280, 900), (390, 844)])
def test_a_learner_walks_her_home_by_tab(a_person, size):
    learner = given_signed_in(a_person(viewport={"width": size[0], "height": size[1]}), "student")
    then_every_stop_can_be_seen(when_walking_by_tab(learner), least=20)
    then_targets_are_large_enough(learner)


def test_a_teacher_walks_the_grid_without_losing_sight_of_the_focus(a_person):
    teacher = given_the_class_grid(a_person(viewport={"width": 1024, "height": 700}))
    then_every_stop_can_be_seen(when_walking_by_tab(teacher), least=8)
    then_targets_are_large_enough(teacher)
    teacher.page.locator("#class-grid tbody tr").nth(2).locator("a.cell").nth(3).focus()
    for key in ["ArrowRight"] * 9 + ["ArrowDown"] * 9 + ["ArrowLeft"] * 9 + ["ArrowUp"] * 9:
        teacher.page.keyboard.press(key)
        stop = teacher.page.evaluate(FOCUSED)
        assert stop, f"the focus left the grid after {key}"
        assert stop["outline"], stop
        assert stop["seen"], stop
        assert stop["inside"], stop


PAGES = [("student", "/me/"), ("teacher", "the grid"), ("curriculum", "/continuum/")]


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_enlarged_twice_or_on_a_very_narrow_screen_nothing_is_cut_off(a_person, who, path):
    person = given_signed_in(a_person(viewport={"width": 320, "height": 640}), who)
    if who == "teacher":
        person.page.locator(".group-card:not(.is-home) h3 a").first.click()
        person.page.wait_for_load_state()
    then_it_fits(person)
    # 1280 pixels enlarged twice are 640 CSS pixels.
    person.page.set_viewport_size({"width": 640, "height": 450})
    then_it_fits(person)
    then_the_text_may_be_twice_as_large(person)


def then_the_text_may_be_twice_as_large(person: Visitor) -> None:
    """Only the text, at 1280 pixels: the reader's own font size."""
    person.page.set_viewport_size({"width": 1280, "height": 900})
    person.page.evaluate("document.documentElement.style.fontSize = '200%'")
    then_it_fits(person)


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_in_the_dark_and_on_paper_text_stands_out_from_its_ground(a_person, who, path):
    person = given_signed_in(a_person(color_scheme="dark"), who)
    if who == "teacher":
        person.page.locator(".group-card:not(.is-home) h3 a").first.click()
        person.page.wait_for_load_state()
    assert lightness_of_the_ground(person) < 80
    person.page.emulate_media(media="print", color_scheme="light")
    assert lightness_of_the_ground(person) > 240
    for part in (".site-footer form", "header .aside form", ".subnav"):
        for one in person.page.locator(part).all():
            expect(one).not_to_be_visible()
    expect(person.page.locator("h1")).to_be_visible()


def lightness_of_the_ground(person: Visitor) -> float:
    """0 is black, 255 is white."""
    return person.page.evaluate(
        """() => { const draw = document.createElement('canvas').getContext('2d');
            let part = document.querySelector('#main'), ground = 'rgba(0, 0, 0, 0)';
            while (part && /, 0\\)|transparent/.test(ground)) { ground = getComputedStyle(part).backgroundColor; part = part.parentElement; }
            draw.fillStyle = /, 0\\)|transparent/.test(ground) ? 'white' : ground;
            draw.fillRect(0, 0, 1, 1);
            const [red, green, blue] = draw.getImageData(0, 0, 1, 1).data;
            return (red + green + blue) / 3; }"""
    )
