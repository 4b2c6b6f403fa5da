"""Reasons of the mathematics in the reader's language, with dates and numbers as people here write them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import formats
from django.utils.translation import get_language

from headway.mastery.facts import LANGUAGES, Reason
from headway.mastery.pacing import sentence

__all__ = ["language_here", "said"]


def language_here() -> str:
    language = (get_language() or "en").split("-")[0]
    return language if language in LANGUAGES else "en"


def said(reasons: Iterable[Reason]) -> tuple[str, ...]:
    """The sentences, in the reader's language."""
    language = language_here()
    return tuple(sentence(one, language, show_date=formats.date_format) for one in reasons)
