"""Which frameworks the district holds: its own continuum and those it refers to."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery

from headway.district.continuum.models import Framework, FrameworkVersion

__all__ = ["FrameworkInfo", "frameworks"]


@dataclass(frozen=True, slots=True)
class FrameworkInfo:
    """A framework on the shelf. `competencies` counts those of its newest version that can be rated."""

    uuid: uuid.UUID
    identifier: str
    title: str
    creator: str
    is_continuum: bool
    version: int
    competencies: int


def frameworks() -> tuple[FrameworkInfo, ...]:
    """All frameworks, the district's continuum first, then by title, in one query."""
    newest = FrameworkVersion.objects.filter(framework_id=OuterRef("pk")).order_by("-number")
    counted = newest.annotate(rated=Count("competencies", filter=Q(competencies__is_ratable=True))).values(
        "rated"
    )
    rows = Framework.objects.annotate(
        newest=Subquery(newest.values("number")[:1]),
        rated=Subquery(counted[:1], output_field=IntegerField()),
    ).order_by("-is_continuum", "title", "pk")
    return tuple(
        FrameworkInfo(
            uuid=row.uuid,
            identifier=row.identifier,
            title=row.title,
            creator=row.creator,
            is_continuum=row.is_continuum,
            version=row.newest or 0,
            competencies=row.rated or 0,
        )
        for row in rows
    )
