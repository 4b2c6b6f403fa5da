"""Words about adaptive checks that other apps may hold."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["CheckAnswerKind", "CheckPurpose", "CheckStage", "ItemKind"]


class ItemKind(models.TextChoices):
    """How a question is answered."""

    CHOICE = "choice", _("Choose one")
    SEVERAL = "several", _("Choose all that fit")
    SHORT = "short", _("Write a short answer")


class CheckStage(models.TextChoices):
    """A short look for the right neighbourhood, then one sitting per strand."""

    LOCATOR = "locator", _("Finding where to begin")
    STRAND = "strand", _("One strand")


class CheckPurpose(models.TextChoices):
    ENTRY = "entry", _("Where to begin")
    MODULE = "module", _("What is already known of a module")


class CheckAnswerKind(models.TextChoices):
    """Never more than this is kept of an answer's worth; it rates nothing."""

    RIGHT = "right", _("Shown")
    NOT_YET = "not_yet", _("Not yet")
    NOT_MET = "not_met", _("Haven't met this")
