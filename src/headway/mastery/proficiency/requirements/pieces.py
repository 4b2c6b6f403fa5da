"""Predicates that count pieces of evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from headway.mastery.facts import Mark
from headway.mastery.proficiency.body import Body, Piece
from headway.mastery.proficiency.checking import count_of
from headway.mastery.proficiency.piece_columns import PieceColumns, Units
from headway.mastery.proficiency.requirements.filters import Filter
from headway.mastery.proficiency.requirements.predicates import Predicate


@dataclass(frozen=True)
class Pieces(Predicate):
    """At least so many pieces reach the level."""

    NAME: ClassVar[str] = "pieces"

    @property
    def looks_at(self) -> Filter:
        """The filter with what the predicate itself asks for."""
        return self.only

    def counting(self, body: Body, level: int) -> list[Piece]:
        return [piece for piece in self.looks_at.choose(body) if piece.level >= level]

    def units(self, columns: PieceColumns) -> Units:
        chosen = columns.chosen(self.looks_at)
        return Units(columns.body[chosen], columns.level[chosen])


@dataclass(frozen=True)
class Transfer(Pieces):
    """At least so many pieces shown in a context that was new to the learner."""

    NAME: ClassVar[str] = "transfer"
    USUALLY: ClassVar[int | None] = 1
    MARK: ClassVar[Mark] = Mark.TRANSFER

    def check(self) -> None:
        self.looks_at  # noqa: B018 - refuses a filter that leaves out what is asked for

    @property
    def looks_at(self) -> Filter:
        return self.only.also(self.MARK)

    @property
    def asks_for_circumstances(self) -> bool:
        return True


@dataclass(frozen=True)
class Cumulative(Transfer):
    """At least so many pieces are the district's cumulative check of a level."""

    NAME: ClassVar[str] = "cumulative"
    MARK: ClassVar[Mark] = Mark.CUMULATIVE


@dataclass(frozen=True)
class Consistent(Pieces):
    """At least so many of the last `of` pieces reach the level."""

    of: int = 0

    NAME: ClassVar[str] = "consistent"
    TAKES_LAST: ClassVar[bool] = False

    def check(self) -> None:
        count_of("of", self.of)

    def most(self) -> int | None:
        return self.of

    @property
    def looks_at(self) -> Filter:
        return replace(self.only, last=self.of)
