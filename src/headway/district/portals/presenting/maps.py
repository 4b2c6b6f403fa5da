"""A learner's own place on the line: the map of the continuum with what she has shown and what is next laid over it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from headway.district.continuum.api import CompetencyInfo, current_map
from headway.district.foundation.api import clock
from headway.district.people.api import Viewer
from headway.district.policy.api import scale_for
from headway.district.portals.access import PageRequest
from headway.district.portals.presenting.continua.answering import part_wanted, sent_as
from headway.district.portals.presenting.continua.asked import read_asked
from headway.district.portals.presenting.continua.drawing import Mark
from headway.district.portals.presenting.continua.page import MapPage, map_page
from headway.district.portals.presenting.lines import StepState, line_sentence, line_steps, state_words
from headway.district.portals.presenting.standings import Glyph, glyph_of
from headway.district.proficiency.api import Frontier, frontier_of

__all__ = ["OwnMap", "answer_own_map", "marks_of", "read_own_map"]


@dataclass(frozen=True, slots=True)
class OwnMap:
    """page: None while there is no continuum. sentence: what the drawn part shows, in words."""

    on: dt.date
    page: MapPage | None
    sentence: str
    level_names: tuple[str, ...]
    proficient: int


def read_own_map(
    viewer: Viewer,
    learner: Any,
    query: Mapping[str, str],
    link: Callable[[CompetencyInfo], str],
    as_of: dt.datetime | None = None,
) -> OwnMap:
    """The map as it was asked for, with this learner's standings (as they were known at a moment).

    Raises NotFound for who may not see the learner. No query beyond those of `frontier_of` and the scale.
    """
    on = clock.local_date(as_of) if as_of else clock.today()
    continuum, scale = current_map(), scale_for()
    if continuum is None or not continuum.competencies:
        return OwnMap(on, None, "", scale.names, scale.proficient)
    frontier = frontier_of(viewer, learner, as_of=as_of)
    states, _standings = line_steps(frontier)
    asked = replace(read_asked(query), version="", everywhere="")
    page = map_page(continuum, asked, link=link, marks=marks_of(frontier, scale))
    drawn = [
        states.get(continuum.competencies[position].id, StepState.LATER)
        for strip in page.chart.strips
        for position in strip.positions
    ]
    return OwnMap(on, page, line_sentence(drawn) if drawn else "", scale.names, scale.proficient)


def answer_own_map(
    request: PageRequest, own: OwnMap, frame: Mapping[str, Any], template: str
) -> HttpResponse:
    """The page, or the part of it that the browser asks for. `frame` is what the portal's own pages know."""
    continuum = current_map()
    if own.page is None or continuum is None:
        return render(request, template, {**frame, "own": own, "at": request.path})
    part = part_wanted(request, continuum, own.page.asked)
    values = {**frame, "own": own, "part": part, "at": request.path}
    response = render(request, "components/own_line_part.html" if part else template, values)
    return sent_as(response, part, request, own.page.asked)


def marks_of(frontier: Frontier, scale: Any) -> dict[int, Mark]:
    """What each place on the line shows of this learner, by competency id; what is left out is further on."""
    states, standings = line_steps(frontier)
    return {
        one: _mark(state, glyph_of(standings.get(one)), scale)
        for one, state in states.items()
        if state is not StepState.LATER or one in standings
    }


def _mark(state: StepState, glyph: Glyph, scale: Any) -> Mark:
    words = f"{state_words(state)}. {_level_words(glyph, scale)}"
    if state is StepState.OPEN:
        words = ", ".join((_("next"), words))
    return Mark(str(state), words, glyph.level, glyph.status)


def _level_words(glyph: Glyph, scale: Any) -> str:
    """The symbol in words, as `level_label` says them in templates."""
    count, mark = len(scale.names), scale.proficient
    if glyph.level is None:
        return _("No level yet. Proficient is %(mark)s of %(count)s.") % {"mark": mark, "count": count}
    told = {"level": scale.names[glyph.level - 1], "number": glyph.level, "count": count, "mark": mark}
    if glyph.status == "proposed":
        return _("Proposed: %(level)s, %(number)s of %(count)s. Proficient is %(mark)s.") % told
    if glyph.status == "tentative":
        return _("Tentative: %(level)s, %(number)s of %(count)s. Proficient is %(mark)s.") % told
    return _("%(level)s, %(number)s of %(count)s. Proficient is %(mark)s.") % told
