"""Objects of a stored package as a provider hands them out, one by one: strictly in the shapes of one version.

The official schemas of providers allow nothing besides the members of CASE, ask for identifiers of a known form, and
want no `extensions` in what is tested. What came otherwise is brought into shape where that loses no meaning, and left
out where it has none; the lossless download (`assemble`) keeps it all.
Source: 1EdTech CASE 1.0 and 1.1, OpenAPI definitions of the provider.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import quote

from headway.mastery.formats.case.members import parse_moment, split_levels, whole_number
from headway.mastery.formats.case.vocabulary import (
    ASSOCIATION_TYPES,
    ASSOCIATION_TYPES_1_0,
    EARLIER_MEMBERS,
    EXTENSION_WORD,
    INDISPENSABLE,
    MEMBERS,
    NESTED,
    ONLY_IN_1_1,
    REQUIRED,
    SPELLINGS,
    CaseVersion,
    is_official,
    official_identifier,
)

__all__ = ["Provider"]

Shaping = Callable[[Any], Any]

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[\w\-.~:/?#\[\]@!$&'()*+,;=%]+", re.ASCII)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:.+", re.DOTALL)
# Members whose shape is text, and whose content is an identifier or an address nevertheless.
_IDENTIFIERS: Final = {"rubricId", "rubricCriterionId"}
_ADDRESSES: Final = {"officialSourceURL", "uri"}
# Ends of associations: they may lead anywhere, so their identifier may be any text.
_ENDS: Final = {"originNodeURI", "destinationNodeURI"}
_INSIDE: Final = {around: kind for kind, (around, _member) in NESTED.items()}


class Provider:
    """What a provider of one version of CASE says about the objects of one framework.

    version  of CASE, "1.0" or "1.1".
    moment   RFC 3339; stands where an object has no readable lastChangeDateTime of its own.
    address  (kind, official identifier) → where this provider answers for that object.
    renamed  identifier as it came → as it is handed out. Asked for ends of associations that are no UUIDs, because
             only those that are of this framework have another name here.
    """

    def __init__(
        self,
        version: CaseVersion,
        *,
        moment: str,
        address: Callable[[str, str], str],
        renamed: Callable[[str], str] = str,
    ) -> None:
        self.version = version
        self.moment = moment
        self.address = address
        self.renamed = renamed
        self._shapings = {kind: self._shapings_of(kind) for kind in MEMBERS}

    def payload(self, kind: str, given: object) -> dict[str, Any] | None:
        """The object in the shapes of the version; None when it lacks what no object of its kind can be without.

        `given` is not changed. Members come in the order in which they came.
        """
        if not isinstance(given, Mapping):
            return None
        result: dict[str, Any] = {}
        shapings = self._shapings[kind]
        for field, value in given.items():
            found = shapings.get(field)
            if found is None or value is None:
                continue
            name, shaping = found
            if name != field and given.get(name) is not None:
                continue  # said under its name of today as well
            shaped = shaping(value)
            if shaped is not None:
                result[name] = shaped
        return self._complete(kind, result)

    def _complete(self, kind: str, result: dict[str, Any]) -> dict[str, Any] | None:
        for field in REQUIRED[kind]:
            if field in result:
                if result[field] == "" and field in INDISPENSABLE:
                    return None
            elif field == "uri":
                if "identifier" not in result:
                    return None
                result["uri"] = self.address(kind, result["identifier"])
            elif field == "lastChangeDateTime":
                result[field] = self.moment
            elif field in INDISPENSABLE:
                return None
            else:
                result[field] = ""
        return result

    # -- one member --

    def _shapings_of(self, kind: str) -> dict[str, tuple[str, Shaping]]:
        """Member as it may be written → (its name, how it is brought into shape)."""
        known = {
            name: self._shaping(kind, name, shape)
            for name, shape in MEMBERS[kind].items()
            if shape != "extensions" and (self.version == "1.1" or name not in ONLY_IN_1_1[kind])
        }
        shapings = {name: (name, shaping) for name, shaping in known.items()}
        for earlier, name in EARLIER_MEMBERS[kind].items():
            if name in known:
                shapings[earlier] = (name, known[name])
        return shapings

    def _shaping(self, kind: str, name: str, shape: str) -> Shaping:
        if name == "associationType":
            return self._association_type
        if name == "caseVersion":
            return lambda _value: "1.1"
        if name == "educationLevel":
            return _levels
        if name in _IDENTIFIERS:
            return _identifier
        if name in _ADDRESSES:
            return _address
        if name in _ENDS:
            return self._end
        if shape == "objects":
            return lambda value: self._inner(_INSIDE[kind], value)
        return {
            "identifier": _identifier,
            "text": _text,
            "texts": _texts,
            "integer": whole_number,
            "number": _number,
            "moment": _moment,
            "day": _day,
            "link": self._link,
            "links": self._links,
        }[shape]

    def _inner(self, kind: str, value: object) -> list[dict[str, Any]]:
        listed = value if isinstance(value, list) else []
        return [payload for one in listed if (payload := self.payload(kind, one)) is not None]

    def _association_type(self, value: object) -> str | None:
        written = _text(value) or ""
        known = SPELLINGS.get(re.sub(r"[\s_-]", "", written).lower(), written)
        if self.version == "1.0":
            return known if known in ASSOCIATION_TYPES_1_0 else None
        if known in ASSOCIATION_TYPES or EXTENSION_WORD.fullmatch(known):
            return known
        word = re.sub(r"[^A-Za-z0-9._-]+", "-", known).strip("-")
        return f"ext:{word}" if word else None

    def _link(self, value: object) -> dict[str, str] | None:
        """A link to an object of CASE: its identifier has to be of the known form."""
        link = _as_link(value)
        if link is None:
            return None
        title, identifier, uri = link
        official = official_identifier(identifier or uri)
        return {
            "title": title,
            "identifier": official,
            "uri": _address(uri) or f"urn:uuid:{official}",
        }

    def _links(self, value: object) -> list[dict[str, str]]:
        listed = value if isinstance(value, list) else [value]
        return [link for one in listed if (link := self._link(one)) is not None]

    def _end(self, value: object) -> dict[str, str] | None:
        """An end of an association: anything may stand there; what is of this framework is named as it is here."""
        link = _as_link(value)
        if link is None:
            return None
        title, identifier, uri = link
        identifier = identifier.strip()
        lowered = identifier.lower()
        identifier = lowered if is_official(lowered) else self.renamed(identifier)
        uri = _address(uri) or f"urn:uuid:{official_identifier(identifier or uri)}"
        end = {"title": title, "identifier": identifier or uri, "uri": uri}
        target = value.get("targetType") if isinstance(value, Mapping) else None
        if self.version == "1.1" and (target == "CASE" or EXTENSION_WORD.fullmatch(str(target))):
            end["targetType"] = str(target)
        return end


def _as_link(value: object) -> tuple[str, str, str] | None:
    """(title, identifier, uri); an address alone is all three."""
    if isinstance(value, str):
        return (value, value, value) if value.strip() else None
    if not isinstance(value, Mapping):
        return None
    title, identifier, uri = (_text(value.get(name)) or "" for name in ("title", "identifier", "uri"))
    return (title, identifier, uri) if identifier or uri else None


def _text(value: object) -> str | None:
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _identifier(value: object) -> str | None:
    text = _text(value)
    return official_identifier(text) if text and text.strip() else None


def _address(value: object) -> str | None:
    """The address; signs that no address may hold (a space, a letter with an accent) are written as %XX."""
    text = value.strip() if isinstance(value, str) else ""
    if _ADDRESS.fullmatch(text):
        return text
    return quote(text, safe=":/?#[]@!$&'()*+,;=%") if _SCHEME.fullmatch(text) else None


def _texts(value: object) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return [text for one in listed if (text := _text(one)) is not None]


def _levels(value: object) -> list[str]:
    return list(split_levels(value)) if isinstance(value, str) else _texts(value)


def _number(value: object) -> float | int | None:
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        return None
    return value if abs(value) != float("inf") else None


def _moment(value: object) -> str | None:
    """The moment as RFC 3339 has it; in the spelling of the source wherever that is complete."""
    moment = parse_moment(value) if isinstance(value, str) else None
    if moment is None or not isinstance(value, str):
        return None
    written = value.strip()
    if _MOMENT.fullmatch(written):
        return written
    return moment.isoformat() if moment.tzinfo else f"{moment.isoformat()}Z"


def _day(value: object) -> str | None:
    moment = parse_moment(value) if isinstance(value, str) else None
    return moment.date().isoformat() if moment else None
