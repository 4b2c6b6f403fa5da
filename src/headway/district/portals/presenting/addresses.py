"""Addresses that keep the date of the page: who looks at the past stays there until she goes back."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django.urls import reverse

__all__ = ["competency_link", "dated"]

_NOTHING = uuid.UUID(int=1)


def dated(address: str, on: dt.date | None) -> str:
    """The address for the same past date; unchanged for today."""
    if on is None:
        return address
    return f"{address}{'&' if '?' in address else '?'}as_of={on.isoformat()}"


def competency_link(route: str, on: dt.date | None, *before: Any) -> Callable[[Any], str]:
    """Makes addresses of competencies' pages: route, then what stands before the competency in it.

    The pattern is resolved once: a map may hold a thousand addresses.
    """
    start, end = dated(reverse(route, args=(*before, _NOTHING)), on).split(str(_NOTHING), 1)

    def link(competency: Any) -> str:
        return f"{start}{competency.uuid}{end}"

    return link
