"""The signs that speak for or against a crosswalk link, for a block of origins at a time.

Each sign is a matrix, origins × targets. An origin's own links are never looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headway.mastery.continuum.items import Item
from headway.mastery.continuum.likeness import NOWHERE, Alike, Places, code_parts, spans
from headway.mastery.continuum.suggestions.joined import Joined
from headway.mastery.continuum.suggestions.scaling import by_place, nearest, of_best, shares

__all__ = [
    "FROM_LINKS",
    "FROM_WORDS_AND_PLACES",
    "SAME_WORDING",
    "Accepted",
    "Side",
    "link_signs",
    "plain_link_signs",
]

Matrix = NDArray[np.floating[Any]]
Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]

SAME_WORDING = 0.9  # from this cosine of characters on, two items say the same
FEW = 5
FARTHEST = 4  # levels apart, and more

FROM_WORDS_AND_PLACES = (
    "bm25", "bm25_place", "bm25_plain", "bm25_around", "bm25_around_place", "words", "characters",
    "characters_place", "around", "headings", "covered", "covers", "rare", "length", "same_wording", "same_code",
    "codes", "level_begins", "levels_meet", "levels_apart", "levels_for_all", "both_ratable",
)  # fmt: skip
FROM_LINKS = (
    "often", "often_here", "neighbours", "strand_links", "alike_linked", "most_alike_linked", "few_alike_linked",
    "alike_to_alike", "alike_to_alike_here", "headings_joined", "strands_joined",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Side:
    """One of the two frameworks: its items and where they stand."""

    items: tuple[Item, ...]
    places: Places

    @cached_property
    def span(self) -> tuple[Whole, Whole]:
        """First and last level of each item, -1 where there is none."""
        found = spans(self.items)
        return (
            np.array([NOWHERE if one is None else one.first for one in found], dtype=np.int64),
            np.array([NOWHERE if one is None else one.last for one in found], dtype=np.int64),
        )

    @cached_property
    def letters(self) -> list[frozenset[str]]:
        return [frozenset(parts) for parts in self.places.letters]

    @cached_property
    def ratable(self) -> Mask:
        return np.array([item.is_ratable for item in self.items], dtype=bool)

    @cached_property
    def codes(self) -> list[tuple[str, ...]]:
        return [code_parts(item.code) for item in self.items]


def plain_link_signs(
    alike: Alike, left: Side, right: Side, origins: Whole, allowed: Mask, mass: Matrix
) -> Iterator[Matrix]:
    """Those of words and places, in the order of FROM_WORDS_AND_PLACES."""
    shape = alike.words.shape
    yield of_best(alike.bm25, allowed)
    yield by_place(alike.bm25, allowed)
    yield np.log1p(alike.bm25) / 5
    yield of_best(alike.bm25_around, allowed)
    yield by_place(alike.bm25_around, allowed)
    yield alike.words
    yield alike.characters
    yield by_place(alike.characters, allowed)
    yield alike.around
    yield alike.headings
    yield alike.covered
    yield alike.covers
    yield np.minimum(alike.rare, 6) / 3
    yield np.broadcast_to(np.log1p(mass)[None, :] / 5, shape)
    yield (alike.characters >= SAME_WORDING).astype(np.float32)
    yield _same_code(left, right, origins)
    yield _letters(left, right, origins)
    yield from _levels(left, right, origins)
    yield (left.ratable[origins][:, None] == right.ratable[None, :]).astype(np.float32)


def _levels(left: Side, right: Side, origins: Whole) -> Iterator[Matrix]:
    """Whether both begin at one level, are meant for a level in common, how far they are apart, and whether the
    target is meant for so many levels that it says little. Halfway where a level is not known."""
    (first, last), (begin, end) = left.span, right.span
    first, last = first[origins][:, None], last[origins][:, None]
    unknown = (first == NOWHERE) | (begin == NOWHERE)[None, :]
    apart = np.maximum(np.maximum(begin[None, :] - last, first - end[None, :]), 0)
    yield np.where(unknown, 0.5, first == begin[None, :])
    yield np.where(unknown, 0.5, apart == 0)
    yield np.where(unknown, 0.5, np.minimum(apart, FARTHEST) / FARTHEST)
    yield np.broadcast_to(((end - begin) >= 8)[None, :].astype(np.float32), unknown.shape)


def _same_code(left: Side, right: Side, origins: Whole) -> Matrix:
    """Codes that end alike: 3.MD.C.7 and CCSS.Math.Content.3.MD.C.7."""
    same = np.zeros((len(origins), len(right.items)), dtype=np.float32)
    ends: dict[tuple[str, ...], list[int]] = {}
    for place, parts in enumerate(right.codes):
        for length in range(3, len(parts) + 1):
            ends.setdefault(parts[-length:], []).append(place)
    for row, origin in enumerate(origins.tolist()):
        parts = left.codes[origin]
        for length in range(len(parts), 2, -1):
            if parts[-length:] in ends and (
                length == len(parts) or _whole(ends[parts[-length:]], right, length)
            ):
                same[row, ends[parts[-length:]]] = 1
                break
    return same


def _whole(places: Sequence[int], right: Side, length: int) -> bool:
    """Whether so many parts are the whole code of one of them."""
    return any(len(right.codes[place]) == length for place in places)


def _letters(left: Side, right: Side, origins: Whole) -> Matrix:
    """Share of the words in both codes (RST, HSA) that both have."""
    names = sorted({name for side in (left, right) for parts in side.letters for name in parts})
    number = {name: place for place, name in enumerate(names)}

    def table(rows: Sequence[frozenset[str]]) -> Matrix:
        there = np.zeros((len(rows), len(names)), dtype=np.float32)
        for row, parts in enumerate(rows):
            there[row, [number[part] for part in parts]] = 1
        return there

    mine, theirs = table([left.letters[origin] for origin in origins.tolist()]), table(right.letters)
    both = mine @ theirs.T
    all_of_them = mine.sum(axis=1)[:, None] + theirs.sum(axis=1)[None, :] - both
    result: Matrix = both / np.maximum(all_of_them, 1)
    return result


@dataclass(frozen=True, eq=False)
class Accepted:
    """What is drawn from accepted links for all blocks alike.

    near_origins: affinity of all origins to the linked ones (`joined.origins`), (n, linked). near_targets: affinity of
    the linked targets (`joined.targets`) to all targets, (linked, m).
    """

    joined: Joined
    left: Side
    right: Side
    near_origins: Matrix
    near_targets: Matrix

    @cached_property
    def column(self) -> Whole:
        """Per link, the place of its origin among the linked ones."""
        return np.searchsorted(self.joined.origins, self.joined.origin)

    @cached_property
    def reached(self) -> Matrix:
        squared = self.near_targets**2
        spread: Matrix = squared / np.maximum(squared.sum(axis=0), 1e-9)[None, :]
        return spread

    @cached_property
    def climb(self) -> Whole:
        """Per link, how many levels the target begins after the origin."""
        return _climb(self.left.places.level[self.joined.origin], self.right.places.level[self.joined.target])


def link_signs(accepted: Accepted, origins: Whole) -> Iterator[Matrix]:
    """Those of accepted links, in the order of FROM_LINKS."""
    joined, left, right = accepted.joined, accepted.left, accepted.right
    own = joined.origins[None, :] == origins[:, None]
    near = np.where(own, 0, accepted.near_origins[origins])
    not_own = (joined.origin[None, :] != origins[:, None]).astype(np.float64)
    level, strand, heading = left.places.level, left.places.strand, left.places.heading

    def linked_by(places: Whole) -> Matrix:
        same = (places[origins][:, None] == places[joined.origin][None, :]) & (places[origins] != NOWHERE)[
            :, None
        ]
        return _spread(accepted, _per_target(same * not_own, joined))

    yield _spread(accepted, np.log1p(_per_target(not_own, joined)))
    here = (level[origins][:, None] == level[joined.origins][None, :]) & ~own
    yield linked_by(level) / (1 + here.sum(axis=1, keepdims=True))
    yield np.log1p(linked_by(heading))
    beside = (strand[origins][:, None] == strand[joined.origins][None, :]) & ~own
    yield linked_by(strand) / (1 + beside.sum(axis=1, keepdims=True))
    column = accepted.column
    squared = shares(near.astype(np.float64) ** 2)[:, column]
    yield _spread(accepted, _per_target(squared, joined))
    yield _spread(accepted, np.maximum.reduceat(near[:, column], joined.first_link, axis=1))
    yield _spread(accepted, _per_target(nearest(near, FEW)[:, column], joined))
    to_alike = _per_target(squared, joined) @ accepted.reached
    yield to_alike / np.maximum(to_alike.max(axis=1, initial=0, keepdims=True), 1e-12)
    yield _to_alike_here(accepted, squared, origins)
    yield np.log1p(_between(accepted, heading, right.places.heading, origins))
    yield np.log1p(_between(accepted, strand, right.places.strand, origins))


def _to_alike_here(accepted: Accepted, squared: Matrix, origins: Whole) -> Matrix:
    """Targets like those of alike origins, by as many levels later or earlier: the same one year on."""
    joined = accepted.joined
    level, to = accepted.left.places.level[origins][:, None], accepted.right.places.level[None, :]
    climb = _climb(level, to)
    found = np.zeros((len(origins), joined.m), dtype=np.float32)
    for step in np.unique(accepted.climb).tolist():
        of_step = _per_target(squared * (accepted.climb == step), joined)
        found = np.where(climb == step, of_step @ accepted.reached, found)
    result: Matrix = found / np.maximum(found.max(axis=1, initial=0, keepdims=True), 1e-12)
    return result


def _between(accepted: Accepted, mine: Whole, theirs: Whole, origins: Whole) -> Matrix:
    """How many links of others run between the places of the origin and of the target."""
    joined = accepted.joined
    links = np.zeros(
        (int(mine.max(initial=NOWHERE)) + 2, int(theirs.max(initial=NOWHERE)) + 2), dtype=np.float32
    )
    np.add.at(links, (mine[joined.origin], theirs[joined.target]), 1)
    links[NOWHERE] = links[:, NOWHERE] = 0
    between = links[mine[origins]][:, theirs]
    for row, origin in enumerate(origins.tolist()):
        for target in joined.of_origin[origin]:
            between[row] -= (
                (theirs == theirs[target]) & (mine[origin] != NOWHERE) & (theirs[target] != NOWHERE)
            )
    return between


def _climb(of: Whole, to: Whole) -> Whole:
    """Levels from the origin to the target, three at most either way; 4 where one is not known."""
    return np.where((of == NOWHERE) | (to == NOWHERE), 4, np.clip(to - of, -3, 3))


def _per_target(by_link: NDArray[Any], joined: Joined) -> Matrix:
    sums: Matrix = np.add.reduceat(by_link, joined.first_link, axis=1).astype(np.float32)
    return sums


def _spread(accepted: Accepted, of_linked: Matrix) -> Matrix:
    full = np.zeros((len(of_linked), accepted.joined.m), dtype=np.float32)
    full[:, accepted.joined.targets] = of_linked
    return full
