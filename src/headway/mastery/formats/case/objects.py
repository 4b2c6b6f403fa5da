"""A package as rows: one per object, plus an envelope; and back to the same package.

This is how a framework is stored and compared. The payload of each object is kept exactly, so nothing that another
system wrote is lost, known to CASE or not.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from headway.mastery.formats.case.model import CasePackage
from headway.mastery.formats.case.shape import listed, row_of
from headway.mastery.formats.case.vocabulary import PLACES, identity
from headway.mastery.formats.case.wording import refuse

# Beyond this, floating point no longer tells neighbouring whole numbers apart.
_EXACT_WHOLE = 2**53


@dataclass(frozen=True, slots=True)
class StoredObject:
    """One object of a package.

    kind        one of `PLACES`; rubrics carry their criteria and levels inside.
    identifier  as written; empty when the object has none.
    position    its place in its list, from 0.
    digest      `canonical_digest(payload)`, if already known; else empty.
    """

    kind: str
    identifier: str
    uri: str
    payload: Any = field(compare=False, repr=False)
    position: int
    digest: str = ""

    def digested(self) -> str:
        """The digest, computed when it is not known."""
        return self.digest or canonical_digest(self.payload)


class Change(NamedTuple):
    """An object whose payload differs, with the names of the members that differ."""

    old: StoredObject
    new: StoredObject
    members: tuple[str, ...]


class Difference(NamedTuple):
    """How a new version of a package differs from the stored one. `missing` is in the old version only."""

    added: tuple[StoredObject, ...]
    changed: tuple[Change, ...]
    unchanged: tuple[StoredObject, ...]
    missing: tuple[StoredObject, ...]


def objects(package: CasePackage, *, taken_only: bool = False) -> Iterator[StoredObject]:
    """Every object of the package, in file order, kind by kind; `taken_only` skips those that were left out.

    For the exact same package later, store all of them. For a clean one, store those that were taken.
    """
    for kind in PLACES:
        entries = [package.content["CFDocument"]] if kind == "CFDocument" else listed(package.content, kind)
        for position, payload in enumerate(entries):
            if not (taken_only and row_of(kind, position) in package.left_out):
                yield StoredObject(
                    kind, _text(payload, "identifier", "sourcedId"), _text(payload, "uri"), payload, position
                )


def envelope(package: CasePackage) -> dict[str, Any]:
    """The package without its objects: which lists it has, and every member that CASE does not know."""
    around = {name: value for name, value in package.content.items() if name != "CFDocument"}
    if isinstance(around.get("CFDefinitions"), Mapping):
        around["CFDefinitions"] = dict(around["CFDefinitions"])
    for *outer, name in list(PLACES.values())[1:]:
        holder = around if not outer else around.get(outer[0])
        if isinstance(holder, dict) and isinstance(holder.get(name), list):
            holder[name] = []
    return around


def assemble(stored: Iterable[StoredObject], around: Mapping[str, Any]) -> bytes:
    """The package made of stored objects and an `envelope`, as JSON in UTF-8.

    Objects may come in any order; `position` orders each list. Raises `FormatProblem` when there is no document.
    """
    return _as_bytes(assembled(stored, around))


def assembled(stored: Iterable[StoredObject], around: Mapping[str, Any]) -> dict[str, Any]:
    """The same as `assemble`, as a dictionary."""
    by_kind: defaultdict[str, list[StoredObject]] = defaultdict(list)
    for one in stored:
        by_kind[one.kind].append(one)
    if not by_kind["CFDocument"]:
        raise refuse("no_document", found=", ".join(around) or "no members")
    content: dict[str, Any] = {"CFDocument": by_kind.pop("CFDocument")[0].payload, **around}
    if isinstance(content.get("CFDefinitions"), Mapping):
        content["CFDefinitions"] = dict(content["CFDefinitions"])
    for kind, found in by_kind.items():
        *outer, name = PLACES[kind]
        holder = content
        for step in outer:
            if not isinstance(holder.get(step), dict):
                holder[step] = {}
            holder = holder[step]
        holder[name] = [one.payload for one in sorted(found, key=lambda one: one.position)]
    return content


def write_package(package: CasePackage) -> bytes:
    """The package as JSON in UTF-8: the same JSON that was read, whatever its version."""
    return _as_bytes(package.content)


def canonical_digest(payload: Any) -> str:
    """SHA-256 (64 hexadecimal digits) of the payload, equal for equal JSON.

    Neither the order of members nor the spelling of a number (1, 1.0, 1e0) makes a difference.
    """
    text = json.dumps(
        _spelled_alike(payload), sort_keys=True, ensure_ascii=True, separators=(",", ":"), allow_nan=False
    )
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def diff(old: Iterable[StoredObject], new: Iterable[StoredObject]) -> Difference:
    """What a new version adds, changes, leaves as it is, and no longer has; by kind and identifier.

    The order of objects makes no difference. Objects without identifier are compared by their content. When an
    identifier occurs twice, the first one counts, as for the reader.
    """
    before, after = _by_identity(old), _by_identity(new)
    added, changed, unchanged = [], [], []
    for key, one in after.items():
        earlier = before.get(key)
        if earlier is None:
            added.append(one)
        elif earlier.digested() == one.digested():
            unchanged.append(one)
        else:
            changed.append(Change(earlier, one, _differing_members(earlier.payload, one.payload)))
    missing = tuple(one for key, one in before.items() if key not in after)
    return Difference(tuple(added), tuple(changed), tuple(unchanged), missing)


def _by_identity(stored: Iterable[StoredObject]) -> dict[tuple[str, str], StoredObject]:
    found: dict[tuple[str, str], StoredObject] = {}
    for one in stored:
        name = identity(one.identifier) if one.identifier else f"content {one.digested()}"
        found.setdefault((one.kind, name), one)
    return found


def _differing_members(old: Any, new: Any) -> tuple[str, ...]:
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        return ()
    nothing = object()
    names = dict.fromkeys([*old, *new])
    return tuple(
        name
        for name in names
        if _spelled_alike(old.get(name, nothing)) != _spelled_alike(new.get(name, nothing))
    )


def _spelled_alike(value: Any) -> Any:
    """The value with 1.0 as 1: some stores of JSON keep one spelling, some the other."""
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT_WHOLE:
        return int(value)
    if isinstance(value, Mapping):
        return {name: _spelled_alike(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_spelled_alike(inner) for inner in value]
    return value


def _text(payload: object, *names: str) -> str:
    if isinstance(payload, Mapping):
        for name in names:
            value = payload.get(name)
            if isinstance(value, str):
                return value.strip()
    return ""


def _as_bytes(content: Mapping[str, Any]) -> bytes:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        # Half of a surrogate pair is legal in JSON only as an escape.
        return json.dumps(content, separators=(",", ":"), allow_nan=False).encode("ascii")
