"""Why a prerequisite is suggested: the signs, in a form that pages put into words."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from headway.mastery.continuum.likeness import NOWHERE
from headway.mastery.continuum.suggestions.board import Block, Board
from headway.mastery.continuum.suggestions.ranker import Ranker
from headway.mastery.continuum.suggestions.shapes import Reason, ReasonKind

__all__ = ["MOST_ITEMS", "MOST_WORDS", "Grounds", "shared_words"]

Matrix = NDArray[np.floating[Any]]

MOST_WORDS, MOST_ITEMS = 4, 3
ALIKE = 0.35  # from this affinity on, two items are named as alike
SAME = 0.9  # from this cosine of characters on, two items say the same

# What each kind of reason rests on, to tell which is the strongest.
_WORDS = (
    "bm25", "bm25_place", "bm25_plain", "bm25_around", "bm25_around_place", "words", "characters",
    "characters_place", "around", "covered", "covers", "rare",
)  # fmt: skip
RESTS_ON = {
    ReasonKind.SAME_WORDING: _WORDS,
    ReasonKind.SHARED_WORDS: _WORDS,
    ReasonKind.SAME_HEADING_BEFORE: ("heading", "just_before", "two_before", "before", "headings"),
    ReasonKind.SAME_HEADING: ("heading", "after", "headings"),
    ReasonKind.SAME_STRAND: ("strand", "codes", "strand_level_0", "strand_level_1", "strand_level_2", "headings"),
    ReasonKind.ALIKE_NEED_IT: ("alike_need", "few_alike_need", "more_alike_need", "most_alike_need"),
    ReasonKind.ALIKE_NEED_ALIKE: ("alike_need_alike",),
    ReasonKind.NEIGHBOURS_NEED_IT: ("neighbours_need", "alike_need", "few_alike_need", "more_alike_need"),
    ReasonKind.LEADS_THE_SAME_WAY: ("opens_same", "leads_same_way"),
}  # fmt: skip


class Grounds:
    """The reasons for the candidates of one block."""

    def __init__(self, board: Board, block: Block, ranker: Ranker) -> None:
        self.board, self.block, self.ranker = board, block, ranker
        self.column = {name: place for place, name in enumerate(ranker.names) if place < len(block.signs)}
        self.usual: list[Matrix] = [sign.sum(axis=1) / max(sign.shape[1], 1) for sign in block.signs]
        self._spoken: dict[int, dict[str, str]] = {}

    def of(self, row: int, candidate: int) -> tuple[Reason, ...]:
        """Strongest first; none when nothing but the level speaks for the candidate."""
        target = int(self.block.targets[row])
        found = [
            reason
            for look in (self._words, self._place, self._strand, self._arrows, self._onwards)
            for reason in look(row, target, candidate)
        ]
        if not found:
            return ()
        found.sort(key=lambda reason: -self._weight(reason.kind, row, candidate))
        return (*found, *self._level(target, candidate))

    def _weight(self, kind: ReasonKind, row: int, candidate: int) -> float:
        """How much a kind adds for this candidate beyond the usual one."""
        return sum(
            float(
                self.ranker.weights[place]
                * (self.block.signs[place][row, candidate] - self.usual[place][row])
            )
            for name in RESTS_ON[kind]
            if (place := self.column.get(name)) is not None
        )

    def _words(self, row: int, target: int, candidate: int) -> list[Reason]:
        if self.block.alike.characters[row, candidate] >= SAME:
            return [Reason(ReasonKind.SAME_WORDING)]
        words = shared_words(self.block.comparison.shared(target, candidate), self._said(candidate))
        return [Reason(ReasonKind.SHARED_WORDS, {"words": words})] if words else []

    def _said(self, number: int) -> dict[str, str]:
        if number not in self._spoken:
            self._spoken[number] = self.board.wording.spoken(number)
        return self._spoken[number]

    def _place(self, row: int, target: int, candidate: int) -> list[Reason]:
        places, items = self.board.places, self.board.items
        found = []
        if places.heading[target] != NOWHERE and places.heading[target] == places.heading[candidate]:
            steps = int(places.order[target] - places.order[candidate])
            heading = {"heading": items[target].parent}
            found.append(
                Reason(ReasonKind.SAME_HEADING_BEFORE, {**heading, "steps": steps})
                if steps > 0
                else Reason(ReasonKind.SAME_HEADING, heading)
            )
        return found

    def _strand(self, row: int, target: int, candidate: int) -> list[Reason]:
        strand = self.board.places.strand
        if strand[target] == NOWHERE or strand[target] != strand[candidate]:
            return []
        return [Reason(ReasonKind.SAME_STRAND, {"strand": self.board.items[target].strand})]

    def _level(self, target: int, candidate: int) -> list[Reason]:
        level = self.board.places.level
        if level[target] == NOWHERE or level[candidate] == NOWHERE:
            return []
        climb = int(level[target] - level[candidate])
        if climb > 0:
            return [Reason(ReasonKind.EARLIER_LEVEL, {"levels": climb})]
        return [Reason(ReasonKind.SAME_LEVEL, {"level": int(level[target])})]

    def _arrows(self, row: int, target: int, candidate: int) -> list[Reason]:
        """Who is known to need it: those under the same heading, those alike; and what they need that is like it."""
        places, known, near = self.board.places, self.block.known, self.block.near[row]
        needing = [other for other in known.opens[candidate] if other != target]
        heading = places.heading
        beside = [o for o in needing if heading[target] != NOWHERE and heading[o] == heading[target]]
        alike = [o for o in needing if o not in beside and near[o] >= ALIKE]
        found = []
        if beside:
            found.append(self._named(ReasonKind.NEIGHBOURS_NEED_IT, beside, near))
        if alike:
            found.append(self._named(ReasonKind.ALIKE_NEED_IT, alike, near))
        if not found and (like := self._like_what_alike_need(target, candidate, near)):
            found.append(self._named(ReasonKind.ALIKE_NEED_ALIKE, list(like), like))
        return found

    def _like_what_alike_need(self, target: int, candidate: int, near: Matrix) -> dict[int, float]:
        """What alike targets need and is like the candidate, with how much."""
        known = self.block.known
        like = self.block.near_needed[:, candidate] if len(known) else np.empty(0)
        found = {}
        for place in np.flatnonzero(like >= ALIKE).tolist():
            need = int(known.needed[place])
            others = [near[other] for other in known.opens[need] if other != target]
            if need not in (candidate, target) and others and max(others) >= ALIKE:
                found[need] = float(like[place] * max(others))
        return found

    def _onwards(self, row: int, target: int, candidate: int) -> list[Reason]:
        known = self.block.known
        led = [after for after in known.opens[target] if known.leads(candidate, after)]
        return [self._named(ReasonKind.LEADS_THE_SAME_WAY, led, self.block.near[row])] if led else []

    def _named(self, kind: ReasonKind, numbers: list[int], near: Matrix | dict[int, float]) -> Reason:
        """The nearest few, by their keys."""
        nearest = sorted(numbers, key=lambda one: (-round(float(near[one]), 6), one))[:MOST_ITEMS]
        return Reason(kind, {"items": tuple(self.board.items[one].key for one in nearest)})


def shared_words(tokens: list[str], said: dict[str, str]) -> tuple[str, ...]:
    """The rarest few as the candidate says them; numbers and signs alone say too little to a reader."""
    spoken = [said.get(token, token) for token in tokens]
    return tuple(word for word in spoken if any(one.isalpha() for one in word) and len(word) > 1)[:MOST_WORDS]
