"""The same framework said in CASE 1.0 or in CASE 1.1."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from headway.mastery.formats.case.members import (
    Members,
    Remarks,
    parse_moment,
    split_levels,
    whole_number,
)
from headway.mastery.formats.case.model import CasePackage
from headway.mastery.formats.case.objects import StoredObject, assembled, envelope, objects
from headway.mastery.formats.case.reading import read_content
from headway.mastery.formats.case.shape import row_of
from headway.mastery.formats.case.vocabulary import (
    ASSOCIATION_TYPES,
    ASSOCIATION_TYPES_1_0,
    EARLIER_MEMBERS,
    EXTENSION_WORD,
    MEMBERS,
    NESTED,
    ONLY_IN_1_1,
    PLACES,
    REQUIRED,
    CaseVersion,
)

_LINK_MEMBERS = ("title", "identifier", "uri")
# Said only where neither the object nor its framework has a readable moment, because the schema requires one.
NO_MOMENT_KNOWN = "1970-01-01T00:00:00Z"
_NESTED_IN = {around: (kind, member) for kind, (around, member) in NESTED.items()}


def to_version(package: CasePackage, version: CaseVersion) -> CasePackage:
    """The package in the shapes of one version, ready for `write_package`.

    What could be read is carried over in the shapes that the official schema of that version asks for. For 1.1,
    members that CASE does not know move under `extensions`. For 1.0, what only exists since 1.1 is left out. Each of
    these is a note in `problems` of the result. Objects that were left out by the reader are left out here too.
    """
    remarks = Remarks()
    converted = []
    conversion = _Conversion(version, package, remarks)
    associations_taken = {one.position: one for one in package.associations}
    for one in objects(package):
        row = row_of(one.kind, one.position)
        if row in package.left_out:
            remarks.count("left_out_in_conversion", row=row, field="", version=version)
            continue
        payload = dict(one.payload)
        if one.kind == "CFAssociation":
            payload["associationType"] = _known_type(associations_taken[one.position].type, row, remarks)
            if version == "1.0" and payload["associationType"] not in ASSOCIATION_TYPES_1_0:
                name = f"associationType {payload['associationType']}"
                remarks.count("not_in_case_1_0", row=row, field=name)
                continue
        payload = conversion.of(one.kind, payload, row)
        converted.append(StoredObject(one.kind, one.identifier, one.uri, payload, one.position))
    content = assembled(converted, _around(package, version, remarks))
    result = read_content(content)
    return replace(
        result,
        case_version=version,
        problems=(*remarks.all(), *(one for one in result.problems if one.kind != "case_1_0_shape")),
    )


class _Conversion:
    def __init__(self, version: CaseVersion, package: CasePackage, remarks: Remarks) -> None:
        self.version = version
        self.left_out = package.left_out
        changed = package.document.last_changed
        self.moment_of_document = changed.isoformat() if changed else NO_MOMENT_KNOWN
        self.remarks = remarks

    def of(self, kind: str, payload: Mapping[str, Any], row: str) -> dict[str, Any]:
        """The object in the shapes of the version."""
        known, earlier = MEMBERS[kind], EARLIER_MEMBERS[kind]
        result: dict[str, Any] = {}
        unknown: dict[str, Any] = {}
        for field, value in payload.items():
            if value is None:
                continue
            name = field if field in known else earlier.get(field, "")
            if name is None or (name != field and payload.get(name) is not None):
                continue
            if not name:
                unknown[field] = value
            elif self.version == "1.0" and name in ONLY_IN_1_1[kind]:
                if name == "caseVersion":
                    continue
                self.remarks.count("not_in_case_1_0", row=row, field=f"{kind}.{name}")
            elif (shaped := self._shaped(kind, name, value, row)) is not None:
                result[name] = shaped
        self._keep_unknown(kind, unknown, result, row)
        self._complete(kind, result, row)
        return result

    def _shaped(self, kind: str, name: str, value: Any, row: str) -> Any:
        shape = MEMBERS[kind][name]
        match shape:
            case "text" | "identifier":
                return _as_text(value)
            case "texts" if isinstance(value, str):
                return list(split_levels(value)) if name == "educationLevel" else [value]
            case "texts":
                listed = value if isinstance(value, list) else []
                return [text for one in listed if (text := _as_text(one)) is not None]
            case "integer":
                return whole_number(value)
            case "number":
                return Members({name: value}, kind, row, Remarks()).number(name)
            case "moment":
                return _as_moment(value)
            case "day":
                moment = parse_moment(value) if isinstance(value, str) else None
                return moment.date().isoformat() if moment else None
            case "link":
                return self._link(value)
            case "links":
                links = value if isinstance(value, list) else [value]
                return [link for one in links if (link := self._link(one)) is not None]
            case "objects":
                inner_kind, _ = _NESTED_IN[kind]
                return [
                    self.of(inner_kind, one, place)
                    for index, one in enumerate(value if isinstance(value, list) else [])
                    if (place := f"{row}.{name}[{index}]") not in self.left_out
                ]
            case "extensions":
                return value if _are_extensions(kind, value) else None
            case _:
                raise AssertionError(f"no rule for the shape {shape}")

    def _link(self, value: Any) -> dict[str, str] | None:
        if isinstance(value, str):
            value = {"title": value, "identifier": value, "uri": value}
        if not isinstance(value, Mapping):
            return None
        link = {name: _as_text(value.get(name)) or "" for name in _LINK_MEMBERS}
        target = value.get("targetType")
        if self.version == "1.1" and (target == "CASE" or EXTENSION_WORD.fullmatch(str(target))):
            link["targetType"] = str(target)
        return link

    def _keep_unknown(self, kind: str, unknown: dict[str, Any], result: dict[str, Any], row: str) -> None:
        """Members that CASE does not know: under `extensions` in 1.1; 1.0 has no place for them."""
        for field in unknown:
            if self.version == "1.0":
                self.remarks.count("not_in_case_1_0", row=row, field=f"{kind}.{field}")
            else:
                self.remarks.count("moved_to_extensions", row=row, field=field, what=kind)
        if self.version == "1.0" or not unknown:
            return
        existing = result.get("extensions")
        if kind == "CFRubricCriterionLevel":
            # Only here does the schema of 1.1 ask for a list of extensions.
            result["extensions"] = [*(existing if isinstance(existing, list) else []), unknown]
        else:
            result["extensions"] = {**unknown, **(existing if isinstance(existing, dict) else {})}

    def _complete(self, kind: str, result: dict[str, Any], row: str) -> None:
        """Fill what the schema requires and the source does not say, with the emptiest value that is true."""
        if not result.get("uri"):
            result["uri"] = f"urn:uuid:{result['identifier']}"
        if "lastChangeDateTime" not in result:
            self.remarks.count("moment_filled_in", row=row, field="lastChangeDateTime")
            result["lastChangeDateTime"] = self.moment_of_document
        for field in REQUIRED[kind]:
            result.setdefault(field, "")
        if kind == "CFDocument" and self.version == "1.1":
            result["caseVersion"] = "1.1"


def _known_type(written: str, row: str, remarks: Remarks) -> str:
    """A type of CASE, or the written word marked as an extension, which is how CASE takes the words of others."""
    if written in ASSOCIATION_TYPES or EXTENSION_WORD.fullmatch(written):
        return written
    marked = "ext:" + (re.sub(r"[^A-Za-z0-9._-]+", "-", written).strip("-") or "unnamed")
    remarks.count("type_marked", row=row, field="associationType", value=written, read_as=marked)
    return marked


def _are_extensions(kind: str, value: object) -> bool:
    """Whether the schema of 1.1 takes `value` as extensions: an object, and for rubric levels a list of objects."""
    if kind != "CFRubricCriterionLevel":
        return isinstance(value, dict)
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _around(package: CasePackage, version: CaseVersion, remarks: Remarks) -> dict[str, Any]:
    """The envelope in the shapes of the version."""
    around = _without_unknown(envelope(package), _names_at(0), version, "CFPackage", remarks)
    if isinstance(around.get("CFDefinitions"), Mapping):
        around["CFDefinitions"] = _without_unknown(
            around["CFDefinitions"], _names_at(1), version, "CFDefinitions", remarks
        )
    return around


def _without_unknown(
    holder: Mapping[str, Any], known: set[str], version: CaseVersion, what: str, remarks: Remarks
) -> dict[str, Any]:
    result = {name: value for name, value in holder.items() if name in known and value is not None}
    unknown = {name: value for name, value in holder.items() if name not in known and name != "extensions"}
    extensions = holder.get("extensions")
    for field in unknown:
        if version == "1.0":
            remarks.count("not_in_case_1_0", row=what, field=f"{what}.{field}")
        else:
            remarks.count("moved_to_extensions", row=what, field=field, what=what)
    if version == "1.0" and extensions:
        remarks.count("not_in_case_1_0", row=what, field=f"{what}.extensions")
    if version == "1.1" and (unknown or extensions is not None):
        result["extensions"] = {**unknown, **(extensions if isinstance(extensions, dict) else {})}
    return result


def _names_at(depth: int) -> set[str]:
    return {place[depth] for place in PLACES.values() if len(place) > depth}


def _as_text(value: Any) -> str | None:
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _as_moment(value: Any) -> str | None:
    """The moment with a time zone, in the spelling of the source wherever that is complete."""
    moment = parse_moment(value) if isinstance(value, str) else None
    if moment is None:
        return None
    if moment.tzinfo is None:
        return moment.isoformat() + "Z"
    return str(value).strip()
