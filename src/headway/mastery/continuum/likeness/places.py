"""Where an item stands: under which headings, in which order, over which levels, beside which codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.mastery.continuum.items import Item

__all__ = ["NOWHERE", "Places", "Span", "code_parts", "headings_of", "places_of", "spans"]

Whole = NDArray[np.int64]

NOWHERE = -1  # no strand, no heading, no level
HIGHEST = 12
_PART = re.compile(r"[^\W\d_]+|\d+")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_RANGE = re.compile(r"(?<!\d)(\d{1,2})[-–](\d{1,2})(?!\d)")

Order = tuple[tuple[int, tuple[tuple[int, int, str], ...], str], ...]


@dataclass(frozen=True, eq=False)
class Places:
    """Per item, by its number: strand and heading (-1 where there is none), level (-1), its place in the order of the
    whole, and the items among these that it is a part of."""

    strand: Whole
    heading: Whole
    level: Whole
    order: Whole
    above: tuple[tuple[int, ...], ...]
    letters: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Span:
    """The levels for which an item is meant, both included."""

    first: int
    last: int


def headings_of(item: Item, by_key: Mapping[str, Item]) -> tuple[Item, ...]:
    """The headings above an item, nearest first; what hangs in a circle is walked once."""
    found: list[Item] = []
    seen = {item.key}
    while item.parent in by_key and item.parent not in seen:
        seen.add(item.parent)
        item = by_key[item.parent]
        found.append(item)
    return tuple(found)


def places_of(items: Sequence[Item], by_key: Mapping[str, Item]) -> Places:
    """The places of `items`; `by_key` holds them and the headings above them."""
    above = [headings_of(item, by_key) for item in items]
    paths = [
        tuple(_step(one) for one in (*reversed(heads), item))
        for item, heads in zip(items, above, strict=True)
    ]
    rank = {place: number for number, place in enumerate(sorted(range(len(items)), key=lambda i: paths[i]))}
    return Places(
        strand=_numbered((item.source, item.domain, item.strand) if item.strand else None for item in items),
        heading=_numbered(item.parent or None for item in items),
        level=np.array([NOWHERE if item.level is None else item.level for item in items], dtype=np.int64),
        order=np.array([rank[number] for number in range(len(items))], dtype=np.int64),
        above=_parts_of(items, above),
        letters=tuple(tuple(sorted(set(_LETTERS.findall(item.code.casefold())))) for item in items),
    )


def code_parts(code: str) -> tuple[str, ...]:
    """The letters and numbers of a code, so that 3.MD.C.7.a, 3.MD.C.7a and 3-MD-C-7-a are one."""
    return tuple(_PART.findall(code.casefold()))


def spans(items: Iterable[Item]) -> list[Span | None]:
    """The levels that each item is meant for; None without a level.

    A framework names the first level of a band. The band ends before the next level that the item's strand uses,
    failing that before the next that its framework uses, or where its code says (RST.6-8.1).
    """
    items = list(items)
    of_strand: dict[tuple[str, str, str], set[int]] = {}
    of_source: dict[str, set[int]] = {}
    for item in items:
        if item.level is not None:
            of_strand.setdefault((item.source, item.domain, item.strand), set()).add(item.level)
            of_source.setdefault(item.source, set()).add(item.level)
    found: list[Span | None] = []
    for item in items:
        if item.level is None:
            found.append(None)
            continue
        said = _RANGE.search(item.code)
        if said and int(said[1]) == item.level <= int(said[2]) <= HIGHEST:
            found.append(Span(item.level, int(said[2])))
            continue
        strand = of_strand[item.source, item.domain, item.strand]
        after = [level for level in strand if level > item.level] or [
            level for level in of_source[item.source] if level > item.level
        ]
        found.append(Span(item.level, max(min(after, default=HIGHEST + 1) - 1, item.level)))
    return found


def _step(item: Item) -> tuple[int, tuple[tuple[int, int, str], ...], str]:
    """How an item is ordered beside those under the same heading: as told, then by code with 2 before 10."""
    natural = tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part) for part in code_parts(item.code)
    )
    return item.sequence, natural, item.key


def _numbered(names: Iterable[object]) -> Whole:
    numbers: dict[object, int] = {}
    return np.array(
        [NOWHERE if name is None else numbers.setdefault(name, len(numbers)) for name in names],
        dtype=np.int64,
    )


def _parts_of(items: Sequence[Item], above: Sequence[tuple[Item, ...]]) -> tuple[tuple[int, ...], ...]:
    """Which of the items each one is a part of: by its headings, or by its code being the longer one."""
    number = {item.key: place for place, item in enumerate(items)}
    by_code: dict[tuple[str, tuple[str, ...]], int] = {}
    for place, item in enumerate(items):
        if parts := code_parts(item.code):
            by_code.setdefault((item.source, parts), place)
    found = []
    for item, heads in zip(items, above, strict=True):
        parts = code_parts(item.code)
        around = {number[head.key] for head in heads if head.key in number}
        around |= {
            by_code[item.source, parts[:end]]
            for end in range(2, len(parts))
            if (item.source, parts[:end]) in by_code
        }
        found.append(tuple(sorted(around)))
    return tuple(found)
