"""Predicates about how a piece was judged: by a second person, and criterion by criterion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from headway.mastery.facts import UNTOLD, Refused
from headway.mastery.proficiency.body import Body, Piece
from headway.mastery.proficiency.checking import count_of
from headway.mastery.proficiency.piece_columns import PieceColumns, Units
from headway.mastery.proficiency.requirements.predicates import Predicate

REACH, SAME, ADJACENT = "reach", "same", "adjacent"
AGREEMENTS = (REACH, SAME, ADJACENT)


@dataclass(frozen=True)
class SecondScorer(Predicate):
    """At least so many pieces were judged by `raters` people who agree with the latest of them.

    agree: `reach` – each of them saw the level or beyond; `same` – exactly the level that the latest saw; `adjacent`
    – at most one level from it. Where two disagree, a third who agrees with one of them settles it.
    """

    raters: int = 2
    agree: str = REACH

    NAME: ClassVar[str] = "second_scorer"
    USUALLY: ClassVar[int | None] = 1

    def check(self) -> None:
        count_of("raters", self.raters)
        if self.raters < 2:
            raise Refused(
                "second_scorer_alone",
                "A second look needs two people, and this asks for one; ask for raters: 2 or more.",
            )
        if self.agree not in AGREEMENTS:
            raise Refused(
                "second_scorer_agree",
                f"The setting agree is {self.agree!r}; use {', '.join(AGREEMENTS)}.",
                value=str(self.agree),
            )

    def counting(self, body: Body, level: int) -> list[Piece]:
        return [
            piece
            for piece in self.only.choose(body)
            if piece.level >= level and self._agree(piece, level) >= self.raters - 1
        ]

    def _agree(self, piece: Piece, level: int) -> int:
        """How many people besides the latest rater agree with her."""
        others = [saw for rater, saw in piece.raters.items() if rater != piece.latest.rater]
        if piece.latest.rater < 0:
            return 0
        if self.agree == REACH:
            return sum(saw >= level for saw in others)
        apart = 0 if self.agree == SAME else 1
        return sum(abs(saw - piece.level) <= apart for saw in others)

    def units(self, columns: PieceColumns) -> Units:
        look = columns.looks
        latest = columns.rater[look.piece]
        other = (look.rater != latest) & (latest >= 0)
        piece, saw = look.piece[other], look.level[other]
        if self.agree != REACH:
            agrees = np.abs(saw - columns.level[piece]) <= (0 if self.agree == SAME else 1)
            piece = piece[agrees]
            saw = columns.level[piece]
        # The level that enough others saw, and the latest rater too.
        others = Units(piece, saw).highest_with(self.raters - 1, len(columns), columns.levels)
        reached = np.minimum(others, columns.level)
        chosen = columns.chosen(self.only) & (reached > 0)
        return Units(columns.body[chosen], reached[chosen])


@dataclass(frozen=True)
class EssentialCriteria(Predicate):
    """At least so many pieces in which every essential criterion of the rubric reaches the level.

    A piece that was not rated criterion by criterion is not one of them.
    """

    NAME: ClassVar[str] = "essential_criteria"
    USUALLY: ClassVar[int | None] = 1

    def counting(self, body: Body, level: int) -> list[Piece]:
        return [
            piece
            for piece in self.only.choose(body)
            if piece.level >= level and piece.latest.essential >= level
        ]

    def units(self, columns: PieceColumns) -> Units:
        essential = columns.around.essential
        chosen = columns.chosen(self.only) & (essential != UNTOLD)
        return Units(columns.body[chosen], np.minimum(columns.level, essential)[chosen])

    @property
    def asks_for_circumstances(self) -> bool:
        return True
