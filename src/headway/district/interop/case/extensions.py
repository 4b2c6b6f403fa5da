"""What Headway itself wrote into a package beside CASE: depth, importance, weight, words in other languages.

Read back, so that a framework that goes out and comes in again is the same. Anything that another hand wrote there and
that is not of this shape is passed over; it stays in the payload and goes out again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from headway.district.continuum.api import Importance

__all__ = ["DEEPEST", "HEAVIEST", "importance_in", "number_in", "said_by_headway", "translations_in"]

EXTENSION = "headway"
DEEPEST, HEAVIEST = 4, 1000


def said_by_headway(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """The members under extensions.headway; extensions may be an object or a list of objects."""
    extensions = payload.get("extensions")
    for one in extensions if isinstance(extensions, list) else [extensions]:
        if isinstance(one, Mapping) and isinstance(one.get(EXTENSION), Mapping):
            return one[EXTENSION]
    return {}


def number_in(said: Mapping[str, Any], name: str, highest: int) -> int | None:
    value = said.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if 1 <= value <= highest else None


def importance_in(said: Mapping[str, Any]) -> str:
    value = said.get("importance")
    return value if value in Importance.values else Importance.ESSENTIAL


def translations_in(said: Mapping[str, Any], *names: str) -> dict[str, dict[str, str]]:
    """Language → name → text, for these names only."""
    written = said.get("translations")
    found: dict[str, dict[str, str]] = {}
    for language, words in written.items() if isinstance(written, Mapping) else ():
        if not isinstance(words, Mapping):
            continue
        kept = {name: text for name in names if isinstance(text := words.get(name), str) and text.strip()}
        if kept and isinstance(language, str):
            found[language] = kept
    return found
