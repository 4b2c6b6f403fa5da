"""The outline of a package: where its objects are, whether it is one, and of which version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from headway.mastery.formats.case.decoding import described
from headway.mastery.formats.case.vocabulary import (
    ASSOCIATION_TYPES,
    ASSOCIATION_TYPES_1_0,
    ONLY_IN_1_1,
    PLACES,
    CaseVersion,
)
from headway.mastery.formats.case.wording import refuse


def listed(content: Mapping[str, Any], kind: str) -> list[Any]:
    """The entries of one kind in the parsed package, in order; empty when there is no such list."""
    *outer, name = PLACES[kind]
    holder: Any = content
    for step in outer:
        holder = holder.get(step) or {}
    entries = holder.get(name)
    return entries if isinstance(entries, list) else []


def row_of(kind: str, position: int) -> str:
    """How the place of an object is named: 'CFItems[12]', 'CFDefinitions.CFItemTypes[0]', 'CFDocument'."""
    place = ".".join(PLACES[kind])
    return place if kind == "CFDocument" else f"{place}[{position}]"


def check_shape(content: Mapping[str, Any]) -> None:
    """Raises `FormatProblem` unless there is a CFDocument, and a list wherever CASE has a list of objects."""
    document = content.get("CFDocument")
    if not isinstance(document, Mapping):
        if "imsx_codeMajor" in content:
            raise refuse("status_answer", found=content.get("imsx_description") or content["imsx_codeMajor"])
        if "CFDocuments" in content:
            raise refuse("several_documents")
        raise refuse("no_document", found=", ".join(content) or "no members")
    for kind, (*outer, name) in PLACES.items():
        holder: Any = content
        for step in outer:
            holder = holder.get(step)
            if holder is None:
                break
            if not isinstance(holder, Mapping):
                raise refuse("not_an_object_there", row=step, field=step, found=described(holder))
        entries = None if holder is None else holder.get(name)
        if kind != "CFDocument" and entries is not None and not isinstance(entries, list):
            place = ".".join((*outer, name))
            raise refuse("not_a_list", row=place, field=place, found=described(entries))


def detect_version(content: Mapping[str, Any]) -> CaseVersion:
    """'1.1' when anything in the package exists only since CASE 1.1, else '1.0'."""
    if "extensions" in content or "extensions" in (content.get("CFDefinitions") or {}):
        return "1.1"
    for kind in PLACES:
        payloads = [content["CFDocument"]] if kind == "CFDocument" else listed(content, kind)
        only_new = ONLY_IN_1_1[kind]
        for payload in payloads:
            if isinstance(payload, dict) and (
                not only_new.isdisjoint(payload) or _newer_association(payload)
            ):
                return "1.1"
    return "1.0"


def _newer_association(payload: Mapping[str, Any]) -> bool:
    kind = payload.get("associationType")
    if not isinstance(kind, str):
        return False
    if kind in ASSOCIATION_TYPES - ASSOCIATION_TYPES_1_0 or kind.startswith("ext:"):
        return True
    ends = (payload.get("originNodeURI"), payload.get("destinationNodeURI"))
    return any(isinstance(end, Mapping) and "targetType" in end for end in ends)
