"""Publishing: from this date on learners stand on this version. And withdrawing a publication before its date."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.models import FrameworkVersion
from headway.district.continuum.policies import check_publish, check_retire, check_withdraw
from headway.district.continuum.selectors import version_info
from headway.district.continuum.services.reviewing import leave_note
from headway.district.continuum.types import VersionInfo, VersionStatus
from headway.district.foundation.api import Actor, NotFound, Refused, audit, clock, forget

__all__ = ["publish", "retire", "withdraw_publication"]


@transaction.atomic
def publish(version_id: int, *, by: Actor, effective_on: dt.date | None = None) -> VersionInfo:
    """Publish a draft, with effect from a date (today by default). Published versions are not edited any more.

    Raises Refused when prerequisites run in a circle (naming it), when a competency has no "I can" text, when
    something that learners stand on has no word on where it lives on (naming it), when the date lies in the past or
    before that of the version before.
    """
    row = _locked(version_id)
    on = effective_on or clock.today()
    if on < clock.today():
        raise Refused(_("A version takes effect today or later."), remedy=_("Choose today or a later date."))
    continuum = check_publish(version_info(row), on)
    row.status = VersionStatus.PUBLISHED
    row.effective_on = on
    row.published_at = clock.now()
    row.published_by = by.key
    row.save(update_fields=["status", "effective_on", "published_at", "published_by"])
    audit.record(
        by=by,
        act="continuum.published" if row.framework.is_continuum else "continuum.framework_published",
        subject_kind="framework_version",
        subject_uuid=row.uuid,
        number=row.number,
        competencies=len(continuum.competencies),
        effective_on=on.isoformat(),
    )
    forget()
    return version_info(row)


@transaction.atomic
def withdraw_publication(version_id: int, *, reason: str = "", by: Actor) -> VersionInfo:
    """Take back a publication that has not taken effect yet: the version is in review again, with the reason among
    the remarks on it (the trail holds no free text).

    Raises NotFound, Refused when learners stand on it already, or a later version was begun.
    """
    row = _locked(version_id)
    check_withdraw(version_info(row))
    planned_for = row.effective_on
    row.status = VersionStatus.IN_REVIEW
    row.effective_on = row.published_at = None
    row.published_by = ""
    row.save(update_fields=["status", "effective_on", "published_at", "published_by"])
    leave_note(row, reason, by)
    audit.record(
        by=by,
        act="continuum.publication_withdrawn",
        subject_kind="framework_version",
        subject_uuid=row.uuid,
        number=row.number,
        effective_on=planned_for.isoformat() if planned_for else "",
    )
    forget()
    return version_info(row)


@transaction.atomic
def retire(version_id: int, *, by: Actor) -> VersionInfo:
    """Put an earlier version away from the lists of what may be used. It stays readable, and nothing of it goes.

    Raises NotFound, Refused where it is in force or planned, or something of a learner names its competencies.
    """
    row = _locked(version_id)
    check_retire(version_info(row))
    row.status = VersionStatus.RETIRED
    row.save(update_fields=["status"])
    audit.record(
        by=by,
        act="continuum.version_retired",
        subject_kind="framework_version",
        subject_uuid=row.uuid,
        number=row.number,
    )
    forget()
    return version_info(row)


def _locked(version_id: int) -> FrameworkVersion:
    row = (
        FrameworkVersion.objects.select_for_update(of=("self",))
        .select_related("framework")
        .filter(pk=version_id)
        .first()
    )
    if row is None:
        raise NotFound(_("There is no such version of a framework."))
    return row
