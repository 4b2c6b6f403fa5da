"""Which ratings were recorded before, by the lasting names that an import gives them."""

from __future__ import annotations

import json

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from headway.district.foundation.api import tables

__all__ = ["NOT_RECORDED", "recorded_levels"]

NOT_RECORDED = 0


def recorded_levels(keys: NDArray[np.uint8]) -> NDArray[np.int64]:
    """For each key (a row of bytes) the level at which its rating was recorded; NOT_RECORDED where none was.

    Withdrawn ratings are among them.
    """
    levels = np.full(len(keys), NOT_RECORDED, dtype=np.int64)
    if not len(keys):
        return levels
    texts = tables.Hexadecimal(keys).values()
    asked = sorted(texts)  # neighbours in the index are asked for one after another
    # One parameter for all keys: SQLite takes 32,766 at most, and neither database likes that many.
    if connection.vendor == "postgresql":
        named, parameter = "SELECT unnest(string_to_array(%s, ','))", ",".join(asked)
    else:
        named, parameter = "SELECT value FROM json_each(%s)", json.dumps(asked)
    found = dict(
        zip(
            *tables.fetch(
                f"SELECT request_key, level FROM evidence_rating WHERE request_key IN ({named})", [parameter]
            ),
            strict=True,
        )
    )
    if found:
        levels[:] = [found.get(text, NOT_RECORDED) for text in texts]
    return levels
