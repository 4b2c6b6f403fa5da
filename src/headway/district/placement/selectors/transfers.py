"""Courses from other schools, with what became of them."""

from __future__ import annotations

import uuid
from typing import Any

from headway.district.continuum.api import ContinuumMap
from headway.district.foundation.api import clock
from headway.district.people.api import Viewer, learners_on_duty
from headway.district.people.types import Role
from headway.district.placement.models import TransferCourse
from headway.district.placement.policies import map_or_refuse, staff_learner
from headway.district.placement.types import TransferInfo, TransferStanding
from headway.district.proficiency.api import proficient_columns, taken_as_met

__all__ = ["transfer_courses", "transfers_to_sign"]


def transfer_courses(viewer: Viewer, learner_uuid: uuid.UUID) -> tuple[TransferInfo, ...]:
    """The courses of one learner, for her staff. confirmed: what work here has shown since; the course is confirmed
    when all of it is."""
    learner = staff_learner(viewer, learner_uuid)
    return _infos(_rows().filter(learner=learner), map_or_refuse())


def transfers_to_sign(viewer: Viewer) -> tuple[TransferInfo, ...]:
    """The courses that wait for a leader's signature, the longest waiting first."""
    waiting = set(TransferCourse.objects.filter(acts__isnull=True).values_list("learner_id", flat=True))
    if not waiting or not viewer.has(Role.LEADER):
        return ()
    here = set(learners_on_duty(viewer, Role.LEADER).order_by().values_list("pk", flat=True)) & waiting
    return _infos(_rows().filter(learner__in=here, acts__isnull=True), map_or_refuse())


def _rows() -> Any:
    return (
        TransferCourse.objects.select_related("learner__person", "learner__school", "recorded_by", "words")
        .prefetch_related("acts")
        .order_by("recorded_at", "pk")
    )


def _infos(rows: Any, continuum: ContinuumMap) -> tuple[TransferInfo, ...]:
    listed = list(rows)
    ids = {row.learner_id for row in listed}
    columns = proficient_columns(ids, continuum) if ids else None
    proficient: set[tuple[int, int]] = (
        set(zip(columns.learner.tolist(), columns.competency.tolist(), strict=True)) if columns else set()
    )
    taken = taken_as_met(ids, continuum) if ids else {}
    return tuple(_info(row, continuum, proficient, taken.get(row.learner_id, {})) for row in listed)


def _info(
    row: TransferCourse, continuum: ContinuumMap, proficient: set[tuple[int, int]], taken: dict[int, str]
) -> TransferInfo:
    living = tuple(continuum.current_ids[one] for one in row.competency_ids if one in continuum.current_ids)
    confirmed = tuple(one for one in living if (row.learner_id, one) in proficient and one not in taken)
    acts = sorted(row.acts.all(), key=lambda act: (act.recorded_at, act.pk))
    standing = acts[-1].standing if acts else TransferStanding.PROVISIONAL.value
    if standing == TransferStanding.SIGNED and living and len(confirmed) == len(living):
        standing = TransferStanding.CONFIRMED.value
    words = getattr(row, "words", None)
    return TransferInfo(
        uuid=row.uuid,
        learner=row.learner,
        title=row.title,
        grade=row.grade,
        school_year=row.school_year,
        school=words.school if words else "",
        note=words.note if words else "",
        domain_code=row.domain_code,
        level=row.level,
        competencies=living,
        confirmed=confirmed,
        standing=standing,
        recorded_on=clock.local_date(row.recorded_at),
        by=row.recorded_by.name if row.recorded_by else "",
    )
