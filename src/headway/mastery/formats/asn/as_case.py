"""A framework from RDF as the content of a CASE 1.1 package, so that it is stored, compared and given out like one.

An item's identifier is the official one where the source gives one (a GUID, a CTID), else a UUID made from its address
by RFC 4122 (version 5, URL namespace). The same source therefore always makes the same identifiers, here and in other
systems that follow the same rule. Source of the target: 1EdTech CASE 1.1, class CFPackage.
"""

from __future__ import annotations

import re
import uuid
from typing import Any

from headway.mastery.formats.asn import vocabulary as v
from headway.mastery.formats.asn.model import Alignment, Framework, Statement

__all__ = ["NO_MOMENT", "as_case", "identifier_of", "moment"]

# Said where the source says nothing, because CASE requires a moment.
NO_MOMENT = "1970-01-01T00:00:00Z"
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_WHOLE = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})")
STATUSES = {"draft": "Draft", "published": "Adopted", "deprecated": "Deprecated", "superseded": "Deprecated"}
SHORT_BY_PROPERTY = {v.prefixed(name): meant for name, meant in v.ALIGNMENTS.items()}


def identifier_of(address: str) -> str:
    """The UUID that stands for an address: the one inside it, else one made from it."""
    return v.uuid_in(address) or str(uuid.uuid5(uuid.NAMESPACE_URL, address))


def moment(written: str) -> str:
    """A date as CASE writes moments: '2013-04-12' → '2013-04-12T00:00:00Z'. Empty where it is none."""
    if _WHOLE.fullmatch(written):
        return written
    day = _DAY.match(written)
    return f"{day[1]}-{day[2] or '01'}-{day[3] or '01'}T00:00:00Z" if day else ""


def as_case(framework: Framework, *, title: str = "") -> dict[str, Any]:
    """The package as parsed JSON. `title` replaces the title of the source."""
    return _Making(framework, title).content()


