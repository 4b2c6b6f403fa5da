"""Where a learner is, and what is next: the facts of one learner as plain values for her page and her family's."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import ContinuumMap, DomainInfo, DomainKind
from headway.district.foundation.api import translated
from headway.district.people.api import Supporter, SupportKind
from headway.district.portals.presenting.facts import LearnerFacts
from headway.district.portals.presenting.lines import StrandLine, domain_lines, line_steps
from headway.district.portals.presenting.pieces import Piece, pieces
from headway.district.portals.presenting.steps import (
    LaterStep,
    OpenStep,
    ShownStep,
    Step,
    TaskStep,
    growing_step,
    later_step,
    open_step,
    shown_step,
    task_steps,
)
from headway.district.portals.presenting.voices import Voice, listed, quoted
from headway.district.proficiency.api import Frontier, FrontierItem

__all__ = ["DomainPicture", "KindPicture", "Picture", "known_first", "picture_of"]

# What stands open at first sight; the rest is one click away.
SHOWN_FIRST = 3
GROWING_FIRST = 3


@dataclass(frozen=True, slots=True)
class DomainPicture:
    """One domain: its strands as lines, and who to ask."""

    domain: DomainInfo
    name: str
    sentence: str
    lines: tuple[StrandLine, ...]


@dataclass(frozen=True, slots=True)
class KindPicture:
    """One kind of learning, by itself: kinds never mix. `growing_more`, `shown_more`: behind the first few."""

    kind: str
    name: str
    shown: tuple[ShownStep, ...]
    shown_more: tuple[ShownStep, ...]
    open: tuple[OpenStep, ...]
    growing: tuple[Step, ...]
    growing_more: tuple[Step, ...]
    later: tuple[LaterStep, ...]
    domains: tuple[DomainPicture, ...]
    tasks: tuple[TaskStep, ...]

    @property
    def has_begun(self) -> bool:
        return bool(self.shown or self.growing)


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole page. `academic` comes first; `apart` are further kinds, each on its own; habits have their own page."""

    name: str
    on: dt.date
    is_past: bool
    greeting: str
    has_continuum: bool
    academic: KindPicture | None
    apart: tuple[KindPicture, ...]
    notes: tuple[Piece, ...]
    supporters: tuple[tuple[str, str], ...]
    level_names: tuple[str, ...]
    proficient: int


def picture_of(facts: LearnerFacts, voice: Voice) -> Picture:
    """The facts of one learner, in one voice."""
    kinds = _kinds(facts, voice)
    academic = next((kind for kind in kinds if kind.kind == DomainKind.ACADEMIC), None)
    return Picture(
        name=facts.learner.person.short_name,
        on=facts.on,
        is_past=facts.as_of is not None,
        greeting=known_first(facts.frontier, facts.continuum, voice),
        has_continuum=facts.continuum is not None,
        academic=academic,
        apart=tuple(kind for kind in kinds if kind is not academic),
        notes=pieces(facts.notes, facts.continuum),
        supporters=supporter_list(facts.supporters, facts.continuum),
        level_names=facts.scale.names,
        proficient=facts.scale.proficient,
    )


def known_first(frontier: Frontier, continuum: ContinuumMap | None, voice: Voice) -> str:
    """One warm sentence of what is known: what was shown last, or begun, or can begin."""
    shown = _academic_or_all(frontier.proficient)
    if shown and continuum is not None:
        latest = shown_step(shown[0], continuum)  # most recent first
        count = len(shown)
        sentence = voice.say(
            ngettext(
                "You have shown %(count)s competency so far.",
                "You have shown %(count)s competencies so far.",
                count,
            ),
            ngettext(
                "%(name)s has shown %(count)s competency so far.",
                "%(name)s has shown %(count)s competencies so far.",
                count,
            ),
            count=count,
        )
        if latest.since is None:
            return sentence
        return " ".join(
            (
                sentence,
                _("The newest is “%(title)s”, on %(date)s.")
                % {"title": latest.title, "date": date_format(latest.since, "DATE_FORMAT")},
            )
        )
    growing = _academic_or_all(frontier.working_on)
    if growing:
        titles = [translated(item.competency, "title") for item in growing[:2]]
        return voice.say(
            _("You have made a start: there is first work on %(titles)s."),
            _("%(name)s has made a start: there is first work on %(titles)s."),
            titles=listed([quoted(title) for title in titles]),
        )
    return voice.say(
        _("Your line begins here. Everything you show from now on will stand on this page."),
        _("The line of %(name)s begins here. Everything shown from now on will stand on this page."),
    )


