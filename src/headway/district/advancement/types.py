"""Words about advancement that other apps may hold."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Grain", "GroupEnd", "NextChoiceKind", "Signer"]


class Grain(models.TextChoices):
    """What somebody moves on from."""

    COMPETENCY = "competency", _("A competency")
    MODULE = "module", _("A module")
    LEVEL = "level", _("A level of a domain")
    GATEWAY = "gateway", _("A gateway")


class Signer(models.TextChoices):
    """Whose name stands under it."""

    TEACHER = "teacher", _("A teacher of the learner")
    VERIFIER = "verifier", _("Somebody who did not teach the learner")
    LEADER = "leader", _("A leader of the school")


class NextChoiceKind(models.TextChoices):
    """What a learner does with what she can do now (R058)."""

    APPLY = "apply", _("Use it somewhere new")
    ADVANCE = "advance", _("Go on to what is next")
    DEEPER = "deeper", _("Go deeper")


class GroupEnd(models.TextChoices):
    """How a learner's time in a band ended."""

    MET = "met", _("What the band is for was met")
    MOVED = "moved", _("Moved to another group")
    LEFT = "left", _("Left the school")
