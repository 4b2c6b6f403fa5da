"""Which ratings were recorded before, by the lasting names that an import gives them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.db import connection

from headway.district.foundation.api import tables

__all__ = ["recorded_keys"]


def recorded_keys(keys: Sequence[str]) -> dict[str, int]:
    """The keys under which a rating was recorded, each with its level. Withdrawn ratings are among them."""
    if not keys:
        return {}
    # One parameter for all keys: SQLite takes 32,766 at most, and neither database likes that many.
    if connection.vendor == "postgresql":
        named, parameter = "SELECT unnest(%s::text[])", list(keys)
    else:
        named, parameter = "SELECT value FROM json_each(%s)", json.dumps(list(keys))
    found = tables.fetch(
        f"SELECT request_key, level FROM evidence_rating WHERE request_key IN ({named})", [parameter]
    )
    return dict(zip(*found, strict=True))
