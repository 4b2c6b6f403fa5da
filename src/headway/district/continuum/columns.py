"""Between rows and the mathematics: versions of frameworks as one line of items, arrows and links.

The gap finder, the crosswalk and the prerequisite suggestions read this and nothing else, so that the district's own
continuum, a draft and an imported framework are looked at alike. A constant number of queries for any number of
versions and items.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from django.db.models import Count

from headway.district.continuum.models import (
    Association,
    Competency,
    CrosswalkLink,
    Descriptor,
    Domain,
    Exemplar,
    FrameworkVersion,
    Prerequisite,
    ProfileLink,
    ProfileStatement,
    Strand,
)
from headway.district.continuum.types import Answer, Importance
from headway.district.foundation.api import translated
from headway.district.policy.api import scale_for
from headway.mastery.continuum.items import Arrow, Item, Line, Link, Relation, Statement

__all__ = ["PACKAGE_RELATIONS", "SEAMS", "line_of", "package_links", "place_names"]

# Where schools hand learners on: to the sixth level, and to the ninth.
SEAMS = (6, 9)
# What an association of a package says of its two ends, origin first (CASE 1.1, associationType). Children and
# prerequisites are not crosswalk links.
PACKAGE_RELATIONS = {
    "exactMatchOf": Relation.EXACT,
    "isPeerOf": Relation.EXACT,
    "isTranslationOf": Relation.EXACT,
    "isRelatedTo": Relation.RELATED,
    "isPartOf": Relation.NARROWER,
    "ext:isBroaderThan": Relation.BROADER,
    "ext:isNarrowerThan": Relation.NARROWER,
}
EXACT_KINDS = ("exactMatchOf", "isPeerOf", "isTranslationOf")


def line_of(version_ids: Iterable[int], *, profile: bool = True) -> Line:
    """These versions as one line: items, prerequisites, crosswalk links between them, and the graduate profile.

    A key is the competency's identifier, which lasts over versions; where two versions hold the same identifier (a
    line that was joined from a framework, and that framework), the version named first speaks. Links are those that
    people accepted and those that packages carry, resolved by identifier and by address.
    """
    chosen = tuple(dict.fromkeys(version_ids))
    versions = {
        row.pk: row for row in FrameworkVersion.objects.filter(pk__in=chosen).select_related("framework")
    }
    place = {version_id: number for number, version_id in enumerate(chosen)}
    items = _items(versions, place)
    return Line(
        items=tuple(items.values()),
        arrows=_arrows(chosen, items),
        links=tuple(_links(chosen, items)),
        profile=_profile() if profile else (),
        seams=SEAMS,
        performance_levels=tuple(range(1, scale_for(None).size + 1)),
        titles={row.framework.identifier: row.framework.title for row in versions.values()},
    )


def place_names(version_ids: Iterable[int]) -> dict[str, str]:
    """Name of a domain or strand → the same in the reader's language, where it was translated. Two queries.

    Items, findings and addresses carry the name as it was written; only what is shown is translated.
    """
    chosen = tuple(version_ids)
    rows: list[Domain | Strand] = [
        *Domain.objects.filter(version_id__in=chosen),
        *Strand.objects.filter(domain__version_id__in=chosen),
    ]
    said = {row.name: translated(row, "name") for row in reversed(rows)}
    return {name: words for name, words in said.items() if words != name}


# -- items -----------------------------------------------------------------------------------------------------


def _items(versions: Mapping[int, FrameworkVersion], place: Mapping[int, int]) -> dict[str, Item]:
    written = _descriptor_levels(versions)
    examples = dict(
        Exemplar.objects.filter(competency__version_id__in=versions)
        .values_list("competency_id")
        .annotate(count=Count("pk"))
    )
    languages = {pk: _language(row) for pk, row in versions.items()}
    sources = {pk: row.framework.identifier for pk, row in versions.items()}
    rows = (
        Competency.objects.filter(version_id__in=versions)
        .order_by("sequence", "pk")
        .values_list(
            "pk",
            "version_id",
            "identifier",
            "code",
            "title",
            "statement",
            "domain__name",
            "strand__name",
            "parent__identifier",
            "level",
            "depth",
            "importance",
            "is_ratable",
            "sequence",
        )
    )
    found: dict[str, Item] = {}
    for row in sorted(rows, key=lambda row: place[row[1]]):
        (pk, version_id, identifier, code, title, statement, domain, strand, parent, level) = row[:10]
        if identifier in found:
            continue
        depth, importance, is_ratable, sequence = row[10:]
        found[identifier] = Item(
            key=identifier,
            statement=statement,
            code=code,
            title=title,
            language=languages[version_id],
            source=sources[version_id],
            domain=domain or "",
            strand=strand or "",
            parent=parent or "",
            level=level,
            depth=depth,
            is_essential=importance == Importance.ESSENTIAL,
            is_ratable=is_ratable,
            descriptor_levels=written.get(pk, frozenset()),
            exemplars=examples.get(pk, 0),
            sequence=sequence,
        )
    return found


def _language(version: FrameworkVersion) -> str:
    """The language of a framework's own words: what its package says, else English."""
    document = version.envelope.get("CFDocument") if isinstance(version.envelope, dict) else None
    said = document.get("language") if isinstance(document, dict) else None
    return said[:2].lower() if isinstance(said, str) and said.strip() else "en"


