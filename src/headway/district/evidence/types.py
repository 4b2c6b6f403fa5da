"""Words of evidence that other apps may hold."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from django.db import models
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

__all__ = [
    "NOBODY",
    "OWN_PIECE",
    "BesideRole",
    "BulkRecorded",
    "EvidenceForm",
    "EvidenceItem",
    "FileKind",
    "LookOutcome",
    "RatingColumns",
    "RatingLine",
    "ReadyStep",
    "Recorded",
    "Setting",
    "Support",
    "TaskState",
    "WithdrawalReason",
]

NOBODY = -1
OWN_PIECE = -1


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


class WithdrawalReason(models.TextChoices):
    """Why a rating is taken out of what counts."""

    UNDO = "undo", _("Undo")
    MISTAKEN_LEARNER = "mistaken_learner", _("Recorded for another learner by mistake")
    MISTAKEN_COMPETENCY = "mistaken_competency", _("Recorded for another competency by mistake")
    MISTAKEN_LEVEL = "mistaken_level", _("Another level was meant")
    OTHER = "other", _("Another reason")


@dataclass(frozen=True, slots=True)
class Recorded:
    """What an act of recording left behind, in the order of its lines.

    `repeated[i]`: line i had been sent before (same request key); its earlier rating stands and nothing was added.
    """

    rating_ids: tuple[int, ...]
    rating_uuids: tuple[uuid.UUID, ...]
    evidence_uuids: tuple[uuid.UUID, ...]
    repeated: tuple[bool, ...]
    act_uuid: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class BulkRecorded:
    """What a bulk act left behind. `sha256` is of the rows as they were given."""

    ratings: int
    pieces: int
    sha256: str
    act_uuid: uuid.UUID | None


@dataclass(frozen=True, eq=False)
class RatingColumns:
    """Many ratings as columns of one length: what an import or a simulated district brings.

    learner, competency, rater: row ids (rater NOBODY where it isn't known). level: 1..n. observed_at, recorded_at:
    datetime64[us] in UTC. piece: rows of one learner with the same key are ratings of one piece of work;
    OWN_PIECE makes a piece of its own. form, setting: one for all rows, or one for each. section, task: row ids
    of where the work arose, -1 for none. words: row number (from 0) → title and note of its piece of work.
    request_key: a lasting name of each rating (a row of up to 32 bytes), so that it is not recorded a second time.
    """

    learner: NDArray[np.int64]
    competency: NDArray[np.int64]
    level: NDArray[np.int64]
    observed_at: NDArray[np.datetime64]
    recorded_at: NDArray[np.datetime64]
    rater: NDArray[np.int64]
    piece: NDArray[np.int64]
    form: str | Sequence[str] = field(default=EvidenceForm.OBSERVATION)
    setting: str | Sequence[str] = field(default=Setting.CLASSROOM)
    section: NDArray[np.int64] | None = None
    task: NDArray[np.int64] | None = None
    words: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    request_key: NDArray[np.uint8] | None = None

    def __len__(self) -> int:
        return len(self.learner)


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One rating with the piece of work it judges, as pages show it. Withdrawn ones say when."""

    rating_id: int
    rating_uuid: uuid.UUID
    evidence_id: int
    evidence_uuid: uuid.UUID
    learner_id: int
    competency_id: int
    level: int
    observed_at: dt.datetime
    recorded_at: dt.datetime
    rater_name: str
    rater_id: int | None
    form: str
    setting: str
    title: str = ""
    note: str = ""
    link: str = ""
    withdrawn_at: dt.datetime | None = None
