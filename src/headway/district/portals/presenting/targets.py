"""One competency of one learner, as four answers: what it is, what proficient looks like, how we know, what is next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from headway.district.continuum.api import (
    CompetencyInfo,
    ContinuumMap,
    DescriptorInfo,
    current_map,
    descriptors,
)
from headway.district.continuum.api import competency as find_competency
from headway.district.evidence.api import TaskInfo, tasks_for
from headway.district.foundation.api import clock, translated
from headway.district.people.api import Supporter, Viewer, supporters_of
from headway.district.policy.api import DistrictScale, scale_for
from headway.district.portals.presenting.carried import Carried, carried_of, made_under
from headway.district.portals.presenting.explained import How, how_of
from headway.district.portals.presenting.lines import StepState, level_words, line_steps, state_words
from headway.district.portals.presenting.pieces import Piece, piece
from headway.district.portals.presenting.standings import (
    Glyph,
    evidence_words,
    first_piece_words,
    glyph_of,
    later_words,
    place_words,
    why_sentences,
)
from headway.district.portals.presenting.steps import (
    TaskStep,
    domain_code,
    domain_name,
    next_level,
    next_step_words,
    supporter_words,
    task_steps,
)
from headway.district.portals.presenting.voices import Voice, listed, quoted
from headway.district.proficiency.api import (
    Explanation,
    Frontier,
    StandingInfo,
    StandingStatus,
    explain,
    frontier_of,
)

__all__ = ["Decision", "LevelLook", "Neighbour", "Target", "TargetFacts", "read_target", "target_of"]


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """What the doors know about one competency of one learner."""

    learner: Any
    on: dt.date
    competency: CompetencyInfo
    continuum: ContinuumMap
    scale: DistrictScale
    explanation: Explanation
    frontier: Frontier
    descriptors: tuple[DescriptorInfo, ...]
    supporters: tuple[Supporter, ...]
    tasks: tuple[TaskInfo, ...]


def read_target(
    viewer: Viewer, learner: Any, competency_uuid, as_of: dt.datetime | None = None
) -> TargetFacts:
    """Ask the doors; NotFound where the competency is not on the continuum."""
    competency = find_competency(competency_uuid)
    continuum = current_map()
    assert continuum is not None  # the competency was found on it
    return TargetFacts(
        learner=learner,
        on=clock.local_date(as_of) if as_of else clock.today(),
        competency=competency,
        continuum=continuum,
        scale=scale_for(),
        explanation=explain(viewer, learner, competency, as_of=as_of),
        frontier=frontier_of(viewer, learner, as_of=as_of),
        descriptors=descriptors(competency.id),
        supporters=supporters_of(viewer, learner),
        tasks=tasks_for(
            continuum,
            (competency.id,),
            school_path=learner.school.path if learner.school else "",
            learner_id=learner.pk,
        ),
    )


@dataclass(frozen=True, slots=True)
class LevelLook:
    """One performance level, what work at it looks like, and whether the learner's work is there.

    is_proposed: the evidence points here, and nobody has decided so yet.
    """

    number: int
    name: str
    text: str
    is_here: bool
    is_proposed: bool
    is_next: bool
    is_proficient: bool


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A competency before or after this one, with where the learner is on it."""

    competency: CompetencyInfo
    title: str
    statement: str
    state: StepState
    words: str
    glyph: Glyph


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of the history, in words."""

    on: dt.date
    level: int | None
    by: str
    reason: str
    departs: bool
    made_under: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """The page of one competency. first_piece: said in place of the pieces where a level stands without evidence."""

    competency: CompetencyInfo
    title: str
    statement: str
    domain: str
    strand: str
    level_words: str
    glyph: Glyph
    place: str
    evidence: str
    looks: tuple[LevelLook, ...]
    pieces: tuple[Piece, ...]
    question: str
    sentences: tuple[str, ...]
    missing: tuple[str, ...]
    rule_text: str
    rule_version: str
    decided: str
    decisions: tuple[Decision, ...]
    next_step: str
    help: str
    grows_from: tuple[Neighbour, ...]
    opens: tuple[Neighbour, ...]
    tasks: tuple[TaskStep, ...]
    is_proficient: bool
    carried: Carried | None = None
    first_piece: str = ""
    how: How | None = None
    opportunity: str = ""


def target_of(facts: TargetFacts, voice: Voice) -> Target:
    """The four answers, in one voice."""
    competency, continuum, scale, why = facts.competency, facts.continuum, facts.scale, facts.explanation
    standing = why.standing
    who = supporter_words(facts.supporters, domain_code(competency, continuum), voice)
    strand = continuum.strand_by_id.get(competency.strand_id or 0)
    rests_on, first_piece = first_piece_words(why, voice)
    return Target(
        competency=competency,
        title=translated(competency, "title"),
        statement=translated(competency, "statement"),
        domain=domain_name(competency, continuum),
        strand=translated(strand, "name") if strand else "",
        level_words=level_words(competency.level) if competency.level is not None else "",
        glyph=glyph_of(standing),
        place=place_words(standing, scale, who, voice),
        evidence=rests_on or later_words(why) or evidence_words(standing.pieces),
        looks=_looks(facts.descriptors, standing, scale),
        pieces=_pieces(why, continuum),
        question=_question(why, scale),
        sentences=why_sentences(why, scale),
        missing=why.missing,
        rule_text=why.rule_text,
        rule_version=why.rule_version,
        decided=_decided(why, scale),
        decisions=tuple(
            Decision(
                clock.local_date(one.decided_at),
                one.level,
                one.decided_by,
                one.reason,
                one.departs,
                made_under(why.texts.get(one.competency_id)),
            )
            for one in why.history
        ),
        next_step=_next_step(facts, voice),
        help=voice.say(
            _("You are not alone with this: %(who)s can help."), _("%(who)s can tell you more."), who=who
        ),
        grows_from=_grows_from(competency, continuum, facts.frontier),
        opens=_neighbours(continuum.opens(competency.id), facts.frontier),
        tasks=task_steps(facts.tasks, continuum),
        is_proficient=standing.is_proficient,
        carried=carried_of(why, scale, voice),
        first_piece=first_piece,
        how=how_of(why, scale, voice),
        opportunity=_opportunity(why, who, voice),
    )


def _opportunity(why: Explanation, who: str, voice: Voice) -> str:
    """When it can be shown again, where a person decided “not yet” and no day is planned."""
    if why.level is None or why.standing.is_proficient or why.next_step is not None:
        return ""
    return voice.say(
        _("You can show it again on any day, as often as you like: tell %(who)s when you are ready."),
        _("It can be shown again on any day, as often as needed: %(who)s will find a time with %(name)s."),
        who=who,
    )


def _looks(
    texts: Collection[DescriptorInfo], standing: StandingInfo, scale: DistrictScale
) -> tuple[LevelLook, ...]:
    """Every level of the scale, with the continuum's words where it has some."""
    words = {one.level: translated(one, "text") for one in texts}
    here = standing.determined_level
    proposed = standing.proposed_level if standing.needs_decision else None
    reached = standing.is_proficient or (here is None and scale.is_proficient(proposed))
    aim = None if reached else next_level(standing, scale)
    return tuple(
        LevelLook(
            number=level.number,
            name=level.name,
            text=words.get(level.number, ""),
            is_here=level.number == here,
            is_proposed=level.number == proposed,
            is_next=level.number == aim,
            is_proficient=level.number == scale.proficient,
        )
        for level in scale.levels
    )


