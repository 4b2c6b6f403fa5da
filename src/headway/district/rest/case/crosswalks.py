"""The place of crosswalks in a package: what people linked here between two frameworks, both of them shared."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from headway.district.continuum.api import SharedVersion, crosswalk_associations, shared_competencies
from headway.district.interop.api import item_identifier
from headway.district.rest.case.addresses import Addresses
from headway.mastery.formats.case import official_identifier

__all__ = ["NO_CROSSWALKS", "Crosswalks", "crosswalks_of"]


@dataclass(frozen=True)
class Crosswalks:
    """groupings, associations: payloads of CASE 1.1. stamp: changes whenever they do."""

    groupings: tuple[Mapping[str, Any], ...] = ()
    associations: tuple[Mapping[str, Any], ...] = ()
    stamp: str = ""


NO_CROSSWALKS: Final = Crosswalks()


def crosswalks_of(
    framework: SharedVersion, shared: Mapping[int, SharedVersion], addresses: Addresses
) -> Crosswalks:
    """The crosswalks that begin at this framework, with every link of which both ends stand in what is shared.

    shared: what is shared, by version id. Ends are named as their items are named here, so their addresses answer.
    """
    found, links = crosswalk_associations(framework.framework_identifier, shared_only=True)
    ends = shared_competencies(
        {end for one in links for end in (one.origin_identifier, one.destination_identifier)}
    )
    groupings = {
        one.identifier: _named("CFAssociationGrouping", one.identifier, addresses)
        | {"title": one.title, "description": one.description}
        for one in found
    }

    def end(identifier: str) -> dict[str, str]:
        version_id, title = ends[identifier]
        owner = shared[version_id]
        if owner.has_case_objects:
            name = official_identifier(identifier)
        else:
            name = item_identifier(owner.framework_identifier, identifier)
        return {"title": title, "identifier": name, "uri": addresses.of_object("CFItem", name)}

    associations = tuple(
        _named("CFAssociation", one.identifier, addresses)
        | {
            "associationType": one.kind,
            "originNodeURI": end(one.origin_identifier),
            "destinationNodeURI": end(one.destination_identifier),
            "CFAssociationGroupingURI": {
                name: groupings[one.grouping_identifier][name] for name in ("title", "identifier", "uri")
            },
        }
        for one in links
        if one.origin_identifier in ends and one.destination_identifier in ends
    )
    # A crosswalk to what is shared but not in force yet has no link to give, and is not named either.
    used = {one["CFAssociationGroupingURI"]["identifier"] for one in associations}
    kept = tuple(one for one in groupings.values() if one["identifier"] in used)
    return Crosswalks(kept, associations, hashlib.sha256(repr((kept, associations)).encode()).hexdigest())


def _named(kind: str, identifier: str, addresses: Addresses) -> dict[str, Any]:
    name = official_identifier(identifier)
    return {"identifier": name, "uri": addresses.of_object(kind, name)}