def _academic_or_all(items: tuple[FrontierItem, ...]) -> tuple[FrontierItem, ...]:
    """Other kinds are never counted in with subjects; where there is nothing else, they are what is known."""
    return tuple(item for item in items if item.competency.kind == DomainKind.ACADEMIC) or items


def _kinds(facts: LearnerFacts, voice: Voice) -> list[KindPicture]:
    if facts.continuum is None:
        return []
    present = {one.kind for one in facts.continuum.competencies}
    # Habits of success have a page of their own.
    told = [kind for kind in DomainKind.values if kind in present and kind != DomainKind.HABITS]
    return [_kind(kind, facts, voice) for kind in told]


def _kind(kind: str, facts: LearnerFacts, voice: Voice) -> KindPicture:
    continuum, frontier = facts.continuum, facts.frontier
    assert continuum is not None  # _kinds returned before otherwise
    proficient = {item.competency.id for item in frontier.proficient}
    states, standings = line_steps(frontier)
    shown = [shown_step(item, continuum) for item in frontier.proficient if item.competency.kind == kind]
    growing = [
        growing_step(
            item,
            continuum,
            facts.scale,
            facts.supporters,
            facts.next_looks.get(item.competency.id),
            voice,
            facts.plans.get(item.competency.id),
        )
        for item in sorted(frontier.working_on, key=_latest_first)
        if item.competency.kind == kind
    ]
    opened = tuple(
        open_step(one, continuum, proficient, facts.supporters, voice)
        for one in facts.suggestions
        if one.kind == kind
    )
    wanted = {step.competency.id for step in opened} | {step.competency.id for step in growing}
    return KindPicture(
        kind=kind,
        name=str(DomainKind(kind).label),
        shown=tuple(shown[:SHOWN_FIRST]),
        shown_more=tuple(shown[SHOWN_FIRST:]),
        open=opened,
        growing=tuple(growing[:GROWING_FIRST]),
        growing_more=tuple(growing[GROWING_FIRST:]),
        later=tuple(
            later_step(item, continuum) for item in frontier.needs_first if item.competency.kind == kind
        ),
        domains=tuple(
            _domain(domain, facts, states, standings)
            for domain in continuum.domains
            if domain.kind == kind and continuum.in_domain(domain.id)
        ),
        tasks=task_steps(facts.tasks, continuum, wanted),
    )


def _latest_first(item: Any) -> tuple:
    at = item.standing.last_observed_at if item.standing else None
    return (-(at.timestamp() if at else 0.0), item.competency.position)


def _domain(domain: DomainInfo, facts: LearnerFacts, states, standings) -> DomainPicture:
    assert facts.continuum is not None
    lines = domain_lines(domain, facts.continuum, states, standings)
    return DomainPicture(domain, translated(domain, "name"), furthest_sentence(lines), lines)


def furthest_sentence(lines: tuple[StrandLine, ...]) -> str:
    """Where the lines of a domain reach furthest: jagged is normal, so the strength is named."""
    shown = {line.name: sum(step.state == "shown" for step in line.steps) for line in lines}
    most = max(shown.values(), default=0)
    if not most:
        return _("The first steps are open.")
    names = [name for name, count in shown.items() if count == most]
    if len(names) > 2:
        return _("Several lines have begun.")
    return _("Furthest along: %(strands)s.") % {"strands": listed(names)}


def supporter_list(
    supporters: tuple[Supporter, ...], continuum: ContinuumMap | None = None
) -> tuple[tuple[str, str], ...]:
    """Who is there, as (name, how), one line for a person. What she teaches is said in the reader's language."""
    words = {SupportKind.ADVISES: _("adviser"), SupportKind.TUTORS: _("tutor")}
    domains = {one.code: translated(one, "name") for one in (continuum.domains if continuum else ())}
    found: dict[str, list[str]] = {}
    for one in supporters:
        if one.kind == SupportKind.TEACHES:
            how = domains.get(one.domain_code) or one.section_title or _("teacher")
        else:
            how = words[one.kind]
        kinds = found.setdefault(one.name, [])
        if how not in kinds:
            kinds.append(how)
    return tuple((name, listed(kinds)) for name, kinds in found.items())
