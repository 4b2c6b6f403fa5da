"""The versions of a framework as a list for people, and the words that are asked for before publishing."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.types.reading import VersionInfo
from headway.district.continuum.types.vocabulary import Translations

__all__ = ["Candidate", "ToMap", "VersionLine", "VersionState"]


class VersionState(models.TextChoices):
    """Where a version stands in its life, today."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    PLANNED = "planned", _("Published, takes effect later")
    IN_FORCE = "in_force", _("In force")
    EARLIER = "earlier", _("Earlier version")
    RETIRED = "retired", _("Retired")


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version on the list. until: the day before the next one took (or takes) effect."""

    info: VersionInfo
    state: str
    note: str
    based_on: uuid.UUID | None
    competencies: int
    published_by: str
    until: dt.date | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A competency of the draft in which an earlier one may live on.

    likeness: from 0, for ranking only; people are shown the words that both share.
    """

    identifier: str
    code: str
    title: str
    statement: str
    level: int | None
    translations: Translations
    likeness: float
    shared: tuple[str, ...]
    same_code: bool
    is_new: bool


@dataclass(frozen=True, slots=True)
class ToMap:
    """A competency that the draft no longer has, with the word that a person gave on it, if any.

    learners: how many have evidence, decisions or targets on it, or on what it grew out of. kind: empty until a
    person has said where it lives on or that it ends. is_stale: the word no longer fits the draft.
    """

    identifier: str
    code: str
    title: str
    statement: str
    level: int | None
    translations: Translations
    domain_id: int | None
    learners: int
    kind: str = ""
    to_identifier: str = ""
    to_code: str = ""
    to_title: str = ""
    note: str = ""
    is_stale: bool = False

    @property
    def name(self) -> str:
        return self.code or self.title

    @property
    def needs_word(self) -> bool:
        """Learners stand on it, and nobody has said yet where it goes on."""
        return self.learners > 0 and (not self.kind or self.is_stale)
