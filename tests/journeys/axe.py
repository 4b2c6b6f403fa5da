"""Accessibility of a page in the browser, judged by axe-core (WCAG 2.0 to 2.2, levels A and AA)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["TAGS", "assert_accessible", "violations"]

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@cache
def _source() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, *, within: str | None = None, without: tuple[str, ...] = ()) -> list[str]:
    """One line per violation of the page as it stands: the rule, where, and what to do.

    `within` limits the look to a selector; `without` names rules of axe that do not apply, which a test must justify.
    Works under the page's own content security policy: the script is evaluated, not added to the document.
    """
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(_source())
    result = page.evaluate(
        "([within, tags, without]) => axe.run(within || document, {"
        " runOnly: tags, resultTypes: ['violations'],"
        " rules: Object.fromEntries(without.map(rule => [rule, {enabled: false}]))})",
        [within, list(TAGS), list(without)],
    )
    return [
        f"{violation['id']} at {' '.join(map(str, node['target']))}: {node.get('failureSummary', '').strip()}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


def assert_accessible(page: Page, **how) -> None:
    found = violations(page, **how)
    assert not found, "\n".join(["", page.url, *found])
