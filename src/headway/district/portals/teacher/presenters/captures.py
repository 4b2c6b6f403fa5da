"""Captures that wait, as lists show them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from headway.district.continuum.api import ContinuumMap
from headway.district.evidence.api import BesideRole, EvidenceForm, FileItem, WorkItem
from headway.district.foundation.api import translated
from headway.district.policy.api import DistrictScale

__all__ = ["CapturedLine", "captured_lines"]


@dataclass(frozen=True, slots=True)
class CapturedLine:
    """One capture. glance: the level of the first glance, or None. is_mine: the viewer may throw it away."""

    evidence_uuid: uuid.UUID
    on: dt.datetime
    competency: str
    competency_uuid: uuid.UUID | None
    form: str
    note: str
    misconception: str
    by: str
    is_mine: bool
    glance: int | None
    glance_name: str
    files: tuple[FileItem, ...]


def captured_lines(
    pieces: Sequence[WorkItem], continuum: ContinuumMap, scale: DistrictScale, *, person_id: int
) -> list[CapturedLine]:
    return [_line(one, continuum, scale, person_id) for one in pieces]


def _line(piece: WorkItem, continuum: ContinuumMap, scale: DistrictScale, person_id: int) -> CapturedLine:
    shown = [continuum.by_id[one] for one in piece.competency_ids if one in continuum.by_id]
    glances = [
        one.level for one in piece.beside if one.role == BesideRole.FIRST_GLANCE and one.taken_back_at is None
    ]
    glance = glances[-1] if glances else None
    return CapturedLine(
        evidence_uuid=piece.evidence_uuid,
        on=piece.observed_at,
        competency=", ".join(translated(one, "title") for one in shown),
        competency_uuid=shown[0].uuid if shown else None,
        form=str(EvidenceForm(piece.form).label) if piece.form in EvidenceForm.values else piece.form,
        note=piece.note,
        misconception=piece.misconception,
        by=piece.recorded_by,
        is_mine=piece.recorded_by_id == person_id,
        glance=glance,
        glance_name=scale.name_of(glance) if glance and glance <= scale.size else "",
        files=tuple(one for one in piece.files if one.erased_at is None),
    )
