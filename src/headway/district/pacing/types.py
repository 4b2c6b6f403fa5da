"""Words of pace that other apps may hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import CompetencyInfo, DomainInfo

__all__ = ["DomainPace", "GraduationPlan", "PaceItem", "TimeShareKind"]


class TimeShareKind(models.TextChoices):
    """Why a learner has less instructional time here for a while."""

    PART_TIME = "part_time", _("Part-time")
    DUAL = "dual", _("Enrolled elsewhere as well")
    LEAVE = "leave", _("Long leave")


class GraduationPlan(models.TextChoices):
    """How the way to graduation lies in time."""

    COHORT = "cohort", _("With the cohort")
    STEEP = "steep", _("With the cohort, on a steep plan")
    EXTENDED = "extended", _("Extended")


@dataclass(frozen=True, slots=True)
class PaceItem:
    """One competency that counts towards pace: proficient since this date, worth these learning units."""

    competency: CompetencyInfo
    proficient_on: dt.date
    units: float


@dataclass(frozen=True, slots=True)
class DomainPace:
    """Pace of one learner in one academic domain: units ÷ days × days_per_year, with every part of the formula.

    units: learning units gained from from_on to on (both included). days: instructional days in that time.
    units_per_year: None where there were no instructional days. absent_days: told beside it, never taken out.
    gained: what the units come from. in_progress, taken_back: competencies on the way, or open again. expected:
    learning units a year that the district's policy expects, None where it has none. sentences: formula, parts
    and what the number does not say, in the reader's language.
    """

    learner_id: int
    domain: DomainInfo
    from_on: dt.date
    on: dt.date
    units: float
    days: int
    days_per_year: int
    units_per_year: float | None
    absent_days: int
    expected: float | None
    expectation_version: str
    gained: tuple[PaceItem, ...]
    in_progress: tuple[CompetencyInfo, ...]
    taken_back: tuple[CompetencyInfo, ...]
    sentences: tuple[str, ...]
