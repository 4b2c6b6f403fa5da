"""All pairs of target and candidate that come into question, with their signs, a block of targets at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headway.mastery.continuum.items import Arrow, Item
from headway.mastery.continuum.likeness import NOWHERE, Alike, Comparison, Wording, places_of
from headway.mastery.continuum.suggestions.known import Known
from headway.mastery.continuum.suggestions.signs import Drawn, affinities, affinity, arrow_signs, plain_signs
from headway.mastery.facts import Refused

__all__ = ["Block", "Board", "Pair", "ends"]

Matrix = NDArray[np.floating[Any]]
Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]
Pair = Arrow | tuple[str, str]


@dataclass(frozen=True, eq=False)
class Block:
    """Some targets, by number, against all items.

    allowed: (targets, items) which come into question. near: affinity of the targets to all items; near_needed: that
    of the items which anything needs (`known.needed`). signs: a matrix per name.
    """

    targets: Whole
    allowed: Mask
    known: Known
    comparison: Comparison
    alike: Alike
    near: Matrix
    near_needed: Matrix
    signs: tuple[Matrix, ...]


class Board:
    """The items of a framework in an order of their own, so that the order in which they came changes nothing.

    Headings lend their words and are neither targets nor candidates, unless arrows join them.
    """

    def __init__(self, items: Sequence[Item], arrows: Iterable[Pair]) -> None:
        by_key: dict[str, Item] = {}
        for item in items:
            if item.key in by_key:
                raise Refused(
                    "same_key", f"Two items have the key {item.key}; give each a key of its own.", field="key"
                )
            by_key[item.key] = item
        pairs = [ends(one) for one in arrows]
        joined = {key for pair in pairs for key in pair}
        self.items = tuple(by_key[key] for key in sorted(by_key) if by_key[key].is_ratable or key in joined)
        self.by_key = by_key
        self.number = {item.key: place for place, item in enumerate(self.items)}
        self.known = self.known_of(pairs)
        self.places = places_of(self.items, by_key)
        self.wording = Wording.of(self.items, by_key)
        self._kept: tuple[Known, Matrix] | None = None
        self.is_candidate: Mask = np.array([item.is_ratable for item in self.items], dtype=bool)

    def __len__(self) -> int:
        return len(self.items)

    def known_of(self, arrows: Iterable[Pair]) -> Known:
        """Arrows by number; those to or from items that are not here say nothing here."""
        number = self.number
        pairs = map(ends, arrows)
        return Known(
            len(self.items), ((number[a], number[b]) for a, b in pairs if a in number and b in number)
        )

    def numbers(self, keys: Iterable[str]) -> Whole:
        """The numbers of these keys, ascending; what is a heading or not here is left out."""
        wanted = {self.number[key] for key in keys if key in self.number}
        return np.array(sorted(wanted), dtype=np.int64)

    @cached_property
    def comparison(self) -> Comparison:
        return Comparison(self.wording, self.wording)

    def allowed(self, targets: Whole, known: Known, *, implied: bool = False) -> Mask:
        """Not itself, not later than the target, no circle; not what is known or follows from it, unless asked."""
        level = self.places.level
        earlier = (level[None, :] <= level[targets][:, None]) | (level[targets] == NOWHERE)[:, None]
        allowed: Mask = earlier & self.is_candidate[None, :] & ~known.follows_from(targets)
        allowed[np.arange(len(targets)), targets] = False
        if implied:
            for row, target in enumerate(targets.tolist()):
                allowed[row, known.needs[target]] = False
        else:
            allowed &= ~known.leads_to(targets)
        return allowed

    def blocks(self, targets: Whole, known: Known, *, implied: bool = False) -> Iterator[Block]:
        """Block after block; with no arrow known, only the signs of words and places."""
        if not len(targets):
            return
        near_needed = self._near(known)
        drawn = Drawn(known, self.places, near_needed, self.is_candidate) if len(known) else None
        mass = self.comparison.mass_there.astype(np.float32)
        for alike in self.comparison.blocks(targets):
            some = targets[alike.rows]
            allowed = self.allowed(some, known, implied=implied)
            near = affinity(alike, self.places, some)
            signs = list(plain_signs(alike, self.places, some, allowed, mass))
            if drawn is not None:
                signs += arrow_signs(drawn, near, some)
            yield Block(some, allowed, known, self.comparison, alike, near, near_needed, tuple(signs))

    def _near(self, known: Known) -> Matrix:
        """Affinity of the needed items to all. A trial asks again and again for some of the arrows that are drawn, so
        those of all are kept."""
        drawn = self.known if set(known.needed.tolist()) <= set(self.known.needed.tolist()) else known
        if self._kept is None or self._kept[0] is not drawn:
            self._kept = (drawn, affinities(self.comparison, self.places, drawn.needed))
        return self._kept[1][np.searchsorted(drawn.needed, known.needed)]


def ends(one: Pair) -> tuple[str, str]:
    return (one.before, one.after) if isinstance(one, Arrow) else one
