"""Predicates that count how many different contexts, days, people and forms there are."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from headway.mastery.facts import UNTOLD
from headway.mastery.proficiency.body import Body, Piece
from headway.mastery.proficiency.piece_columns import Ints, PieceColumns, Units
from headway.mastery.proficiency.requirements.predicates import Predicate


@dataclass(frozen=True)
class Distinct(Predicate):
    """At least so many different values among the pieces that reach the level. What was not told is no value."""

    @abstractmethod
    def value(self, piece: Piece) -> int: ...

    @abstractmethod
    def values(self, columns: PieceColumns) -> Ints: ...

    def counting(self, body: Body, level: int) -> list[Piece]:
        reaching = [piece for piece in self.only.choose(body) if piece.level >= level]
        return [piece for piece in reaching if self.value(piece) != UNTOLD]

    def count(self, body: Body, level: int) -> int:
        return len({self.value(piece) for piece in self.counting(body, level)})

    def units(self, columns: PieceColumns) -> Units:
        told = self.values(columns)
        chosen = columns.chosen(self.only) & (told != UNTOLD)
        return Units(columns.body[chosen], columns.level[chosen]).once_each(told[chosen])

    @property
    def asks_for_circumstances(self) -> bool:
        return True


@dataclass(frozen=True)
class Contexts(Distinct):
    NAME: ClassVar[str] = "contexts"

    def value(self, piece: Piece) -> int:
        return piece.latest.context

    def values(self, columns: PieceColumns) -> Ints:
        return columns.around.context


@dataclass(frozen=True)
class Occasions(Distinct):
    """Different school days."""

    NAME: ClassVar[str] = "occasions"

    def most(self) -> int | None:
        limits = [self.only.last]
        if self.only.within_days is not None:
            limits.append(self.only.within_days + 1)
        return min((limit for limit in limits if limit is not None), default=None)

    def value(self, piece: Piece) -> int:
        return piece.latest.occasion

    def values(self, columns: PieceColumns) -> Ints:
        return columns.around.occasion


@dataclass(frozen=True)
class Forms(Distinct):
    """Different forms of showing it."""

    NAME: ClassVar[str] = "forms_of_evidence"

    def most(self) -> int | None:
        limits = (self.only.last, len(self.only.forms_left))
        return min(limit for limit in limits if limit is not None)

    def value(self, piece: Piece) -> int:
        return piece.latest.form

    def values(self, columns: PieceColumns) -> Ints:
        return columns.around.form


@dataclass(frozen=True)
class Raters(Predicate):
    """At least so many different people saw the level in pieces that reach it."""

    NAME: ClassVar[str] = "raters"

    def most(self) -> int | None:
        return None  # several people may rate one piece

    def counting(self, body: Body, level: int) -> list[Piece]:
        reaching = [piece for piece in self.only.choose(body) if piece.level >= level]
        return [piece for piece in reaching if any(saw >= level for saw in piece.raters.values())]

    def count(self, body: Body, level: int) -> int:
        found = self.counting(body, level)
        return len({rater for piece in found for rater, saw in piece.raters.items() if saw >= level})

    def units(self, columns: PieceColumns) -> Units:
        look = columns.looks
        chosen = columns.chosen(self.only)[look.piece]
        piece = look.piece[chosen]
        reached = np.minimum(columns.level[piece], look.level[chosen])
        return Units(columns.body[piece], reached).once_each(look.rater[chosen])
