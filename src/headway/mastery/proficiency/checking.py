"""Reading stored settings: what is refused, and with which sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum, IntFlag
from typing import TypeVar

from headway.mastery.facts import Refused

# More pieces than this are not gathered for one competency in a school career.
MOST = 36

Choice = TypeVar("Choice", bound=IntEnum | IntFlag)


def settings_of(value: object, what: str, known: Iterable[str]) -> Mapping[str, object]:
    """The settings as a mapping; refused where it is something else, or names a setting that is not known."""
    if not isinstance(value, Mapping):
        raise Refused(
            "rule_shape",
            f"{what} is {value!r}; write its settings as names with values, such as {{at_least: 2}}.",
            what=what,
        )
    known = list(known)
    for name in value:
        if name not in known:
            raise Refused(
                "rule_fields",
                f"{what} has a setting “{name}” that is not known; use {', '.join(known)}.",
                what=what,
                unknown=name,
            )
    return value


def count_of(name: str, value: object, *, most: int = MOST) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise Refused(
            "rule_count", f"The setting {name} is {value!r}; use a whole number from 1 on.", field=name
        )
    if value > most:
        raise Refused(
            "rule_count_large",
            f"The setting {name} is {value}; use at most {most}.",
            field=name,
            most=most,
        )
    return value


def needed(settings: Mapping[str, object], name: str, what: str) -> object:
    if name not in settings:
        raise Refused("rule_missing", f"{what} doesn't say {name}; add it.", what=what, field=name)
    return settings[name]


def list_of(name: str, value: object) -> Sequence[object]:
    if isinstance(value, str | bytes) or not isinstance(value, Sequence):
        raise Refused("rule_list", f"The setting {name} is {value!r}; write a list.", field=name)
    return value


def choices_of(name: str, value: object, kinds: type[Choice], known: Mapping[str, Choice]) -> list[Choice]:
    """Names of an enumeration as its members; refused where a name is not known."""
    found = []
    for one in list_of(name, value):
        if not isinstance(one, str) or one not in known:
            raise Refused(
                "rule_choice",
                f"The setting {name} has {one!r}, which is not known; use {', '.join(known)}.",
                field=name,
                value=str(one),
            )
        found.append(known[one])
    return found
