"""What one cell says, for the columns whose cells must say something certain."""

from __future__ import annotations

import re
from collections.abc import Callable

from headway.mastery.formats.problems import Problem
from headway.mastery.formats.spreadsheet.layout import Layout
from headway.mastery.formats.spreadsheet.vocabulary import levels_of, plain_words
from headway.mastery.formats.spreadsheet.wording import problem

__all__ = ["Values"]

ESSENTIAL = {
    "essential", "priority", "power", "major", "core", "yes", "y", "x", "true", "si", "esencial", "prioritario",
    "prioritaria", "high", "alta", "e", "p", "must",
}  # fmt: skip
SUPPORTING = {
    "supporting", "support", "additional", "secondary", "minor", "no", "n", "false", "apoyo", "de apoyo",
    "complementario", "complementaria", "low", "baja", "s", "a", "widely applicable", "plus",
}  # fmt: skip
_WHOLE = re.compile(r"(?:dok|level|nivel|l)?\s*(\d{1,3})(?:\.0+)?", re.IGNORECASE)
HEAVIEST = 100


class Values:
    """Reads cells of one row after the other; `problems` grows."""

    def __init__(self, layout: Layout, say: Callable[[Problem], None]) -> None:
        self.layout = layout
        self.say = say

    def levels(self, text: str, place: str, code: str) -> tuple[str, ...]:
        found = levels_of(text)
        if found is None:
            self.say(
                problem(
                    "unknown_level", row=place, identifier=code, field=self.layout.named("level"), value=text
                )
            )
            return ()
        return found

    def depth(self, text: str, place: str, code: str) -> int | None:
        return self._number(text, "depth", 1, 4, place, code)

    def weight(self, text: str, place: str, code: str) -> int | None:
        return self._number(text, "weight", 1, HEAVIEST, place, code)

    def importance(self, text: str, place: str, code: str) -> str:
        """'essential', 'supporting', or '' where nothing is said."""
        words = plain_words(text)
        if not words:
            return ""
        if words in ESSENTIAL:
            return "essential"
        if words in SUPPORTING:
            return "supporting"
        self.say(
            problem(
                "unknown_importance",
                row=place,
                identifier=code,
                field=self.layout.named("importance"),
                value=text,
            )
        )
        return ""

    def _number(self, text: str, meaning: str, low: int, high: int, place: str, code: str) -> int | None:
        if not text:
            return None
        match = _WHOLE.fullmatch(text.strip())
        number = int(match.group(1)) if match else None
        if number is None or not low <= number <= high:
            field = self.layout.named(meaning)
            self.say(
                problem(
                    "unknown_number", row=place, identifier=code, field=field, value=text, low=low, high=high
                )
            )
            return None
        return number