def _descriptor_levels(versions: Collection[int]) -> dict[int, frozenset[int]]:
    levels: defaultdict[int, set[int]] = defaultdict(set)
    rows = Descriptor.objects.filter(competency__version_id__in=versions).exclude(text="")
    for competency_id, level in rows.values_list("competency_id", "level"):
        levels[competency_id].add(level)
    return {competency_id: frozenset(found) for competency_id, found in levels.items()}


# -- arrows and links ------------------------------------------------------------------------------------------


def _arrows(version_ids: Sequence[int], items: Mapping[str, Item]) -> tuple[Arrow, ...]:
    rows = (
        Prerequisite.objects.filter(version_id__in=version_ids)
        .order_by("pk")
        .values_list("before__identifier", "after__identifier", "is_gate")
    )
    found: dict[tuple[str, str], Arrow] = {}
    for before, after, is_gate in rows:
        if before in items and after in items:
            found.setdefault((before, after), Arrow(before, after, is_gate))
    return tuple(found.values())


def _links(version_ids: Sequence[int], items: Mapping[str, Item]) -> Iterator[Link]:
    """What people accepted goes before what packages say of the same two items."""
    said: set[frozenset[str]] = set()
    for link in (*_accepted_links(items), *package_links(version_ids, items)):
        pair = frozenset((link.origin, link.destination))
        if pair not in said:
            said.add(pair)
            yield link


def _accepted_links(items: Mapping[str, Item]) -> Iterator[Link]:
    sources = {one.source for one in items.values()}
    rows = CrosswalkLink.objects.filter(
        answer=Answer.ACCEPTED,
        crosswalk__origin__identifier__in=sources,
        crosswalk__destination__identifier__in=sources,
    ).order_by("pk")
    for origin, destination, relation in rows.values_list(
        "origin_identifier", "destination_identifier", "relation"
    ):
        if origin in items and destination in items and origin != destination:
            yield Link(origin, destination, Relation(relation))


def package_links(version_ids: Iterable[int], items: Mapping[str, Item]) -> Iterator[Link]:
    """The links between these items that came with packages.

    An end is found by its identifier; else by its address, where one of the frameworks says of an item of its own
    that it is the exact match of that address (so NGSS finds the Common Core's standards at corestandards.org).
    """
    rows = list(
        Association.objects.filter(version_id__in=tuple(version_ids), kind__in=PACKAGE_RELATIONS)
        .order_by("version_id", "pk")
        .values_list("kind", "origin_identifier", "origin_uri", "destination_identifier", "destination_uri")
    )
    keys = {key.casefold(): key for key in items}
    addresses = _addresses(rows, keys)

    def end(identifier: str, address: str) -> str | None:
        return (
            keys.get(identifier.casefold())
            or addresses.get(_address(address))
            or addresses.get(_address(identifier))
        )

    for kind, origin_identifier, origin_uri, destination_identifier, destination_uri in rows:
        origin = end(origin_identifier, origin_uri)
        destination = end(destination_identifier, destination_uri)
        if origin and destination and origin != destination:
            yield Link(origin, destination, PACKAGE_RELATIONS[kind])


def _addresses(rows: Iterable[tuple[str, ...]], keys: Mapping[str, str]) -> dict[str, str]:
    """Outside address → the item that calls it its exact match; an address that several claim is the first's."""
    found: dict[str, str] = {}
    for kind, origin, _origin_uri, destination, destination_uri in rows:
        own = keys.get(origin.casefold())
        if kind not in EXACT_KINDS or own is None or destination.casefold() in keys:
            continue
        for address in (destination_uri, destination):
            if address:
                found.setdefault(_address(address), own)
    return found


def _address(written: str) -> str:
    """An address without what differs between spellings of the same: the protocol and a slash at the end."""
    bare = written.strip().casefold()
    for protocol in ("https://", "http://"):
        bare = bare.removeprefix(protocol)
    return bare.removeprefix("www.").rstrip("/")


# -- the graduate profile --------------------------------------------------------------------------------------


def _profile() -> tuple[Statement, ...]:
    served: defaultdict[int, set[str]] = defaultdict(set)
    for statement_id, identifier in ProfileLink.objects.values_list("statement_id", "identifier"):
        served[statement_id].add(identifier)
    return tuple(
        Statement(
            key=str(row.uuid),
            words=row.title or row.text,
            served_by=frozenset(served.get(row.pk, ())),
        )
        for row in ProfileStatement.objects.filter(retired_at__isnull=True).order_by("sequence", "pk")
    )
