"""The crosswalks that begin at a framework, inside its package: a grouping, and one association per accepted link."""

from __future__ import annotations

from typing import Any

from headway.district.continuum.api import case_objects, crosswalk_associations, latest_versions_holding
from headway.district.interop.case.building import item_identifier

__all__ = ["with_crosswalks"]


def with_crosswalks(package: dict[str, Any], framework_identifier: str, when: str) -> dict[str, Any]:
    """The package with its crosswalks at the end; the same package where there are none."""
    groupings, links = crosswalk_associations(framework_identifier)
    if not links:
        return package
    names = _names({end for one in links for end in (one.origin_identifier, one.destination_identifier)})
    definitions = dict(package.get("CFDefinitions") or {})
    there = {one.get("identifier") for one in definitions.get("CFAssociationGroupings", ())}
    definitions["CFAssociationGroupings"] = [
        *definitions.get("CFAssociationGroupings", ()),
        *(
            {
                "identifier": one.identifier,
                "uri": f"urn:uuid:{one.identifier}",
                "title": one.title,
                "description": one.description,
                "lastChangeDateTime": when,
            }
            for one in groupings
            if one.identifier not in there
        ),
    ]
    titles = {one.identifier: one.title for one in groupings}
    held = {one.get("identifier") for one in package.get("CFAssociations", ())}
    associations = [
        *package.get("CFAssociations", ()),
        *(
            {
                "identifier": one.identifier,
                "uri": f"urn:uuid:{one.identifier}",
                "associationType": one.kind,
                "originNodeURI": _end(names.get(one.origin_identifier, one.origin_identifier)),
                "destinationNodeURI": _end(names.get(one.destination_identifier, one.destination_identifier)),
                "CFAssociationGroupingURI": {
                    "title": titles[one.grouping_identifier],
                    "identifier": one.grouping_identifier,
                    "uri": f"urn:uuid:{one.grouping_identifier}",
                },
                "lastChangeDateTime": when,
            }
            for one in links
            if one.identifier not in held
        ),
    ]
    return package | {"CFAssociations": associations, "CFDefinitions": definitions}


def _names(identifiers: set[str]) -> dict[str, str]:
    """What each competency is called in a package: items made here get an identifier of their framework's."""
    names: dict[str, str] = {}
    for version, held in latest_versions_holding(identifiers):
        if next(case_objects(version.id, "CFItem"), None) is None:
            names |= {one: item_identifier(version.framework_identifier, one) for one in held}
    return names


def _end(identifier: str) -> dict[str, str]:
    return {"title": identifier, "identifier": identifier, "uri": f"urn:uuid:{identifier}"}
