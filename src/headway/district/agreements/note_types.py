"""The suggestion to go deeper, and what adults note instead of a reading, as others may hold them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from headway.district.continuum.api import CompetencyInfo, DomainInfo

__all__ = ["DepthItem", "DepthSuggestion", "NotedInfo"]


@dataclass(frozen=True, slots=True)
class NotedInfo:
    """What an adult noted instead of a reading, and still holds. read: what the record read then; reason: for everybody
    who reads the plan. evidence: the numbers that the reading stood on."""

    uuid: uuid.UUID
    learner_id: int
    about: str
    domain_code: str
    target_id: int | None
    read: str
    noted: str
    at: dt.datetime
    by_id: int | None
    by_name: str
    reason: str = ""
    evidence: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DepthItem:
    """One competency gained lately, and what stands behind it. deepest: None where no piece names a depth."""

    competency: CompetencyInfo
    proficient_on: dt.date
    pieces: int
    kinds: int
    deepest: int | None


@dataclass(frozen=True, slots=True)
class DepthSuggestion:
    """How pace and depth of the evidence stand beside one another in one domain, for one learner.

    deepen: going deeper is suggested. pace: learning units a year from from_on to on; rate: what it is held against,
    agreed (`is_agreed`) or expected by the district. items: what was gained then, those on the least depth first.
    sentences: why, in plan words; next_step: what would help. noted: an adult has departed from the suggestion.
    """

    learner_id: int
    domain: DomainInfo
    from_on: dt.date
    on: dt.date
    deepen: bool
    pace: float | None
    rate: float | None
    is_agreed: bool
    shallow: int
    known: int
    unknown: int
    items: tuple[DepthItem, ...]
    sentences: tuple[str, ...]
    next_step: str
    policy_version: str
    noted: NotedInfo | None = None

    @property
    def is_suggested(self) -> bool:
        """Suggested, and no adult sees it differently."""
        return self.deepen and self.noted is None

    @property
    def first(self) -> CompetencyInfo | None:
        """What to begin with: the work on the least depth."""
        return self.items[0].competency if self.items else None
