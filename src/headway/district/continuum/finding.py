"""Finding items: the words of whole frameworks in memory, where an item came from, and what hangs on it.

A district may hold fifteen thousand items. Their words are read once per version and process, folded so that case and
accents do not matter, and a search walks them in memory.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
import uuid
from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from threading import Lock

from django.db.models import Count, Max, Q

from headway.district.continuum.models import (
    Association,
    Competency,
    Crosswalk,
    CrosswalkLink,
    Exemplar,
    Framework,
    FrameworkVersion,
)
from headway.district.continuum.selectors import version_info
from headway.district.continuum.types import Answer, Translations, VersionInfo, VersionStatus

__all__ = [
    "Findable",
    "Source",
    "findable_items",
    "folded",
    "identifiers_with_exemplars",
    "newest_published",
    "sources_of",
    "version_holding",
]

_ENYE = "n\u0303"  # as NFD takes it apart
# About a kilobyte per item: sixteen thousand items take what one picture of a camera takes.
VERSIONS_IN_MEMORY = 40
# Links that say "this is about that item of another framework". What only groups or orders says no such thing.
_ORIGINS = (
    "exactMatchOf",
    "isRelatedTo",
    "isPeerOf",
    "isTranslationOf",
    "replacedBy",
    "exemplar",
    "isPartOf",
)


@dataclass(frozen=True, slots=True)
class Findable:
    """An item as a search needs it. `text` holds its code and its words in every language, folded."""

    uuid: uuid.UUID
    identifier: str
    code: str
    title: str
    statement: str
    kind: str
    level: int | None
    depth: int | None
    importance: str
    translations: Translations
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """A framework to which items of this one are linked, by a crosswalk or by the package they came in."""

    framework_uuid: uuid.UUID
    title: str
    identifiers: frozenset[str]


_items: OrderedDict[tuple[uuid.UUID, dt.datetime | None], tuple[Findable, ...]] = OrderedDict()
_sources: OrderedDict[tuple[object, ...], tuple[Source, ...]] = OrderedDict()
_lock = Lock()


def folded(text: str) -> str:
    """Lower case without accents, so that "numero" finds "número". "ñ" is a letter of its own and stays: año is not ano."""
    if text.isascii():
        return text.casefold()
    kept = _ENYE.join(
        "".join(letter for letter in part if not unicodedata.combining(letter))
        for part in unicodedata.normalize("NFD", text.casefold()).split(_ENYE)
    )
    return kept.replace(_ENYE, "ñ")


def findable_items(version: VersionInfo) -> tuple[Findable, ...]:
    """What can be rated in this version, in the order of its map. Published versions stay in memory."""
    is_kept = version.status == VersionStatus.PUBLISHED
    # As for maps (selectors): a planned publication can be withdrawn, the draft edited, and published anew.
    key = (version.uuid, version.published_at)
    with _lock:
        if is_kept and key in _items:
            _items.move_to_end(key)
            return _items[key]
    read = _read_items(version.id)
    if is_kept:
        with _lock:
            _items[key] = read
            while len(_items) > VERSIONS_IN_MEMORY:
                _items.popitem(last=False)
    return read


def _read_items(version_id: int) -> tuple[Findable, ...]:
    rows = (
        Competency.objects.filter(version_id=version_id, is_ratable=True)
        # The order of selectors._competencies: the place here is the position on the map.
        .order_by("domain__sequence", "domain_id", "strand__sequence", "strand_id", "level", "sequence", "pk")
        .values_list(
            "uuid", "identifier", "code", "title", "statement", "kind", "level", "depth", "importance",
            "translations",
        )
    )  # fmt: skip
    return tuple(Findable(*row, text=_text(row[2], row[3], row[4], row[9])) for row in rows)


def _text(code: str, title: str, statement: str, translations: Translations) -> str:
    words = [code, title, statement, *(text for one in translations.values() for text in one.values())]
    return folded(" \n".join(words))


def newest_published() -> tuple[VersionInfo, ...]:
    """Of every framework the newest published version, the district's continuum first, then by title. One query."""
    newest = (
        FrameworkVersion.objects.filter(status=VersionStatus.PUBLISHED)
        .values("framework_id")
        .annotate(newest=Max("number"))
    )
    wanted = Q(pk__in=())
    for row in newest:
        wanted |= Q(framework_id=row["framework_id"], number=row["newest"])
    rows = FrameworkVersion.objects.filter(wanted).select_related("framework")
    return tuple(
        version_info(row)
        for row in sorted(rows, key=lambda row: (not row.framework.is_continuum, row.framework.title, row.pk))
    )


