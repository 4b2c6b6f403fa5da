"""Reading crosswalks: counts both ways, what has no link yet, and the links as CASE associations."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.columns import line_of
from headway.district.continuum.models import Crosswalk, CrosswalkLink, Framework, FrameworkVersion
from headway.district.continuum.selectors import version_info
from headway.district.continuum.types import (
    Answer,
    AssociationContent,
    LinkRelation,
    VersionInfo,
    VersionStatus,
)
from headway.district.continuum.types.linking import CrosswalkInfo, CrosswalkSide, LinkInfo
from headway.district.foundation.api import NotFound
from headway.district.people.api import person_names
from headway.mastery.continuum.items import Item, Line, Link, Relation

__all__ = [
    "CrosswalkLine",
    "CrosswalkView",
    "Grouping",
    "crosswalk_associations",
    "crosswalk_row",
    "crosswalk_view",
    "crosswalks",
]

# How a relation is said in CASE (1.1, associationType): broader and narrower have no word of their own there.
CASE_KINDS = {
    LinkRelation.EXACT: "exactMatchOf",
    LinkRelation.RELATED: "isRelatedTo",
    LinkRelation.BROADER: "ext:isBroaderThan",
    LinkRelation.NARROWER: "ext:isNarrowerThan",
}
OPPOSITE = {Relation.BROADER: Relation.NARROWER, Relation.NARROWER: Relation.BROADER}


@dataclass(frozen=True, slots=True)
class CrosswalkLine:
    """A crosswalk in a list: how many links people accepted and declined."""

    uuid: uuid.UUID
    title: str
    origin: str
    destination: str
    accepted: int
    declined: int


@dataclass(frozen=True, slots=True)
class Grouping:
    """A crosswalk as CASE calls it: an association grouping."""

    identifier: str
    title: str
    description: str


@dataclass(frozen=True)
class CrosswalkView:
    """Two frameworks side by side. known: links that stand, from people and packages, origin to destination."""

    uuid: uuid.UUID
    title: str
    origin: VersionInfo
    destination: VersionInfo
    line: Line
    answered: Mapping[tuple[str, str], LinkInfo]
    declined: frozenset[tuple[str, str]]

    @cached_property
    def origin_items(self) -> tuple[Item, ...]:
        return tuple(one for one in self.line.items if one.source == self.origin.framework_identifier)

    @cached_property
    def destination_items(self) -> tuple[Item, ...]:
        return tuple(one for one in self.line.items if one.source == self.destination.framework_identifier)

    @cached_property
    def links(self) -> tuple[LinkInfo, ...]:
        """Everything that links the two, in the order of the origin; people's word before a package's."""
        ends = {one.key: one.source for one in self.line.items}
        found = dict(self.answered)
        for link in self.line.links:
            here, there = ends.get(link.origin), ends.get(link.destination)
            pair, relation = (link.origin, link.destination), link.relation
            if here == self.destination.framework_identifier and there == self.origin.framework_identifier:
                pair, relation = (link.destination, link.origin), OPPOSITE.get(relation, relation)
            elif (here, there) != (self.origin.framework_identifier, self.destination.framework_identifier):
                continue
            if pair not in self.declined:
                found.setdefault(pair, LinkInfo(*pair, str(relation), is_from_package=True))
        place = {one.key: number for number, one in enumerate(self.origin_items)}
        return tuple(sorted(found.values(), key=lambda one: (place.get(one.origin, -1), one.destination)))

    @cached_property
    def known(self) -> tuple[Link, ...]:
        return tuple(Link(one.origin, one.destination, Relation(one.relation)) for one in self.links)

    @cached_property
    def unmatched(self) -> tuple[Item, ...]:
        """Competencies of the origin that have no link, in their order."""
        linked = {one.origin for one in self.links}
        return tuple(one for one in self.origin_items if one.is_ratable and one.key not in linked)

    @cached_property
    def unmatched_back(self) -> tuple[Item, ...]:
        """Competencies of the destination that have no link."""
        linked = {one.destination for one in self.links}
        return tuple(one for one in self.destination_items if one.is_ratable and one.key not in linked)

    def info(self) -> CrosswalkInfo:
        from_packages = sum(one.is_from_package for one in self.links)
        return CrosswalkInfo(
            uuid=self.uuid,
            title=self.title,
            origin=_side(self.origin, self.origin_items, self.unmatched),
            destination=_side(self.destination, self.destination_items, self.unmatched_back),
            accepted=len(self.links) - from_packages,
            from_packages=from_packages,
            declined=len(self.declined),
        )


def _side(version: VersionInfo, items: tuple[Item, ...], unmatched: tuple[Item, ...]) -> CrosswalkSide:
    total = sum(one.is_ratable for one in items)
    return CrosswalkSide(version, total, total - len(unmatched))


def crosswalks() -> tuple[CrosswalkLine, ...]:
    """All crosswalks, by title, in one query."""
    rows = (
        Crosswalk.objects.select_related("origin", "destination")
        .annotate(
            accepted=Count("links", filter=Q(links__answer=Answer.ACCEPTED)),
            declined=Count("links", filter=Q(links__answer=Answer.REFUSED)),
        )
        .order_by("title", "pk")
    )
    return tuple(
        CrosswalkLine(
            row.uuid, row.title, row.origin.title, row.destination.title, row.accepted, row.declined
        )
        for row in rows
    )


def crosswalk_row(crosswalk_uuid: uuid.UUID) -> Crosswalk:
    """Raises NotFound."""
    row = Crosswalk.objects.filter(uuid=crosswalk_uuid).select_related("origin", "destination").first()
    if row is None:
        raise NotFound(_("There is no such crosswalk."))
    return row


def crosswalk_view(crosswalk_uuid: uuid.UUID) -> CrosswalkView:
    """The crosswalk between the newest versions of its frameworks. Raises NotFound."""
    row = crosswalk_row(crosswalk_uuid)
    origin, destination = _newest(row.origin), _newest(row.destination)
    line = line_of([origin.id, destination.id], profile=False)
    answered, declined = _answers(row, {one.key for one in line.items})
    return CrosswalkView(row.uuid, row.title, origin, destination, line, answered, declined)


def _newest(framework: Framework) -> VersionInfo:
    """What people look at: the newest published version, else the newest."""
    rows = (
        FrameworkVersion.objects.filter(framework=framework).select_related("framework").order_by("-number")
    )
    row = rows.filter(status=VersionStatus.PUBLISHED).first() or rows.first()
    if row is None:
        raise NotFound(_("This framework has no version yet."))
    return version_info(row)


def _answers(
    row: Crosswalk, keys: Collection[str]
) -> tuple[dict[tuple[str, str], LinkInfo], frozenset[tuple[str, str]]]:
    rows = list(CrosswalkLink.objects.filter(crosswalk=row).order_by("pk"))
    names = person_names({one.by_id for one in rows if one.by_id})
    answered, declined = {}, set()
    for one in rows:
        pair = (one.origin_identifier, one.destination_identifier)
        if one.answer == Answer.REFUSED:
            declined.add(pair)
        elif one.answer == Answer.ACCEPTED and set(pair) <= set(keys):
            answered[pair] = LinkInfo(*pair, one.relation, False, names.get(one.by_id or 0, ""), one.at)
    return answered, frozenset(declined)


def crosswalk_associations(
    framework_identifier: str, *, shared_only: bool = False
) -> tuple[tuple[Grouping, ...], tuple[AssociationContent, ...]]:
    """The accepted links of this framework's crosswalks as CASE says them: (groupings, associations).

    Each crosswalk is a grouping; it goes with the package of the framework it begins at. `shared_only`: without
    crosswalks to frameworks that are not everybody's to read.
    """
    rows = (
        CrosswalkLink.objects.filter(
            answer=Answer.ACCEPTED, crosswalk__origin__identifier=framework_identifier
        )
        .filter(Q(crosswalk__destination__is_shared=True) if shared_only else Q())
        .select_related("crosswalk", "crosswalk__destination")
        .order_by("crosswalk_id", "pk")
    )
    groupings: dict[str, Grouping] = {}
    associations = []
    for row in rows:
        identifier = str(row.crosswalk.uuid)
        groupings.setdefault(
            identifier,
            Grouping(identifier, row.crosswalk.title, f"Crosswalk to {row.crosswalk.destination.title}"),
        )
        associations.append(
            AssociationContent(
                identifier=str(row.uuid),
                kind=CASE_KINDS[LinkRelation(row.relation)],
                origin_identifier=row.origin_identifier,
                destination_identifier=row.destination_identifier,
                grouping_identifier=identifier,
                is_outside=True,
            )
        )
    return tuple(groupings.values()), tuple(associations)
