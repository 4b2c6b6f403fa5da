"""Work on a draft, as other apps may hold it: what an edit did, what stood in its way, and the history."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from headway.district.continuum.types.vocabulary import Translations

__all__ = [
    "SEPARATOR",
    "ActInfo",
    "ChangeInfo",
    "DraftInfo",
    "Edited",
    "FieldConflict",
    "JoinedInfo",
    "Overwritten",
    "RemarkInfo",
    "SuggestionInfo",
    "Undoing",
]

# Joins the parts of a key (a competency and one of its exemplars). It is the picture of the separator of units:
# nobody types it into an identifier.
SEPARATOR = "\u241f"


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """Somebody changed the field after the writer had read it. Nothing is lost: both wordings are here.

    seen: what the writer had before her. stored: what stands there now, by whom and since when. mine: what she wrote.
    """

    subject: str
    key: str
    field: str
    seen: Any
    stored: Any
    mine: Any
    by: str = ""
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Edited:
    """What one edit did. `act` names it in the history (None where there was nothing to change).

    revision: the competency's count of edits afterwards (0 where the edit is not about one). changed: the fields that
    now hold what was written. uuid: the row that was made or edited (an added competency, exemplar, note, criterion).
    """

    act: UUID | None
    revision: int = 0
    changed: tuple[str, ...] = ()
    conflicts: tuple[FieldConflict, ...] = ()
    uuid: UUID | None = None


@dataclass(frozen=True, slots=True)
class ChangeInfo:
    """One change to one field of one thing; `field` is empty where the thing itself came or went."""

    subject: str
    key: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class JoinedInfo:
    """What an act of joining brought in: from which frameworks, and how many competencies."""

    frameworks: tuple[str, ...]
    competencies: int


@dataclass(frozen=True, slots=True)
class ActInfo:
    """What one person did at one moment.

    taken_back_by: the later act that takes this one back, if it still stands. suggested_by: whose words an author took.
    count: how many changes it made; of very many `changes` holds the first. joined: where frameworks were joined (or
    such an act was taken back, or done again), their titles, and how many competencies came in.
    """

    act: UUID
    at: dt.datetime
    by: str
    by_id: int | None
    changes: tuple[ChangeInfo, ...]
    undoes: UUID | None = None
    taken_back_by: UUID | None = None
    suggested_by: str = ""
    count: int = 0
    joined: JoinedInfo | None = None


@dataclass(frozen=True, slots=True)
class Overwritten:
    """Later words that taking an act back would replace: `stored` by `restored`."""

    subject: str
    key: str
    field: str
    stored: Any
    restored: Any
    by: str = ""
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Undoing:
    """What taking an act back would do, before it is done."""

    act: ActInfo
    overwritten: tuple[Overwritten, ...]


@dataclass(frozen=True, slots=True)
class DraftInfo:
    """A draft on the list of drafts: what it began as and how much stands open in it."""

    id: int
    uuid: UUID
    framework_id: int
    framework_uuid: UUID
    title: str
    is_continuum: bool
    number: int
    status: str
    note: str
    based_on: int | None
    based_on_number: int | None
    changed_competencies: int
    open_remarks: int
    open_suggestions: int
    last_change_at: dt.datetime | None
    translations: Translations = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RemarkInfo:
    """A comment of a colleague and the answers to it. `identifier` is empty for the draft as a whole."""

    uuid: UUID
    identifier: str
    text: str
    by: str
    by_id: int
    at: dt.datetime
    settled_at: dt.datetime | None
    settled_by: str
    answers: tuple[RemarkInfo, ...] = ()


@dataclass(frozen=True, slots=True)
class SuggestionInfo:
    """Another wording that a colleague suggests. `stored` is what stands there now, None where the competency is gone.

    field: "title", "statement" or "descriptor:<level>".
    """

    uuid: UUID
    identifier: str
    field: str
    language: str
    base: str
    stored: str | None
    proposed: str
    reason: str
    by: str
    by_id: int
    at: dt.datetime
    answer: str
    answered_by: str
    answered_at: dt.datetime | None
    answer_reason: str

    @property
    def has_moved(self) -> bool:
        return self.stored != self.base
