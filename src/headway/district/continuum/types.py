"""Words of the continuum that other apps may hold."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["DomainKind", "Importance", "VersionStatus"]


class DomainKind(models.TextChoices):
    """Kinds never mix in a roll-up (R007)."""

    ACADEMIC = "academic", _("Academic")
    HABITS = "habits", _("Habits of success")
    DEVELOPMENTAL = "developmental", _("Development")


class Importance(models.TextChoices):
    ESSENTIAL = "essential", _("Essential")
    SUPPORTING = "supporting", _("Supporting")


class VersionStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")
