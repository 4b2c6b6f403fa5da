"""One framework on the shelf as a person looks at it: what it says of itself, its versions, and its tree branch by branch.

A framework of six thousand items is never listed whole: a branch is one item with what stands directly below it.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from headway.district.continuum.models import (
    Association,
    CaseObject,
    Competency,
    Framework,
    FrameworkVersion,
    Prerequisite,
)
from headway.district.continuum.types import VersionStatus

__all__ = ["Branch", "BranchNode", "FrameworkCard", "ShelfVersion", "branch_of", "framework_card"]


@dataclass(frozen=True, slots=True)
class ShelfVersion:
    """A version in the list of a framework on the shelf."""

    id: int
    uuid: uuid.UUID
    number: int
    status: str
    effective_on: dt.date | None
    published_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class FrameworkCard:
    """document is what the publisher's package says about itself (CFDocument); empty for one that was made here.

    shown is the newest published version, else the newest; counts are of that one.
    """

    uuid: uuid.UUID
    identifier: str
    title: str
    creator: str
    uri: str
    is_continuum: bool
    is_shared: bool
    versions: tuple[ShelfVersion, ...]
    shown: ShelfVersion | None
    document: dict[str, Any]
    items: int
    ratable: int
    prerequisites: int
    links_outside: int


@dataclass(frozen=True, slots=True)
class BranchNode:
    """children counts what stands directly below."""

    uuid: uuid.UUID
    code: str
    title: str
    statement: str
    level: int | None
    is_ratable: bool
    children: int


@dataclass(frozen=True, slots=True)
class Branch:
    """path: from the outermost item down to the one whose children these are; empty at the top."""

    path: tuple[BranchNode, ...]
    nodes: tuple[BranchNode, ...]


def framework_card(framework_uuid: uuid.UUID, version_uuid: uuid.UUID | None = None) -> FrameworkCard | None:
    """The framework, or None; `version_uuid` shows another version than the one that is usually shown."""
    framework = Framework.objects.filter(uuid=framework_uuid).first()
    if framework is None:
        return None
    rows = FrameworkVersion.objects.filter(framework=framework).order_by("-number")
    versions = tuple(
        ShelfVersion(row.pk, row.uuid, row.number, row.status, row.effective_on, row.published_at)
        for row in rows
    )
    published = [one for one in versions if one.status == VersionStatus.PUBLISHED]
    shown = next((one for one in versions if one.uuid == version_uuid), None) or next(
        iter([*published, *versions]), None
    )
    version_id = shown.id if shown else 0
    document = CaseObject.objects.filter(version_id=version_id, kind="CFDocument").values_list(
        "payload", flat=True
    )
    counted = Competency.objects.filter(version_id=version_id).aggregate(
        items=Count("pk"), ratable=Count("pk", filter=Q(is_ratable=True))
    )
    return FrameworkCard(
        uuid=framework.uuid,
        identifier=framework.identifier,
        title=framework.title,
        creator=framework.creator,
        uri=framework.uri,
        is_continuum=framework.is_continuum,
        is_shared=framework.is_shared,
        versions=versions,
        shown=shown,
        document=dict(found) if isinstance(found := document.first(), dict) else {},
        items=counted["items"],
        ratable=counted["ratable"],
        prerequisites=Prerequisite.objects.filter(version_id=version_id).count(),
        links_outside=Association.objects.filter(version_id=version_id, is_outside=True).count(),
    )


def branch_of(version_id: int, under: uuid.UUID | None = None) -> Branch | None:
    """The items directly below one (at the top without `under`), in their order; None where there is no such item."""
    path: list[BranchNode] = []
    rows = _nodes(version_id)
    if under is not None:
        node = rows.filter(uuid=under).first()
        if node is None:
            return None
        around: Competency | None = node
        seen: set[int] = set()
        while around is not None and around.pk not in seen:
            seen.add(around.pk)
            path.insert(0, _node(around))
            around = rows.filter(pk=around.parent_id).first() if around.parent_id else None
        rows = rows.filter(parent_id=node.pk)
    else:
        rows = rows.filter(parent__isnull=True)
    return Branch(tuple(path), tuple(_node(row) for row in rows.order_by("sequence", "pk")))


def _nodes(version_id: int) -> QuerySet[Any]:
    below = (
        Competency.objects.filter(parent_id=OuterRef("pk"))
        .order_by()
        .values("parent_id")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return Competency.objects.filter(version_id=version_id).annotate(below=Coalesce(Subquery(below), 0))


def _node(row: Any) -> BranchNode:
    return BranchNode(row.uuid, row.code, row.title, row.statement, row.level, row.is_ratable, row.below)
