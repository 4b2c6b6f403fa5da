"""Ratings: what was observed about a learner's work, when, by whom, and when we were told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Self

import numpy as np

from headway.mastery.facts.circumstances import UNTOLD, Circumstances
from headway.mastery.facts.groups import Groups, group_pairs
from headway.mastery.facts.refusal import Refused
from headway.mastery.facts.tables import (
    NEVER,
    Ints,
    Mask,
    Table,
    frozen,
    refuse_first,
    refuse_repeated,
    stable_order,
)

# `evidence` of a rating that names no piece of work: it is a piece of its own.
NO_EVIDENCE_NAMED = -1


@dataclass(frozen=True)
class Rating:
    """One row of the ratings, for reading one learner's body of evidence by hand."""

    learner: int
    competency: int
    level: int
    observed_at: int
    recorded_at: int
    rater: int
    rating_id: int
    evidence: int = NO_EVIDENCE_NAMED
    withdrawn_at: int = NEVER
    # As in `Circumstances`.
    form: int = UNTOLD
    depth: int = UNTOLD
    context: int = UNTOLD
    occasion: int = UNTOLD
    marks: int = 0
    essential: int = UNTOLD

    @property
    def stands(self) -> bool:
        return self.withdrawn_at == NEVER


@dataclass(frozen=True, eq=False)
class Ratings(Table):
    """Many ratings as int64 columns of one length.

    learner, competency, rater: identifiers. rating_id: unique; breaks ties in time. level: ordinal 1..n.
    evidence: the piece of work that was rated (several ratings of one piece are double scoring), or -1.
    observed_at, recorded_at, withdrawn_at: instants in one unit, seconds or days; withdrawn_at is NEVER while
    the rating stands. circumstances: how the evidence came about, row by row; None where no rule asks for it.
    """

    learner: Ints
    competency: Ints
    level: Ints
    observed_at: Ints
    recorded_at: Ints
    rater: Ints
    rating_id: Ints
    evidence: Ints
    withdrawn_at: Ints
    circumstances: Circumstances | None = None

    TABLE: ClassVar[str] = "ratings"
    COLUMNS: ClassVar[tuple[str, ...]] = (
        "learner",
        "competency",
        "level",
        "observed_at",
        "recorded_at",
        "rater",
        "rating_id",
        "evidence",
        "withdrawn_at",
    )

    def _check(self) -> None:
        if self.circumstances is not None and len(self.circumstances) != len(self):
            raise Refused(
                "circumstances_length",
                f"There are {len(self)} ratings and circumstances of {len(self.circumstances)}; "
                "give one row of circumstances for each rating.",
            )
        refuse_first("ratings", "level", self.level, self.level < 1, "levels are counted from 1.")
        refuse_first(
            "ratings",
            "withdrawn_at",
            self.withdrawn_at,
            self.withdrawn_at < self.recorded_at,
            "a rating can be withdrawn only after it was recorded.",
        )
        refuse_repeated(
            "ratings", "rating_id", self.rating_id, "it stands in an earlier row; give each rating its own."
        )

    @classmethod
    def from_rows(cls, rows: Iterable[Rating]) -> Self:
        rows = list(rows)
        columns = {name: [getattr(row, name) for row in rows] for name in cls.COLUMNS}
        around = {name: [getattr(row, name) for row in rows] for name in Circumstances.COLUMNS}
        return replace(cls.from_columns(columns), circumstances=Circumstances.from_columns(around))

    def rows(self) -> list[Rating]:
        columns = [getattr(self, name).tolist() for name in self.COLUMNS]
        if self.circumstances is not None:
            columns += [getattr(self.circumstances, name).tolist() for name in Circumstances.COLUMNS]
        return [Rating(*values) for values in zip(*columns, strict=True)]

    def take(self, rows: Ints | Mask | Sequence[int]) -> Self:
        """The chosen rows with their circumstances, by index or by mask, in the order given."""
        taken = super().take(rows)
        around = None if self.circumstances is None else self.circumstances.take(rows)
        object.__setattr__(taken, "circumstances", around)
        return taken

    def as_of(self, instant: int) -> Self:
        """What was known at `instant`: recorded by then and not withdrawn by then.

        A withdrawal after `instant` was not known either, so the rows that remain say NEVER. Asking again with
        the same instant changes nothing.
        """
        known = self.take((self.recorded_at <= instant) & (self.withdrawn_at > instant))
        object.__setattr__(known, "withdrawn_at", frozen(np.full(len(known), NEVER, dtype=np.int64)))
        return known

    def standing(self) -> Self:
        """The ratings that nobody has withdrawn."""
        return self.take(self.withdrawn_at == NEVER)

    def in_order(self) -> Self:
        """By learner, competency, observed_at, and rating_id where two were observed at the same moment."""
        return self.take(stable_order(self.learner, self.competency, self.observed_at, self.rating_id))

    def grouped(self) -> tuple[Self, Groups]:
        """The ratings in order, and where each (learner, competency) begins."""
        ordered = self.in_order()
        return ordered, group_pairs(ordered.learner, ordered.competency)
