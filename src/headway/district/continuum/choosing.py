"""What a curriculum lead can choose to look at, to link or to join: versions with their size and their levels."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Max, Min, Q

from headway.district.continuum.drafts import open_draft_ids
from headway.district.continuum.models import FrameworkVersion
from headway.district.continuum.selectors import version_info
from headway.district.continuum.types import VersionInfo, VersionStatus

__all__ = ["Choice", "choices"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A version to look at: the newest published one of a framework, or its open draft. low, high: its levels."""

    version: VersionInfo
    framework_uuid: uuid.UUID
    creator: str
    is_continuum: bool
    count: int
    low: int | None
    high: int | None

    @property
    def is_draft(self) -> bool:
        return self.version.status != VersionStatus.PUBLISHED


def choices() -> tuple[Choice, ...]:
    """Of every framework the newest published version and the open draft, where there is something to rate in them;
    the district's own line first, drafts before what is published. Three queries."""
    newest: defaultdict[int, list[FrameworkVersion]] = defaultdict(list)
    drafts = open_draft_ids()
    rows = FrameworkVersion.objects.exclude(status=VersionStatus.RETIRED).select_related("framework")
    for row in rows.order_by("-framework__is_continuum", "framework__title", "framework_id", "-number"):
        held = newest[row.framework_id]
        is_further = row.status == VersionStatus.PUBLISHED and any(
            one.status == VersionStatus.PUBLISHED for one in held
        )
        # A draft that people write stays one to choose although a newer version came in.
        if row.pk in drafts or (row.status == VersionStatus.PUBLISHED and not is_further):
            held.append(row)
    for held in newest.values():
        held.sort(key=lambda row: row.status == VersionStatus.PUBLISHED)
    chosen = [row for held in newest.values() for row in held]
    is_ratable = Q(competencies__is_ratable=True)
    sizes = {
        row["pk"]: row
        for row in FrameworkVersion.objects.filter(pk__in=[row.pk for row in chosen])
        .values("pk")
        .annotate(
            count=Count("competencies", filter=is_ratable),
            low=Min("competencies__level", filter=is_ratable),
            high=Max("competencies__level", filter=is_ratable),
        )
    }
    return tuple(
        Choice(
            version=version_info(row),
            framework_uuid=row.framework.uuid,
            creator=row.framework.creator,
            is_continuum=row.framework.is_continuum,
            count=size["count"],
            low=size["low"],
            high=size["high"],
        )
        for row in chosen
        if (size := sizes[row.pk])["count"]
    )