class _Making:
    def __init__(self, framework: Framework, title: str) -> None:
        self.framework = framework
        self.when = moment(framework.modified) or NO_MOMENT
        self.title = title or framework.title
        self.document = identifier_of(framework.uri)
        self.identifiers = {one.uri: one.guid or identifier_of(one.uri) for one in framework.statements}
        self.names = {
            one.uri: one.code or _words(one, framework.language)[:80] for one in framework.statements
        }
        self.license = identifier_of(framework.license) if framework.license else ""
        self.links: dict[str, dict[str, Any]] = {}

    def content(self) -> dict[str, Any]:
        items = [self._item(one) for one in self.framework.statements]
        self._tree()
        for one in self.framework.statements:
            for alignment in one.alignments:
                self._alignment(one, alignment)
        content: dict[str, Any] = {
            "CFDocument": self._document(),
            "CFItems": items,
            "CFAssociations": list(self.links.values()),
        }
        if self.license:
            content["CFDefinitions"] = {"CFLicenses": [self._license()]}
        return content

    # -- objects -------------------------------------------------------------------------------------------------

    def _document(self) -> dict[str, Any]:
        one = self.framework
        payload = {
            "identifier": self.document,
            "uri": one.uri,
            "creator": one.creator or one.publisher or one.rights_holder or one.jurisdiction or "unknown",
            "title": self.title,
            "lastChangeDateTime": self.when,
            "caseVersion": "1.1",
            "language": one.language,
            **_said(
                publisher=one.publisher,
                description=one.descriptions.get(one.language) or next(iter(one.descriptions.values()), ""),
                officialSourceURL=one.source if "://" in one.source else "",
                adoptionStatus=STATUSES.get(one.status.lower(), ""),
                version=one.version,
                subject=list(one.subjects),
                notes=self._rights(),
            ),
        }
        if self.license:
            payload["licenseURI"] = {
                "title": _license_name(one.license),
                "identifier": self.license,
                "uri": one.license,
            }
        return payload

    def _rights(self) -> str:
        one = self.framework
        parts = [one.rights]
        if one.rights_holder and one.rights_holder not in one.rights:
            parts.append(f"Rights holder: {one.rights_holder}.")
        return " ".join(filter(None, parts))

    def _license(self) -> dict[str, Any]:
        name = _license_name(self.framework.license)
        return {
            "identifier": self.license,
            "uri": self.framework.license,
            "title": name,
            "licenseText": self.framework.license,
            "lastChangeDateTime": self.when,
        }

    def _item(self, one: Statement) -> dict[str, Any]:
        language = one.language if one.language in one.statements else self.framework.language
        text = _words(one, language)
        spoken = language if language in one.statements else next(iter(one.statements))
        extension: dict[str, Any] = {}
        translations = {tag: {"statement": said} for tag, said in one.statements.items() if tag != spoken}
        for tag, said in one.titles.items():
            if tag != spoken and tag in translations:
                translations[tag]["title"] = said
        if translations:
            extension["headway"] = {"translations": translations}
        if one.other or not one.indexed:
            kept: dict[str, Any] = {name: list(values) for name, values in one.other.items()}
            if not one.indexed:
                kept["asn:indexingStatus"] = ["No"]
            extension["asn"] = kept
        return {
            "identifier": self.identifiers[one.uri],
            "uri": one.uri,
            "fullStatement": text,
            "lastChangeDateTime": moment(one.modified) or self.when,
            "language": spoken,
            **_said(
                humanCodingScheme=one.code,
                alternativeLabel=one.alternative_code,
                abbreviatedStatement=one.titles.get(spoken, ""),
                listEnumeration=one.enumeration,
                CFItemType=one.label,
                educationLevel=list(one.education_levels),
                subject=list(one.subjects),
                conceptKeywords=list(one.concepts),
                notes="\n\n".join(one.notes),
                extensions=extension,
            ),
        }

    # -- links ---------------------------------------------------------------------------------------------------

    def _tree(self) -> None:
        places: dict[str, int] = {}
        for one in self.framework.statements:
            for parent in one.parents or (self.framework.uri,):
                places[parent] = places.get(parent, 0) + 1
                self._link("isChildOf", one.uri, parent, sequenceNumber=places[parent])

    def _alignment(self, one: Statement, alignment: Alignment) -> None:
        kind, turned = SHORT_BY_PROPERTY[alignment.predicate]
        ends = (alignment.target, one.uri) if turned else (one.uri, alignment.target)
        if ends[0] != ends[1]:
            self._link(kind, *ends, notes=alignment.predicate)

    def _link(self, kind: str, origin: str, destination: str, **more: Any) -> None:
        """One link per kind and pair: the same relation is often said from both ends, or by two properties."""
        key = f"{kind} {origin} {destination}"
        if key in self.links:
            return
        identifier = str(uuid.uuid5(uuid.NAMESPACE_URL, key))
        self.links[key] = {
            "identifier": identifier,
            "uri": f"urn:uuid:{identifier}",
            "associationType": kind,
            "originNodeURI": self._end(origin),
            "destinationNodeURI": self._end(destination),
            "lastChangeDateTime": self.when,
            **more,
        }

    def _end(self, address: str) -> dict[str, str]:
        if address == self.framework.uri:
            return {"title": self.title, "identifier": self.document, "uri": address, "targetType": "CASE"}
        if address in self.identifiers:
            return {
                "title": self.names[address] or address,
                "identifier": self.identifiers[address],
                "uri": address,
                "targetType": "CASE",
            }
        return {
            "title": address.rstrip("/").rsplit("/", 1)[-1] or address,
            "identifier": address,
            "uri": address,
            "targetType": "ext:external",
        }


def _words(one: Statement, language: str) -> str:
    return one.statements.get(language) or next(iter(one.statements.values()))


def _said(**members: Any) -> dict[str, Any]:
    """The members that say something; CASE leaves out the others."""
    return {name: value for name, value in members.items() if value}


def _license_name(address: str) -> str:
    found = re.search(r"creativecommons\.org/licenses/([a-z-]+)/(\d\.\d)(?:/([a-z]{2}))?", address)
    if found:
        kind, number, country = found.groups()
        return f"CC {kind.upper()} {number}" + (f" {country.upper()}" if country else "")
    return address
