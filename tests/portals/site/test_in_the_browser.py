"""The shared parts in a real browser: accessible, never wider than the screen, and working without scripts."""

from __future__ import annotations

import pytest

from tests.journeys.axe import assert_accessible_and_fits, violations

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PAGES = ["/components/", "/sign-in/", "/password/forgotten/", "/nowhere/"]
TALLER_THAN_A_FINGER = 24  # CSS pixels, WCAG 2.2 target size


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_shared_pages_are_accessible_and_fit_the_screen(live_server, browser, scheme):
    context = browser.new_context(viewport={"width": 390, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda line: refused.append(line.text) if "Content Security" in line.text else None)
    for address in PAGES:
        page.set_viewport_size({"width": 390, "height": 900})
        page.goto(live_server.url + address)
        assert_accessible_and_fits(page)
    assert refused == []
    context.close()


@pytest.mark.parametrize(
    "style",
    [
        "p { display: none } @media (max-width: 600px) { p { display: block; color: #999 } }",
        "@media (max-width: 600px) { main { background: #555 } }",
    ],
)
def test_contrast_is_asked_again_of_what_another_width_shows_or_shows_otherwise(browser, style):
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_content(
        f"<html lang=en><head><title>A page</title><style>body {{ background: white }} {style}</style></head>"
        "<body><main><h1>A heading</h1><p>A sentence.</p></main></body></html>"
    )
    assert violations(page) == []
    assert violations(page, again=True) == []
    page.set_viewport_size({"width": 390, "height": 900})
    assert {line.split()[0] for line in violations(page, again=True)} == {"color-contrast"}
    page.context.close()


def test_the_gallery_speaks_spanish_and_stays_in_its_frame(live_server, browser):
    """Spanish words are longer; nothing may be cut off or pushed out."""
    context = browser.new_context(viewport={"width": 390, "height": 900}, locale="es-MX")
    page = context.new_page()
    page.goto(live_server.url + "/components/")
    assert page.locator("h1").inner_text() == "Componentes"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_the_problems_are_focused_without_any_script(live_server, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + "/sign-in/")
    page.get_by_label("User name or e-mail").fill("nobody")
    page.get_by_label("Password", exact=True).fill("not a password")
    page.get_by_role("button", name="Sign in").click()
    assert page.locator("#problems:focus").count() == 1
    context.close()


def test_a_dialog_opens_and_closes_without_any_script(live_server, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + "/components/")
    question = page.locator("#ltr-dialog")
    assert not question.is_visible()
    page.locator('button[popovertarget="ltr-dialog"]').first.click()
    assert question.is_visible()
    question.get_by_role("button", name="Close").click()
    assert not question.is_visible()
    context.close()


def test_targets_are_tall_enough_on_a_touch_screen(live_server, browser):
    context = browser.new_context(viewport={"width": 390, "height": 900}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(live_server.url + "/components/")
    small = page.evaluate(
        """least => [...document.querySelectorAll('section[dir=rtl] :is(button, input, select, textarea, summary, .button, .cell, nav a)')]
            .filter(target => target.type !== 'hidden' && target.checkVisibility())
            .map(target => [target, (target.closest('label') || target).getBoundingClientRect()])
            .filter(([, box]) => box.height < least || box.width < least)
            .map(([target, box]) => `${target.outerHTML.slice(0, 80)} ${box.width} x ${box.height}`)""",
        TALLER_THAN_A_FINGER,
    )
    assert small == []
    context.close()


def test_focus_is_never_hidden_under_sticky_heads(live_server, browser):
    """Walking through the class grid by keyboard, every focused cell stands clear of the heads."""
    context = browser.new_context(viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(live_server.url + "/components/")
    hidden = page.evaluate(
        """() => { const found = [];
            const cells = [...document.querySelectorAll('section:first-of-type .grid-box a.cell')];
            for (const cell of [...cells, ...cells.reverse()]) {
                cell.focus();
                const at = cell.getBoundingClientRect();
                const seen = [0.15, 0.5, 0.85].some(part => cell.contains(
                    document.elementFromPoint(at.left + at.width * part, at.top + at.height / 2)));
                if (!seen) found.push(`${cell.closest('tr').rowIndex}:${cell.closest('td').cellIndex}`);
            }
            return found; }"""
    )
    assert hidden == []
    context.close()


def test_shapes_stay_where_the_reader_chooses_the_colours(live_server, browser):
    """Forced colours: filled and empty segments of a level must still differ."""
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(live_server.url + "/components/")
    filled, empty = page.evaluate(
        """() => { const glyph = document.querySelector('.glyph.tone-2');
            return ['.seg.on', '.seg:not(.on)'].map(part => getComputedStyle(glyph.querySelector(part)).fill); }"""
    )
    assert filled != empty
    context.close()
