"""Words of agreements that other apps may hold."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Aim", "AutonomyStage", "ContactKind", "NoteAbout", "PlanKind", "Side", "TargetEnding"]


class Aim(models.TextChoices):
    """What a target reaches for."""

    COMPETENCIES = "competencies", _("Competencies")
    LEVEL = "level", _("A level of the continuum")
    DIPLOMA = "diploma", _("The diploma")


class Side(models.TextChoices):
    """In whose name somebody makes an offer or signs it."""

    LEARNER = "learner", _("Learner")
    ADULT = "adult", _("Adult at school")
    FAMILY = "family", _("Family")


class PlanKind(models.TextChoices):
    """How a plan lies in time: usual, steeper with more time and support now, or with a later date."""

    USUAL = "usual", _("Usual plan")
    STEEP = "steep", _("Steep plan")
    EXTENDED = "extended", _("Extended plan")


class TargetEnding(models.TextChoices):
    """Why a target is no longer open. A new date or another pace is a new offer and ends nothing."""

    MET = "met", _("Met")
    SET_ASIDE = "set_aside", _("Set aside together")
    REPLACED = "replaced", _("Replaced by another target")


class AutonomyStage(models.IntegerChoices):
    """How much of the planning a learner does alone. Support stays at every stage."""

    GUIDED = 1, _("Guided")
    SHARED = 2, _("Shared")
    SELF_STARTING = 3, _("Self-starting")
    SELF_DIRECTED = 4, _("Self-directed")


class ContactKind(models.TextChoices):
    """How school and family spoke with each other."""

    CALL = "call", _("Call")
    MEETING = "meeting", _("Meeting")
    VISIT = "visit", _("Home visit")
    WRITTEN = "written", _("Letter or message")


class NoteAbout(models.TextChoices):
    """What an adult sees differently from the record."""

    DEPTH = "depth", _("Going deeper")
    STANDING = "standing", _("Where the plan stands")
