"""A draft asks its readers: sent to review with a note, and taken back to be worked on."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.models import DraftRemark, FrameworkVersion
from headway.district.continuum.selectors import version_info
from headway.district.continuum.types import VersionInfo, VersionStatus
from headway.district.foundation.api import Actor, NotFound, Refused, audit, clock

__all__ = ["leave_note", "send_to_review", "take_back"]


@transaction.atomic
def send_to_review(draft_uuid: uuid.UUID, *, note: str = "", by: Actor) -> VersionInfo:
    """Ask colleagues to read the draft; `note` tells them what to look at. Remarks and suggestions stay open.

    Raises NotFound, Refused for a version that is not a draft.
    """
    row = _locked(
        draft_uuid, (VersionStatus.DRAFT,), _("This version is not a draft that could be sent to review.")
    )
    row.status = VersionStatus.IN_REVIEW
    row.save(update_fields=["status"])
    leave_note(row, note, by)
    audit.record(
        by=by,
        act="continuum.sent_to_review",
        subject_kind="framework_version",
        subject_uuid=row.uuid,
        number=row.number,
    )
    return version_info(row)


@transaction.atomic
def take_back(draft_uuid: uuid.UUID, *, note: str = "", by: Actor) -> VersionInfo:
    """From review back to being written; `note` tells the readers why. Raises NotFound, Refused."""
    row = _locked(draft_uuid, (VersionStatus.IN_REVIEW,), _("This version is not in review."))
    row.status = VersionStatus.DRAFT
    row.save(update_fields=["status"])
    leave_note(row, note, by)
    audit.record(
        by=by,
        act="continuum.taken_back_from_review",
        subject_kind="framework_version",
        subject_uuid=row.uuid,
        number=row.number,
    )
    return version_info(row)


def _locked(version_uuid: uuid.UUID, states: Collection[str], sentence) -> FrameworkVersion:
    row = FrameworkVersion.objects.select_for_update().filter(uuid=version_uuid).first()
    if row is None:
        raise NotFound(_("There is no such version of a framework."))
    if row.status not in states:
        raise Refused(sentence, remedy=_("Open the list of versions to see where it stands."))
    return row


def leave_note(row: FrameworkVersion, note: str, by: Actor) -> None:
    """The note stands among the remarks on the draft, where colleagues answer it."""
    if note.strip() and by.person_id:
        DraftRemark.objects.create(version=row, text=note.strip(), at=clock.now(), by_id=by.person_id)
