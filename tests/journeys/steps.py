"""Steps that many journeys share. Given brings about, When does, Then looks."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from headway.district.demo.showcase import PASSWORD
from tests.journeys import pictures
from tests.journeys.axe import assert_accessible
from tests.journeys.visitors import DESK, PHONE, Visitor

__all__ = [
    "given_signed_in",
    "given_the_class_grid",
    "is_last_of_stack",
    "last_spring",
    "then_it_fits",
    "then_nothing_is_english",
    "then_the_page_is_well",
    "when_all_has_come",
    "when_opening",
    "when_reading_in",
    "when_signing_in",
    "when_signing_out",
]

CATALOGUE = Path(__file__).resolve().parents[2] / "src/headway/district/locale/es/LC_MESSAGES/django.po"


# -- given --


def given_signed_in(visitor: Visitor, who: str) -> Visitor:
    """Somebody of the demo (headway.district.demo.showcase) who has signed in and is at her start page."""
    when_signing_in(visitor, who, PASSWORD)
    expect(visitor.page.locator("header .who")).to_be_attached()  # a phone has no room to show it
    return visitor


def given_the_class_grid(visitor: Visitor, *, of: str = "") -> Visitor:
    """A teacher of the demo at the grid of her first section, or of the one that this learner is in."""
    given_signed_in(visitor, "teacher")
    sections = visitor.page.locator(".group-card:not(.is-home) h3 a").all()
    for address in [link.get_attribute("href") for link in sections]:
        visitor.go(address)
        expect(visitor.page.locator("#class-grid")).to_be_attached()
        if not of or of in visitor.page.locator("#class-grid tbody th").all_inner_texts():
            return visitor
    raise AssertionError(f"the demo's teacher has no section with {of}")


def last_spring() -> str:
    """15 April of the last school year that is over, as pages take it (`?as_of=`)."""
    today = dt.date.today()  # noqa: DTZ011  # the demo was built for this machine's day
    return dt.date(today.year if today.month > 7 else today.year - 1, 4, 15).isoformat()


# -- when --


def when_signing_in(visitor: Visitor, who: str, password: str) -> None:
    visitor.go("/sign-in/")
    visitor.page.locator("#main [name=login]").fill(who)
    visitor.page.locator("#main [name=password]").fill(password)
    visitor.page.locator("#main form button").click()


def when_signing_out(visitor: Visitor) -> None:
    visitor.page.locator("header .aside form button").last.click()


def when_opening(visitor: Visitor, link: Locator) -> None:
    """Follow the first link of these."""
    link.first.click()
    visitor.page.wait_for_load_state()


def when_reading_in(visitor: Visitor, language: str) -> None:
    """Press the language's button and wait for the page in it: what is asked next is asked of that page."""
    code = {"Español": "es", "English": "en"}[language]
    visitor.page.get_by_role("button", name=language).first.click()
    expect(visitor.page.locator(f"html[lang={code}]")).to_be_attached()
    visitor.page.wait_for_load_state()


def is_last_of_stack(page: Page) -> bool:
    """Is nobody left after the learner whose work is shown? Then saving it ends the stack."""
    return page.evaluate("""() => {
        const all = [...document.querySelectorAll('#stack-list li[data-token]')];
        const here = all.findIndex(one => one.classList.contains('is-here'));
        return !all.slice(here + 1).some(one => one.dataset.state !== 'scored');
    }""")


# -- then --


def then_the_page_is_well(visitor: Visitor, name: str, **axe) -> None:
    """Accessible, never wider than the screen, one heading at its top; at a desk and on a phone. `name` is for the picture."""
    assert name in pictures.CAPTIONS, f"tests/journeys/pictures.py has no caption for {name}"
    when_all_has_come(visitor)
    before = visitor.page.viewport_size
    for size in (DESK, PHONE):
        visitor.page.set_viewport_size(size)
        then_it_fits(visitor)
        assert_accessible(visitor.page, again=size is PHONE, **axe)
        if pictures.ARE_WANTED:
            pictures.take(visitor.page, name)
    visitor.page.set_viewport_size(before)
    assert visitor.page.locator("h1").count() == 1
    assert visitor.page.title().endswith("Headway")


def then_it_fits(visitor: Visitor) -> None:
    """No sideways scrolling of the page; parts like maps scroll in their own box."""
    wide = visitor.page.evaluate(
        """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
            [...document.querySelectorAll('body *')]
                .filter(part => part.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                .map(part => `${part.tagName}.${part.className} ${part.getBoundingClientRect().right}`).slice(0, 8)
                .concat('the page is wider than the screen')"""
    )
    assert wide == [], f"{visitor.page.url} at {visitor.page.viewport_size}"


def when_all_has_come(visitor: Visitor) -> None:
    """Parts that come after the page have come. Asked again from outside: the pages allow no script from a string."""
    for _again in range(200):
        if visitor.page.evaluate(
            """() => !document.querySelector('.htmx-request') &&
                [...document.querySelectorAll('[hx-trigger=load]')].every(part => ![...part.querySelectorAll('a')]
                    .some(link => link.getAttribute('href') === part.getAttribute('hx-get')))"""
        ):
            return
        visitor.page.wait_for_timeout(100)
    raise AssertionError(f"{visitor.page.url} never came to rest")


# English words that no Spanish sentence holds; names of people and places are left aside by the reader of the page.
ENGLISH = re.compile(
    r"\b(the|and|of|with|your|you|is|are|was|what|this|that|from|by|to|since|learner|evidence|level|next|ready|shown|"
    r"working|proficient|developing|sign|open|teacher|school year|show)\b",
    re.IGNORECASE,
)


def then_nothing_is_english(visitor: Visitor, *, besides: str = "script") -> None:
    """A Spanish page: every text that the interface says is translated. Proper names are told apart by `.name-of`.

    besides: a selector of what people wrote themselves, which stands in the language in which they wrote it.
    """
    assert visitor.page.locator("html").get_attribute("lang") == "es"
    texts = visitor.page.evaluate(
        """besides => { const found = new Set();
            const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walk.nextNode()) {
                const part = walk.currentNode.parentElement;
                if (part.closest('[lang=en], script, style') || part.closest(besides)) continue;
                found.add(walk.currentNode.textContent.trim().replace(/\\s+/g, ' '));
            }
            for (const part of document.querySelectorAll('[aria-label], [title], [placeholder]'))
                for (const name of ['aria-label', 'title', 'placeholder'])
                    if (!part.closest('[lang=en]') && part.hasAttribute(name)) found.add(part.getAttribute(name));
            return [...found].filter(Boolean); }""",
        besides,
    )
    english = [text for text in texts if ENGLISH.search(text) or text in _english_of_the_interface()]
    assert english == []


@cache
def _english_of_the_interface() -> frozenset[str]:
    """Every English sentence of the catalogue that Spanish says in another way."""
    blocks = re.findall(
        r'^msgid (".*?")\n(?:msgid_plural .*?\n)?msgstr(?:\[0\])? (".*?")\n',
        CATALOGUE.read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    return frozenset(one[1:-1] for one, said in blocks if one != said and one not in ('""', '"Headway"'))
