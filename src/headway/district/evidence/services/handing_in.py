"""Work comes in for what a learner asked to show: the piece, where she sees it herself, and what she says about it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import current_map
from headway.district.evidence.asking import Ready, ready_request
from headway.district.evidence.services.asking import answer_ready
from headway.district.evidence.services.beside import rate_beside
from headway.district.evidence.services.work import record_work
from headway.district.evidence.types import BesideRole, ReadyStep, Setting, Upload, Work
from headway.district.foundation.api import FieldProblem, Refused, clock
from headway.district.people.api import Purpose, Viewer

__all__ = ["OwnLook", "hand_in", "look_at_own_work"]


@dataclass(frozen=True, slots=True)
class OwnLook:
    """Where a learner sees her own work: on the whole, and by criterion (its identifier → level)."""

    level: int
    criteria: Mapping[uuid.UUID, int] = field(default_factory=dict)


@transaction.atomic
def hand_in(
    *,
    viewer: Viewer,
    request_uuid: uuid.UUID,
    title: str = "",
    note: str = "",
    link: str = "",
    files: Sequence[Upload] = (),
    own: Mapping[uuid.UUID, OwnLook] | None = None,
    reflection: str = "",
    request_key: str = "",
) -> Work:
    """The work for a request: by the learner herself, or by an adult who may rate her and saw it (a talk, a show).

    own: by competency. It stands beside the work and changes no level. A repeated send is the same piece.
    Raises as `record_work`, `answer_ready` and `rate_beside`; nothing is half-written.
    """
    ready = ready_request(viewer, request_uuid)
    is_hers = viewer.learner_id == ready.learner.pk
    if not is_hers:
        ready = ready_request(viewer, request_uuid, Purpose.RATE)
    if is_hers and not (note.strip() or link.strip() or files):
        problem = FieldProblem(
            _("There is no work yet."), field="note", remedy=_("Add a text, a file or a link first.")
        )
        raise Refused(problem.sentence, remedy=problem.remedy, problems=(problem,))
    work = record_work(
        viewer=viewer,
        learner_uuid=ready.learner.uuid,
        competency_uuids=_uuids(ready),
        form=ready.form,
        title=title.strip() or ready.task_title,
        note=note.strip(),
        link=link.strip(),
        setting=Setting.CLASSROOM,
        observed_at=clock.now(),
        task_id=ready.task_id,
        section_id=ready.section_id,
        files=files,
        reflection=reflection if is_hers else "",
        request_key=request_key,
    )
    if not work.repeated:
        answer_ready(
            viewer=viewer,
            request_uuid=request_uuid,
            step=ReadyStep.WORK_IN,
            evidence_uuid=work.evidence_uuid,
        )
        if is_hers:
            look_at_own_work(viewer=viewer, own=own or {}, evidence_uuid=work.evidence_uuid)
    return work


@transaction.atomic
def look_at_own_work(
    *, viewer: Viewer, own: Mapping[uuid.UUID, OwnLook], evidence_uuid: uuid.UUID | None = None
) -> None:
    """The learner says where she sees her work, by competency; with or without work that is here already."""
    for competency_uuid, look in own.items():
        assert viewer.learner_uuid is not None
        rate_beside(
            viewer=viewer,
            role=BesideRole.OWN,
            learner_uuid=viewer.learner_uuid,
            competency_uuid=competency_uuid,
            level=look.level,
            evidence_uuid=evidence_uuid,
            criteria=dict(look.criteria),
        )


def _uuids(ready: Ready) -> list[uuid.UUID]:
    continuum = current_map()
    return (
        [continuum.by_id[one].uuid for one in ready.competency_ids if one in continuum.by_id]
        if continuum
        else []
    )
