"""A CASE 1.1 package built from a framework that was made in Headway.

Domains and strands become items above the competencies; performance levels become one rubric per competency, in which
levels are positions and never numbers of points. What CASE has no member for (depth, importance, weight, level
descriptions in other languages) stands under `extensions`, as CASE asks.
Source: 1EdTech CASE 1.1, REST/JSON binding, class CFPackage.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from headway.district.continuum.api import (
    AssociationContent,
    CompetencyContent,
    CriterionContent,
    FrameworkContent,
    RubricContent,
)
from headway.mastery.formats.case import ASSOCIATION_TYPES, is_official

__all__ = ["build_document", "build_package", "document_identifier", "item_identifier"]

# (kind, identifier) → the address of an object that was made here.
AddressOf = Callable[[str, str], str]

# For identifiers of objects that have none of their own: the same framework always gets the same ones.
NAMESPACE = uuid.UUID("6d2f1c1e-7c56-5b0c-9a55-3f0c2a1d9e47")
ITEM_TYPES = ("Domain", "Strand", "Competency")
EXTENSION = "headway"


def name_only(_kind: str, identifier: str) -> str:
    """The address of an object that nobody serves: its name."""
    return f"urn:uuid:{identifier}"


def build_package(
    content: FrameworkContent,
    *,
    changed_at: dt.datetime,
    version: str,
    level_names: Sequence[str],
    address: AddressOf = name_only,
) -> dict[str, Any]:
    """The framework as a CASE 1.1 package. `level_names`: the performance levels, lowest first.

    `address` says where each object can be read; without it, objects are only named.
    """
    return _Building(content, changed_at, version, level_names, address).package()


def build_document(
    content: FrameworkContent, *, changed_at: dt.datetime, version: str, address: AddressOf = name_only
) -> dict[str, Any]:
    """The CFDocument of `build_package`, without looking at what is in the framework."""
    return _Building(content, changed_at, version, (), address).document_payload()


def document_identifier(identifier: str) -> str:
    """The identifier of the CFDocument for a framework's own identifier."""
    return _uuid_of(identifier, "framework", identifier)


def education_level(level: int | None) -> list[str]:
    """The CEDS code of a continuum level: KG, 01 … 12."""
    if level is None:
        return []
    return ["KG"] if level == 0 else [f"{level:02d}"]


def item_identifier(framework: str, identifier: str) -> str:
    """The identifier of the CFItem for a competency, by its own and its framework's identifier."""
    return _uuid_of(identifier, "item", f"{framework}/{identifier}")


