"""Words about leveling that other apps may hold."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from headway.district.assessments.api import Confidence, SourceKind

__all__ = [
    "Confidence",
    "LevelingReason",
    "PlacedLevel",
    "PlanSigner",
    "PlanTaskReason",
    "SourceKind",
    "TransferStanding",
]


class LevelingReason(models.TextChoices):
    """Why somebody sits down to see where a learner is."""

    ENTRY = "entry", _("New to the district")
    TRANSFER = "transfer", _("Comes from another school")
    RETURN = "return", _("Comes back after a time away")
    REVIEW = "review", _("The day of review has come")
    APPEAL = "appeal", _("Somebody asked to look again")


class TransferStanding(models.TextChoices):
    """What becomes of a course from another school."""

    PROVISIONAL = "provisional", _("Provisional")
    SIGNED = "signed", _("Signed by the principal")
    CONFIRMED = "confirmed", _("Confirmed by evidence here")
    DECLINED = "declined", _("Not taken over")


class PlanTaskReason(models.TextChoices):
    """Why a plan task was opened."""

    LEVELING = "leveling", _("Leveling showed much ground to build")
    TRANSITION = "transition", _("Foundations are open at a change of school")
    EXCEPTION = "exception", _("Moving on with foundations still open")
    EARLY_HELP = "early_help", _("Early help before a module")


class PlanSigner(models.TextChoices):
    LEARNER = "learner", _("Learner")
    FAMILY = "family", _("Family")
    OWNER = "owner", _("Whoever sees to the plan")


class PlacedLevel(NamedTuple):
    """The standing decision on where a learner begins in a domain, or in one strand of it."""

    level: int
    decided_on: dt.date
    basis: str
    uuid: uuid.UUID
    recorded_at: dt.datetime
