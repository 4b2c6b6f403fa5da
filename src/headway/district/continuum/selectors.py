"""Reading frameworks: the published continuum as one object in memory, descriptors, stored CASE objects."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from threading import Lock

import numpy as np
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.models import (
    CaseObject,
    Competency,
    Descriptor,
    Domain,
    FrameworkVersion,
    Prerequisite,
    Strand,
)
from headway.district.continuum.selectors_lineage import lineage_of
from headway.district.continuum.types import (
    CaseObjectContent,
    CompetencyInfo,
    ContinuumMap,
    DescriptorInfo,
    DomainInfo,
    DomainKind,
    PrerequisiteInfo,
    StrandInfo,
    VersionInfo,
    VersionStatus,
)
from headway.district.foundation.api import NotFound, Refused, clock, remembered_in_request
from headway.mastery.continuum import Circle, Continuum
from headway.mastery.facts import Refused as NotReadable

__all__ = [
    "case_objects",
    "case_source",
    "circle_in",
    "competency",
    "current_map",
    "current_version",
    "descriptors",
    "descriptors_at",
    "graph_of",
    "latest_version",
    "map_of",
    "map_without_arrows",
    "version_info",
    "versions",
]

# One map of 6,000 competencies takes about 20 MB; districts look at today's version and now and then at another.
MAPS_IN_MEMORY = 4
_KIND_NUMBERS = {DomainKind.ACADEMIC: 0, DomainKind.HABITS: 1, DomainKind.DEVELOPMENTAL: 2}

# By uuid: an id may come back after a rolled-back transaction, a uuid never does. And by the moment of publishing: a
# publication that was planned can be withdrawn, the draft edited, and published anew.
_Key = tuple[uuid.UUID, dt.datetime | None]

_maps: OrderedDict[_Key, ContinuumMap] = OrderedDict()
_descriptors: OrderedDict[_Key, Mapping[tuple[int, int], DescriptorInfo]] = OrderedDict()
_maps_lock = Lock()


@remembered_in_request
def current_version(on: dt.date | None = None) -> VersionInfo | None:
    """Which version of the district's continuum do learners stand on today (or on a date)? One query."""
    return _first(
        FrameworkVersion.objects.filter(
            Q(effective_on__isnull=True) | Q(effective_on__lte=on or clock.today()),
            framework__is_continuum=True,
            status=VersionStatus.PUBLISHED,
        ).order_by("-effective_on", "-number", "-pk")
    )


def latest_version(identifier: str) -> VersionInfo | None:
    """The newest version of the framework with this identifier, published or not."""
    return _first(FrameworkVersion.objects.filter(framework__identifier=identifier).order_by("-number"))


def versions() -> tuple[VersionInfo, ...]:
    """All versions of all frameworks, by title, newest first."""
    rows = FrameworkVersion.objects.select_related("framework").order_by("framework__title", "-number")
    return tuple(version_info(row) for row in rows)


def current_map() -> ContinuumMap | None:
    """The map learners stand on today; one small query, the map itself comes from memory."""
    version = current_version()
    return map_of(version) if version else None


def map_of(version: VersionInfo | int) -> ContinuumMap:
    """A version as one immutable object. Published ones stay in memory, drafts are read anew.

    Raises NotFound for an unknown id, Refused when a draft's prerequisites run in a circle.
    """
    if isinstance(version, int):
        found = _first(FrameworkVersion.objects.filter(pk=version))
        if found is None:
            raise NotFound(_("There is no such version of a framework."))
        version = found
    if version.status != VersionStatus.PUBLISHED:
        return _read_map(version)
    key = (version.uuid, version.published_at)
    with _maps_lock:
        if key in _maps:
            _maps.move_to_end(key)
            return _maps[key]
    read = _read_map(version)
    with _maps_lock:
        _maps[key] = read
        while len(_maps) > MAPS_IN_MEMORY:
            _maps.popitem(last=False)
    return read


def map_without_arrows(version: VersionInfo) -> ContinuumMap:
    """What a draft holds, for questions in which prerequisites play no part: they may run in a circle meanwhile."""
    return _read_map(version, with_arrows=False)


def circle_in(version: VersionInfo) -> tuple[CompetencyInfo, ...]:
    """The competencies of a draft that wait for one another, each before the one it leads to; empty where none do."""
    competencies = _competencies(version.id)
    rows = Prerequisite.objects.filter(version_id=version.id).order_by("pk")
    arrows = [PrerequisiteInfo(*row) for row in rows.values_list("before_id", "after_id", "is_gate")]
    try:
        graph_of(competencies, arrows)
    except Circle as circle:
        at = {one.position: one for one in competencies}
        return tuple(at[node] for node in circle.loop)
    except NotReadable:
        return ()  # something else stands in the way, and is said where the map is read
    return ()


def competency(competency_uuid: uuid.UUID) -> CompetencyInfo:
    """The competency of the district's continuum with this identifier; NotFound otherwise."""
    continuum = current_map()
    found = continuum.by_uuid.get(competency_uuid) if continuum else None
    if found is None:
        raise NotFound(_("There is no such competency on the district's continuum."))
    return found


def descriptors(competency_id: int) -> tuple[DescriptorInfo, ...]:
    """What work at each level of this competency looks like, lowest level first."""
    rows = Descriptor.objects.filter(competency_id=competency_id).order_by("level")
    return tuple(DescriptorInfo(row.level, row.text, row.translations) for row in rows)


def descriptors_at(continuum: ContinuumMap, levels: Mapping[int, int]) -> dict[int, DescriptorInfo]:
    """For many competencies (id → level) what work at that level looks like; those without words are left out.

    The words of a published version never change, so they are read once and stay in memory beside the map.
    """
    texts = _descriptors_of(continuum.version)
    return {one: texts[one, level] for one, level in levels.items() if (one, level) in texts}


