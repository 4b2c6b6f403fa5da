"""A draft: the newest published version once more, to be changed while learners keep standing on that one."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.contents import content_of
from headway.district.continuum.drafts import open_draft_row
from headway.district.continuum.models import Framework, FrameworkVersion
from headway.district.continuum.selectors import version_info
from headway.district.continuum.services.drafting.acts import on_draft
from headway.district.continuum.services.drafting.words import clean
from headway.district.continuum.services.loading import load_framework
from headway.district.continuum.types import Edited, FrameworkContent, VersionInfo, VersionStatus
from headway.district.foundation.api import Actor, NotFound, audit

__all__ = ["begin_framework", "describe_draft", "open_draft"]


@transaction.atomic
def open_draft(framework_uuid: uuid.UUID, *, by: Actor, note: str = "") -> VersionInfo:
    """The framework's open draft; where there is none, a new one with everything that the newest version holds.

    What a CASE package said is not copied: an export reads it from the version that the draft is based on.
    Raises NotFound for an unknown framework or one without any version.
    """
    framework = Framework.objects.select_for_update().filter(uuid=framework_uuid).first()
    if framework is None:
        raise NotFound(_("There is no such framework."))
    standing = open_draft_row(framework.pk)
    if standing is not None:
        return version_info(standing)
    base = _base(framework)
    if base is None:
        raise NotFound(_("This framework has no version that a draft could begin as."))
    info = load_framework(
        content_of(base.pk, with_case_objects=False), by=by, organisation_id=framework.organisation_id
    )
    FrameworkVersion.objects.filter(pk=info.id).update(based_on=base, note=clean("version", "note", note))
    audit.record(
        by=by,
        act="continuum.draft_opened",
        subject_kind="framework_version",
        subject_uuid=info.uuid,
        number=info.number,
        based_on=base.number,
    )
    return info


@transaction.atomic
def begin_framework(
    title: str, *, by: Actor, identifier: str = "", is_continuum: bool = False
) -> VersionInfo:
    """A framework that begins empty, as a draft: for districts that write their line from the first word."""
    name = clean("domain", "name", title)
    empty = FrameworkContent(identifier=identifier or str(uuid.uuid4()), title=name)
    return load_framework(replace(empty, is_continuum=is_continuum), by=by)


def describe_draft(draft_uuid: uuid.UUID, note: str, *, by: Actor, seen: str | None = None) -> Edited:
    """Say what is new in the draft, in the authors' words."""
    with on_draft(draft_uuid, by=by) as work:
        work.merge("version", "", {"note": note}, None if seen is None else {"note": seen})
        return work.edited()


def _base(framework: Framework) -> FrameworkVersion | None:
    rows = FrameworkVersion.objects.filter(framework=framework).order_by("-number")
    return rows.filter(status=VersionStatus.PUBLISHED).first() or rows.first()
