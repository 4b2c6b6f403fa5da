"""Words of evidence that other apps may hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["EvidenceForm", "RatingLine", "Setting"]


class EvidenceForm(models.TextChoices):
    """How learning was shown. All count alike; the task says which suit it."""

    PERFORMANCE = "performance", _("Performance task")
    PRODUCT = "product", _("Product")
    WRITING = "writing", _("Writing")
    DISCUSSION = "discussion", _("Discussion")
    OBSERVATION = "observation", _("Observation")
    PROJECT = "project", _("Project")
    QUIZ = "quiz", _("Short check")
    OTHER = "other", _("Other")


class Setting(models.TextChoices):
    """Where learning happened (R032)."""

    CLASSROOM = "classroom", _("In class")
    ONLINE = "online", _("Online")
    COMMUNITY = "community", _("In the community")
    WORKPLACE = "workplace", _("At a workplace")
    HOME = "home", _("At home")


@dataclass(frozen=True, slots=True)
class RatingLine:
    """One rating to record: a level for one competency, on one piece of evidence of one learner.

    Lines with the same `piece` and learner are about the same piece of work. `request_key` makes a repeated send
    (a double click, a resent form) the same act.
    """

    learner_id: int
    competency_id: int
    level: int
    observed_at: dt.datetime
    piece: str = ""
    title: str = ""
    form: str = EvidenceForm.OBSERVATION
    setting: str = Setting.CLASSROOM
    task_id: int | None = None
    section_id: int | None = None
    rater_id: int | None = None
    note: str = ""
    request_key: str = ""
