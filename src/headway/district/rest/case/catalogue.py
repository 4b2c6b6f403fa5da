"""What is shared, as one version of CASE says it: documents, objects by identifier, the links of an item.

What came in as a package is read from the objects as they came; what was made here is built, once per version, and
kept in memory. An identifier is looked for among the shared frameworks only, oldest first.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property, lru_cache, partial
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.utils import translation

from headway.district.continuum.api import (
    SharedVersion,
    case_documents,
    case_identifiers,
    case_payloads,
    count_of_shared,
    frameworks_with_crosswalks,
    links_touching,
    shared_case_objects,
    shared_versions,
)
from headway.district.interop.api import document_identifier, provided_document, provided_package
from headway.district.policy.api import scale_for
from headway.district.rest.case.addresses import Addresses
from headway.district.rest.case.crosswalks import NO_CROSSWALKS, Crosswalks, crosswalks_of
from headway.district.rest.case.problems import Problem, unknown
from headway.mastery.formats.case import PLACES, Provider, is_official, official_identifier

__all__ = ["Catalogue", "Found"]

_UUID: Final = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
# Kinds that are answered with the objects below them, and the member that lists them.
_SETS: Final = {"CFConcept": "CFConcepts", "CFItemType": "CFItemTypes", "CFSubject": "CFSubjects"}


class Found(NamedTuple):
    """An object in the shapes of the version, and the framework it was found in."""

    framework: SharedVersion
    payload: dict[str, Any]


class Catalogue:
    """The shared frameworks for one request. Raises Problem (404) for what is not among them."""

    def __init__(self, addresses: Addresses) -> None:
        self.addresses = addresses
        self.version = addresses.case_version
        self._providers: dict[int, Provider] = {}
        self._crosswalks: dict[int, Crosswalks] = {}

    @cached_property
    def frameworks(self) -> tuple[SharedVersion, ...]:
        return shared_versions()

    # -- frameworks --

    def count(self) -> int:
        return count_of_shared()

    def page_of_documents(self, offset: int, limit: int) -> Iterator[dict[str, Any]]:
        """A page of the list, cut by the database."""
        return self._documents(shared_versions(offset=offset, limit=limit))

    def documents(self) -> Iterator[dict[str, Any]]:
        return self._documents(self.frameworks)

    def document(self, identifier: str) -> Found:
        framework = self.framework(identifier)
        return Found(framework, next(self._documents((framework,))))

    def framework(self, identifier: str) -> SharedVersion:
        """The framework whose CFDocument is called so, also by a name that CASE would not take."""
        name = _checked(identifier)
        for one in self.frameworks:
            if name in (self.name_of(one), one.framework_identifier.lower()):
                return one
        raise unknown(f"no framework {identifier} is shared here")

    def name_of(self, framework: SharedVersion) -> str:
        """The identifier of its CFDocument."""
        if framework.has_case_objects:
            return official_identifier(framework.framework_identifier)
        return document_identifier(framework.framework_identifier)

    def _documents(self, frameworks: Collection[SharedVersion]) -> Iterator[dict[str, Any]]:
        stored = case_documents([one.id for one in frameworks if one.has_case_objects])
        for one in frameworks:
            given = stored.get(one.id) or provided_document(one, self.addresses.of_object)
            payload = self.provider(one).payload("CFDocument", given)
            if payload is not None:
                yield {**payload, "CFPackageURI": self.package_link(one, payload["title"])}

    def package_link(self, framework: SharedVersion, title: str = "") -> dict[str, str]:
        return self._link_to(framework, "CFPackages", title)

    def document_link(self, framework: SharedVersion) -> dict[str, str]:
        return self._link_to(framework, "CFDocuments")

    def _link_to(self, framework: SharedVersion, collection: str, title: str = "") -> dict[str, str]:
        name = self.name_of(framework)
        return {
            "title": title or framework.title,
            "identifier": name,
            "uri": self.addresses.in_this_version(f"{collection}/{name}"),
        }

    # -- objects --

    def object(self, kind: str, identifier: str) -> Found:
        """One object; items and associations say which framework they are of."""
        name = _checked(identifier)
        for framework, given in self._candidates(kind, name):
            payload = self.provider(framework).payload(kind, given)
            if payload is not None:
                if kind in ("CFItem", "CFAssociation"):
                    payload["CFDocumentURI"] = self.document_link(framework)
                return Found(framework, payload)
        raise unknown(f"no {kind} {identifier} is shared here")

    def set_of(self, kind: str, identifier: str) -> Found:
        """The object and those below it, by their hierarchyCode: below 1 are 1.1, 1.2 and 1.2.1."""
        framework, payload = self.object(kind, identifier)
        below = f"{payload['hierarchyCode']}." if payload["hierarchyCode"] else ""
        others = [
            one
            for one in self.payloads(framework, kind)
            if below and one["hierarchyCode"].startswith(below) and one["identifier"] != payload["identifier"]
        ]
        return Found(framework, {_SETS[kind]: [payload, *others]})

    def item_with_links(self, identifier: str) -> Found:
        """An item, and every association of shared frameworks that begins or ends at it."""
        framework, item = self.object("CFItem", identifier)
        links: dict[str, dict[str, Any]] = {}
        for owner, given in self._links_of(item["identifier"], identifier):
            payload = self.provider(owner).payload("CFAssociation", given)
            if payload is not None:
                links.setdefault(payload["identifier"], payload)
        if not links:
            # CASE: the set holds at least one association.
            raise unknown(f"no association begins or ends at the CFItem {identifier}")
        return Found(framework, {"CFItem": item, "CFAssociations": list(links.values())})

    def payloads(self, framework: SharedVersion, kind: str) -> Iterator[dict[str, Any]]:
        """The objects of one kind in a framework, in their order; of a repeated identifier the first."""
        provider = self.provider(framework)
        seen: set[str] = set()
        for given in self._given(framework, kind):
            payload = provider.payload(kind, given)
            if payload is not None and payload["identifier"] not in seen:
                seen.add(payload["identifier"])
                yield payload

    def _given(self, framework: SharedVersion, kind: str) -> Iterator[Any]:
        if framework.has_case_objects:
            yield from (payload for _identifier, payload in case_payloads(framework.id, kind))
        else:
            yield from self._built(framework).get(kind, {}).values()
        yield from self._linked_here(framework, kind)

    def _candidates(self, kind: str, name: str) -> Iterator[tuple[SharedVersion, Any]]:
        by_id = {one.id: one for one in self.frameworks}
        for version_id, payload in shared_case_objects(kind, _spellings(name)):
            yield by_id[version_id], payload
        for framework in self.frameworks:
            if framework.has_case_objects:
                original = _irregular(framework).get((kind, name))
                if original is not None:
                    found = case_payloads(framework.id, kind, [original])
                    yield from ((framework, payload) for _identifier, payload in found)
            elif (built := self._built(framework).get(kind, {}).get(name)) is not None:
                yield framework, built
            for given in self._linked_here(framework, kind):
                if given["identifier"] == name:
                    yield framework, given

    def _linked_here(self, framework: SharedVersion, kind: str) -> tuple[Mapping[str, Any], ...]:
        if kind == "CFAssociation":
            return self.crosswalks(framework).associations
        return self.crosswalks(framework).groupings if kind == "CFAssociationGrouping" else ()

    def _links_of(self, name: str, asked: str) -> Iterator[tuple[SharedVersion, Any]]:
        originals = {
            original
            for framework in self.frameworks
            if framework.has_case_objects
            and (original := _irregular(framework).get(("CFItem", name))) is not None
        }
        ends = {*_spellings(name), *_spellings(asked), *originals}
        wanted: dict[int, list[str]] = {}
        for version_id, identifier in links_touching(ends):
            wanted.setdefault(version_id, []).append(identifier)
        for framework in self.frameworks:
            if framework.has_case_objects:
                if framework.id in wanted:
                    found = case_payloads(framework.id, "CFAssociation", wanted[framework.id])
                    yield from ((framework, payload) for _identifier, payload in found)
            else:
                yield from (
                    (framework, one)
                    for one in self._built(framework).get("CFAssociation", {}).values()
                    if name in _ends(one)
                )
            for one in self.crosswalks(framework).associations:
                if name in _ends(one):
                    yield framework, one

    # -- what a framework is made of --

    def provider(self, framework: SharedVersion) -> Provider:
        if framework.id not in self._providers:
            self._providers[framework.id] = Provider(
                self.version,
                moment=moment_of(framework.published_at),
                address=self.addresses.of_object,
                renamed=partial(_renamed, framework) if framework.has_case_objects else str,
            )
        return self._providers[framework.id]

    def crosswalks(self, framework: SharedVersion) -> Crosswalks:
        """What people linked here between this framework and other shared ones."""
        if framework.framework_id not in self._with_crosswalks:
            return NO_CROSSWALKS
        if framework.id not in self._crosswalks:
            by_id = {one.id: one for one in self.frameworks}
            self._crosswalks[framework.id] = crosswalks_of(framework, by_id, self.addresses)
        return self._crosswalks[framework.id]

    @cached_property
    def _with_crosswalks(self) -> frozenset[int]:
        return frameworks_with_crosswalks()

    @cached_property
    def level_names(self) -> tuple[str, ...]:
        """Of the performance levels, the same for every reader: in the language of the site."""
        with translation.override(settings.LANGUAGE_CODE):
            return tuple(str(name) for name in scale_for(None).names)

    def _built(self, framework: SharedVersion) -> Mapping[str, Mapping[str, Any]]:
        return _built(framework, self.addresses, self.level_names)

    def changed_at(self, framework: SharedVersion) -> dt.datetime | None:
        """Since when it stands as it does. What people link here changes between two versions: then only the tag
        says whether something did."""
        return None if self.crosswalks(framework).stamp else framework.in_force_since

    def stamp(self, framework: SharedVersion) -> str:
        """Changes whenever the package of this framework does, at this address."""
        parts = [framework.uuid, framework.published_at, framework.title, framework.creator]
        parts += [framework.uri, self.addresses.base]
        parts += [self.addresses.segment, self.crosswalks(framework).stamp]
        if not framework.has_case_objects:
            parts += [self.level_names]
        return hashlib.sha256(repr([*map(str, parts)]).encode()).hexdigest()[:32]


def moment_of(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _checked(identifier: str) -> str:
    if not _UUID.fullmatch(identifier):
        raise Problem(404, "invalid_uuid", f"Invalid UUID: {identifier[:80]!r} is not a UUID.")
    return identifier.lower()


def _spellings(name: str) -> set[str]:
    """Identifiers are stored as they came; some publishers write capitals."""
    return {name, name.lower(), name.upper()}


def _ends(association: Mapping[str, Any]) -> tuple[str, str]:
    return association["originNodeURI"]["identifier"], association["destinationNodeURI"]["identifier"]


@lru_cache(maxsize=64)
def _irregular(framework: SharedVersion) -> Mapping[tuple[str, str], str]:
    """(kind, the identifier we hand out) → as it came, for those that CASE would not take."""
    return MappingProxyType(
        {
            (kind, official_identifier(identifier)): identifier
            for kind, identifier in case_identifiers(framework)
            if identifier and not is_official(identifier.lower())
        }
    )


@lru_cache(maxsize=64)
def _aliases(framework: SharedVersion) -> Mapping[str, str]:
    return MappingProxyType(
        {original: official for (_kind, official), original in _irregular(framework).items()}
    )


def _renamed(framework: SharedVersion, identifier: str) -> str:
    """As we hand out what came under this identifier, so that links inside the framework lead to the same object."""
    return _aliases(framework).get(identifier, identifier)


@lru_cache(maxsize=4)
def _built(
    framework: SharedVersion, addresses: Addresses, level_names: tuple[str, ...]
) -> Mapping[str, Mapping[str, Any]]:
    """A framework that was made here: kind → identifier → object. A version in force is not edited any more."""
    package = provided_package(framework, addresses.of_object, level_names)
    found: dict[str, dict[str, Any]] = {}
    for kind, (*outer, name) in PLACES.items():
        holder = package
        for step in outer:
            holder = holder.get(step, {})
        listed = [holder[name]] if kind == "CFDocument" else holder.get(name, [])
        found[kind] = {one["identifier"]: one for one in listed}
    return MappingProxyType(found)
