"""Words about assessments from outside, and about what speaks for a level, that other apps may hold."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Confidence", "ResultItem", "ResultState", "SourceKind", "SourceSuggestion"]


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