def _pieces(why: Explanation, continuum: ContinuumMap) -> tuple[Piece, ...]:
    """Newest first, with those that do not count now and why."""
    every = [(item, "") for item in why.counted] + list(why.set_aside)
    every.sort(key=lambda pair: (pair[0].observed_at, pair[0].rating_id), reverse=True)
    return tuple(piece(item, continuum, set_aside, why.texts) for item, set_aside in every)


def _question(why: Explanation, scale: DistrictScale) -> str:
    if why.level is not None:
        return _("Why %(level)s?") % {"level": scale.name_of(why.level)}
    if why.standing.proposed_level is not None:
        return _("Why does the evidence point to %(level)s?") % {
            "level": scale.name_of(why.standing.proposed_level)
        }
    return _("How is a level decided?")


def _decided(why: Explanation, scale: DistrictScale) -> str:
    if why.level is None or why.decided_at is None:
        return _("A person decides, never the computer. Nothing is decided here yet.")
    words = {
        "level": scale.name_of(why.level),
        "who": why.decided_by or _("a teacher"),
        "date": _date(clock.local_date(why.decided_at)),
    }
    return _("%(who)s decided on %(date)s: the work shows %(level)s.") % words


def _date(on: dt.date) -> str:
    return date_format(on, "DATE_FORMAT")


