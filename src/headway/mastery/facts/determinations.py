"""Determinations: what a person decided about a learner's level in a competency, and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np

from headway.mastery.facts.groups import Groups, group_pairs
from headway.mastery.facts.tables import (
    NEVER,
    Ints,
    Table,
    refuse_first,
    refuse_repeated,
    stable_order,
)


@dataclass(frozen=True)
class Determination:
    """One decision, for reading one learner's history by hand."""

    learner: int
    competency: int
    level: int
    decided_on: int
    recorded_at: int
    determination_id: int
    withdrawn_at: int = NEVER

    @property
    def stands(self) -> bool:
        return self.withdrawn_at == NEVER


@dataclass(frozen=True, eq=False)
class Determinations(Table):
    """Many determinations as int64 columns.

    decided_on: the school's date, in days since 1970-01-01. recorded_at, withdrawn_at: instants in one unit.
    level: ordinal 1..n. determination_id: unique; breaks ties within a day.
    """

    learner: Ints
    competency: Ints
    level: Ints
    decided_on: Ints
    recorded_at: Ints
    determination_id: Ints
    withdrawn_at: Ints

    TABLE: ClassVar[str] = "determinations"
    COLUMNS: ClassVar[tuple[str, ...]] = (
        "learner",
        "competency",
        "level",
        "decided_on",
        "recorded_at",
        "determination_id",
        "withdrawn_at",
    )

    def _check(self) -> None:
        refuse_first("determinations", "level", self.level, self.level < 1, "levels are counted from 1.")
        refuse_first(
            "determinations",
            "withdrawn_at",
            self.withdrawn_at,
            self.withdrawn_at < self.recorded_at,
            "a determination can be withdrawn only after it was recorded.",
        )
        refuse_repeated(
            "determinations",
            "determination_id",
            self.determination_id,
            "it stands in an earlier row; give each determination its own.",
        )

    @classmethod
    def from_rows(cls, rows: Iterable[Determination]) -> Self:
        rows = list(rows)
        return cls.from_columns({name: [getattr(row, name) for row in rows] for name in cls.COLUMNS})

    def rows(self) -> list[Determination]:
        columns = (getattr(self, name).tolist() for name in self.COLUMNS)
        return [Determination(*values) for values in zip(*columns, strict=True)]

    def as_of(self, instant: int) -> Self:
        """What was known at `instant`; later withdrawals are forgotten, as in `Ratings.as_of`."""
        known = (self.recorded_at <= instant) & (self.withdrawn_at > instant)
        columns = {name: getattr(self, name)[known] for name in self.COLUMNS}
        columns["withdrawn_at"] = np.full(int(known.sum()), NEVER, dtype=np.int64)
        return self._trusted(columns)

    def standing(self) -> Self:
        """The determinations that nobody has withdrawn."""
        return self.take(self.withdrawn_at == NEVER)

    def grouped(self) -> tuple[Self, Groups]:
        """By learner, competency, decided_on and determination_id; and where each pair begins."""
        ordered = self.take(
            stable_order(self.learner, self.competency, self.decided_on, self.determination_id)
        )
        return ordered, group_pairs(ordered.learner, ordered.competency)
