"""A long list a page at a time."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

__all__ = ["Page", "page_of"]


@dataclass(frozen=True, slots=True)
class Page:
    """Page `number` of `pages`; addresses are empty where there is no such page."""

    number: int
    pages: int
    total: int
    size: int
    previous: str
    next: str

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size


def page_of(request: HttpRequest, total: int, size: int) -> Page:
    """The page that was asked for (`?page=2`); whatever else is asked leads to the nearest one there is."""
    pages = max(1, -(-total // size))
    text = request.GET.get("page", "1")
    number = min(max(int(text), 1), pages) if text.isascii() and text.isdigit() and len(text) < 9 else 1

    def address(to: int) -> str:
        query = request.GET.copy()
        query["page"] = str(to)
        return f"{request.path}?{query.urlencode()}"

    return Page(
        number,
        pages,
        total,
        size,
        previous=address(number - 1) if number > 1 else "",
        next=address(number + 1) if number < pages else "",
    )
