"""Long lists of ids, in parts: a database takes only so many values in one question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

__all__ = ["IDS_AT_ONCE", "in_parts"]

# Well under what SQLite (32,766) and PostgreSQL (65,535) take, with room for the question's other values.
IDS_AT_ONCE = 10_000

One = TypeVar("One", int, str)


def in_parts(ids: Iterable[One]) -> Iterator[list[One]]:
    """Every id once, in ascending order, at most IDS_AT_ONCE together."""
    every = sorted(set(ids))
    for begin in range(0, len(every), IDS_AT_ONCE):
        yield every[begin : begin + IDS_AT_ONCE]
