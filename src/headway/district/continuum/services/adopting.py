"""Crosswalks that came with a package: an association grouping between two frameworks that the district holds."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from headway.district.continuum.contents import latest_versions_holding
from headway.district.continuum.models import Association, Competency, Crosswalk, CrosswalkLink, Framework
from headway.district.continuum.types import Answer, LinkRelation
from headway.district.foundation.api import Actor, audit, clock, new_uuid

__all__ = ["adopt_crosswalks"]

# The words of CASE for how two items relate, and how Headway writes broader and narrower (crosswalking.CASE_KINDS).
RELATIONS = {
    "exactMatchOf": LinkRelation.EXACT,
    "isRelatedTo": LinkRelation.RELATED,
    "ext:isBroaderThan": LinkRelation.BROADER,
    "ext:isNarrowerThan": LinkRelation.NARROWER,
}


@transaction.atomic
def adopt_crosswalks(version_id: int, *, by: Actor) -> int:
    """Make crosswalks of the groupings that join this version to another framework; how many links came in.

    Looked at are the groupings of this version's package, and those of other packages that were waiting for its
    items, so the order of two imports changes nothing. A link that people answered keeps their answer.
    """
    rows = list(_grouped(version_id))
    ends = {end for row in rows for end in (row.origin_identifier, row.destination_identifier)}
    home: dict[str, int] = {}
    for version, held in latest_versions_holding(ends):
        home |= dict.fromkeys(held, version.framework_id)
    between: defaultdict[tuple[str, int, int], list[Association]] = defaultdict(list)
    for row in rows:
        origin, destination = home.get(row.origin_identifier), home.get(row.destination_identifier)
        if origin is not None and destination is not None and origin != destination:
            between[row.grouping_identifier, origin, destination].append(row)
    made = sum(_adopt(*which, links, by) for which, links in between.items())
    if made:
        audit.record(by=by, act="continuum.crosswalk_adopted", subject_kind="crosswalk", links=made)
    return made


def _grouped(version_id: int) -> Iterable[Association]:
    """Associations that belong to a grouping and lead from or into this version, each once."""
    here = Competency.objects.filter(version_id=version_id).values("identifier")
    return (
        Association.objects.filter(is_outside=True, kind__in=RELATIONS)
        .exclude(grouping_identifier="")
        .filter(Q(version_id=version_id) | Q(destination_identifier__in=here) | Q(origin_identifier__in=here))
        .order_by("pk")
    )


def _adopt(grouping: str, origin: int, destination: int, rows: list[Association], by: Actor) -> int:
    crosswalk = _crosswalk(grouping, origin, destination)
    turned = crosswalk.origin_id != origin
    there = set(crosswalk.links.values_list("origin_identifier", "destination_identifier"))
    taken = set(CrosswalkLink.objects.values_list("uuid", flat=True)) if rows else set()
    links: dict[tuple[str, str], CrosswalkLink] = {}
    for row in rows:
        pair = (row.origin_identifier, row.destination_identifier)
        relation = RELATIONS[row.kind]
        if turned:
            pair, relation = pair[::-1], _opposite(relation)
        if pair in there or pair in links:
            continue
        name = _uuid(row.identifier)
        if name is None or name in taken:
            name = new_uuid()
        taken.add(name)
        links[pair] = CrosswalkLink(
            uuid=name,
            crosswalk=crosswalk,
            origin_identifier=pair[0],
            destination_identifier=pair[1],
            relation=relation,
            answer=Answer.ACCEPTED,
            at=clock.now(),
            by_id=by.person_id,
        )
    CrosswalkLink.objects.bulk_create(links.values(), batch_size=500)
    return len(links)


def _crosswalk(grouping: str, origin: int, destination: int) -> Crosswalk:
    """The crosswalk between the two, in either direction, or a new one that keeps the grouping's identifier."""
    ends = (origin, destination)
    row = Crosswalk.objects.filter(origin__in=ends, destination__in=ends).first()
    if row is not None:
        return row
    titles = dict(Framework.objects.filter(pk__in=ends).values_list("pk", "title"))
    name = _uuid(grouping)
    if name is None or Crosswalk.objects.filter(uuid=name).exists():
        name = new_uuid()
    return Crosswalk.objects.create(
        uuid=name,
        title=f"{titles[origin]} – {titles[destination]}"[:512],
        origin_id=origin,
        destination_id=destination,
        begun_at=clock.now(),
    )


def _opposite(relation: LinkRelation) -> LinkRelation:
    opposite = {
        LinkRelation.BROADER: LinkRelation.NARROWER,
        LinkRelation.NARROWER: LinkRelation.BROADER,
    }
    return opposite.get(relation, relation)


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
