"""Words of the record in the reader's language (interface words come from the message catalogues)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language

__all__ = ["translated"]


def translated(row: Any, field: str, language: str | None = None) -> str:
    """The row's words for `field` in the reader's language, or in the language in which they were written."""
    language = (language or get_language() or "en").split("-")[0]
    words = (row.translations or {}).get(language, {}).get(field)
    return words or getattr(row, field)
