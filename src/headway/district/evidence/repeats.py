"""Which ratings were recorded before, by the lasting names that an import gives them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from headway.district.evidence.models import Rating
from headway.district.foundation.api import tables

__all__ = ["recorded_keys"]

# SQLite allows 32,766 parameters in one statement.
KEYS_AT_ONCE = 10_000


def recorded_keys(keys: Sequence[str]) -> dict[str, int]:
    """The keys under which a rating was recorded, each with its level. Withdrawn ratings are among them."""
    if not keys:
        return {}
    if connection.vendor == "postgresql":
        found = tables.fetch(
            "SELECT request_key, level FROM evidence_rating WHERE request_key = ANY(%s)", [list(keys)]
        )
        return dict(zip(*found, strict=True))
    recorded: dict[str, int] = {}
    for begin in range(0, len(keys), KEYS_AT_ONCE):
        rows = Rating.objects.filter(request_key__in=keys[begin : begin + KEYS_AT_ONCE])
        recorded.update(rows.values_list("request_key", "level"))
    return recorded
