"""The rule of moving on, as data: per grain, with variations for schools and domains that begin on a day of their own.

There is no share of competencies and no amount of time among the settings. What may stay open is a small number of
competencies, and a person names each of them. Within a level nobody signs twice: the teacher's decision on a
competency is final, so that grain has no settings.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Any

from headway.mastery.facts import Refused

__all__ = [
    "AdvancementRule",
    "Asks",
    "Authority",
    "Grain",
    "GrainRule",
    "Signer",
    "Variation",
    "chugach_example",
]

# More than a handful left open is another rule: then fewer competencies are essential.
MOST_LEFT_OPEN = 5
LONGEST_DAYS = 1100


class Grain(StrEnum):
    """What somebody moves on from."""

    COMPETENCY = "competency"
    MODULE = "module"
    LEVEL = "level"
    GATEWAY = "gateway"


class Asks(StrEnum):
    """Which competencies have to be proficient."""

    ESSENTIAL = "essential"
    EVERY = "every"
    NAMED = "named"


class Signer(StrEnum):
    """Whose name stands under it first."""

    TEACHER = "teacher"
    VERIFIER = "verifier"
    LEADER = "leader"


class Authority(StrEnum):
    """Who may let a learner move on with something essential still open."""

    LEADER = "leader"
    DISTRICT_LEADER = "district_leader"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class GrainRule:
    """What one grain asks.

    used: schools may take up grains one after another. named: identifiers of competencies, where `asks` is NAMED.
    may_stay_open: how many of those asked for may be open; the signer names each. cumulative: proficient work on the
    district's cumulative assessment, not older than cumulative_days. verifier: a second person who neither taught
    nor rated the learner there.
    """

    used: bool = True
    asks: Asks = Asks.ESSENTIAL
    named: tuple[str, ...] = ()
    may_stay_open: int = 0
    cumulative: bool = False
    cumulative_days: int | None = None
    signer: Signer = Signer.TEACHER
    verifier: bool = False
    exceptions_by: Authority = Authority.LEADER

    @classmethod
    def from_dict(cls, settings: Mapping[str, Any], *, place: str = "level") -> GrainRule:
        """Raises Refused naming the setting."""
        return cls().changed(settings, place=place)

    def changed(self, settings: Mapping[str, Any], *, place: str = "level") -> GrainRule:
        """This rule with some settings changed. Raises Refused naming the setting."""
        if not isinstance(settings, Mapping):
            raise _refused("advance_settings", place, "Settings are written as names with values.")
        known = {one.name for one in fields(self)}
        for name in settings:
            if name not in known:
                raise _refused(
                    "advance_unknown", f"{place}.{name}", f"There is no setting called {name}; remove it."
                )
        read = {name: _READERS[name](value, f"{place}.{name}") for name, value in settings.items()}
        changed = replace(self, **read)
        changed._check(place)
        return changed

    def _check(self, place: str) -> None:
        if self.asks == Asks.NAMED and not self.named:
            raise _refused(
                "advance_named",
                f"{place}.named",
                "Name at least one competency, or ask for the essential ones.",
            )
        if self.cumulative_days is not None and not self.cumulative:
            raise _refused(
                "advance_days_alone",
                f"{place}.cumulative_days",
                "An age of the cumulative assessment is given, and none is asked for; ask for it, or leave the age out.",
            )
        if self.asks == Asks.NAMED and self.may_stay_open >= len(self.named):
            raise _refused(
                "advance_nothing_left",
                f"{place}.may_stay_open",
                "As many competencies may stay open as are named, so nothing would be asked for; let fewer stay open.",
            )
        if self.signer == Signer.VERIFIER and self.verifier:
            raise _refused(
                "advance_two_verifiers",
                f"{place}.verifier",
                "The signer is a verifier already; ask for a second one only where a teacher or a leader signs.",
            )

    def to_dict(self) -> dict[str, Any]:
        return {
            "used": self.used,
            "asks": str(self.asks),
            "named": list(self.named),
            "may_stay_open": self.may_stay_open,
            "cumulative": self.cumulative,
            "cumulative_days": self.cumulative_days,
            "signer": str(self.signer),
            "verifier": self.verifier,
            "exceptions_by": str(self.exceptions_by),
        }

    @property
    def wants_verifier(self) -> bool:
        return self.verifier or self.signer == Signer.VERIFIER


DEFAULTS: Mapping[Grain, GrainRule] = {
    # Within a level the decision on a competency is final: a module needs no signature until a school wants one.
    Grain.MODULE: GrainRule(used=False),
    Grain.LEVEL: GrainRule(),
    Grain.GATEWAY: GrainRule(used=False, signer=Signer.LEADER),
}


@dataclass(frozen=True, slots=True)
class Variation:
    """Where something else holds, from a day on. Empty school or domain: everywhere. Only what differs is set."""

    grain: Grain
    changes: Mapping[str, Any]
    school: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    from_on: dt.date | None = None

    def holds(self, grain: Grain, school: str, domain: str, on: dt.date) -> bool:
        return (
            self.grain == grain
            and (not self.school or school in self.school)
            and (not self.domain or domain in self.domain)
            and (self.from_on is None or self.from_on <= on)
        )

    def to_dict(self) -> dict[str, Any]:
        return {
            "grain": str(self.grain),
            "school": list(self.school),
            "domain": list(self.domain),
            "from_on": self.from_on.isoformat() if self.from_on else None,
            "set": dict(self.changes),
        }


@dataclass(frozen=True, slots=True)
class AdvancementRule:
    """The whole rule. Of several variations that hold, a later one in the list changes what an earlier one said."""

    grains: Mapping[Grain, GrainRule] = field(default_factory=lambda: dict(DEFAULTS))
    variations: tuple[Variation, ...] = ()

    @classmethod
    def from_dict(cls, parameters: Mapping[str, Any]) -> AdvancementRule:
        """{"module": {…}, "level": {…}, "gateway": {…}, "variations": [{grain, school, domain, from_on, set}]}.

        Raises Refused whose `params["field"]` names the setting.
        """
        if not isinstance(parameters, Mapping):
            raise _refused("advance_settings", "", "A rule of moving on is written as names with values.")
        grains = dict(DEFAULTS)
        for name in parameters:
            if name == "variations":
                continue
            if name == Grain.COMPETENCY:
                raise _refused(
                    "advance_competency",
                    name,
                    "Within a level the teacher's decision is final, so a competency has no settings; leave it out.",
                )
            if name not in set(Grain):
                raise _refused("advance_grain", name, f"There is no grain called {name}; remove it.")
            grain = Grain(name)
            grains[grain] = DEFAULTS[grain].changed(parameters[name], place=name)
        listed = parameters.get("variations", [])
        if not isinstance(listed, list | tuple):
            raise _refused("advance_variations", "variations", "Variations are written as a list.")
        rule = cls(grains, tuple(_variation(one, place) for place, one in enumerate(listed)))
        for place, one in enumerate(rule.variations):
            rule.grains[one.grain].changed(one.changes, place=f"variations.{place}.set")
        return rule

    def to_dict(self) -> dict[str, Any]:
        return {
            **{str(grain): rule.to_dict() for grain, rule in self.grains.items()},
            "variations": [one.to_dict() for one in self.variations],
        }

    def for_(self, grain: Grain | str, *, school: str = "", domain: str = "", on: dt.date) -> GrainRule:
        """What holds for this grain at a school (its uuid as text), in a domain, on a day."""
        grain = Grain(grain)
        rule = self.grains[grain]
        for one in self.variations:
            if one.holds(grain, school, domain, on):
                rule = rule.changed(one.changes, place="variations")
        return rule


def chugach_example() -> AdvancementRule:
    """A way some districts go: a level ends with the district's cumulative assessment and a verifier's word (R051).

    An example to start from, never a default.
    """
    return AdvancementRule.from_dict(
        {"level": {"cumulative": True, "cumulative_days": 180, "verifier": True}}
    )


# -- reading single settings --


def _variation(one: Any, place: int) -> Variation:
    where = f"variations.{place}"
    if not isinstance(one, Mapping):
        raise _refused("advance_settings", where, "A variation is written as names with values.")
    for name in one:
        if name not in {"grain", "school", "domain", "from_on", "set"}:
            raise _refused(
                "advance_unknown", f"{where}.{name}", f"There is no setting called {name}; remove it."
            )
    grain = one.get("grain")
    if grain not in {str(each) for each in Grain if each != Grain.COMPETENCY}:
        raise _refused("advance_grain", f"{where}.grain", "Say for which grain: module, level or gateway.")
    changes = one.get("set", {})
    if not isinstance(changes, Mapping) or not changes:
        raise _refused(
            "advance_no_change", f"{where}.set", "Say what is different there, or remove this place."
        )
    return Variation(
        grain=Grain(grain),
        changes=dict(changes),
        school=_texts(one.get("school", ()), f"{where}.school"),
        domain=_texts(one.get("domain", ()), f"{where}.domain"),
        from_on=_day(one.get("from_on"), f"{where}.from_on"),
    )


def _flag(value: Any, where: str) -> bool:
    if not isinstance(value, bool):
        raise _refused("advance_flag", where, "Write true or false.")
    return value


def _one_of(kind: type[StrEnum]) -> Any:
    def read(value: Any, where: str) -> StrEnum:
        if not isinstance(value, str) or value not in set(kind):
            raise _refused("advance_choice", where, f"Choose one of: {', '.join(kind)}.")
        return kind(value)

    return read


def _few(value: Any, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_LEFT_OPEN:
        raise _refused(
            "advance_left_open",
            where,
            f"Write how many may stay open, a whole number from 0 to {MOST_LEFT_OPEN}; a person names each of them.",
            most=MOST_LEFT_OPEN,
        )
    return value


def _days(value: Any, where: str) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= LONGEST_DAYS:
        raise _refused(
            "advance_days",
            where,
            f"Write a whole number of days from 1 to {LONGEST_DAYS}.",
            most=LONGEST_DAYS,
        )
    return value


def _texts(value: Any, where: str) -> tuple[str, ...]:
    if isinstance(value, str) or not isinstance(value, list | tuple):
        raise _refused("advance_list", where, "Write a list.")
    if not all(isinstance(one, str) and one.strip() for one in value):
        raise _refused("advance_list", where, "Write a list of names, none of them empty.")
    return tuple(dict.fromkeys(one.strip() for one in value))


def _day(value: Any, where: str) -> dt.date | None:
    if value in (None, ""):
        return None
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError as problem:
        raise _refused(
            "advance_day", where, "Write the day as year-month-day, for example 2027-01-15."
        ) from problem


_READERS: Mapping[str, Any] = {
    "used": _flag,
    "asks": _one_of(Asks),
    "named": _texts,
    "may_stay_open": _few,
    "cumulative": _flag,
    "cumulative_days": _days,
    "signer": _one_of(Signer),
    "verifier": _flag,
    "exceptions_by": _one_of(Authority),
}


def _refused(code: str, where: str, sentence: str, **more: Any) -> Refused:
    return Refused(code, sentence, field=where, **more)
