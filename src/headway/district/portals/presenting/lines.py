"""The strands of a domain as lines of steps: how far along each line, which is never the same in every strand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, DomainInfo
from headway.district.foundation.api import translated
from headway.district.portals.presenting.standings import Glyph, glyph_of
from headway.district.portals.presenting.voices import listed
from headway.district.proficiency.api import Frontier, StandingInfo

__all__ = [
    "LineStep",
    "StepState",
    "StrandLine",
    "domain_lines",
    "level_words",
    "line_steps",
    "state_words",
]


class StepState(StrEnum):
    SHOWN = "shown"
    GROWING = "growing"
    OPEN = "open"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class LineStep:
    """One competency on a line. `starts_level`: the first one of a new level, where the line has a small gap."""

    competency: CompetencyInfo
    title: str
    state: StepState
    glyph: Glyph
    level: int | None
    starts_level: bool = False

    @property
    def words(self) -> str:
        return state_words(self.state)


@dataclass(frozen=True, slots=True)
class StrandLine:
    """One strand from its first step to its last, and the sentence that says what the picture shows."""

    name: str
    steps: tuple[LineStep, ...]
    sentence: str


def state_words(state: StepState) -> str:
    return {
        StepState.SHOWN: _("shown"),
        StepState.GROWING: _("growing"),
        StepState.OPEN: _("open to begin"),
        StepState.LATER: _("further on"),
    }[state]


def line_steps(frontier: Frontier) -> tuple[dict[int, StepState], dict[int, StandingInfo]]:
    """For each competency near the frontier where it stands; all others are further on."""
    states: dict[int, StepState] = {}
    standings: dict[int, StandingInfo] = {}
    for state, items in (
        (StepState.LATER, frontier.needs_first),
        (StepState.OPEN, frontier.ready),
        (StepState.GROWING, frontier.working_on),
        (StepState.SHOWN, frontier.proficient),
    ):
        for item in items:
            states[item.competency.id] = state
            if item.standing is not None:
                standings[item.competency.id] = item.standing
    return states, standings


def domain_lines(
    domain: DomainInfo,
    continuum: ContinuumMap,
    states: Mapping[int, StepState],
    standings: Mapping[int, StandingInfo],
) -> tuple[StrandLine, ...]:
    """The lines of one domain, strand by strand; competencies without a strand make a line of their own."""
    lines = []
    strands = continuum.strands_of(domain.id)
    groups = [(translated(strand, "name"), continuum.in_strand(strand.id)) for strand in strands]
    loose = tuple(one for one in continuum.in_domain(domain.id) if one.strand_id is None)
    groups.append((translated(domain, "name"), loose))
    for name, competencies in groups:
        if competencies:
            steps = _steps(competencies, states, standings)
            lines.append(StrandLine(name, steps, line_sentence([step.state for step in steps])))
    return tuple(lines)


def _steps(
    competencies: Iterable[CompetencyInfo],
    states: Mapping[int, StepState],
    standings: Mapping[int, StandingInfo],
) -> tuple[LineStep, ...]:
    steps: list[LineStep] = []
    before: int | None = None
    for one in sorted(competencies, key=lambda one: one.level if one.level is not None else 99):
        steps.append(
            LineStep(
                competency=one,
                title=translated(one, "title"),
                state=states.get(one.id, StepState.LATER),
                glyph=glyph_of(standings.get(one.id)),
                level=one.level,
                starts_level=bool(steps) and one.level != before,
            )
        )
        before = one.level
    return tuple(steps)


def line_sentence(states: list[StepState]) -> str:
    """What a line shows, in words: "4 shown, 1 growing, 2 open to begin, 5 further on."."""
    counts = {state: states.count(state) for state in StepState}
    parts = []
    if counts[StepState.SHOWN]:
        n = counts[StepState.SHOWN]
        parts.append(ngettext("%(count)s shown", "%(count)s shown", n) % {"count": n})
    if counts[StepState.GROWING]:
        n = counts[StepState.GROWING]
        parts.append(ngettext("%(count)s growing", "%(count)s growing", n) % {"count": n})
    if counts[StepState.OPEN]:
        n = counts[StepState.OPEN]
        parts.append(ngettext("%(count)s open to begin", "%(count)s open to begin", n) % {"count": n})
    if counts[StepState.LATER]:
        n = counts[StepState.LATER]
        parts.append(ngettext("%(count)s further on", "%(count)s further on", n) % {"count": n})
    return listed(parts) + "."


def level_words(level: int) -> str:
    # Translators: a level of the continuum (a place on the line), not a school year.
    return _("Level %(number)s") % {"number": level}
