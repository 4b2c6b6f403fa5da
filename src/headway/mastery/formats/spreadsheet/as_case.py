"""A framework from a spreadsheet as the content of a CASE 1.1 package, so that it is stored and given out like one.

What CASE has no member for (depth, importance, weight, words in other languages) stands under `extensions`, as Headway
writes it; performance levels are one rubric for each item. Source of the target: 1EdTech CASE 1.1, class CFPackage.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from headway.mastery.formats.spreadsheet.cells import is_uuid
from headway.mastery.formats.spreadsheet.items import Entry, SheetFramework

__all__ = ["About", "as_case", "identifier_for_title"]

# For frameworks that are known by their title alone: the same title is the same framework, in every installation.
NAMESPACE = uuid.UUID("b54b3c1e-3b7f-5f0a-8a53-5f9f7c2f4a10")
EXTENSION = "headway"


@dataclass(frozen=True, slots=True)
class About:
    """What a sheet does not say of itself. `known`: code → identifier, of the version that this one follows.

    moment is when it was brought, as CASE writes moments; level_names are the performance levels, lowest first.
    """

    identifier: str
    title: str
    creator: str
    moment: str
    language: str = ""
    description: str = ""
    license_text: str = ""
    notes: str = ""
    level_names: Sequence[str] = ()
    known: Mapping[str, str] = field(default_factory=dict)


def identifier_for_title(title: str) -> str:
    """The identifier of a framework that has none: from its title, without regard to capitals and blanks."""
    return str(uuid.uuid5(NAMESPACE, " ".join(title.casefold().split())))


def as_case(framework: SheetFramework, about: About) -> dict[str, Any]:
    """The package as parsed JSON. The same sheet and the same `about` make the same package."""
    return _Making(framework, about).content()


class _Making:
    def __init__(self, framework: SheetFramework, about: About) -> None:
        self.framework = framework
        self.about = about
        self.language = about.language or framework.language
        self.inside = (
            uuid.UUID(about.identifier)
            if is_uuid(about.identifier)
            else uuid.uuid5(NAMESPACE, about.identifier)
        )
        self.identifiers = {one.key: self._identifier(one) for one in framework.entries}
        self.by_code = {one.code: one.key for one in reversed(framework.entries) if one.code}
        self.entries = {one.key: one for one in framework.entries}
        self.links: dict[str, dict[str, Any]] = {}

    def content(self) -> dict[str, Any]:
        about = self.about
        document: dict[str, Any] = {
            "identifier": about.identifier,
            "uri": f"urn:uuid:{about.identifier}",
            "creator": about.creator or about.title,
            "title": about.title,
            "lastChangeDateTime": about.moment,
            "caseVersion": "1.1",
            "language": self.language,
            **_said(description=about.description, notes=about.notes, adoptionStatus=""),
        }
        definitions = {}
        if about.license_text:
            license = self._named(self._own("license", about.license_text))
            document["licenseURI"] = {"title": about.license_text[:80], **license}
            definitions["CFLicenses"] = [
                {
                    **license,
                    "title": about.license_text[:80],
                    "licenseText": about.license_text,
                    "lastChangeDateTime": about.moment,
                }
            ]
        self._tree()
        self._arrows()
        content = {
            "CFDocument": document,
            "CFItems": [self._item(one) for one in self.framework.entries],
            "CFAssociations": [],
        }
        self._other_links()
        content["CFAssociations"] = list(self.links.values())
        if definitions:
            content["CFDefinitions"] = definitions
        if rubrics := [self._rubric(one) for one in self.framework.entries if one.descriptors]:
            content["CFRubrics"] = rubrics
        return content

    # -- identifiers ---------------------------------------------------------------------------------------------

    def _identifier(self, one: Entry) -> str:
        """Its own, else the one that this code had before, else one made from what it is known by."""
        return (
            one.identifier
            or (self.about.known.get(one.code) if one.code else "")
            or self._own("item", one.key)
        )

    def _own(self, kind: str, name: str) -> str:
        return str(uuid.uuid5(self.inside, f"{kind}/{name}"))

    def _named(self, identifier: str) -> dict[str, str]:
        return {"identifier": identifier, "uri": f"urn:uuid:{identifier}"}

    # -- objects -------------------------------------------------------------------------------------------------

    def _item(self, one: Entry) -> dict[str, Any]:
        spoken = one.language or self.language
        extension = _said(
            depth=one.depth,
            importance=one.importance,
            weight=one.weight,
            translations={tag: dict(words) for tag, words in one.translations.items() if tag != spoken},
        )
        return {
            **self._named(self.identifiers[one.key]),
            "fullStatement": one.statement,
            "lastChangeDateTime": self.about.moment,
            "language": spoken,
            **_said(
                humanCodingScheme=one.code,
                abbreviatedStatement=one.title,
                alternativeLabel=one.alternative_code,
                listEnumeration=one.enumeration,
                CFItemType=one.kind,
                educationLevel=list(one.levels),
                subject=[one.subject] if one.subject else [],
                conceptKeywords=list(one.keywords),
                notes=one.notes,
                extensions={EXTENSION: extension} if extension else {},
            ),
        }

    def _rubric(self, one: Entry) -> dict[str, Any]:
        rubric, criterion = self._own("levels", one.key), self._own("levels-criterion", one.key)
        around = {"lastChangeDateTime": self.about.moment}
        levels = []
        for level, text in sorted(one.descriptors.items()):
            more = one.descriptor_translations.get(level, {})
            translations = {tag: {"text": said} for tag, said in more.items() if tag != self.language}
            levels.append(
                {
                    **self._named(self._own("level", f"{one.key}/{level}")),
                    "quality": self._level_name(level),
                    "description": text,
                    "position": level,
                    "rubricCriterionId": criterion,
                    **around,
                    **({"extensions": [{EXTENSION: {"translations": translations}}]} if translations else {}),
                }
            )
        return {
            **self._named(rubric),
            "title": one.title or one.code or one.statement[:80],
            **around,
            "CFRubricCriteria": [
                {
                    **self._named(criterion),
                    "description": one.statement,
                    "CFItemURI": self._end(one.key),
                    "rubricId": rubric,
                    "position": 1,
                    **around,
                    "CFRubricCriterionLevels": levels,
                }
            ],
        }

    def _level_name(self, level: int) -> str:
        names = self.about.level_names
        return names[level - 1] if level <= len(names) else str(level)

    # -- links ---------------------------------------------------------------------------------------------------

    def _tree(self) -> None:
        places: dict[str, int] = {}
        for one in self.framework.entries:
            for parent in one.parents or ("",):
                places[parent] = places.get(parent, 0) + 1
                self._link("isChildOf", self._end(one.key), self._end(parent), sequenceNumber=places[parent])

    def _arrows(self) -> None:
        for one in self.framework.arrows:
            if one.before in self.identifiers and one.after in self.identifiers:
                self._link("precedes", self._end(one.before), self._end(one.after))

    def _other_links(self) -> None:
        for one in self.framework.entries:
            for kind, target in one.links:
                inside = self.by_code.get(target)
                end = self._end(inside) if inside else {"title": target, "identifier": target, "uri": target, "targetType": "ext:external"}  # fmt: skip
                if inside != one.key:
                    self._link(kind, self._end(one.key), end)

    def _end(self, key: str) -> dict[str, str]:
        if not key:
            return {"title": self.about.title, **self._named(self.about.identifier), "targetType": "CASE"}
        one = self.entries[key]
        return {
            "title": one.code or one.title or one.statement[:80],
            **self._named(self.identifiers[key]),
            "targetType": "CASE",
        }

    def _link(
        self, kind: str, origin: Mapping[str, str], destination: Mapping[str, str], **more: Any
    ) -> None:
        identifier = self._own("link", f"{kind} {origin['identifier']} {destination['identifier']}")
        self.links.setdefault(
            identifier,
            {
                **self._named(identifier),
                "associationType": kind,
                "originNodeURI": dict(origin),
                "destinationNodeURI": dict(destination),
                "lastChangeDateTime": self.about.moment,
                **more,
            },
        )


def _said(**members: Any) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value}
