"""What the district shows to everybody: frameworks that a person shared, as they are in force today.

Of each shared framework the newest published version that has taken effect; drafts and earlier versions are nobody
else's. Nothing here is about people.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from headway.district.continuum.models import (
    Association,
    CaseObject,
    Competency,
    Crosswalk,
    Framework,
    FrameworkVersion,
)
from headway.district.continuum.types import VersionStatus
from headway.district.foundation.api import clock

__all__ = [
    "SharedVersion",
    "case_documents",
    "case_identifiers",
    "case_payloads",
    "count_of_shared",
    "frameworks_with_crosswalks",
    "links_touching",
    "shared_case_objects",
    "shared_competencies",
    "shared_version",
    "shared_versions",
]

# SQLite allows 32,766 parameters in one statement; well below it for both databases.
IDENTIFIERS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class SharedVersion:
    """A version that everybody may read. `has_case_objects`: it came as a package and goes out as one.

    in_force_since: the later of its publication and the first moment of the day from which it counts.
    """

    id: int
    uuid: uuid.UUID
    framework_id: int
    framework_identifier: str
    title: str
    creator: str
    uri: str
    number: int
    published_at: dt.datetime
    in_force_since: dt.datetime
    has_case_objects: bool


def shared_versions(*, offset: int = 0, limit: int | None = None) -> tuple[SharedVersion, ...]:
    """Everything that is shared, in a lasting order: by the age of the framework here. One query."""
    rows = _in_force().order_by("framework_id")
    rows = rows[offset:] if limit is None else rows[offset : offset + limit]
    return tuple(_as_shared(row) for row in rows)


def count_of_shared() -> int:
    """How many frameworks `shared_versions` gives."""
    return _in_force().count()


def shared_version(version_id: int) -> SharedVersion | None:
    """The version, where it is shared and in force."""
    row = _in_force().filter(pk=version_id).first()
    return _as_shared(row) if row else None


def shared_case_objects(kind: str, identifiers: Collection[str]) -> Iterator[tuple[int, Any]]:
    """Stored objects with one of these identifiers in what is shared: (version id, payload), oldest framework first."""
    return (
        CaseObject.objects.filter(kind=kind, identifier__in=identifiers, version__in=_in_force().values("pk"))
        .order_by("version__framework_id", "position")
        .values_list("version_id", "payload")
        .iterator(chunk_size=100)
    )


def case_documents(version_ids: Collection[int]) -> dict[int, Any]:
    """The CFDocument of each of these versions, where one is stored. One query."""
    rows = CaseObject.objects.filter(version_id__in=version_ids, kind="CFDocument").order_by("-position")
    return dict(rows.values_list("version_id", "payload"))


def case_payloads(
    version_id: int, kind: str, identifiers: Collection[str] | None = None
) -> Iterator[tuple[str, Any]]:
    """(identifier, payload) of the stored objects of one kind, in their order; of some of them, or of all."""
    rows = CaseObject.objects.filter(version_id=version_id, kind=kind).order_by("position")
    if identifiers is not None:
        rows = rows.filter(identifier__in=identifiers)
    return rows.values_list("identifier", "payload").iterator(chunk_size=2000)


def case_identifiers(version: SharedVersion) -> tuple[tuple[str, str], ...]:
    """(kind, identifier) of every stored object of a version. Versions in force are not edited: read once."""
    return _case_identifiers(version.id, version.uuid)


@lru_cache(maxsize=16)
def _case_identifiers(version_id: int, _version_uuid: uuid.UUID) -> tuple[tuple[str, str], ...]:
    rows = CaseObject.objects.filter(version_id=version_id).order_by("pk")
    return tuple(rows.values_list("kind", "identifier"))


def links_touching(identifiers: Collection[str]) -> Iterator[tuple[int, str]]:
    """Links in what is shared that begin or end at one of these: (version id, the association's identifier)."""
    return (
        Association.objects.filter(
            Q(origin_identifier__in=identifiers) | Q(destination_identifier__in=identifiers),
            version__in=_in_force().values("pk"),
        )
        .order_by("version__framework_id", "pk")
        .values_list("version_id", "identifier")
        .iterator(chunk_size=2000)
    )


def frameworks_with_crosswalks() -> frozenset[int]:
    """Ids of shared frameworks at which a crosswalk to another shared framework begins."""
    rows = Crosswalk.objects.filter(origin__is_shared=True, destination__is_shared=True)
    return frozenset(rows.values_list("origin_id", flat=True))


def shared_competencies(identifiers: Collection[str]) -> dict[str, tuple[int, str]]:
    """Which of these stand in what is shared: identifier → (version id, its code or title)."""
    found: dict[str, tuple[int, str]] = {}
    wanted = sorted(set(identifiers))
    for begin in range(0, len(wanted), IDENTIFIERS_AT_ONCE):
        rows = Competency.objects.filter(
            identifier__in=wanted[begin : begin + IDENTIFIERS_AT_ONCE], version__in=_in_force().values("pk")
        ).order_by("-version__framework_id")
        for identifier, version_id, code, title in rows.values_list(
            "identifier", "version_id", "code", "title"
        ):
            found[identifier] = (version_id, code or title)
    return found


def _in_force() -> QuerySet[FrameworkVersion]:
    newest = (
        FrameworkVersion.objects.filter(
            Q(effective_on__isnull=True) | Q(effective_on__lte=clock.today()),
            framework_id=OuterRef("pk"),
            status=VersionStatus.PUBLISHED,
        )
        .order_by(F("effective_on").desc(nulls_last=True), "-number")
        .values("pk")[:1]
    )
    chosen = Framework.objects.filter(is_shared=True).annotate(shown=Subquery(newest)).values("shown")
    return (
        FrameworkVersion.objects.filter(pk__in=chosen)
        .select_related("framework")
        .annotate(has_case_objects=Exists(CaseObject.objects.filter(version_id=OuterRef("pk"))))
    )


def _as_shared(row: Any) -> SharedVersion:
    return SharedVersion(
        id=row.pk,
        uuid=row.uuid,
        framework_id=row.framework_id,
        framework_identifier=row.framework.identifier,
        title=row.framework.title,
        creator=row.framework.creator,
        uri=row.framework.uri,
        number=row.number,
        published_at=row.published_at,
        in_force_since=max(row.published_at, clock.start_of_day(row.effective_on))
        if row.effective_on
        else row.published_at,
        has_case_objects=row.has_case_objects,
    )
