"""Why a link is suggested and which relation the words speak for, in a form that pages put into words."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from headway.mastery.continuum.items import Relation
from headway.mastery.continuum.likeness import NOWHERE
from headway.mastery.continuum.suggestions.crossing import Crossing, LinkBlock
from headway.mastery.continuum.suggestions.grounds import ALIKE, MOST_ITEMS, MOST_WORDS, shared_words
from headway.mastery.continuum.suggestions.link_signs import FROM_WORDS_AND_PLACES, SAME_WORDING
from headway.mastery.continuum.suggestions.ranker import Ranker
from headway.mastery.continuum.suggestions.shapes import Reason, ReasonKind

__all__ = ["LinkGrounds"]

Matrix = NDArray[np.floating[Any]]

# One says all that the other says, by rarity of words, and the other clearly less than all.
ALL, NOT_ALL = 0.75, 0.6
FEWEST_WORDS = 3  # of fewer shared words nobody can tell which says more
OFTEN = 3

_WORDS = (
    "bm25", "bm25_place", "bm25_plain", "bm25_around", "bm25_around_place", "words", "characters",
    "characters_place", "around", "covered", "covers", "rare", "same_wording",
)  # fmt: skip
RESTS_ON = {
    ReasonKind.SAME_WORDING: _WORDS,
    ReasonKind.SAME_CODE: ("same_code", "codes"),
    ReasonKind.SHARED_WORDS: _WORDS,
    ReasonKind.ALIKE_HEADINGS: ("headings", "around"),
    ReasonKind.NEIGHBOURS_LINKED: ("neighbours", "headings_joined", "alike_linked"),
    ReasonKind.ALIKE_LINKED: ("alike_linked", "most_alike_linked", "few_alike_linked"),
    ReasonKind.ALIKE_LINKED_TO_ALIKE: ("alike_to_alike", "alike_to_alike_here"),
    ReasonKind.OFTEN_LINKED: ("often", "often_here", "strand_links"),
}


class LinkGrounds:
    """The reasons for the targets of one block."""

    def __init__(self, crossing: Crossing, block: LinkBlock, ranker: Ranker) -> None:
        self.crossing, self.block, self.ranker = crossing, block, ranker
        self.column = {name: place for place, name in enumerate(ranker.names) if place < len(block.signs)}
        self.usual: list[Matrix] = [sign.sum(axis=1) / max(sign.shape[1], 1) for sign in block.signs]
        self._spoken: dict[tuple[str, int], dict[str, str]] = {}
        self._spoken_around: dict[tuple[str, ...], dict[str, str]] = {}

    def of(self, row: int, target: int) -> tuple[Reason, ...]:
        """Strongest first; none when nothing but the level speaks for the target."""
        origin = int(self.block.origins[row])
        found = [*self._words(row, origin, target), *self._codes(row, origin, target)]
        found += self._headings(row, origin, target)
        if self.block.accepted is not None:
            found += self._linked(row, origin, target)
        if not found:
            return ()
        found.sort(key=lambda reason: -self._weight(reason.kind, row, target))
        return (*found, *self._levels(origin, target))

    def relation(self, row: int, target: int) -> tuple[Relation, tuple[Reason, ...]]:
        """What the origin is to the target, and why where the words tell; "related" where they do not."""
        origin, alike = int(self.block.origins[row]), self.block.alike
        if alike.characters[row, target] >= SAME_WORDING:
            return Relation.EXACT, ()
        shared = self.block.comparison.shared(origin, target)
        if len(shared) < FEWEST_WORDS:
            return Relation.RELATED, ()
        covered, covers = alike.covered[row, target], alike.covers[row, target]
        if covers >= ALL and covered >= ALL and self._same_code(row, target):
            return Relation.EXACT, ()
        if covers >= ALL and covered < NOT_ALL:
            return Relation.BROADER, (self._beyond(ReasonKind.SAYS_MORE, origin, shared, "left"),)
        if covered >= ALL and covers < NOT_ALL:
            return Relation.NARROWER, (self._beyond(ReasonKind.SAYS_LESS, target, shared, "right"),)
        return Relation.RELATED, ()

    def _beyond(self, kind: ReasonKind, number: int, shared: list[str], side: str) -> Reason:
        said = self._said(side, number)
        more = [word for token, word in said.items() if token not in shared]
        return Reason(kind, {"words": tuple(word for word in more if word.isalpha())[:MOST_WORDS]})

    def _weight(self, kind: ReasonKind, row: int, target: int) -> float:
        """How much a kind adds for this target beyond the usual one."""
        return sum(
            float(
                self.ranker.weights[place] * (self.block.signs[place][row, target] - self.usual[place][row])
            )
            for name in RESTS_ON[kind]
            if (place := self.column.get(name)) is not None
        )

    def _words(self, row: int, origin: int, target: int) -> list[Reason]:
        if self.block.alike.characters[row, target] >= SAME_WORDING:
            return [Reason(ReasonKind.SAME_WORDING)]
        words = shared_words(self.block.comparison.shared(origin, target), self._said("right", target))
        return [Reason(ReasonKind.SHARED_WORDS, {"words": words})] if words else []

    def _said(self, side: str, number: int) -> dict[str, str]:
        if (side, number) not in self._spoken:
            wording = self.crossing.wording if side == "left" else self.crossing.target_wording
            self._spoken[side, number] = wording.spoken(number)
        return self._spoken[side, number]

    def _same_code(self, row: int, target: int) -> bool:
        return bool(self.block.signs[FROM_WORDS_AND_PLACES.index("same_code")][row, target])

    def _codes(self, row: int, origin: int, target: int) -> list[Reason]:
        code = self.crossing.right_items[target].code
        return [Reason(ReasonKind.SAME_CODE, {"code": code})] if self._same_code(row, target) else []

    def _headings(self, row: int, origin: int, target: int) -> list[Reason]:
        if self.block.alike.headings[row, target] < ALIKE:
            return []
        mine, theirs = self.crossing.wording.around[origin], self.crossing.target_wording.around[target]
        both = set(mine) & set(theirs)
        headings = self.crossing.target_wording.headings[target]
        if headings not in self._spoken_around:
            self._spoken_around[headings] = self.crossing.target_wording.spoken_around(target)
        said = self._spoken_around[headings]
        words = tuple(word for token, word in said.items() if token in both and word.isalpha())[:MOST_WORDS]
        return [Reason(ReasonKind.ALIKE_HEADINGS, {"words": words})] if words else []

    def _levels(self, origin: int, target: int) -> list[Reason]:
        (first, last), (begin, end) = self.crossing.left.span, self.crossing.right.span
        if NOWHERE in (first[origin], begin[target]):
            return []
        level = max(int(first[origin]), int(begin[target]))
        if level > min(int(last[origin]), int(end[target])):
            return []
        return [Reason(ReasonKind.LEVELS_MEET, {"level": level})]

    def _linked(self, row: int, origin: int, target: int) -> list[Reason]:
        """Which others are linked to it: under the same heading, alike, many; or from alike ones to one like it."""
        accepted, joined, places = self.block.accepted, self.block.joined, self.crossing.left.places
        assert accepted is not None
        near = dict(zip(joined.origins.tolist(), accepted.near_origins[origin].tolist(), strict=True))
        linked = [other for other in joined.of_target[target] if other != origin]
        heading = places.heading
        beside = [o for o in linked if heading[origin] != NOWHERE and heading[o] == heading[origin]]
        alike = [o for o in linked if o not in beside and near[o] >= ALIKE]
        found = []
        if beside:
            found.append(self._named(ReasonKind.NEIGHBOURS_LINKED, beside, near))
        if alike:
            found.append(self._named(ReasonKind.ALIKE_LINKED, alike, near))
        here = sum(1 for other in linked if places.level[other] == places.level[origin])
        if here >= OFTEN:
            found.append(Reason(ReasonKind.OFTEN_LINKED, {"count": here}))
        if not found and (like := self._linked_to_like(origin, target, near)):
            found.append(self._named(ReasonKind.ALIKE_LINKED_TO_ALIKE, list(like), like))
        return found

    def _linked_to_like(self, origin: int, target: int, near: dict[int, float]) -> dict[int, float]:
        """Origins that are alike and linked to something like the target, with how much."""
        accepted, joined = self.block.accepted, self.block.joined
        assert accepted is not None
        like = accepted.near_targets[:, target]
        found: dict[int, float] = {}
        for place in np.flatnonzero(like >= ALIKE).tolist():
            for other in joined.of_target[int(joined.targets[place])]:
                if other != origin and near[other] >= ALIKE:
                    found[other] = max(found.get(other, 0.0), float(like[place]) * near[other])
        return found

    def _named(self, kind: ReasonKind, numbers: list[int], near: dict[int, float]) -> Reason:
        nearest = sorted(numbers, key=lambda one: (-round(near[one], 6), one))[:MOST_ITEMS]
        return Reason(kind, {"items": tuple(self.crossing.left_items[one].key for one in nearest)})
