"""What a package would change: each object against the stored one, by digest; then counted by what it is here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from headway.district.interop.plans import PlanLine
from headway.mastery.formats.case import CasePackage, StoredObject, canonical_digest, diff, identity, objects

__all__ = ["Comparison", "compare", "keepable_objects", "row_of"]

# How a person calls the objects of CASE in a preview.
KINDS = {
    "CFDocument": "framework",
    "CFItem": "competency",
    "CFAssociation": "association",
    "CFConcept": "concept",
    "CFSubject": "subject",
    "CFLicense": "license",
    "CFItemType": "item_type",
    "CFAssociationGrouping": "grouping",
    "CFRubric": "rubric",
    "CFRubricCriterion": "criterion",
    "CFRubricCriterionLevel": "criterion_level",
}
LISTS = {
    "CFItems": "CFItem",
    "CFAssociations": "CFAssociation",
    "CFDefinitions.CFConcepts": "CFConcept",
    "CFDefinitions.CFSubjects": "CFSubject",
    "CFDefinitions.CFLicenses": "CFLicense",
    "CFDefinitions.CFItemTypes": "CFItemType",
    "CFDefinitions.CFAssociationGroupings": "CFAssociationGrouping",
    "CFRubrics": "CFRubric",
    "CFRubricCriteria": "CFRubricCriterion",
    "CFRubricCriterionLevels": "CFRubricCriterionLevel",
}
_INSIDE = {
    "CFRubric": ("CFRubricCriterion", "CFRubricCriteria"),
    "CFRubricCriterion": ("CFRubricCriterionLevel", "CFRubricCriterionLevels"),
}
_INDEX = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Comparison:
    """lines: what would change, one line per object. left: unchanged objects per kind. differs: something in the
    package is not as stored, be it only an object that could not be read."""

    lines: tuple[PlanLine, ...]
    left: Mapping[str, int]
    differs: bool


def keepable_objects(package: CasePackage) -> list[StoredObject]:
    """Every object, read or not, so that the same package can be given back; without those that no database takes."""
    unkeepable = {one.row for one in package.problems if one.kind == "unkeepable_text"}
    return [one for one in objects(package) if row_of(one) not in unkeepable]


def row_of(one: StoredObject) -> str:
    """The place of an object as the reader names it: 'CFItems[12]'."""
    for name, kind in LISTS.items():
        if kind == one.kind:
            return f"{name}[{one.position}]"
    return one.kind


def compare(package: CasePackage, new: Iterable[StoredObject], stored: Iterable[StoredObject]) -> Comparison:
    """What would be added, changed, left and taken out of the newest version, and what cannot be read."""
    found = diff(stored, new)
    lines: list[PlanLine] = []
    left: Counter[str] = Counter()
    for one in found.added:
        lines += _lines(one, "add", package)
        lines += _inner_lines((), _inner(one), package)
    for change in found.changed:
        lines += _lines(change.new, "change", package, change.members)
        inner_lines = _inner_lines(_inner(change.old), _inner(change.new), package)
        lines += [line for line in inner_lines if line.action != "leave"]
        left.update(line.kind for line in inner_lines if line.action == "leave")
    for one in found.missing:
        lines += _lines(one, "deactivate", None)
        lines += _inner_lines(_inner(one), (), package)
    for one in found.unchanged:
        if row_of(one) not in package.left_out:
            left[KINDS[one.kind]] += 1
            left.update(KINDS[inner.kind] for inner in _inner(one) if inner.uri not in package.left_out)
    lines += [
        PlanLine(_kind_of_row(row), "cannot_read", row=row) for row in sorted(package.left_out, key=_in_order)
    ]
    return Comparison(tuple(lines), left, bool(found.added or found.changed or found.missing))


def _lines(
    one: StoredObject, action: str, package: CasePackage | None, fields: tuple[str, ...] = ()
) -> list[PlanLine]:
    """One line, unless the object could not be read: then it has a line of its own kind already."""
    row = row_of(one)
    if package is not None and row in package.left_out:
        return []
    return [PlanLine(KINDS[one.kind], action, one.identifier, row if package is not None else "", fields)]


def _inner(rubric: StoredObject) -> list[StoredObject]:
    """The criteria and levels inside a rubric. Their `uri` holds their row, since they have no list of their own."""
    return list(_nested(rubric.kind, rubric.payload, row_of(rubric)))


def _nested(kind: str, payload: Any, row: str) -> Iterator[StoredObject]:
    if kind not in _INSIDE or not isinstance(payload, Mapping):
        return
    inner_kind, member = _INSIDE[kind]
    entries = payload.get(member)
    for position, inner in enumerate(entries if isinstance(entries, list) else ()):
        if not isinstance(inner, Mapping):
            continue
        place = f"{row}.{member}[{position}]"
        yield StoredObject(inner_kind, str(inner.get("identifier") or ""), place, inner, position)
        yield from _nested(inner_kind, inner, place)


def _inner_lines(
    old: Iterable[StoredObject], new: Iterable[StoredObject], package: CasePackage
) -> list[PlanLine]:
    before = {_key(one): one for one in old}
    after = {_key(one): one for one in new}
    lines = []
    for key, one in after.items():
        if one.uri in package.left_out:
            continue
        earlier = before.get(key)
        same = earlier is not None and canonical_digest(earlier.payload) == canonical_digest(one.payload)
        action = "add" if earlier is None else "leave" if same else "change"
        lines.append(PlanLine(KINDS[one.kind], action, one.identifier, one.uri))
    lines += [
        PlanLine(KINDS[one.kind], "deactivate", one.identifier)
        for key, one in before.items()
        if key not in after
    ]
    return lines


def _key(one: StoredObject) -> tuple[str, str]:
    return one.kind, identity(one.identifier) if one.identifier else one.uri


def _kind_of_row(row: str) -> str:
    """'CFRubrics[0].CFRubricCriteria[1]' is about a criterion."""
    path = _INDEX.sub("", row)
    kind = LISTS.get(path) or LISTS.get(path.rsplit(".", 1)[-1])
    return KINDS[kind] if kind else "framework"


def _in_order(row: str) -> tuple[str, int]:
    numbers = re.findall(r"\d+", row)
    return _INDEX.sub("", row), int(numbers[0]) if numbers else 0
