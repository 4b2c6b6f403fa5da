"""The codes that evidence uses, with their words."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = [
    "BesideRole",
    "EvidenceForm",
    "FileKind",
    "LookOutcome",
    "ReadyStep",
    "Setting",
    "Support",
    "TaskState",
    "WithdrawalReason",
]


class EvidenceForm(models.TextChoices):
    """How learning was shown. All count alike; the task says which suit it."""

    PERFORMANCE = "performance", _("Performance task")
    PRODUCT = "product", _("Product")
    WRITING = "writing", _("Writing")
    DISCUSSION = "discussion", _("Discussion")
    OBSERVATION = "observation", _("Observation")
    PROJECT = "project", _("Project")
    QUIZ = "quiz", _("Short check")
    CONFERENCE = "conference", _("Conference")
    RECORDING = "recording", _("Sound or video recording")
    OTHER = "other", _("Other")


class Setting(models.TextChoices):
    """Where learning happened (R032)."""

    CLASSROOM = "classroom", _("In class")
    ONLINE = "online", _("Online")
    COMMUNITY = "community", _("In the community")
    WORKPLACE = "workplace", _("At a workplace")
    HOME = "home", _("At home")


class Support(models.TextChoices):
    """With how much help a piece came about. Untold is not independent."""

    UNTOLD = "", _("Not told")
    INDEPENDENT = "independent", _("Independently")
    PROMPTED = "prompted", _("With prompts")
    TOGETHER = "together", _("Together with somebody")


class FileKind(models.TextChoices):
    PHOTO = "photo", _("Photo")
    AUDIO = "audio", _("Sound recording")
    VIDEO = "video", _("Video")
    DOCUMENT = "document", _("Document")


class BesideRole(models.TextChoices):
    """Whose level stands beside the record, never inside it."""

    OWN = "own", _("The learner's own")
    PEER = "peer", _("A classmate's")
    FIRST_GLANCE = "first_glance", _("A first glance")
    APP = "app", _("An app's result")


class TaskState(models.TextChoices):
    DRAFT = "draft", _("Being written")
    IN_REVIEW = "in_review", _("In review")
    READY = "ready", _("Ready to use")
    RETIRED = "retired", _("No longer used")


class ReadyStep(models.TextChoices):
    """Where a learner's “I'm ready” stands. Without a step it waits."""

    PLANNED = "planned", _("A time is set")
    WORK_IN = "work_in", _("The work is in")
    LOOKED_AT = "looked_at", _("Looked at")
    TAKEN_BACK = "taken_back", _("Taken back")


class LookOutcome(models.TextChoices):
    SEEN = "seen", _("Looked at a second time")
    TAKEN_BACK = "taken_back", _("Taken back")


class WithdrawalReason(models.TextChoices):
    """Why a rating is taken out of what counts."""

    UNDO = "undo", _("Undo")
    MISTAKEN_LEARNER = "mistaken_learner", _("Recorded for another learner by mistake")
    MISTAKEN_COMPETENCY = "mistaken_competency", _("Recorded for another competency by mistake")
    MISTAKEN_LEVEL = "mistaken_level", _("Another level was meant")
    OTHER = "other", _("Another reason")
