"""Which drafts are open.

A version that is not published is open while it is the framework's newest, and as long as people write it: a package
that comes in beside it, and gets a later number, takes nothing away from them.
"""

from __future__ import annotations

import uuid

from django.db.models import (
    Count,
    Exists,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.models import (
    Competency,
    DraftChange,
    DraftRemark,
    FrameworkVersion,
    SuggestedChange,
)
from headway.district.continuum.selectors import version_info
from headway.district.continuum.types import Answer, DraftInfo, VersionInfo, VersionStatus
from headway.district.foundation.api import NotFound

__all__ = [
    "brought_version",
    "came_in_since",
    "draft",
    "draft_of",
    "drafts",
    "is_written_here",
    "open_draft_ids",
    "open_draft_row",
]

OPEN = (VersionStatus.DRAFT, VersionStatus.IN_REVIEW)


def draft_of(framework_id: int) -> VersionInfo | None:
    """The framework's open draft, if there is one."""
    row = open_draft_row(framework_id)
    return version_info(row) if row else None


def draft(draft_uuid: uuid.UUID) -> VersionInfo:
    """The open draft with this identifier. Raises NotFound, also for a version that is published by now."""
    row = _open().filter(uuid=draft_uuid).select_related("framework").first()
    if row is None:
        raise NotFound(_("There is no such draft."))
    return version_info(row)


def open_draft_row(framework_id: int) -> FrameworkVersion | None:
    """The draft that people write, where there is one; else the newest version, where it is not published."""
    rows = _open().filter(framework_id=framework_id).select_related("framework", "based_on")
    return rows.filter(_written()).order_by("-number").first() or rows.order_by("-number").first()


def open_draft_ids() -> set[int]:
    """The ids of all open drafts."""
    return set(_open().values_list("pk", flat=True))


def is_written_here(version_id: int) -> bool:
    """Is this an open draft that people write, and not a package that waits?"""
    return FrameworkVersion.objects.filter(_written(), pk=version_id).exists()


def brought_version(identifier: str) -> VersionInfo | None:
    """What a package of this framework is compared with: its newest version that people are not writing now."""
    rows = FrameworkVersion.objects.filter(framework__identifier=identifier).select_related("framework")
    newest = rows.order_by("-number")
    row = newest.exclude(_written()).first() or newest.first()
    return version_info(row) if row else None


def came_in_since(version_id: int) -> VersionInfo | None:
    """The newest published version of the framework, where it came in after the one that this draft began as."""
    mine = FrameworkVersion.objects.select_related("based_on").get(pk=version_id)
    row = (
        FrameworkVersion.objects.filter(
            framework_id=mine.framework_id,
            number__gt=mine.based_on.number if mine.based_on else mine.number,
            status=VersionStatus.PUBLISHED,
        )
        .exclude(pk=mine.pk)
        .select_related("framework")
        .order_by("-number")
        .first()
    )
    return version_info(row) if row else None


def drafts(draft_uuid: uuid.UUID | None = None) -> tuple[DraftInfo, ...]:
    """All open drafts, the district's continuum first; or the one with this identifier. One query."""
    rows = _open().select_related("framework", "based_on")
    if draft_uuid is not None:
        rows = rows.filter(uuid=draft_uuid)
    rows = rows.annotate(
        edited=_counted(Competency.objects.filter(revision__gt=0)),
        remarked=_counted(DraftRemark.objects.filter(settled_at__isnull=True, answers__isnull=True)),
        suggested=_counted(SuggestedChange.objects.filter(answer=Answer.OPEN)),
        last_change=Subquery(
            DraftChange.objects.filter(version=OuterRef("pk"))
            .values("version")
            .annotate(last=Max("at"))
            .values("last")[:1]
        ),
    )
    return tuple(
        DraftInfo(
            id=row.pk,
            uuid=row.uuid,
            framework_id=row.framework_id,
            framework_uuid=row.framework.uuid,
            title=row.framework.title,
            is_continuum=row.framework.is_continuum,
            number=row.number,
            status=row.status,
            note=row.note,
            based_on=row.based_on_id,
            based_on_number=row.based_on.number if row.based_on else None,
            changed_competencies=row.edited,
            open_remarks=row.remarked,
            open_suggestions=row.suggested,
            last_change_at=row.last_change,
            translations=row.framework.translations,
        )
        for row in rows.order_by("-framework__is_continuum", "framework__title", "pk")
    )


def _open() -> QuerySet[FrameworkVersion]:
    """Open drafts: those that people write, and newest versions that wait."""
    later = FrameworkVersion.objects.filter(framework=OuterRef("framework"), number__gt=OuterRef("number"))
    return FrameworkVersion.objects.filter(_written() | ~Exists(later), status__in=OPEN)


def _written() -> Q:
    """People work on it: it was opened as a draft or sent to review, or something was changed or said in it."""
    traces = [
        one.objects.filter(version=OuterRef("pk")) for one in (DraftChange, DraftRemark, SuggestedChange)
    ]
    found = Q(based_on__isnull=False) | Q(status=VersionStatus.IN_REVIEW)
    for rows in traces:
        found |= Q(Exists(rows))
    return found & Q(status__in=OPEN)


def _counted(rows: QuerySet) -> Coalesce:
    counted = rows.filter(version=OuterRef("pk")).order_by().values("version").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")[:1], output_field=IntegerField()), 0)
