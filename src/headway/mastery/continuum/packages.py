"""CASE packages as a line of items, arrows and links: one framework alone, or several looked at together.

The district keeps frameworks in rows and asks the same questions of those; this is the way from bytes, for checks and
measurements that need no database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from headway.mastery.continuum.items import Arrow, Item, Line, Link, Relation
from headway.mastery.continuum.placing import is_ratable, levels_of, places_of
from headway.mastery.formats.case import Association, CasePackage, identity

__all__ = ["items_of_package", "line_of_packages"]

# What an association says of its two ends, origin first. Children and prerequisites are not crosswalk links.
RELATIONS = {
    "exactMatchOf": Relation.EXACT,
    "isPeerOf": Relation.EXACT,
    "isPartOf": Relation.NARROWER,
    "exemplar": Relation.RELATED,
    "isRelatedTo": Relation.RELATED,
    "replacedBy": Relation.RELATED,
    "isTranslationOf": Relation.EXACT,
}
PRECEDES = "precedes"


def items_of_package(package: CasePackage) -> tuple[Item, ...]:
    """The items of one framework, from top to bottom; keys are identifiers in their comparable form."""
    places = places_of(package)
    by_identifier = {one.identifier: one for one in package.items}
    domains = {one.code: one.name for one in places.domains}
    strands = {one.code: one.name for one in places.strands}
    levels_written = _levels_written(package)
    found = []
    for place in places.items:
        item = by_identifier[place.identifier]
        key = identity(item.identifier)
        levels = levels_of(item.education_levels)
        found.append(
            Item(
                key=key,
                statement=item.statement,
                code=item.code,
                title=item.abbreviated,
                language=(item.language or package.document.language or "en")[:2].lower(),
                source=identity(package.document.identifier),
                domain=domains.get(place.domain, ""),
                strand=strands.get(place.strand, ""),
                parent=identity(place.parent) if place.parent else "",
                level=min(levels, default=None),
                is_ratable=is_ratable(item, item.identifier in places.tree.children),
                descriptor_levels=levels_written.get(key, frozenset()),
                sequence=place.sequence,
                highest_level=max(levels, default=None),
            )
        )
    return tuple(found)


def line_of_packages(packages: Iterable[CasePackage], seams: tuple[int, ...] = (6, 9)) -> Line:
    """Several packages as one line. Where two frameworks name the same outside address as an exact match, or one
    points to an address that another calls an exact match, they are joined through it."""
    packages = tuple(packages)
    items: dict[str, Item] = {}
    for package in packages:
        for item in items_of_package(package):
            items.setdefault(item.key, item)
    outside = _addresses(packages, items)
    arrows: dict[tuple[str, str], Arrow] = {}
    links: dict[tuple[str, str, Relation], Link] = {}
    for one in _associations(packages):
        before, after = (
            _end(end.identifier, end.uri, items, outside) for end in (one.origin, one.destination)
        )
        if one.type == PRECEDES:
            arrows.setdefault((before, after), Arrow(before, after))
        elif one.type in RELATIONS and before in items and after in items and before != after:
            relation = RELATIONS[one.type]
            links.setdefault((before, after, relation), Link(before, after, relation))
    return Line(
        items=tuple(items.values()),
        arrows=tuple(arrows.values()),
        links=tuple(links.values()),
        seams=seams,
        titles={identity(one.document.identifier): one.document.title for one in packages},
    )


def _associations(packages: Sequence[CasePackage]) -> Iterator[Association]:
    for package in packages:
        yield from package.associations


def _addresses(packages: Sequence[CasePackage], items: dict[str, Item]) -> dict[str, str]:
    """Outside address → the item that calls it its exact match; an address that several claim belongs to the first."""
    found: dict[str, str] = {}
    for one in _associations(packages):
        origin = identity(one.origin.identifier)
        if one.type == "exactMatchOf" and not one.destination_inside and origin in items:
            for address in (one.destination.uri, one.destination.identifier):
                if address:
                    found.setdefault(_address(address), origin)
    return found


def _address(written: str) -> str:
    """An address without what differs between spellings of the same: the protocol and a slash at the end."""
    bare = written.strip().casefold()
    for protocol in ("https://", "http://"):
        bare = bare.removeprefix(protocol)
    return bare.removeprefix("www.").rstrip("/")


def _end(identifier: str, uri: str, items: dict[str, Item], outside: dict[str, str]) -> str:
    key = identity(identifier)
    if key in items:
        return key
    return outside.get(_address(uri)) or outside.get(_address(identifier)) or key


def _levels_written(package: CasePackage) -> dict[str, frozenset[int]]:
    """item → which performance levels its rubrics word, counted from the lowest as 1."""
    found: dict[str, frozenset[int]] = {}
    for rubric in package.rubrics:
        for criterion in rubric.criteria:
            if criterion.item is None:
                continue
            written = {
                number
                for number, level in enumerate(criterion.levels, start=1)
                if level.description.strip() or level.quality.strip()
            }
            key = identity(criterion.item.identifier)
            found[key] = found.get(key, frozenset()) | written
    return found
