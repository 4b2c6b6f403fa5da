"""Moving on in words: from what to what, where a learner is in each domain, what she chose, and what opened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import formats
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from headway.district.advancement.api import (
    ChoiceInfo,
    MovedInfo,
    Passage,
    PassagePage,
    ReadyItem,
    Stage,
    StageLine,
)
from headway.district.advancement.types import Grain, NextChoiceKind
from headway.district.continuum.api import ContinuumMap, DomainKind
from headway.district.foundation.api import translated
from headway.mastery.advancement import Grain as GrainOf
from headway.mastery.advancement import rule_sentences

__all__ = [
    "CHOICE_HINTS",
    "ChoiceLine",
    "ReadyRow",
    "StageCard",
    "choice_line",
    "choice_options",
    "domain_names",
    "moved_words",
    "passage_words",
    "ready_row",
    "rule_words_of",
    "stage_cards",
    "waited",
    "waiting_words",
]

CHOICE_HINTS: Mapping[str, Any] = {
    NextChoiceKind.APPLY: lazy("A project, another subject, something at home or in town."),
    NextChoiceKind.ADVANCE: lazy("Take up what this has opened."),
    NextChoiceKind.DEEPER: lazy("Stay with it: harder questions, your own question, explain it to others."),
}


@dataclass(frozen=True, slots=True)
class ReadyRow:
    item: ReadyItem
    name: str
    what: str
    to: str
    waited: str
    held: str
    note: str


@dataclass(frozen=True, slots=True)
class StageCard:
    """Where a learner is in one domain. first: where she began; steps: the days on which she moved on."""

    domain: str
    level: int
    since: dt.date
    words: str
    steps: tuple[tuple[dt.date, str], ...]


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    uuid: UUID
    title: str
    choice: str
    text: str
    who: str
    agreed: str
    at: dt.datetime
    name: str
    learner_uuid: UUID
    competency_uuid: UUID


def domain_names(continuum: ContinuumMap | None) -> dict[str, str]:
    return {one.code: translated(one, "name") for one in continuum.domains} if continuum else {}


def passage_words(passage: Passage, domains: Mapping[str, str], module_title: str = "") -> str:
    """ "Mathematics: from level 4 on to level 5"."""
    if passage.grain == Grain.LEVEL:
        name = domains.get(passage.domain_code, passage.domain_code)
        if passage.to_level is None:
            return _("%(domain)s: level %(level)s is complete") % {
                "domain": name,
                "level": passage.from_level,
            }
        return _("%(domain)s: from level %(from)s on to level %(to)s") % {
            "domain": name,
            "from": passage.from_level,
            "to": passage.to_level,
        }
    if passage.grain == Grain.MODULE:
        return _("Module: %(title)s") % {"title": module_title or passage.title or _("a module")}
    return _("Gateway after level %(level)s") % {"level": passage.gateway_code}


def waited(days: int) -> str:
    if days == 0:
        return _("ready since today")
    return ngettext("ready for %(num)s day", "ready for %(num)s days", days) % {"num": days}


def waiting_words(days: int) -> str:
    """For how long a first signature waits for the second."""
    if days == 0:
        return _("waiting since today")
    return ngettext("waiting for %(num)s day", "waiting for %(num)s days", days) % {"num": days}


def ready_row(item: ReadyItem, domains: Mapping[str, str]) -> ReadyRow:
    """Longest waiting first; `note` says what else is asked, or that nobody has dated her level."""
    notes = []
    if item.awaited:
        notes.append(_("Signed once; a verifier looks next."))
    elif item.rule.wants_verifier:
        notes.append(_("A second person verifies."))
    if item.open:
        notes.append(
            ngettext("%(num)s may stay open and is named.", "%(num)s may stay open and are named.", item.open)
            % {"num": item.open}
        )
    return ReadyRow(
        item=item,
        name=item.learner_name,
        what=passage_words(item.passage, domains),
        to=str(item.passage.to_level or ""),
        # Nobody waits from a day on which nobody had looked: where no level is dated, the day itself is told.
        waited=waited(item.days_waiting)
        if item.is_dated
        else _("shown since %(day)s") % {"day": formats.date_format(item.since)},
        held=ngettext("%(num)s competency proficient", "%(num)s competencies proficient", item.met)
        % {"num": item.met},
        note=" ".join(notes),
    )


def rule_words_of(page: PassagePage, continuum: ContinuumMap | None) -> tuple[str, ...]:
    """The rule in sentences, in the reader's language."""
    language = "es" if (get_language() or "en").startswith("es") else "en"
    names = {one.identifier: translated(one, "title") for one in continuum.competencies} if continuum else {}
    return rule_sentences(GrainOf(page.passage.grain), page.rule, language, names)


def stage_cards(
    stages: Mapping[str, Stage], history: Iterable[StageLine], continuum: ContinuumMap | None
) -> list[StageCard]:
    """One card a domain, in the order of the continuum; never one level for everything."""
    lines = list(history)
    domains = continuum.domains if continuum else ()
    return [
        StageCard(
            domain=translated(one, "name"),
            level=stages[one.code].level,
            since=stages[one.code].since,
            words=_("Level %(level)s") % {"level": stages[one.code].level},
            steps=tuple(
                (line.on, _step_words(line)) for line in reversed(lines) if line.domain_code == one.code
            ),
        )
        for one in domains
        if one.code in stages and one.kind != DomainKind.HABITS
    ]


def _step_words(line: StageLine) -> str:
    if line.source == "placement":
        return _("Started here at level %(level)s") % {"level": line.level}
    return _("Went on to level %(level)s") % {"level": line.level}


def choice_options() -> list[tuple[str, str, str]]:
    return [(value, str(label), str(CHOICE_HINTS[value])) for value, label in NextChoiceKind.choices]


def choice_line(info: ChoiceInfo) -> ChoiceLine:
    agreed = _("Agreed with %(name)s") % {"name": info.agreed_by} if info.agreed_by else ""
    return ChoiceLine(
        uuid=info.uuid,
        title=translated(info.competency, "title"),
        choice=str(NextChoiceKind(info.choice).label),
        text=info.text,
        who=info.chosen_by,
        agreed=agreed,
        at=info.chosen_at,
        name=info.learner_name,
        learner_uuid=info.learner_uuid,
        competency_uuid=info.competency.uuid,
    )


def moved_words(info: MovedInfo, domains: Mapping[str, str]) -> str:
    return passage_words(info.passage, domains, info.module_title)
