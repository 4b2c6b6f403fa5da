"""What is different between two versions of a framework, competency by competency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.types.reading import VersionInfo
from headway.district.continuum.types.writing import CompetencyContent
from headway.mastery.continuum.differences import Run

__all__ = ["ChangeKind", "CompetencyDifference", "FactChange", "Placed", "TextChange", "VersionDifference"]


class ChangeKind(models.TextChoices):
    """In what way a competency is different; one competency may be so in several."""

    ADDED = "added", _("New")
    REMOVED = "removed", _("No longer there")
    REWORDED = "reworded", _("Other words")
    MOVED = "moved", _("Another place")
    WEIGHED = "weighed", _("Depth, importance or learning units")
    PREREQUISITES = "prerequisites", _("What it grows from")
    MATERIAL = "material", _("Examples, notes and rubrics")


@dataclass(frozen=True, slots=True)
class TextChange:
    """Words of one field in one language. level: the performance level, for a descriptor."""

    field: str
    language: str
    level: int | None
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class FactChange:
    """A value that is not a text. For domains and strands the codes; their names are with the difference."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Placed:
    """A competency by its names, as a change refers to it."""

    identifier: str
    code: str
    title: str
    translations: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class CompetencyDifference:
    """One competency that is not the same in both versions.

    before, after: as it stood and as it stands; None where there is none. before_id, after_id: their rows.
    needs_now, needs_no_more: prerequisites that came and went; holds_back_…: those whose weight changed.
    lives_on_as: where what learners showed goes on, for one that is gone; grown_from: what was merged into it.
    ends: a person said that it ends here; word: what the person wrote, whether it ends or goes on.
    """

    identifier: str
    kinds: frozenset[str]
    before: CompetencyContent | None
    after: CompetencyContent | None
    before_id: int | None
    after_id: int | None
    texts: tuple[TextChange, ...] = ()
    facts: tuple[FactChange, ...] = ()
    needs_now: tuple[Placed, ...] = ()
    needs_no_more: tuple[Placed, ...] = ()
    holds_back_now: tuple[Placed, ...] = ()
    holds_back_no_more: tuple[Placed, ...] = ()
    lives_on_as: Placed | None = None
    grown_from: tuple[Placed, ...] = ()
    ends: bool = False
    word: str = ""

    @property
    def content(self) -> CompetencyContent:
        """As it stands; as it stood, where it is gone."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class VersionDifference:
    """Everything that is different, in the order of the map. counts: kind → how many competencies.

    domain_names, strand_names: code → name and translations, of both versions, the later one's words first.
    """

    before: VersionInfo
    after: VersionInfo
    competencies: tuple[CompetencyDifference, ...]
    counts: Mapping[str, int]
    unchanged: int
    domain_names: Mapping[str, Any]
    strand_names: Mapping[str, Any]

    @property
    def is_empty(self) -> bool:
        return not self.competencies