def version_holding(competency_uuid: uuid.UUID) -> VersionInfo | None:
    """The version, of whatever framework, that this row of a competency belongs to."""
    row = (
        FrameworkVersion.objects.filter(competencies__uuid=competency_uuid)
        .select_related("framework")
        .first()
    )
    return version_info(row) if row else None


def identifiers_with_exemplars(version_id: int) -> frozenset[str]:
    """The items that somebody gave an example of work for."""
    rows = Exemplar.objects.filter(competency__version_id=version_id)
    return frozenset(rows.values_list("competency__identifier", flat=True).distinct())


def sources_of(version: VersionInfo) -> tuple[Source, ...]:
    """The frameworks to which items of this version are linked, by title. Three small queries when nothing changed."""
    # The count, because an answer that is taken back leaves no later one behind.
    links = CrosswalkLink.objects.filter(answer=Answer.ACCEPTED).aggregate(
        last=Max("at"), top=Max("pk"), count=Count("pk")
    )
    shelf = FrameworkVersion.objects.aggregate(top=Max("pk"))
    key = (version.uuid, version.published_at, *links.values(), shelf["top"])
    with _lock:
        if key in _sources:
            return _sources[key]
    read = _read_sources(version)
    if version.status == VersionStatus.PUBLISHED:
        with _lock:
            _sources[key] = read
            while len(_sources) > VERSIONS_IN_MEMORY:
                _sources.popitem(last=False)
    return read


def _read_sources(version: VersionInfo) -> tuple[Source, ...]:
    here = {one.identifier for one in findable_items(version)}
    linked: defaultdict[int, set[str]] = defaultdict(set)
    walks = Crosswalk.objects.filter(
        Q(origin_id=version.framework_id) | Q(destination_id=version.framework_id)
    )
    for walk in walks:
        is_origin = walk.origin_id == version.framework_id
        mine, theirs = (
            ("origin_identifier", walk.destination_id)
            if is_origin
            else ("destination_identifier", walk.origin_id)
        )
        links = CrosswalkLink.objects.filter(crosswalk=walk, answer=Answer.ACCEPTED)
        linked[theirs] |= here.intersection(links.values_list(mine, flat=True))
    for framework_id, identifier in _packaged_links(version, here):
        linked[framework_id].add(identifier)
    linked.pop(version.framework_id, None)
    frameworks = Framework.objects.filter(pk__in=[one for one, items in linked.items() if items])
    return tuple(
        Source(row.uuid, row.title, frozenset(linked[row.pk])) for row in frameworks.order_by("title", "pk")
    )


def _packaged_links(version: VersionInfo, here: Collection[str]) -> Iterable[tuple[int, str]]:
    """(framework, item of this version) for every link of a package between this version and another framework."""
    outside = Association.objects.filter(is_outside=True, kind__in=_ORIGINS)
    ours = outside.filter(version_id=version.id).values_list("origin_identifier", "destination_identifier")
    pairs = [(mine, theirs) for mine, theirs in ours if mine in here]
    owners: defaultdict[str, set[int]] = defaultdict(set)
    wanted = sorted({theirs for _mine, theirs in pairs})
    for begin in range(0, len(wanted), 10_000):
        rows = Competency.objects.filter(identifier__in=wanted[begin : begin + 10_000])
        for identifier, framework_id in rows.values_list("identifier", "version__framework_id").distinct():
            owners[identifier].add(framework_id)
    found = [(owner, mine) for mine, theirs in pairs for owner in owners[theirs]]
    inward = outside.exclude(version__framework_id=version.framework_id).filter(
        destination_identifier__in=Competency.objects.filter(version_id=version.id).values("identifier")
    )
    theirs_to_ours = inward.values_list("version__framework_id", "destination_identifier").distinct()
    return found + [(owner, mine) for owner, mine in theirs_to_ours if mine in here]
