"""Words of the policy book that other apps may hold."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from headway.mastery.scales import Scale

__all__ = ["DistrictScale", "DraftPolicy", "LevelName", "PolicyKind", "PolicyText", "RuleInEffect"]


class PolicyKind(StrEnum):
    """What the parameters of a policy are for."""

    PROFICIENCY_RULE = "proficiency.rule"
    # What the filter beside the rule assumes, as the district's own ratings tell it (mastery.proficiency.sureness).
    SURENESS = "proficiency.sureness"
    PACE_EXPECTATION = "pace.expectation"
    HABITS_SCALE = "habits.scale"
    # Which competencies ask for fluency beside understanding, and how much of it.
    FLUENCY_TARGETS = "fluency.targets"
    # Scores of outside tests to levels of the continuum (mastery.placement.crosswalk).
    SCORE_CROSSWALK = "placement.crosswalk"
    # Whether percentiles and the like are kept from files of outside tests: {"keep": true}. Staff only even then.
    RESTRICTED_SCORES = "assessments.restricted"
    # Which domains are leveled, where entrants usually begin, when to look again, who decides.
    LEVELING = "placement.leveling"
    # By which rule, on whose word and with which evidence a learner moves on, per grain and school.
    ADVANCEMENT = "advancement.rule"
    # Who signs a target, which buffer and rhythm apply, what each autonomy stage may do (mastery.pacing.agreement).
    PACE_AGREEMENT = "pace.agreement"
    # When the record says that a plan needs an adult, and how long an answer may take (mastery.pacing.signals).
    PACE_SIGNALS = "pace.signals"
    # What the state's test of a school year asks, as the district says it; staff only (mastery.pacing.state_lens).
    STATE_LENS = "pace.state_lens"


class RuleInEffect(NamedTuple):
    """The rule that holds on a date: its parameters, its version as decisions keep it, and what it says in words."""

    parameters: Mapping[str, Any]
    version: str
    text: str


@dataclass(frozen=True, slots=True)
class LevelName:
    """One performance level: its ordinal, its code, and its name in the reader's language."""

    number: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class DistrictScale:
    """The district's performance levels, named in the reader's language, lowest first."""

    scale: Scale
    levels: tuple[LevelName, ...]
    name: str = ""

    @property
    def proficient(self) -> int:
        """The lowest level that counts as proficient."""
        return self.scale.proficient

    @property
    def size(self) -> int:
        return self.scale.size

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(level.name for level in self.levels)

    def name_of(self, level: int | None) -> str:
        """The level's name; empty for no evidence."""
        return "" if level is None else self.levels[self.scale.check(level) - 1].name

    def is_proficient(self, level: int | None) -> bool:
        return self.scale.is_proficient(level)


@dataclass(frozen=True, slots=True)
class PolicyText:
    """One version of a policy as the book shows it. `text` is in the reader's language where it was translated."""

    kind: str
    version: str
    number: int
    text: str
    parameters: Mapping[str, Any]
    effective_on: Any
    approved_by: str
    recorded_at: dt.datetime | None = None
    is_withdrawn: bool = False
    organisation_id: int | None = None


@dataclass(frozen=True, slots=True)
class DraftPolicy:
    """A policy that people still work on. revision: grows with every change, so that two people don't write over
    each other."""

    uuid: uuid.UUID
    kind: str
    parameters: Mapping[str, Any]
    text: str
    text_es: str
    effective_on: dt.date | None
    started_by: str
    started_at: dt.datetime
    changed_at: dt.datetime
    revision: int
