"""Accessibility of a page in the browser, judged by axe-core (WCAG 2.0 to 2.2, levels A and AA)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["TAGS", "assert_accessible", "assert_accessible_and_fits", "violations"]

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@cache
def _source() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


# How text stands out from its ground, as far as it can change with the width; kept on the page for `again`. Colours that
# are on their way from one to the other (another scheme, a link under the pointer) are judged where they arrive.
_LOOKS = """within => {
    document.getAnimations().filter(one => one instanceof CSSTransition).forEach(one => one.finish());
    const root = document.querySelector(within || 'body'), looks = new Map();
    for (const part of [root, ...root.querySelectorAll('*')].filter(part => part.checkVisibility())) {
        const style = getComputedStyle(part);
        looks.set(part, [style.color, style.backgroundColor, style.backgroundImage, style.opacity, style.position,
                         style.fontSize, style.fontWeight].join());
    }
    const before = window.looksBefore || new Map(), changed = [];
    window.looksBefore = looks;
    for (const [part, look] of looks)
        if (before.get(part) !== look && !changed.some(one => one.contains(part))) changed.push(part);
    return window.looksChanged = changed, changed.length;
}"""


_JUDGED_WHERE_IT_IS_REACHED = """async target => {
    const before = [scrollX, scrollY];
    document.querySelector(target).scrollIntoView({block: 'center', behavior: 'instant'});
    const options = {runOnly: {type: 'rule', values: ['target-size']}, resultTypes: ['violations']};
    const {violations} = await axe.run(target, options);
    scrollTo({left: before[0], top: before[1], behavior: 'instant'});
    return violations.length;
}"""


def violations(
    page: Page, *, within: str | None = None, without: tuple[str, ...] = (), again: bool = False
) -> list[str]:
    """One line per violation of the page as it stands: the rule, where, and what to do.

    `within` limits the look to a selector; `without` names rules of axe that do not apply, which a test must justify.
    `again`: the same page was judged before, at another width. Three quarters of the time goes into contrast, so that is
    asked only of parts that could not be seen then, or look otherwise now; every other rule of the whole page.
    Works under the page's own content security policy: the script is evaluated, not added to the document.
    """
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(_source())
    changed = page.evaluate(_LOOKS, within)
    if not again:
        return _run(page, "within || document", within, {"runOnly": TAGS, "rules": _off(*without)})
    found = _run(
        page, "within || document", within, {"runOnly": TAGS, "rules": _off(*without, "color-contrast")}
    )
    if changed and "color-contrast" not in without:
        only = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
        found += _run(page, "{include: window.looksChanged}", within, only)
    return found


def _off(*rules: str) -> dict[str, dict[str, bool]]:
    return {rule: {"enabled": False} for rule in rules}


def _run(page: Page, where: str, within: str | None, options: dict[str, Any]) -> list[str]:
    result = page.evaluate(
        f"([within, options]) => axe.run({where}, {{...options, resultTypes: ['violations']}})",
        [within, options],
    )
    return [
        f"{violation['id']} at {' '.join(map(str, node['target']))}: {node.get('failureSummary', '').strip()}"
        for violation in result["violations"]
        for node in violation["nodes"]
        if violation["id"] != "target-size" or _is_small(page, node["target"])
    ]


def _is_small(page: Page, target: list[str]) -> bool:
    """Is it still too small a target once it is scrolled to? A bar that sticks to the edge of the screen lies over whatever
    passes there, and over other things with every font."""
    if len(target) != 1:  # inside a frame: as it was judged
        return True
    return bool(page.evaluate(_JUDGED_WHERE_IT_IS_REACHED, target[0]))


def assert_accessible(page: Page, **how) -> None:
    found = violations(page, **how)
    assert not found, "\n".join(["", page.url, *found])


def assert_accessible_and_fits(page: Page, widths: tuple[int, ...] = (390, 1280)) -> None:
    """Accessible and never wider than the screen, at each of these widths (pixels), as the page stands."""
    for place, width in enumerate(widths):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{page.url} is too wide"
        assert_accessible(page, again=place > 0)
