"""A district's rule with its exceptions: which rule holds for a competency, a stage, a domain, a school."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property

from headway.mastery.facts import Refused
from headway.mastery.proficiency.checking import list_of, needed, settings_of
from headway.mastery.proficiency.rule import FIELDS, FLAT, MOST_RECENT_CONSISTENT, Rule
from headway.mastery.proficiency.summaries import summary_from

# What says most about a place comes first.
MOST_SPECIFIC_FIRST = ("competency", "stage", "domain", "school", "importance")


@dataclass(frozen=True)
class Place:
    """Where a level is asked for. None where it is not known, or doesn't apply."""

    domain: str | None = None
    competency: str | None = None
    stage: str | None = None
    school: str | None = None
    importance: str | None = None


@dataclass(frozen=True)
class Where:
    """The places of an exception. All that is said must match; of each, one of the list."""

    competency: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    school: tuple[str, ...] = ()
    importance: tuple[str, ...] = ()

    @classmethod
    def from_dict(cls, value: object) -> Where:
        settings = settings_of(value, "The place of an exception", MOST_SPECIFIC_FIRST)
        if not settings:
            raise Refused(
                "exception_everywhere",
                "An exception doesn't say where it holds; name a competency, stage, domain, school or importance.",
            )
        for name, some in settings.items():
            listed = list_of(name, some)
            if not listed or not all(isinstance(one, str) and one for one in listed):
                raise Refused(
                    "exception_place",
                    f"The place of an exception has {name} {some!r}; list at least one, each as text.",
                    field=name,
                )
        return cls(**{name: tuple(some) for name, some in settings.items()})  # type: ignore[arg-type]

    def to_dict(self) -> dict[str, object]:
        return {field.name: list(some) for field in fields(self) if (some := getattr(self, field.name))}

    def holds(self, place: Place) -> bool:
        return all(
            getattr(place, name) in some for name in MOST_SPECIFIC_FIRST if (some := getattr(self, name))
        )

    @property
    def specific(self) -> tuple[bool, ...]:
        """The larger, the more it says."""
        return tuple(bool(getattr(self, name)) for name in MOST_SPECIFIC_FIRST)


@dataclass(frozen=True)
class RuleException:
    """Where something else holds, and the rule that holds there: the district's with the changes laid over it."""

    where: Where
    changes: Mapping[str, object]
    rule: Rule


@dataclass(frozen=True)
class RuleBook:
    """Exactly one rule for every place: of the exceptions that match, the most specific; among equals the last."""

    rule: Rule
    exceptions: tuple[RuleException, ...] = ()

    @classmethod
    def from_dict(cls, parameters: object, version: str | None = None) -> RuleBook:
        """From the parameters of a policy: a book {rule, exceptions}, or a rule alone in either form.

        version: the policy version that the rules carry. In a flat rule the kind may be left out.
        """
        known = ("rule", "exceptions", *FIELDS, *(name for name in FLAT if name not in FIELDS))
        settings = settings_of(parameters, "The rule", known)
        if not {"rule", "exceptions"} & set(settings):
            settings = {"rule": settings}
        settings = settings_of(settings, "The rule book", ("rule", "exceptions"))
        stored = _in_full(settings_of(settings.get("rule", {}), "The rule", (*FLAT, *FIELDS)))
        if version is not None:
            stored = {**stored, "version": version}
        rule = Rule.from_dict(stored)
        exceptions = list_of("exceptions", settings.get("exceptions", ()))
        return cls(
            rule, tuple(_exception(number, one, rule) for number, one in enumerate(exceptions, start=1))
        )

    def to_dict(self) -> dict[str, object]:
        if not self.exceptions:
            return self.rule.to_dict()
        return {
            "rule": self.rule.to_dict(),
            "exceptions": [
                {"where": one.where.to_dict(), "rule": dict(one.changes)} for one in self.exceptions
            ],
        }

    def rule_for(self, place: Place) -> Rule:
        chosen = self.exception_for(place)
        return chosen.rule if chosen else self.rule

    def exception_for(self, place: Place) -> RuleException | None:
        """The exception that holds at a place; None where the district's rule does."""
        matching = [
            (one.where.specific, number)
            for number, one in enumerate(self.exceptions)
            if one.where.holds(place)
        ]
        return self.exceptions[max(matching)[1]] if matching else None

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The different rules, the district's first."""
        return tuple(dict.fromkeys((self.rule, *(one.rule for one in self.exceptions))))

    @property
    def asks_for_circumstances(self) -> bool:
        return any(rule.asks_for_circumstances for rule in self.rules)

    @property
    def asks_for_today(self) -> bool:
        return any(rule.asks_for_today for rule in self.rules)


def _exception(number: int, value: object, base: Rule) -> RuleException:
    what = f"Exception {number}"
    settings = settings_of(value, what, ("where", "rule"))
    where = Where.from_dict(needed(settings, "where", what))
    changes = settings_of(
        needed(settings, "rule", what),
        f"{what}: its rule",
        tuple(name for name in FIELDS if name != "version"),
    )
    if not changes:
        raise Refused(
            "exception_empty", f"{what} changes nothing; say what holds there, or remove it.", number=number
        )
    return RuleException(where, changes, Rule.from_dict(_laid_over(base, changes)))


def _laid_over(base: Rule, changes: Mapping[str, object]) -> dict[str, object]:
    """The district's rule with the changes. A summary of the same kind changes setting by setting; a list of
    requirements takes the place of the district's."""
    stored: dict[str, object] = {
        "summary": base.summary.to_dict(),
        "minimum_pieces": base.minimum_pieces,
        "requires": [requirement.to_dict() for requirement in base.requires],
        "version": base.version,
    }
    summary = changes.get("summary")
    if isinstance(summary, Mapping) and summary.get("kind", base.kind) == base.kind:
        changes = {**changes, "summary": {**base.summary.to_dict(), **summary}}
    if "summary" in changes and "minimum_pieces" not in changes:
        least = summary_from(changes["summary"]).least
        stored["minimum_pieces"] = max(base.minimum_pieces, least)
    return stored | dict(changes)


def _in_full(stored: Mapping[str, object]) -> Mapping[str, object]:
    if {"summary", "requires"} & set(stored) or "kind" in stored:
        return stored
    return {"kind": MOST_RECENT_CONSISTENT, **stored}
