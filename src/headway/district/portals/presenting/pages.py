"""A long list a page at a time, and the words with which somebody looked for a part of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

__all__ = ["Page", "asked", "page_of", "words_of"]

LONGEST_WORDS = 80


@dataclass(frozen=True, slots=True)
class Page:
    """Page `number` of `pages`; addresses are empty where there is no such page.

    `sent` is None where the list was asked for by its address. Where it was asked for by a form, pages are turned by
    forms too: `sent` are the fields to send along, and the addresses only say that there is such a page.
    """

    number: int
    pages: int
    total: int
    size: int
    previous: str
    next: str
    sent: tuple[tuple[str, str], ...] | None = None

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size


def asked(request: HttpRequest) -> QueryDict:
    """What was asked of a list: the fields of a form that was sent, else the query of the address."""
    return request.POST if request.method == "POST" else request.GET


def words_of(request: HttpRequest) -> str:
    """The words somebody looks for (`q`). Only a form brings them: a name must not stand in an address or a log."""
    return request.POST.get("q", "").strip()[:LONGEST_WORDS]


def page_of(request: HttpRequest, total: int, size: int) -> Page:
    """The page that was asked for (`page`); whatever else is asked leads to the nearest one there is."""
    pages = max(1, -(-total // size))
    text = asked(request).get("page", "1")
    number = min(max(int(text), 1), pages) if text.isascii() and text.isdigit() and len(text) < 9 else 1

    def address(to: int) -> str:
        query = request.GET.copy()
        query.pop("q", None)
        if request.method == "POST":
            return f"{request.path}?{query.urlencode()}" if query else request.path
        query["page"] = str(to)
        return f"{request.path}?{query.urlencode()}"

    return Page(
        number,
        pages,
        total,
        size,
        previous=address(number - 1) if number > 1 else "",
        next=address(number + 1) if number < pages else "",
        sent=_sent(request) if request.method == "POST" else None,
    )


def _sent(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """The fields that were filled in, without the page and the form's own token."""
    own = {"page", "csrfmiddlewaretoken"}
    return tuple(
        (name, str(value)) for name in request.POST if name not in own and (value := request.POST[name])
    )
