"""The policy book as people read it: every version in words, what holds today, what is planned, what was taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import current_map
from headway.district.foundation.api import clock, translated
from headway.district.people.api import names_by_key
from headway.district.policy.api import PolicyKind, PolicyText, rule_in_effect, scale_for, versions_of
from headway.mastery.facts import LANGUAGES
from headway.mastery.facts import Refused as NotReadable
from headway.mastery.proficiency import Rule, RuleBook, Where, describe

__all__ = [
    "Book",
    "ExceptionWords",
    "RuleWords",
    "VersionLine",
    "policy_book",
    "rule_words",
    "school_names",
    "version_line",
    "where_words",
]

PLANNED, HOLDS, REPLACED, WITHDRAWN = "planned", "holds", "replaced", "withdrawn"
STATES = {
    PLANNED: _("Planned"),
    HOLDS: _("In effect"),
    REPLACED: _("Held earlier"),
    WITHDRAWN: _("Taken back before it took effect"),
}


@dataclass(frozen=True)
class ExceptionWords:
    """Where something else holds, and what: the sentences that differ from the district's rule."""

    where: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class RuleWords:
    """A rule book in words made from its settings, in the reader's language and in full."""

    sentences: tuple[str, ...]
    exceptions: tuple[ExceptionWords, ...]
    is_for_staff_only: bool


@dataclass(frozen=True)
class VersionLine:
    """One version. number 0: what holds until the district adopts something."""

    number: int
    version: str
    text: str
    state: str
    state_words: str
    effective_on: dt.date | None
    until: dt.date | None
    adopted_by: str
    words: RuleWords | None
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def is_planned(self) -> bool:
        return self.state == PLANNED


@dataclass(frozen=True)
class Book:
    """What the district agreed on: rules of proficiency, then pace and habits."""

    rules: tuple[VersionLine, ...]
    pace: tuple[VersionLine, ...]
    habits: tuple[VersionLine, ...]

    @property
    def in_effect(self) -> VersionLine:
        return next(line for line in self.rules if line.state == HOLDS)

    @property
    def planned(self) -> tuple[VersionLine, ...]:
        return tuple(line for line in self.rules if line.is_planned)


def policy_book(schools: Mapping[str, str] | None = None) -> Book:
    return Book(
        rules=_lines(PolicyKind.PROFICIENCY_RULE, schools or {}),
        pace=_lines(PolicyKind.PACE_EXPECTATION, {}),
        habits=_lines(PolicyKind.HABITS_SCALE, {}),
    )


def version_line(number: int, schools: Mapping[str, str] | None = None) -> VersionLine | None:
    """One version of the rule of proficiency; None where there is none."""
    return next((one for one in policy_book(schools).rules if one.number == number), None)


def _lines(kind: str, schools: Mapping[str, str]) -> tuple[VersionLine, ...]:
    """Newest first; what nobody adopted comes last, and holds until something was."""
    versions = versions_of(kind)
    holds = rule_in_effect(kind, clock.today())
    names = names_by_key({version.approved_by for version in versions})
    lines, until = [], None
    for version in versions:
        state = _state(version, holds.version)
        lines.append(
            VersionLine(
                number=version.number,
                version=version.version,
                text=version.text,
                state=state,
                state_words=str(STATES[state]),
                effective_on=version.effective_on,
                until=until if state != WITHDRAWN else None,
                adopted_by=names.get(version.approved_by, ""),
                words=_words(kind, version.parameters, schools),
                facts=_facts(kind, version.parameters),
            )
        )
        if state != WITHDRAWN:
            until = version.effective_on
    if holds.version.endswith("/0"):
        lines.append(
            VersionLine(
                number=0,
                version=holds.version,
                text=holds.text,
                state=HOLDS,
                state_words=str(STATES[HOLDS]),
                effective_on=None,
                until=until,
                adopted_by="",
                words=_words(kind, holds.parameters, schools),
                facts=_facts(kind, holds.parameters),
            )
        )
    return tuple(lines)


def _state(version: PolicyText, holds: str) -> str:
    if version.is_withdrawn:
        return WITHDRAWN
    if version.version == holds:
        return HOLDS
    return PLANNED if version.effective_on > clock.today() else REPLACED


def _words(kind: str, parameters: Mapping[str, Any], schools: Mapping[str, str]) -> RuleWords | None:
    if kind != PolicyKind.PROFICIENCY_RULE:
        return None
    try:
        return rule_words(RuleBook.from_dict(parameters), schools)
    except NotReadable:
        return None  # of a time when other things were written; its text stands


def rule_words(
    book: RuleBook, schools: Mapping[str, str] | None = None, language: str | None = None
) -> RuleWords:
    """A book in words; of exceptions only what differs from the district's rule. schools: names by uuid."""
    sentences = _told(book.rule, language)
    exceptions = tuple(
        ExceptionWords(
            where_words(one.where, schools or {}),
            tuple(said for said in _told(one.rule, language) if said not in sentences)
            or (gettext("The same as elsewhere."),),
        )
        for one in book.exceptions
    )
    return RuleWords(sentences, exceptions, any(rule.is_for_staff_only for rule in book.rules))


def _told(rule: Rule, language: str | None) -> tuple[str, ...]:
    spoken = language or (get_language() or "en").split("-")[0]
    return describe(rule, spoken if spoken in LANGUAGES else "en", scale_for().names, "full")


def where_words(where: Where, schools: Mapping[str, str]) -> str:
    """The places of an exception as people call them."""
    continuum = current_map()
    domains = {one.code: translated(one, "name") for one in continuum.domains} if continuum else {}
    by_identifier = {one.identifier: one for one in continuum.competencies} if continuum else {}
    importance = {
        "essential": gettext("what is essential"),
        "supporting": gettext("what supports it"),
    }

    def competency(identifier: str) -> str:
        known = by_identifier.get(identifier)
        return f"{known.code} {translated(known, 'title')}" if known else identifier

    parts = [
        *(competency(one) for one in where.competency),
        *(domains.get(one, one) for one in where.domain),
        *(gettext("Level %(stage)s of the continuum") % {"stage": one} for one in where.stage),
        *(schools.get(one, gettext("a school")) for one in where.school),
        *(importance.get(one, one) for one in where.importance),
    ]
    return " · ".join(parts) if parts else gettext("Nowhere yet")


def _facts(kind: str, parameters: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What pace and habits say in numbers and names."""
    if kind == PolicyKind.PACE_EXPECTATION:
        units: Mapping[str, Any] = parameters.get("units_per_year", {})
        return (
            (gettext("Instructional days in a year"), str(parameters.get("days_per_year", ""))),
            *(
                (code, gettext("Learning units a year: %(units)s") % {"units": n})
                for code, n in units.items()
            ),
        )
    if kind == PolicyKind.HABITS_SCALE:
        levels: Sequence[Mapping[str, Any]] = parameters.get("levels", ())
        return tuple((str(number), _level_name(level)) for number, level in enumerate(levels, start=1))
    return ()


def _level_name(level: Mapping[str, Any]) -> str:
    language = (get_language() or "en").split("-")[0]
    words = level.get("translations", {}).get(language, {}) if language != "en" else {}
    return str(words.get("name") or level.get("name", ""))


def school_names(places: Mapping[int, tuple[Any, str]]) -> dict[str, str]:
    """Names of schools by uuid, from `organisation_names`."""
    return {str(outside): name for outside, name in places.values()}
