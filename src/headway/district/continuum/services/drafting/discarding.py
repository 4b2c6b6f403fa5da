"""A draft that was a mistake makes room for another one."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.models import Competency, DraftChange, FrameworkVersion
from headway.district.continuum.services.drafting.acts import open_statuses
from headway.district.foundation.api import Actor, NotFound, Refused, audit

__all__ = ["discard_draft"]


@transaction.atomic
def discard_draft(draft_uuid: uuid.UUID, *, by: Actor) -> None:
    """Take the draft away with everything in it; what is published, and what learners showed, stays as it is.

    The trail keeps that it was there, how large it was and how many changes it held. Raises NotFound for an unknown
    version, Refused for one that is published or that something in the record holds on to.
    """
    row = FrameworkVersion.objects.select_for_update().filter(uuid=draft_uuid).first()
    if row is None:
        raise NotFound(_("There is no such draft."))
    if row.status not in open_statuses:
        raise Refused(_("Published versions are not taken away."), remedy=_("Open a draft and change that."))
    audit.record(
        by=by,
        act="continuum.draft_discarded",
        subject_kind="framework_version",
        subject_uuid=row.uuid,
        number=row.number,
        competencies=Competency.objects.filter(version=row).count(),
        changes=DraftChange.objects.filter(version=row).count(),
    )
    try:
        row.delete()
    except ProtectedError as problem:
        raise Refused(
            _("Something in the record holds on to this draft."),
            remedy=_("Keep it, and change what should be different."),
        ) from problem
