"""Opening a file of a piece of work, for whoever may see the learner's record, and for a classmate whom she
invited to look at this one piece."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from headway.district.evidence.filestore import KINDS, content_of
from headway.district.evidence.models import EvidenceFile
from headway.district.evidence.peers import opened_to_peer
from headway.district.evidence.types import OpenFile
from headway.district.foundation.api import NotFound
from headway.district.people.api import Viewer, classmates_of, reasons_to_see, record_view, visible_learners

__all__ = ["file_for"]

_INLINE = {one.media_type for one in KINDS.values() if one.is_shown_inline}


def _whose(viewer: Viewer, row: EvidenceFile) -> Any:
    """The learner whose file it is, where it is open to the viewer: with her record, or to a classmate she invited."""
    learner_id = row.evidence.learner_id
    if learner := visible_learners(viewer).filter(pk=learner_id).first():
        return learner
    if opened_to_peer(viewer, row.evidence_id, row.recorded_by_id):
        return classmates_of(viewer).filter(pk=learner_id).first()
    return None


def file_for(viewer: Viewer, file_uuid: uuid.UUID) -> OpenFile:
    """A file, ready to be streamed whole or in part; the look is noted in the trail, as for the record itself.

    Raises NotFound for strangers, and for a file whose content was erased.
    """
    row = EvidenceFile.objects.select_related("evidence").filter(uuid=file_uuid).first()
    learner = _whose(viewer, row) if row else None
    if row is None or learner is None or row.erased_at is not None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    record_view(
        viewer=viewer, learner=learner, page="file", reasons=reasons_to_see(viewer, learner) or ("invited",)
    )
    return OpenFile(
        chunks=partial(content_of, row.stored_as),
        media_type=row.media_type,
        name=row.name,
        size=row.size,
        sha256=row.sha256,
        is_shown_inline=row.media_type in _INLINE,
        learner_id=learner.pk,
    )
