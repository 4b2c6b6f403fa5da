"""Words about adaptive checks that other apps may hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = [
    "AskedQuestion",
    "BeforeModule",
    "CheckAnswerKind",
    "CheckPurpose",
    "CheckStage",
    "Choice",
    "GivenInfo",
    "ItemContent",
    "ItemInfo",
    "ItemKind",
    "ReadingInfo",
    "SittingInfo",
    "SittingResult",
]


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
    UNFAMILIAR = "unfamiliar", _("Haven't met this")


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose. `code` is what is sent; the words are in the language of the sitting."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """The question on the screen. number: of the answer that it waits for; going back keeps counting.

    language: of its words, which differs from the sitting's where nobody wrote it in that one. way: how far along,
    from 0 (just begun) to 3 (nearly there), never a count. can_go_back: whether the question before can be seen again.
    is_again: the learner came back to it; chosen: what she had given.
    """

    sitting_uuid: UUID
    item_uuid: UUID
    number: int
    kind: str
    stem: str
    spoken: str
    choices: tuple[Choice, ...]
    language: str
    way: int
    can_go_back: bool
    is_again: bool
    purpose: str
    stage: str
    domain: Any
    strand: Any
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SittingInfo:
    """One sitting as lists show it. domain, strand: rows of the continuum with translations, None where they are gone.

    unusual: codes and numbers of what a person may want to look at; for staff only.
    """

    uuid: UUID
    learner_uuid: UUID
    purpose: str
    stage: str
    domain: Any
    strand: Any
    module: str
    opened_at: dt.datetime
    begun_at: dt.datetime | None
    finished_at: dt.datetime | None
    set_aside_at: dt.datetime | None
    stop_reason: str
    answers: int
    competencies: int
    band: Mapping[str, float]
    unusual: tuple[Mapping[str, Any], ...]
    opened_by: str = ""

    @property
    def is_open(self) -> bool:
        return self.finished_at is None and self.set_aside_at is None


@dataclass(frozen=True, slots=True)
class ReadingInfo:
    """What a finished sitting says about one competency. competency: as the continuum of today has it, else as then."""

    competency: Any
    reading: str
    chance: float
    is_next: bool
    was_asked: bool


@dataclass(frozen=True, slots=True)
class GivenInfo:
    """One answer as staff see it: the question, what was given (None once erased), and whether a later one stands."""

    number: int
    competency: Any
    stem: str
    given: Any
    answer: str
    seconds: float | None
    stands: bool


@dataclass(frozen=True, slots=True)
class SittingResult:
    """A finished sitting in full, for staff."""

    sitting: SittingInfo
    readings: tuple[ReadingInfo, ...]
    answers: tuple[GivenInfo, ...]
    sure: float | None


@dataclass(frozen=True, slots=True)
class BeforeModule:
    """One learner before one module: what seems met, and on what it stands that is open. Proposals only."""

    learner_uuid: UUID
    learner_name: str
    sitting_uuid: UUID
    module: str
    wanted: tuple[Any, ...]
    is_finished: bool
    met: tuple[Any, ...]
    early_help: tuple[Any, ...]
    is_unusual: bool


@dataclass(frozen=True, slots=True)
class ItemInfo:
    """One question as those who keep them see it."""

    uuid: UUID
    competency_id: int
    kind: str
    stem: str
    choices: tuple[Mapping[str, str], ...]
    key: tuple[str, ...]
    languages: tuple[str, ...]
    source: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class ItemContent:
    """A question to bring in. words: further languages, {"es": {"stem", "choices": {code: text}, "key"}}."""

    competency_id: int
    kind: str
    stem: str
    key: tuple[str, ...]
    choices: tuple[Mapping[str, str], ...] = ()
    spoken: str = ""
    words: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    source: str = ""
    source_identifier: str = ""
    guess: float | None = None
    slip: float | None = None
