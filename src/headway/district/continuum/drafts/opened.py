"""Which drafts are open."""

from __future__ import annotations

import uuid

from django.db.models import Count, Exists, IntegerField, Max, OuterRef, Q, QuerySet, Subquery
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

__all__ = ["draft", "draft_of", "drafts", "open_draft_row"]

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
    """The newest version, where it is not published."""
    return _open().filter(framework_id=framework_id).select_related("framework").first()


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
    later = FrameworkVersion.objects.filter(framework=OuterRef("framework"), number__gt=OuterRef("number"))
    return FrameworkVersion.objects.filter(~Exists(later), Q(status__in=OPEN))


def _counted(rows: QuerySet) -> Coalesce:
    counted = rows.filter(version=OuterRef("pk")).order_by().values("version").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")[:1], output_field=IntegerField()), 0)
