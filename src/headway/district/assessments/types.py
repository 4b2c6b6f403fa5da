"""Words about assessments from outside that other apps may hold."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["ResultState"]


class ResultState(models.TextChoices):
    """What an outside test says about itself. Only counted results lead to a suggestion."""

    COUNTED = "counted", _("Taken as it should be")
    NOT_VALID = "not_valid", _("The test's maker says that it doesn't count")
    IN_QUESTION = "in_question", _("Two rows say different things; a person has to choose")