def _next_step(facts: TargetFacts, voice: Voice) -> str:
    """One sentence: what to do next about this competency."""
    standing, competency = facts.explanation.standing, facts.competency
    if standing.is_proficient:
        if (standing.determined_level or 0) < facts.scale.size:
            return voice.say(
                _("This is yours. You can go deeper with it, or take it along to what it opens."),
                _("%(name)s has this. It can go deeper, or be taken along to what it opens."),
            )
        return voice.say(
            _("This is yours, and you have gone deep. Take it along to what it opens."),
            _("%(name)s has this, and the work goes deep. It can be taken along to what it opens."),
        )
    if standing.to_confirm and standing.determined_level is None:
        return voice.say(
            _("You need not show it all again. A newer piece of work helps, if you have one."),
            _("Nothing has to be shown all over again. A newer piece of work helps."),
        )
    if standing.status == StandingStatus.NO_EVIDENCE:
        waiting = next(
            (item for item in facts.frontier.needs_first if item.competency.id == competency.id), None
        )
        needs = list(waiting.needs) if waiting else _unmet(facts)
        if needs:
            return _("First comes: %(titles)s. Then this opens.") % {
                "titles": listed([quoted(translated(one, "title")) for one in needs])
            }
        return voice.say(
            _("This is open: you can begin now. Choose a way to show it, or bring your own idea."),
            _("This is open: %(name)s can begin now."),
        )
    aim = next_level(standing, facts.scale)
    look = next((one for one in facts.descriptors if one.level == aim), None)
    return next_step_words(standing, facts.scale, look)


def _unmet(facts: TargetFacts) -> list[CompetencyInfo]:
    """What has to come first, for a competency more than one step away."""
    states, _standings = line_steps(facts.frontier)
    if states.get(facts.competency.id) in (StepState.OPEN, StepState.GROWING, StepState.SHOWN):
        return []
    shown = {item.competency.id for item in facts.frontier.proficient}
    gates = {
        one.before_id
        for one in facts.continuum.prerequisites
        if one.is_gate and one.after_id == facts.competency.id
    }
    return [facts.continuum.by_id[one] for one in sorted(gates - shown) if one in facts.continuum.by_id]


def _grows_from(
    competency: CompetencyInfo, continuum: ContinuumMap, frontier: Frontier
) -> tuple[Neighbour, ...]:
    """What prepares for it. Where something is open before all of these are shown, it says which ones can wait."""
    gates = {continuum.competencies[node].id for node in continuum.gates_of(competency.position)}
    return tuple(
        one
        if one.competency.id in gates or one.state == StepState.SHOWN
        else replace(one, words=_("%(state)s; it helps, and need not come first") % {"state": one.words})
        for one in _neighbours(continuum.prerequisites_of(competency.id), frontier)
    )


def _neighbours(competencies: Collection[CompetencyInfo], frontier: Frontier) -> tuple[Neighbour, ...]:
    states, standings = line_steps(frontier)
    return tuple(
        Neighbour(
            one,
            translated(one, "title"),
            translated(one, "statement"),
            states.get(one.id, StepState.LATER),
            state_words(states.get(one.id, StepState.LATER)),
            glyph_of(standings.get(one.id)),
        )
        for one in competencies
    )
