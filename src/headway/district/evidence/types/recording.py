"""What comes in to be recorded, and what an act of recording left behind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO
from uuid import UUID

import numpy as np
from django.core.files.base import File
from numpy.typing import NDArray

from headway.district.evidence.types.choices import EvidenceForm, Setting, Support

__all__ = [
    "NOBODY",
    "OWN_PIECE",
    "Beside",
    "BulkRecorded",
    "CriterionLine",
    "RatingColumns",
    "RatingLine",
    "Recorded",
    "Upload",
    "Work",
]

NOBODY = -1
OWN_PIECE = -1


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """What one criterion shows. Its title and whether it is essential are taken from the rubric, where it is known."""

    criterion: UUID
    title: str
    level: int
    is_essential: bool = True


@dataclass(frozen=True, slots=True)
class RatingLine:
    """One rating to record: a level for one competency, on one piece of evidence of one learner.

    Lines with the same `piece` and learner are about the same piece of work. `request_key` makes a repeated send
    (a double click, a resent form) the same act. `evidence_uuid` names a piece that is here already: then the piece
    tells when it was shown, and `observed_at`, form, setting, task and section of the line are not looked at.
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
    evidence_uuid: UUID | None = None
    criteria: tuple[CriterionLine, ...] = ()
    # Beside this rating; `note` and `title` are of the piece.
    feedback: str = ""
    link: str = ""
    misconception: str = ""
    misconception_uuid: UUID | None = None
    # How the piece came about, told once for each piece.
    context: str = ""
    depth: int | None = None
    support: str = Support.UNTOLD
    is_transfer: bool = False
    is_cumulative: bool = False
    source: str = ""
    # How the rating was made.
    names_hidden: bool = False
    is_second_look: bool = False


@dataclass(frozen=True, slots=True)
class Recorded:
    """What an act of recording left behind, in the order of its lines.

    `repeated[i]`: line i had been sent before (same request key); its earlier rating stands and nothing was added.
    """

    rating_ids: tuple[int, ...]
    rating_uuids: tuple[UUID, ...]
    evidence_uuids: tuple[UUID, ...]
    repeated: tuple[bool, ...]
    act_uuid: UUID | None


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrives: its name as the device told it, and its content, which can be read again from the start."""

    name: str
    file: BinaryIO | File


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work that was taken in. `time_note` says why another time than the device's was written, if so."""

    evidence_uuid: UUID
    repeated: bool
    evidence_id: int
    observed_at: dt.datetime
    file_uuids: tuple[UUID, ...] = ()
    time_note: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """A rating that stands beside the record. `repeated`: it had been sent before, and nothing was added."""

    uuid: UUID
    repeated: bool


@dataclass(frozen=True, slots=True)
class BulkRecorded:
    """What a bulk act left behind. `sha256` is of the rows as they were given."""

    ratings: int
    pieces: int
    sha256: str
    act_uuid: UUID | None


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
