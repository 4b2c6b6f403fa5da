"""The filter of CASE: `field PREDICATE 'value'`, once or twice, joined by AND or OR.

    title~'math'        subject='Mathematics,Science'        adoptionStatus='Adopted' AND lastChangeDateTime>'2026-01-01'

Predicates: = != > >= < <= and ~ (contains). Values stand in single quotes (one inside a value is written twice) and are
compared without regard to capitals; dates as dates. A dot leads into an object: licenseURI.title. In a list, = asks
for all of the values (separated by commas), ~ for any.
Source: 1EdTech CASE 1.1, REST/JSON binding, "Filtering".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from headway.mastery.formats.case import MEMBERS, ONLY_IN_1_1, CaseVersion

__all__ = ["Condition", "Filter", "NotAFilter", "UnknownField", "is_field", "read_filter", "values_at"]

LONGEST: Final = 2000
_CONDITION: Final = (
    r"\s*(?P<field>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)\s*(?P<predicate>!=|>=|<=|=|>|<|~)"
    r"\s*'(?P<value>(?:[^']|'')*+)'"
)
_FIRST: Final = re.compile(_CONDITION)
_JOINED: Final = re.compile(rf"\s+(?P<join>AND|OR)\s+{_CONDITION.lstrip()}", re.IGNORECASE)
_LINK_MEMBERS: Final = frozenset({"title", "identifier", "uri"})


class NotAFilter(ValueError):
    """The text does not follow the grammar."""


class UnknownField(ValueError):
    """The filter asks about a member that these objects do not have."""


@dataclass(frozen=True, slots=True)
class Condition:
    field: str
    predicate: str
    value: str

    def holds(self, payload: Mapping[str, Any]) -> bool:
        """Is it so of this object? What is not there equals nothing and is neither before nor after anything."""
        found, is_list = values_at(payload, self.field)
        if self.predicate == "!=":
            return not _equals(found, is_list, self.value)
        if self.predicate == "=":
            return _equals(found, is_list, self.value)
        if self.predicate == "~":
            wanted = _listed(self.value) if is_list else [self.value]
            return any(one.casefold() in each.casefold() for one in wanted for each in found)
        compares = _ORDERED[self.predicate]
        return any(compares(*_comparable(each, self.value)) for each in found)


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions, all of which have to hold, or any."""

    conditions: tuple[Condition, ...]
    takes_any: bool = False

    def holds(self, payload: Mapping[str, Any]) -> bool:
        answers = (one.holds(payload) for one in self.conditions)
        return any(answers) if self.takes_any else all(answers)


def read_filter(text: str, kind: str, version: CaseVersion) -> Filter:
    """The filter in `text`, about objects of `kind`. Raises NotAFilter and UnknownField."""
    if len(text) > LONGEST:
        raise NotAFilter(f"The filter is longer than {LONGEST} characters")
    found = [_FIRST.match(text)]
    if found[0] is None:
        raise NotAFilter("A filter looks like title='Mathematics' or title~'math' AND creator='Headway'")
    join = ""
    rest = text[found[0].end() :]
    if rest.strip():
        second = _JOINED.match(rest)
        if second is None or rest[second.end() :].strip():
            raise NotAFilter("After the first condition may follow AND or OR and one more condition")
        found.append(second)
        join = second["join"].upper()
    conditions = tuple(
        Condition(one["field"], one["predicate"], one["value"].replace("''", "'"))
        for one in found
        if one is not None
    )
    for condition in conditions:
        if not is_field(condition.field, kind, version):
            raise UnknownField(f"A {kind} has no member {condition.field}")
    return Filter(conditions, takes_any=join == "OR")


def is_field(path: str, kind: str, version: CaseVersion) -> bool:
    """Whether objects of this kind can have such a member, in this version."""
    name, *inner = path.split(".")
    shape = "link" if (kind, name) == ("CFDocument", "CFPackageURI") else MEMBERS[kind].get(name)
    if shape in (None, "extensions") or (version == "1.0" and name in ONLY_IN_1_1[kind]):
        return False
    if not inner:
        return True
    return shape in ("link", "links") and len(inner) == 1 and inner[0] in _LINK_MEMBERS


def values_at(payload: Mapping[str, Any], path: str) -> tuple[list[str], bool]:
    """What stands there, as texts, and whether it is a list. A whole link counts by its title."""
    found: list[Any] = [payload]
    is_list = False
    for name in path.split("."):
        below = [one.get(name) for one in found if isinstance(one, Mapping)]
        is_list = is_list or any(isinstance(one, list) for one in below)
        found = [each for one in below for each in (one if isinstance(one, list) else [one])]
    texts = [one.get("title", "") if isinstance(one, Mapping) else one for one in found if one is not None]
    return [str(one) for one in texts], is_list


def _equals(found: list[str], is_list: bool, value: str) -> bool:
    if not is_list:
        return any(left == right for left, right in (_comparable(each, value) for each in found))
    held = {each.casefold() for each in found}
    wanted = {one.casefold() for one in _listed(value)}
    # A comma may also be part of one value.
    return wanted <= held or value.casefold() in held


def _listed(value: str) -> list[str]:
    return [one.strip() for one in value.split(",")]


_ORDERED: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
}


def _comparable(left: str, right: str) -> tuple[Any, Any]:
    """Two moments, where both are; else two texts without regard to capitals."""
    first, second = _moment(left), _moment(right)
    if first is not None and second is not None:
        return first, second
    return left.casefold(), right.casefold()


def _moment(text: str) -> dt.datetime | None:
    if len(text) < len("2026-09-01") or text[4] != "-":
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