class _Building:
    def __init__(
        self,
        content: FrameworkContent,
        changed_at: dt.datetime,
        version: str,
        level_names: Sequence[str],
        address: AddressOf,
    ) -> None:
        self.address = address
        self.content = content
        self.when = changed_at.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        self.version = version
        self.level_names = level_names
        self.document = document_identifier(content.identifier)
        self.titles: dict[str, str] = {}
        self.links: list[dict[str, Any]] = []
        self.known = {one.identifier: one for one in content.competencies}

    def package(self) -> dict[str, Any]:
        items = [*self._domains(), *self._strands(), *self._competencies()]
        self._precedes()
        self._other_links()
        around = {"lastChangeDateTime": self.when}
        package: dict[str, Any] = {
            "CFDocument": self.document_payload(),
            "CFItems": items,
            "CFAssociations": self.links,
            "CFDefinitions": {
                "CFItemTypes": [
                    {
                        **self._named("CFItemType", self._own("type", name)),
                        "title": name,
                        "description": name,
                        "hierarchyCode": str(place),
                        **around,
                    }
                    for place, name in enumerate(ITEM_TYPES, start=1)
                ]
            },
        }
        rubrics = [*self._rubrics(), *self._level_rubrics()]
        if rubrics:
            package["CFRubrics"] = rubrics
        return package

    # -- identifiers -----------------------------------------------------------------------------------------

    def _own(self, kind: str, name: str) -> str:
        return _uuid_of("", kind, f"{self.content.identifier}/{name}")

    def _item_id(self, identifier: str) -> str:
        return item_identifier(self.content.identifier, identifier)

    def _named(self, kind: str, identifier: str, *, inside: str = "") -> dict[str, str]:
        """inside: the rubric around it; its parts have no address of their own."""
        if not inside:
            return {"identifier": identifier, "uri": self.address(kind, identifier)}
        if self.address is name_only:
            return {"identifier": identifier, "uri": name_only(kind, identifier)}
        return {"identifier": identifier, "uri": f"{self.address('CFRubric', inside)}#{identifier}"}

    def _link_to(self, kind: str, identifier: str, title: str = "", uri: str = "") -> dict[str, str]:
        if identifier == self.document:
            kind = "CFDocument"
        return {
            "title": title or self.titles.get(identifier, identifier),
            "identifier": identifier,
            "uri": uri or self.address(kind, identifier),
        }

    # -- objects ---------------------------------------------------------------------------------------------

    def document_payload(self) -> dict[str, Any]:
        content = self.content
        payload = {
            **self._named("CFDocument", self.document),
            "creator": content.creator or content.title,
            "title": content.title,
            "version": self.version,
            "language": "en",
            "caseVersion": "1.1",
            "lastChangeDateTime": self.when,
        }
        if content.uri and self.address is name_only:
            payload["uri"] = content.uri
        return self._with_extension(payload, translations=content.translations)

    def _item(
        self, identifier: str, statement: str, item_type: str, *, code: str = "", **more: Any
    ) -> dict[str, Any]:
        self.titles[identifier] = code or statement[:80]
        return {
            **self._named("CFItem", identifier),
            "fullStatement": statement,
            "CFItemType": item_type,
            "CFItemTypeURI": self._link_to("CFItemType", self._own("type", item_type), item_type),
            **({"humanCodingScheme": code} if code else {}),
            "language": "en",
            "lastChangeDateTime": self.when,
            **more,
        }

    def _domains(self) -> Iterable[dict[str, Any]]:
        self.titles[self.document] = self.content.title
        for place, one in enumerate(self.content.domains, start=1):
            identifier = self._own("domain", one.code)
            item = self._item(identifier, one.name, "Domain", code=one.code)
            if one.description:
                item["notes"] = one.description
            self._child(identifier, self.document, place)
            yield self._with_extension(item, kind=one.kind, translations=one.translations)

    def _strands(self) -> Iterable[dict[str, Any]]:
        for place, one in enumerate(self.content.strands, start=1):
            identifier = self._own("strand", one.code)
            self._child(identifier, self._own("domain", one.domain_code), place)
            item = self._item(identifier, one.name, "Strand", code=one.code)
            yield self._with_extension(item, translations=one.translations)

    def _competencies(self) -> Iterable[dict[str, Any]]:
        for place, one in enumerate(self.content.competencies, start=1):
            identifier = self._item_id(one.identifier)
            self._child(identifier, self._above(one), place)
            item = self._item(
                identifier,
                one.statement or one.title,
                "Competency" if one.is_ratable else "Strand",
                code=one.code,
                abbreviatedStatement=one.title,
            )
            if levels := education_level(one.level):
                item["educationLevel"] = levels
            yield self._with_extension(
                item,
                identifier=one.identifier if one.identifier != identifier else None,
                kind=one.kind,
                depth=one.depth,
                importance=one.importance,
                weight=one.weight,
                translations=one.translations,
            )

    def _above(self, one: CompetencyContent) -> str:
        if one.parent:
            return self._item_id(one.parent)
        if one.strand_code:
            return self._own("strand", one.strand_code)
        return self._own("domain", one.domain_code) if one.domain_code else self.document

    def _with_extension(self, payload: dict[str, Any], **more: Any) -> dict[str, Any]:
        said = {name: value for name, value in more.items() if value not in (None, "", {})}
        return {**payload, "extensions": {EXTENSION: said}} if said else payload

    # -- links -----------------------------------------------------------------------------------------------

    def _child(self, child: str, parent: str, place: int) -> None:
        self._link("isChildOf", child, parent, sequenceNumber=place)

    def _link(self, kind: str, origin: str, destination: str, *, identifier: str = "", **more: Any) -> None:
        self.links.append(
            {
                **self._named(
                    "CFAssociation", _uuid_of(identifier, "link", f"{origin}/{kind}/{destination}")
                ),
                "associationType": kind,
                "originNodeURI": self._link_to("CFItem", origin),
                "destinationNodeURI": self._link_to("CFItem", destination),
                "lastChangeDateTime": self.when,
                **more,
            }
        )

    def _precedes(self) -> None:
        for arrow in self.content.prerequisites:
            self._link(
                "precedes",
                self._item_id(arrow.before),
                self._item_id(arrow.after),
                identifier=arrow.identifier,
                extensions={EXTENSION: {"is_gate": arrow.is_gate}},
            )

    def _other_links(self) -> None:
        """Crosswalks to other frameworks and whatever else was linked; trees and prerequisites are written above."""
        for one in self.content.associations:
            inside = one.origin_identifier in self.known and one.destination_identifier in self.known
            if inside and one.kind in ("isChildOf", "precedes"):
                continue
            kind = one.kind
            if kind not in ASSOCIATION_TYPES and not kind.startswith("ext:"):
                kind = "ext:" + "".join(sign if sign.isalnum() else "-" for sign in kind)
            origin, destination = self._ends(one)
            link = {
                **self._named(
                    "CFAssociation",
                    _uuid_of(one.identifier, "link", f"{self.content.identifier}/{one.identifier}"),
                ),
                "associationType": kind,
                "originNodeURI": origin,
                "destinationNodeURI": destination,
                "lastChangeDateTime": self.when,
            }
            if one.grouping_identifier:
                link["CFAssociationGroupingURI"] = self._link_to(
                    "CFAssociationGrouping", one.grouping_identifier
                )
            self.links.append(link)

    def _ends(self, one: AssociationContent) -> list[dict[str, str]]:
        ends = []
        for identifier, uri in (
            (one.origin_identifier, one.origin_uri),
            (one.destination_identifier, one.destination_uri),
        ):
            own = self._item_id(identifier) if identifier in self.known else identifier
            ends.append(self._link_to("CFItem", own or uri, uri="" if identifier in self.known else uri))
        return ends

    # -- rubrics ---------------------------------------------------------------------------------------------

    def _rubrics(self) -> list[dict[str, Any]]:
        return [self._rubric(one) for one in self.content.rubrics]

    def _rubric(self, rubric: RubricContent) -> dict[str, Any]:
        identifier = _uuid_of(rubric.identifier, "rubric", f"{self.content.identifier}/{rubric.identifier}")
        return {
            **self._named("CFRubric", identifier),
            "title": rubric.title,
            "lastChangeDateTime": self.when,
            "CFRubricCriteria": [self._criterion(one, identifier) for one in rubric.criteria],
        }

    def _criterion(self, criterion: CriterionContent, rubric: str) -> dict[str, Any]:
        identifier = _uuid_of(criterion.identifier, "criterion", f"{rubric}/{criterion.identifier}")
        payload = {
            **self._named("CFRubricCriterion", identifier, inside=rubric),
            "description": criterion.text,
            "rubricId": rubric,
            "position": criterion.position + 1,
            "lastChangeDateTime": self.when,
            "CFRubricCriterionLevels": [
                {
                    **self._named(
                        "CFRubricCriterionLevel",
                        _uuid_of(one.identifier, "level", f"{identifier}/{one.identifier}"),
                        inside=rubric,
                    ),
                    "quality": one.quality,
                    "description": one.text,
                    "position": one.position + 1,
                    "rubricCriterionId": identifier,
                    "lastChangeDateTime": self.when,
                }
                for one in criterion.levels
            ],
        }
        if criterion.competency:
            payload["CFItemURI"] = self._link_to("CFItem", self._item_id(criterion.competency))
        return payload

    def _level_rubrics(self) -> Iterable[dict[str, Any]]:
        """What each performance level looks like, as one rubric for each competency that says so."""
        told = {
            one.competency for rubric in self.content.rubrics for one in rubric.criteria if one.competency
        }
        for competency in self.content.competencies:
            if not competency.descriptors or competency.identifier in told:
                continue
            rubric = self._own("levels", competency.identifier)
            criterion = self._own("levels-criterion", competency.identifier)
            yield {
                **self._named("CFRubric", rubric),
                "title": competency.title,
                "lastChangeDateTime": self.when,
                "CFRubricCriteria": [
                    {
                        **self._named("CFRubricCriterion", criterion, inside=rubric),
                        "description": competency.statement,
                        "CFItemURI": self._link_to("CFItem", self._item_id(competency.identifier)),
                        "rubricId": rubric,
                        "position": 1,
                        "lastChangeDateTime": self.when,
                        "CFRubricCriterionLevels": [
                            {
                                **self._named(
                                    "CFRubricCriterionLevel",
                                    self._own("level", f"{competency.identifier}/{descriptor.level}"),
                                    inside=rubric,
                                ),
                                "quality": self._level_name(descriptor.level),
                                "description": descriptor.text,
                                "position": descriptor.level,
                                "rubricCriterionId": criterion,
                                "lastChangeDateTime": self.when,
                                **(
                                    {"extensions": [{EXTENSION: {"translations": descriptor.translations}}]}
                                    if descriptor.translations
                                    else {}
                                ),
                            }
                            for descriptor in competency.descriptors
                        ],
                    }
                ],
            }

    def _level_name(self, level: int) -> str:
        return self.level_names[level - 1] if level <= len(self.level_names) else str(level)


def _uuid_of(identifier: str, kind: str, name: str) -> str:
    """The identifier when it is one that CASE takes; else one made from the name, always the same."""
    lowered = identifier.lower()
    return lowered if is_official(lowered) else str(uuid.uuid5(NAMESPACE, f"{kind}/{name}"))
