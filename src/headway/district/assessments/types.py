"""Words about assessments from outside, and about what speaks for a level, that other apps may hold."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from headway.district.assessments.shipped_names import SHIPPED_NAMES

__all__ = [
    "Brought",
    "BroughtIn",
    "Confidence",
    "Contradicting",
    "CrosswalkInEffect",
    "NormBeside",
    "ProfileCard",
    "Question",
    "ResultItem",
    "ResultState",
    "SourceKind",
    "SourceSuggestion",
    "SuggestedCount",
]


class ResultState(models.TextChoices):
    """What an outside test says about itself. Only counted results lead to a suggestion."""

    COUNTED = "counted", _("Taken as it should be")
    NOT_VALID = "not_valid", _("The test's maker says that it doesn't count")
    IN_QUESTION = "in_question", _("Two rows say different things; a person has to choose")


class SourceKind(models.TextChoices):
    """Where a suggestion of a level comes from."""

    ASSESSMENT = "assessment", _("An assessment from outside")
    CHECK = "check", _("The adaptive check")
    TRANSCRIPT = "transcript", _("The transcript of another school")
    WORK = "work", _("Work in the record")
    JUDGEMENT = "judgement", _("A teacher's judgement")


class Confidence(models.TextChoices):
    """How firm a source or a decision is, in words; never a number."""

    FIRM = "firm", _("Firm")
    LIKELY = "likely", _("Likely")
    OPEN = "open", _("Open: look again soon")


@dataclass(frozen=True, slots=True)
class SourceSuggestion:
    """What one source says about where a learner may begin, in one domain or one strand of it.

    levels: one level of the continuum, or two where the source stands at a border; never a mean, never empty.
    said: why, as a sentence for staff in the reader's language. on: the day it is about. reference: the row behind it.
    """

    kind: str
    domain_code: str
    strand_code: str
    levels: tuple[int, ...]
    confidence: str
    on: dt.date
    said: str
    reference: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class ResultItem:
    """One area of one outside test, for staff. restricted: percentiles and the like, where the district keeps them."""

    uuid: uuid.UUID
    test: str
    area: str
    term: str
    taken_on: dt.date
    score: float | None
    standard_error: float | None
    label: str
    state: str
    profile: str
    restricted: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class ProfileCard:
    """One way of reading files. `profile` is a mastery Profile; number: the district's version, 0 for a shipped one.

    is_changed: the district's version stands in the place of one that Headway brings.
    """

    code: str
    name: str
    vendor: str
    number: int
    is_shipped: bool
    is_changed: bool
    profile: Any

    @property
    def title(self) -> str:
        """The name in the reader's language where Headway brings it; the district's own as it was written."""
        return gettext(self.name) if self.name in SHIPPED_NAMES else self.name

    @property
    def version(self) -> str:
        """As results keep it: "map-growth/1"."""
        return f"{self.code}/{self.number or self.profile.revision}"


@dataclass(frozen=True, slots=True)
class CrosswalkInEffect:
    """The crosswalk that holds on a day. crosswalk: a mastery Crosswalk, None while the district has adopted none."""

    crosswalk: Any
    version: str
    effective_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Brought:
    """What bringing in results did. act: under which a person may take all of it back."""

    act: uuid.UUID | None
    added: int
    known: int
    in_question: int


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """One import of results, as its page lists it. standing: how many nobody took back."""

    act: uuid.UUID
    at: dt.datetime
    by_key: str
    profile: str
    added: int
    standing: int


@dataclass(frozen=True, slots=True)
class Contradicting:
    """Two or more rows of one test that say different levels: none of them counts until a person chose."""

    domain_code: str
    strand_code: str
    sources: tuple[SourceSuggestion, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Two or more rows of one occasion that say different things; a person says which stands."""

    learner_uuid: uuid.UUID
    learner_name: str
    items: tuple[ResultItem, ...]


@dataclass(frozen=True, slots=True)
class SuggestedCount:
    """How many learners a crosswalk would suggest a level for. count: None where they are too few to tell."""

    domain_code: str
    strand_code: str
    level: int
    count: int | None


@dataclass(frozen=True, slots=True)
class NormBeside:
    """What a norm table of the district says about one result. Staff only."""

    table: str
    stage: str
    percentile: float
