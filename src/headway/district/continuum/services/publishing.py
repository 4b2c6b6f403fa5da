"""Publishing: from this date on learners stand on this version."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.models import FrameworkVersion
from headway.district.continuum.policies import check_publish
from headway.district.continuum.selectors import version_info
from headway.district.continuum.types import VersionInfo, VersionStatus
from headway.district.foundation.api import Actor, NotFound, Refused, audit, clock, forget

__all__ = ["publish"]


@transaction.atomic
def publish(version_id: int, *, by: Actor, effective_on: dt.date | None = None) -> VersionInfo:
    """Publish a draft, with effect from a date (today by default). Published versions are not edited any more.

    Raises Refused when prerequisites run in a circle (naming it), when a competency has no "I can" text, or when
    the date lies in the past.
    """
    row = FrameworkVersion.objects.select_for_update().filter(pk=version_id).first()
    if row is None:
        raise NotFound(_("There is no such version of a framework."))
    on = effective_on or clock.today()
    if on < clock.today():
        raise Refused(_("A version takes effect today or later."), remedy=_("Choose today or a later date."))
    continuum = check_publish(version_info(row))
    row.status = VersionStatus.PUBLISHED
    row.effective_on = on
    row.published_at = clock.now()
    row.published_by = by.key
    row.save(update_fields=["status", "effective_on", "published_at", "published_by"])
    audit.record(
        by=by,
        act="continuum.published",
        subject_kind="framework_version",
        subject_uuid=row.uuid,
        number=row.number,
        competencies=len(continuum.competencies),
        effective_on=on.isoformat(),
    )
    forget()
    return version_info(row)
