"""What a package said about a framework, carried over to a version of it that was edited here.

A draft does not copy the objects of the package it goes back to. What the edits say is told apart by building both
versions anew and comparing: an object that was built the same way twice stays as it came, members that differ are
said anew, and everything else that the package said about the object stays.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any

from headway.district.continuum.api import (
    VersionInfo,
    case_objects,
    case_source,
    content_of,
    outline_of,
    store_case_objects,
)
from headway.district.foundation.api import clock
from headway.district.interop.case.building import EXTENSION, build_package
from headway.district.interop.case.comparing import keepable_objects
from headway.district.interop.case.projecting import case_object_contents
from headway.district.policy.api import scale_for
from headway.mastery.formats.case import StoredObject, assembled, identity, read_package

__all__ = ["carried_package", "instant_of", "keep_case_objects"]

CHANGED = "lastChangeDateTime"
NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
LISTS = ("CFItems", "CFAssociations", "CFRubrics")


def carried_package(version_id: int, when: str) -> dict[str, Any] | None:
    """The package behind this version with what was edited since; None where no package is behind it.

    when: the instant of the version, for the objects that changed.
    """
    source = case_source(version_id)
    if source is None:
        return None
    stored = [
        StoredObject(one.kind, one.identifier, "", one.payload, one.position, one.digest)
        for one in case_objects(source)
    ]
    package = assembled(stored, outline_of(source).envelope)
    if source == version_id:
        return package
    return _Carrying(_built(source), _built(version_id), when).over(package)


def instant_of(version: VersionInfo) -> str:
    """The instant of a version as CASE writes instants."""
    at = version.published_at or clock.now()
    return at.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def keep_case_objects(version: VersionInfo) -> int:
    """Give a version that was edited here its own objects, so that it is handed out and compared like one that came.

    To be called when it is published. The number of objects; 0 where no package is behind the version, or it has its
    own already.
    """
    if case_source(version.id) in (None, version.id):
        return 0
    package = read_package(json.dumps(carried_package(version.id, instant_of(version))).encode())
    return store_case_objects(version.id, case_object_contents(keepable_objects(package)))


def _built(version_id: int) -> dict[str, Any]:
    """A version as it would be built here; all with one date and no number, so that two can be compared."""
    content = content_of(version_id, with_case_objects=False)
    return build_package(content, changed_at=NEVER, version="", level_names=scale_for(None).names)


class _Carrying:
    def __init__(self, before: Mapping[str, Any], after: Mapping[str, Any], when: str) -> None:
        self.before = before
        self.after = after
        self.when = when

    def over(self, package: dict[str, Any]) -> dict[str, Any]:
        lists = {name: self._list(name, package.get(name)) for name in LISTS}
        gone = self._named("CFItems", self.before).keys() - self._named("CFItems", self.after).keys()
        lists["CFAssociations"] = self._without_ends(lists["CFAssociations"], gone)
        found = package | {name: value for name, value in lists.items() if value or name in package}
        document = self._patched(package["CFDocument"], self.before["CFDocument"], self.after["CFDocument"])
        found["CFDocument"] = document
        if any(one.get("CFItemTypeURI") for one in self._added("CFItems")):
            found["CFDefinitions"] = self._definitions(package.get("CFDefinitions"))
        return found

    def _list(self, name: str, given: Any) -> list[Any]:
        """The objects as they came, without those that were taken out, changed ones patched, new ones at the end."""
        before, after = self._named(name, self.before), self._named(name, self.after)
        kept = []
        for payload in given if isinstance(given, list) else ():
            key = identity(str(payload.get("identifier", ""))) if isinstance(payload, Mapping) else ""
            if key in before and key not in after:
                continue
            if key in before and _said(before[key]) != _said(after[key]):
                payload = self._patched(payload, before[key], after[key])
            kept.append(payload)
        if name == "CFAssociations":
            kept = self._without_links(kept)
        return [*kept, *({**one, CHANGED: self.when} for one in self._added(name))]

    def _patched(
        self, payload: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> dict[str, Any]:
        """The object with the members that an edit changed, and everything else that was said about it."""
        patched = dict(payload)
        changed = [name for name in {**before, **after} if _said(before.get(name)) != _said(after.get(name))]
        for name in changed:
            if name == "extensions":
                said = {**(payload.get(name) or {}), EXTENSION: (after.get(name) or {}).get(EXTENSION, {})}
                patched[name] = said
            elif name in after:
                patched[name] = after[name]
            else:
                patched.pop(name, None)
        if changed:
            patched[CHANGED] = self.when
        return patched

    def _without_links(self, links: Iterable[Any]) -> list[Any]:
        """Links under another identifier that say what an edit took back: a tree's, a prerequisite's."""
        before, after = self._named("CFAssociations", self.before), self._named("CFAssociations", self.after)
        taken = {_link(one) for key, one in before.items() if key not in after}
        taken -= {_link(one) for one in after.values()}
        return [one for one in links if _link(one) not in taken]

    @staticmethod
    def _without_ends(links: Iterable[Any], gone: Iterable[str]) -> list[Any]:
        lost = set(gone)
        return [one for one in links if not lost.intersection(_link(one)[1:])]

    def _added(self, name: str) -> list[dict[str, Any]]:
        before = self._named(name, self.before)
        return [one for key, one in self._named(name, self.after).items() if key not in before]

    def _definitions(self, given: Any) -> dict[str, Any]:
        """New items name their type; the package has to know it."""
        definitions = dict(given) if isinstance(given, Mapping) else {}
        types = list(definitions.get("CFItemTypes") or ())
        known = {str(one.get("identifier")) for one in types if isinstance(one, Mapping)}
        wanted = {one["CFItemTypeURI"]["identifier"] for one in self._added("CFItems")}
        own = self.after["CFDefinitions"]["CFItemTypes"]
        types += [one for one in own if one["identifier"] in wanted - known]
        return definitions | {"CFItemTypes": types}

    @staticmethod
    def _named(name: str, package: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
        return {identity(one["identifier"]): one for one in package.get(name, ())}


def _said(value: Any) -> Any:
    """What an object says, with links reduced to where they lead: their titles repeat the words of others."""
    if isinstance(value, Mapping):
        if value.keys() == {"title", "identifier", "uri"}:
            return value["identifier"]
        return {name: _said(inner) for name, inner in value.items()}
    return [_said(inner) for inner in value] if isinstance(value, list) else value


def _link(payload: Any) -> tuple[str, str, str]:
    """What a link says: its kind and its ends, without identifiers and places in lists."""
    if not isinstance(payload, Mapping):
        return ("", "", "")
    ends = []
    for name in ("originNodeURI", "destinationNodeURI"):
        end = payload.get(name)
        ends.append(identity(str(end.get("identifier", ""))) if isinstance(end, Mapping) else "")
    return (str(payload.get("associationType", "")), ends[0], ends[1])
