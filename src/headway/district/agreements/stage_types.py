"""Autonomy stages as others may hold them."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from headway.district.habits.api import ObservationItem

__all__ = ["KeptTargets", "StageDecided", "StageEvidence", "StageItem", "StageReview", "WiderSuggestion"]


@dataclass(frozen=True, slots=True)
class StageItem:
    """One decision on a stage. habits: how many observations it named; check_ins, kept: how many weeks and targets."""

    uuid: uuid.UUID
    stage: int
    earlier: int
    decided_on: dt.date
    decided_by: str
    reason: str = ""
    habits: int = 0
    check_ins: int = 0
    kept: int = 0
    review_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class StageDecided:
    """What an act of deciding left behind. repeated: the same request had been sent before."""

    uuid: uuid.UUID
    stage: int
    earlier: int
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class StageReview:
    """The day to look at a learner's stage again has come, and nobody decided since."""

    learner_id: int
    stage: int
    review_on: dt.date


@dataclass(frozen=True, slots=True)
class KeptTargets:
    """met: targets that were reached; kept: those among them reached by the agreed date."""

    met: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True)
class StageEvidence:
    """What stands side by side when an adult looks at a learner's stage. Nothing is added up to one number.

    firm_ids: habits that adults lately see in the upper half of the steps; observations: what they saw, newest first;
    weeks: kept and asked, of the last few.
    """

    firm_ids: tuple[int, ...] = ()
    observations: tuple[ObservationItem, ...] = ()
    weeks_kept: int = 0
    weeks_asked: int = 0
    targets: KeptTargets = KeptTargets()

    @property
    def is_empty(self) -> bool:
        return not (self.observations or self.weeks_kept or self.targets.met)


@dataclass(frozen=True, slots=True)
class WiderSuggestion:
    """The record holds evidence for a wider stage; a person decides. stage: where she stands. weeks_kept of weeks_asked;
    kept: targets reached by their agreed date; habit_ids: of those that show firmly."""

    learner_id: int
    stage: int
    weeks_kept: int
    weeks_asked: int
    kept: int
    habit_ids: tuple[int, ...] = ()

    @property
    def next_stage(self) -> int:
        return self.stage + 1
