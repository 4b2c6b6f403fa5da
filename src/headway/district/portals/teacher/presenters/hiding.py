"""Hiding who made a piece of work while it is scored: a number for a name, and no name in any text beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from django.utils.crypto import salted_hmac
from django.utils.text import slugify
from django.utils.translation import gettext as _

__all__ = ["Hider", "place_token"]

_SHORTEST = 2


def place_token(person_id: int, stack: str, learner_id: int) -> str:
    """A name for one learner in one person's stack that tells nothing, and is the same every time.

    Sorted by it, a stack stands in an order that has nothing to do with names and stays as it is.
    """
    return salted_hmac("headway.stack", f"{person_id}:{stack}:{learner_id}", algorithm="sha256").hexdigest()[
        :20
    ]


@dataclass(frozen=True, slots=True)
class Hider:
    """Takes names out of texts. `own`: the names of whoever made the work; `whole`: full names of everybody else.

    A given name of a classmate alone stays: it may be a word, and it says little about whose work this is.
    """

    pattern: re.Pattern[str] | None
    slugs: tuple[str, ...]

    @classmethod
    def of(cls, person: Any, others: Iterable[Any] = ()) -> Hider:
        own = {
            part
            for name in (person.given_name, person.family_name, person.preferred_name)
            for part in (name.strip(), *name.split())
            if len(part) >= _SHORTEST
        }
        whole = {one.name for one in others if one.name and one is not person}
        names = sorted(own | whole, key=len, reverse=True)
        pattern = (
            re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)", re.IGNORECASE)
            if names
            else None
        )
        return cls(pattern, tuple(slug for slug in (slugify(one) for one in sorted(own)) if slug))

    def text(self, words: str) -> str:
        # Translators: stands where a name stood, while names are hidden.
        return self.pattern.sub(_("[name]"), words) if self.pattern else words

    def names(self, address: str) -> bool:
        """Does an address say who made the work?"""
        parts = slugify(re.sub(r"[^\w]+", " ", unquote(address).replace("_", " "))).split("-")
        return any(
            all(word in parts for word in slug.split("-")) or (len(slug) > 3 and slug in "".join(parts))
            for slug in self.slugs
        )