def _descriptors_of(version: VersionInfo) -> Mapping[tuple[int, int], DescriptorInfo]:
    is_published = version.status == VersionStatus.PUBLISHED
    key = (version.uuid, version.published_at)
    with _maps_lock:
        if is_published and key in _descriptors:
            return _descriptors[key]
    rows = Descriptor.objects.filter(competency__version_id=version.id).values_list(
        "competency_id", "level", "text", "translations"
    )
    read = {
        (competency_id, level): DescriptorInfo(level, text, translations)
        for competency_id, level, text, translations in rows
    }
    if is_published:
        with _maps_lock:
            _descriptors[key] = read
            while len(_descriptors) > MAPS_IN_MEMORY:
                _descriptors.popitem(last=False)
    return read


def case_objects(version_id: int, kind: str | None = None) -> Iterator[CaseObjectContent]:
    """The objects of a CASE package as they came, in their order."""
    rows = CaseObject.objects.filter(version_id=version_id)
    if kind:
        rows = rows.filter(kind=kind)
    for row in rows.order_by("kind", "position").iterator(chunk_size=2000):
        yield CaseObjectContent(row.kind, row.identifier, row.position, row.payload, row.digest)


def case_source(version_id: int) -> int | None:
    """The version whose CASE objects speak for this one: its own, or those of the version that it was edited from."""
    here: int | None = version_id
    while here is not None and not CaseObject.objects.filter(version_id=here).exists():
        here = FrameworkVersion.objects.values_list("based_on", flat=True).get(pk=here)
    return here


def graph_of(competencies: list[CompetencyInfo], prerequisites: list[PrerequisiteInfo]) -> Continuum:
    """The graph of the mathematics over the positions of these competencies. Raises mastery's Circle."""
    node = {one.id: one.position for one in competencies}
    arrows = [one for one in prerequisites if one.before_id in node and one.after_id in node]
    return Continuum(
        n=len(competencies),
        before=np.array([node[one.before_id] for one in arrows], dtype=np.int64),
        after=np.array([node[one.after_id] for one in arrows], dtype=np.int64),
        essential=np.array([one.is_gate for one in arrows], dtype=np.bool_),
        weight=np.array([one.weight for one in competencies], dtype=np.float64),
        level=np.array([one.level or 0 for one in competencies], dtype=np.int64),
        kind=np.array([_KIND_NUMBERS[DomainKind(one.kind)] for one in competencies], dtype=np.int64),
        names=tuple(one.code or one.title for one in competencies),
    )


def _first(rows) -> VersionInfo | None:
    row = rows.select_related("framework").first()
    return version_info(row) if row else None


def version_info(row: FrameworkVersion) -> VersionInfo:
    """A version of a framework as other apps may hold it."""
    return VersionInfo(
        id=row.pk,
        uuid=row.uuid,
        framework_id=row.framework_id,
        framework_identifier=row.framework.identifier,
        title=row.framework.title,
        number=row.number,
        status=row.status,
        effective_on=row.effective_on,
        published_at=row.published_at,
        translations=row.framework.translations,
    )


def _read_map(version: VersionInfo, *, with_arrows: bool = True) -> ContinuumMap:
    competencies = _competencies(version.id)
    arrows = (
        Prerequisite.objects.filter(version_id=version.id) if with_arrows else Prerequisite.objects.none()
    )
    prerequisites = [
        PrerequisiteInfo(*row)
        for row in arrows.order_by("pk").values_list("before_id", "after_id", "is_gate")
    ]
    try:
        graph = graph_of(competencies, prerequisites)
    except NotReadable as problem:
        raise Refused(str(problem)) from problem
    lineage = lineage_of(version, {one.identifier: one.id for one in competencies})
    return ContinuumMap(
        version=version,
        domains=_domains(version.id),
        strands=_strands(version.id),
        competencies=tuple(competencies),
        prerequisites=tuple(prerequisites),
        graph=graph,
        current_ids=lineage.current_ids,
        lineage=lineage,
    )


def _competencies(version_id: int) -> list[CompetencyInfo]:
    """Domain by domain, strand by strand, level by level: the order in which maps and grids show them."""
    rows = (
        Competency.objects.filter(version_id=version_id, is_ratable=True)
        .select_related("domain", "strand")
        .order_by("domain__sequence", "domain_id", "strand__sequence", "strand_id", "level", "sequence", "pk")
    )
    return [
        CompetencyInfo(
            id=row.pk,
            uuid=row.uuid,
            position=position,
            identifier=row.identifier,
            code=row.code,
            title=row.title,
            statement=row.statement,
            kind=row.kind,
            level=row.level,
            depth=row.depth,
            importance=row.importance,
            weight=row.weight,
            domain_id=row.domain_id,
            strand_id=row.strand_id,
            sequence=row.sequence,
            translations=row.translations,
        )
        for position, row in enumerate(rows)
    ]


def _domains(version_id: int) -> tuple[DomainInfo, ...]:
    return tuple(
        DomainInfo(
            row.pk,
            row.uuid,
            row.code,
            row.name,
            row.kind,
            row.description,
            row.sequence,
            row.translations,
        )
        for row in Domain.objects.filter(version_id=version_id).order_by("sequence", "pk")
    )


def _strands(version_id: int) -> tuple[StrandInfo, ...]:
    rows = Strand.objects.filter(domain__version_id=version_id).order_by("domain__sequence", "sequence", "pk")
    return tuple(
        StrandInfo(row.pk, row.uuid, row.domain_id, row.code, row.name, row.sequence, row.translations)
        for row in rows
    )
