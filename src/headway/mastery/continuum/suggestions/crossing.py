"""All pairs of an item of one framework and an item of another, with their signs, a block of origins at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headway.mastery.continuum.items import Item, Link
from headway.mastery.continuum.likeness import Alike, Comparison, Wording, places_of
from headway.mastery.continuum.suggestions.joined import Joined
from headway.mastery.continuum.suggestions.link_signs import (
    Accepted,
    Side,
    link_signs,
    plain_link_signs,
)
from headway.mastery.continuum.suggestions.signs import affinities
from headway.mastery.facts import Refused

__all__ = ["Crossing", "LinkBlock", "Pair", "link_ends"]

Matrix = NDArray[np.floating[Any]]
Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]
Pair = Link | tuple[str, str]


@dataclass(frozen=True, eq=False)
class LinkBlock:
    """Some origins, by number, against all targets. signs: a matrix per name."""

    origins: Whole
    allowed: Mask
    joined: Joined
    comparison: Comparison
    alike: Alike
    accepted: Accepted | None
    signs: tuple[Matrix, ...]


class Crossing:
    """Two frameworks in an order of their own. Headings are targets where they have a code or a link; they lend their
    words in any case."""

    def __init__(self, left: Sequence[Item], right: Sequence[Item], accepted: Iterable[Pair]) -> None:
        pairs = list(map(link_ends, accepted))
        origins, targets = {origin for origin, _ in pairs}, {target for _, target in pairs}
        mine, theirs = _by_key(left), _by_key(right)
        self.left_items = _sorted(mine, lambda one: one.is_ratable or one.key in origins)
        self.right_items = _sorted(theirs, lambda one: one.is_ratable or bool(one.code) or one.key in targets)
        self.number = {item.key: place for place, item in enumerate(self.left_items)}
        self.target_number = {item.key: place for place, item in enumerate(self.right_items)}
        self.left = Side(self.left_items, places_of(self.left_items, mine))
        self.right = Side(self.right_items, places_of(self.right_items, theirs))
        self.wording = Wording.of(self.left_items, mine)
        self.target_wording = Wording.of(self.right_items, theirs)
        self.joined = self.joined_of(pairs)
        self._kept: tuple[Joined, Matrix, Matrix] | None = None

    def joined_of(self, links: Iterable[Pair]) -> Joined:
        """Links by number; those to or from items that are not here say nothing here."""
        mine, theirs = self.number, self.target_number
        pairs = map(link_ends, links)
        return Joined(
            len(mine), len(theirs), ((mine[a], theirs[b]) for a, b in pairs if a in mine and b in theirs)
        )

    def numbers(self, keys: Iterable[str]) -> Whole:
        return np.array(sorted({self.number[key] for key in keys if key in self.number}), dtype=np.int64)

    def blocks(self, origins: Whole, joined: Joined) -> Iterator[LinkBlock]:
        """Block after block; with no link accepted, only the signs of words and places. Links that are accepted, and
        an item with itself, do not come into question."""
        if not len(origins):
            return
        accepted = self._accepted(joined) if len(joined) else None
        mass = self.comparison.mass_there.astype(np.float32)
        same = np.array([self.target_number.get(item.key, -1) for item in self.left_items], dtype=np.int64)
        for alike in self.comparison.blocks(origins):
            some = origins[alike.rows]
            allowed = np.ones(alike.words.shape, dtype=bool)
            for row, origin in enumerate(some.tolist()):
                allowed[row, joined.of_origin[origin]] = False
                if same[origin] >= 0:
                    allowed[row, same[origin]] = False
            signs = list(plain_link_signs(alike, self.left, self.right, some, allowed, mass))
            if accepted is not None:
                signs += link_signs(accepted, some)
            yield LinkBlock(some, allowed, joined, self.comparison, alike, accepted, tuple(signs))

    @cached_property
    def comparison(self) -> Comparison:
        return Comparison(self.wording, self.target_wording)

    @cached_property
    def _among_left(self) -> Comparison:
        return Comparison(self.wording, self.wording)

    @cached_property
    def _among_right(self) -> Comparison:
        return Comparison(self.target_wording, self.target_wording)

    def _accepted(self, joined: Joined) -> Accepted:
        mine, theirs = self._near(joined)
        return Accepted(joined, self.left, self.right, mine.T, theirs)

    def _near(self, joined: Joined) -> tuple[Matrix, Matrix]:
        """Affinity of the linked origins to all origins, of the linked targets to all targets. A trial asks again and
        again for some of the links that are accepted, so those of all are kept."""
        linked = self.joined if set(joined.targets.tolist()) <= set(self.joined.targets.tolist()) else joined
        if self._kept is None or self._kept[0] is not linked:
            mine = affinities(self._among_left, self.left.places, linked.origins)
            theirs = affinities(self._among_right, self.right.places, linked.targets)
            self._kept = (linked, mine, theirs)
        _, mine, theirs = self._kept
        return (
            mine[np.searchsorted(linked.origins, joined.origins)],
            theirs[np.searchsorted(linked.targets, joined.targets)],
        )


def link_ends(one: Pair) -> tuple[str, str]:
    return (one.origin, one.destination) if isinstance(one, Link) else one


def _by_key(items: Sequence[Item]) -> Mapping[str, Item]:
    found: dict[str, Item] = {}
    for item in items:
        if item.key in found:
            raise Refused(
                "same_key", f"Two items have the key {item.key}; give each a key of its own.", field="key"
            )
        found[item.key] = item
    return found


def _sorted(items: Mapping[str, Item], wanted: Any) -> tuple[Item, ...]:
    return tuple(items[key] for key in sorted(items) if wanted(items[key]))
