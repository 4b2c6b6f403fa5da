"""Evidence as people read it: ratings with their pieces, and pieces with everything around them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

__all__ = [
    "BesideItem",
    "Criterion",
    "CriterionItem",
    "EvidenceItem",
    "FileItem",
    "OpenFile",
    "RatingItem",
    "ReflectionItem",
    "Swept",
    "WorkItem",
]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion by which work is looked at, in the reader's language. levels: level → what it looks like."""

    uuid: UUID
    title: str
    is_essential: bool
    levels: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class CriterionItem:
    """What one criterion showed, in the words under which it was judged."""

    criterion: UUID
    title: str
    level: int
    is_essential: bool


@dataclass(frozen=True, slots=True)
class FileItem:
    """A file of a piece of work. Erased ones stay listed, without a name; size in bytes."""

    uuid: UUID
    kind: str
    name: str
    media_type: str
    size: int
    recorded_at: dt.datetime
    erased_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class ReflectionItem:
    uuid: UUID
    text: str
    recorded_at: dt.datetime
    written_by: str


@dataclass(frozen=True, slots=True)
class BesideItem:
    """A level that stands beside the record. `given_by` is empty where the reader is not shown who gave it."""

    uuid: UUID
    role: str
    learner_id: int
    competency_id: int
    level: int
    observed_at: dt.datetime
    recorded_at: dt.datetime
    given_by: str
    given_by_id: int | None
    evidence_uuid: UUID | None = None
    criteria: Mapping[str, int] = field(default_factory=dict)
    taken_back_at: dt.datetime | None = None
    promoted_to: UUID | None = None


@dataclass(frozen=True, slots=True)
class RatingItem:
    """One rating of a piece, with its feedback and what each criterion showed. Withdrawn ones say when."""

    rating_id: int
    rating_uuid: UUID
    competency_id: int
    level: int
    recorded_at: dt.datetime
    rater_name: str
    rater_id: int | None
    feedback: str = ""
    criteria: tuple[CriterionItem, ...] = ()
    names_hidden: bool = False
    is_second_look: bool = False
    withdrawn_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One piece of work with everything around it, rated or not.

    competency_ids: what it is meant to show and what it was rated for, as ids of the current continuum. note: the
    words of whoever recorded the piece; feedback stands beside each rating.
    """

    evidence_id: int
    evidence_uuid: UUID
    learner_id: int
    form: str
    setting: str
    observed_at: dt.datetime
    recorded_at: dt.datetime
    recorded_by: str
    recorded_by_id: int | None
    title: str = ""
    note: str = ""
    link: str = ""
    misconception: str = ""
    misconception_uuid: UUID | None = None
    task_id: int | None = None
    task_uuid: UUID | None = None
    task_title: str = ""
    section_id: int | None = None
    context: str = ""
    depth: int | None = None
    support: str = ""
    is_transfer: bool = False
    is_cumulative: bool = False
    source: str = ""
    competency_ids: tuple[int, ...] = ()
    ratings: tuple[RatingItem, ...] = ()
    files: tuple[FileItem, ...] = ()
    beside: tuple[BesideItem, ...] = ()
    reflections: tuple[ReflectionItem, ...] = ()

    @property
    def is_unrated(self) -> bool:
        """Does no rating stand? Then it waits for somebody to look at it."""
        return all(rating.withdrawn_at for rating in self.ratings)


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One rating with the piece of work it judges, as pages show it. Withdrawn ones say when."""

    rating_id: int
    rating_uuid: UUID
    evidence_id: int
    evidence_uuid: UUID
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
    misconception: str = ""
    # Beside this rating alone.
    feedback: str = ""
    criteria: tuple[CriterionItem, ...] = ()
    names_hidden: bool = False
    is_second_look: bool = False
    # Of the piece.
    context: str = ""
    depth: int | None = None
    support: str = ""
    is_transfer: bool = False
    is_cumulative: bool = False
    source: str = ""
    files: tuple[FileItem, ...] = ()
    reflections: tuple[ReflectionItem, ...] = ()
    # The learner brought it herself, so `note` is in her own words.
    by_learner: bool = False


@dataclass(frozen=True, eq=False, slots=True)
class OpenFile:
    """A file that the viewer may read. `chunks(start, stop)` streams bytes start..stop-1 of its content."""

    chunks: Callable[[int, int], Iterator[bytes]]
    media_type: str
    name: str
    size: int
    sha256: str
    is_shown_inline: bool
    learner_id: int


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep of the file store found: files that no row names, and rows whose content is not there."""

    looked_at: int
    removed: int
    missing: tuple[UUID, ...]
