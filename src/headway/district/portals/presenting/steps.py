"""Steps on a learner's way: what is shown, what is growing, what is open, what comes after, and who can help."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, DescriptorInfo
from headway.district.evidence.api import EvidenceForm, TaskInfo
from headway.district.foundation.api import clock, translated
from headway.district.people.api import Supporter, SupportKind
from headway.district.portals.presenting.explained import PlannedStep, planned_step
from headway.district.portals.presenting.standings import Glyph, glyph_of, place_words
from headway.district.portals.presenting.voices import Voice, listed, quoted
from headway.district.proficiency.api import (
    Frontier,
    FrontierItem,
    NextStepInfo,
    StandingInfo,
    StandingStatus,
)

__all__ = [
    "LaterStep",
    "OpenStep",
    "ShownStep",
    "Step",
    "TaskStep",
    "growing_step",
    "later_step",
    "next_level",
    "open_step",
    "shown_step",
    "suggested",
    "supporter_names",
    "supporter_words",
    "task_steps",
]


@dataclass(frozen=True, slots=True)
class Step:
    """One competency the learner works on: where the work stands, what is missing, the next step, who can help."""

    competency: CompetencyInfo
    title: str
    statement: str
    strand: str
    glyph: Glyph
    place: str
    next_step: str
    help: str
    planned: PlannedStep | None = None


@dataclass(frozen=True, slots=True)
class ShownStep:
    competency: CompetencyInfo
    title: str
    statement: str
    strand: str
    glyph: Glyph
    since: dt.date | None


@dataclass(frozen=True, slots=True)
class OpenStep:
    """One competency that nothing stands in the way of; `why` says so."""

    competency: CompetencyInfo
    title: str
    statement: str
    strand: str
    domain: str
    why: str
    help: str


@dataclass(frozen=True, slots=True)
class LaterStep:
    competency: CompetencyInfo
    title: str
    strand: str
    waits_for: str


@dataclass(frozen=True, slots=True)
class TaskStep:
    """A task as an opportunity to show something: `shows` names the competencies in question."""

    title: str
    prompt: str
    form: str
    shows: tuple[CompetencyInfo, ...]


# -- choosing ------------------------------------------------------------------------------------------------


def suggested(frontier: Frontier, continuum: ContinuumMap, *, limit: int) -> tuple[CompetencyInfo, ...]:
    """Which ready competencies to offer first: those that grow out of what was shown most recently.

    Then the earliest on the continuum, then those that open most; one per strand before any strand has two. An order
    for choosing from, not a judgement: interest and a teacher's knowledge decide among the ready.
    """
    shown_at = {
        item.competency.id: item.standing.proficient_since or item.standing.determined_at
        for item in frontier.proficient
        if item.standing
    }
    # Academic first: habits have their own section and their own suggestions.
    ready = [item.competency for item in frontier.ready]
    ready.sort(key=lambda one: _order(one, continuum, shown_at))
    chosen: list[CompetencyInfo] = []
    for kind in dict.fromkeys(one.kind for one in continuum.competencies):
        of_kind = [one for one in ready if one.kind == kind]
        first = list({one.strand_id or -one.id: one for one in reversed(of_kind)}.values())
        first.sort(key=of_kind.index)
        rest = [one for one in of_kind if one not in first]
        chosen += [*first, *rest][:limit]
    return tuple(chosen)


def _order(one: CompetencyInfo, continuum: ContinuumMap, shown_at: Mapping[int, dt.datetime | None]) -> tuple:
    dates = [shown_at[before.id] for before in continuum.prerequisites_of(one.id) if shown_at.get(before.id)]
    recent = max((date.timestamp() for date in dates if date), default=0.0)
    level = one.level if one.level is not None else 99
    return (-recent, level, -len(continuum.opens(one.id)), one.position)


def next_level(standing: StandingInfo | None, scale: Any) -> int:
    """The level that the next work aims at: one further, never beyond proficient before proficient is reached."""
    if standing is None:
        return scale.proficient
    level = standing.determined_level or standing.proposed_level
    if level is None or level >= scale.proficient:
        return scale.proficient
    return level + 1


# -- who can help --------------------------------------------------------------------------------------------


def supporter_names(supporters: Collection[Supporter], domain_code: str = "") -> tuple[str, ...]:
    """Whom to ask about this domain: who teaches it; otherwise the adviser, the tutor, any teacher."""
    teachers = [one.name for one in supporters if one.kind == SupportKind.TEACHES]
    here = [
        one.name
        for one in supporters
        if one.kind == SupportKind.TEACHES and domain_code and one.domain_code == domain_code
    ]
    advisers = [one.name for one in supporters if one.kind == SupportKind.ADVISES]
    tutors = [one.name for one in supporters if one.kind == SupportKind.TUTORS]
    for names in (here, advisers, tutors, teachers):
        if names:
            return tuple(dict.fromkeys(names))[:2]
    return ()


def supporter_words(supporters: Collection[Supporter], domain_code: str, voice: Voice) -> str:
    """The same as words in a sentence; a school always has somebody to ask."""
    names = supporter_names(supporters, domain_code)
    if names:
        return listed(names, joined_by_or=True)
    return voice.say(_("your teacher"), _("the school"))


# -- steps ---------------------------------------------------------------------------------------------------


def _words(competency: CompetencyInfo, continuum: ContinuumMap) -> tuple[str, str, str]:
    strand = continuum.strand_by_id.get(competency.strand_id or 0)
    return (
        translated(competency, "title"),
        translated(competency, "statement"),
        translated(strand, "name") if strand else "",
    )


def domain_code(competency: CompetencyInfo, continuum: ContinuumMap) -> str:
    domain = continuum.domain_by_id.get(competency.domain_id or 0)
    return domain.code if domain else ""


def domain_name(competency: CompetencyInfo, continuum: ContinuumMap) -> str:
    domain = continuum.domain_by_id.get(competency.domain_id or 0)
    return translated(domain, "name") if domain else ""


def shown_step(item: FrontierItem, continuum: ContinuumMap) -> ShownStep:
    title, statement, strand = _words(item.competency, continuum)
    standing = item.standing
    since = (standing.proficient_since or standing.determined_at) if standing else None
    return ShownStep(
        item.competency,
        title,
        statement,
        strand,
        glyph_of(standing),
        clock.local_date(since) if since else None,
    )


def growing_step(
    item: FrontierItem,
    continuum: ContinuumMap,
    scale: Any,
    supporters: Collection[Supporter],
    look: DescriptorInfo | None,
    voice: Voice,
    plan: NextStepInfo | None = None,
) -> Step:
    title, statement, strand = _words(item.competency, continuum)
    who = supporter_words(supporters, domain_code(item.competency, continuum), voice)
    return Step(
        competency=item.competency,
        title=title,
        statement=statement,
        strand=strand,
        glyph=glyph_of(item.standing),
        place=place_words(item.standing, scale, who, voice),
        next_step=next_step_words(item.standing, scale, look),
        help=voice.say(_("%(who)s can help."), _("Ask %(who)s."), who=who),
        planned=planned_step(plan),
    )


def next_step_words(standing: StandingInfo | None, scale: Any, look: DescriptorInfo | None) -> str:
    """What would show more, with what such work looks like where the continuum says it."""
    level = scale.name_of(next_level(standing, scale))
    if (
        standing
        and standing.status == StandingStatus.PROPOSED
        and ((standing.proposed_level or 0) >= scale.proficient)
    ):
        return _("Next: until it is decided, another piece of work makes it firmer.")
    if standing and standing.status == StandingStatus.NOT_ENOUGH_EVIDENCE and look:
        return _(
            "Next: show it once more, so that a level can be proposed. %(level)s looks like this: “%(look)s”"
        ) % {
            "level": level,
            "look": translated(look, "text"),
        }
    if look:
        return _("Next: work that shows %(level)s. It looks like this: “%(look)s”") % {
            "level": level,
            "look": translated(look, "text"),
        }
    return _("Next: one more piece of work that shows %(level)s.") % {"level": level}


def open_step(
    competency: CompetencyInfo,
    continuum: ContinuumMap,
    proficient: Collection[int],
    supporters: Collection[Supporter],
    voice: Voice,
) -> OpenStep:
    title, statement, strand = _words(competency, continuum)
    grown_from = [
        quoted(translated(before, "title"))
        for before in continuum.prerequisites_of(competency.id)
        if before.id in proficient
    ]
    if grown_from:
        why = voice.say(
            _("Open because you have shown: %(titles)s."),
            _("Open because %(name)s has shown: %(titles)s."),
            titles=listed(grown_from),
        )
    else:
        why = _("Open to begin at any time: nothing has to come first.")
    who = supporter_words(supporters, domain_code(competency, continuum), voice)
    return OpenStep(
        competency=competency,
        title=title,
        statement=statement,
        strand=strand,
        domain=domain_name(competency, continuum),
        why=why,
        help=voice.say(_("Begin with %(who)s."), _("Ask %(who)s how to begin."), who=who),
    )


def later_step(item: FrontierItem, continuum: ContinuumMap) -> LaterStep:
    title, _statement, strand = _words(item.competency, continuum)
    needs = listed([quoted(translated(one, "title")) for one in item.needs])
    return LaterStep(
        item.competency,
        title,
        strand,
        _("Opens after: %(titles)s.") % {"titles": needs} if needs else "",
    )


def task_steps(
    tasks: Iterable[TaskInfo], continuum: ContinuumMap, wanted: Collection[int] | None = None
) -> tuple[TaskStep, ...]:
    """Tasks as opportunities, those first that show most of what is wanted."""
    steps = []
    for task in tasks:
        shows = tuple(
            continuum.by_id[one]
            for one in task.competency_ids
            if one in continuum.by_id and (wanted is None or one in wanted)
        )
        if shows:
            form = EvidenceForm(task.form).label if task.form in EvidenceForm.values else ""
            steps.append(TaskStep(translated(task, "title"), translated(task, "prompt"), str(form), shows))
    return tuple(sorted(steps, key=lambda step: -len(step.shows)))
