"""Rows that an import gave lasting names: which of many names are there already, and with which level."""

from __future__ import annotations

import json

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from headway.district.foundation import tables

__all__ = ["NOT_THERE", "levels_by_key"]

NOT_THERE = 0


def levels_by_key(table: str, keys: NDArray[np.uint8]) -> NDArray[np.int64]:
    """For each key (a row of bytes) the level of the row of `table` with that request key; NOT_THERE without one."""
    levels = np.full(len(keys), NOT_THERE, dtype=np.int64)
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
                f"SELECT request_key, level FROM {table} WHERE request_key IN ({named})", [parameter]
            ),
            strict=True,
        )
    )
    if found:
        levels[:] = [found.get(text, NOT_THERE) for text in texts]
    return levels
