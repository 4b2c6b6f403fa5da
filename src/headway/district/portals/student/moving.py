"""My stages, what I do with what I can do now, and what opened (R056, R058)."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from headway.district.advancement import api as advancement
from headway.district.continuum.api import current_map
from headway.district.foundation.api import FieldProblem, Refused, clock
from headway.district.portals.access import PortalRequest, as_of_instant
from headway.district.portals.presenting.moving import (
    choice_line,
    choice_options,
    domain_names,
    moved_words,
    stage_cards,
)
from headway.district.portals.student.frame import frame_of, me
from headway.district.proficiency.api import frontier_of, standings_of

__all__ = ["choose", "moving"]

ASKED_AT_ONCE = 3


@require_safe
def moving(request: PortalRequest) -> HttpResponse:
    """Where am I in each domain, since when; what do I want to do with what I can do now; what opened?"""
    frame, learner, continuum = frame_of(request, "moving"), me(request), current_map()
    as_of = frame["as_of"]
    then = as_of_instant(request)
    choices = advancement.choices_of(request.viewer, learner, then)
    shown = frontier_of(request.viewer, learner, then).proficient if continuum else ()
    domains = domain_names(continuum)
    moves, stages, history = advancement.own_moves(request.viewer, learner, then)
    met = {
        one.competency.id: clock.local_date(since)
        for one in shown
        if one.standing and (since := one.standing.proficient_since or one.standing.determined_at)
    }
    page = frame | {
        "cards": stage_cards(stages, history, continuum),
        "choices": [
            choice_line(one) for one in sorted(choices.values(), key=lambda one: one.chosen_at, reverse=True)
        ],
        "complete": [] if as_of else advancement.courses_complete(learner, met),
        "to_choose": []
        if as_of
        else [one.competency for one in shown if one.competency.id not in choices][:ASKED_AT_ONCE],
        "moves": [(moved_words(one, domains), one) for one in moves],
    }
    template = "student/moving_part.html" if request.htmx else "student/moving.html"
    return render(request, template, page)


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: PortalRequest, competency_uuid: uuid.UUID) -> HttpResponse:
    """It is proficient: use it somewhere new, go on, or go deeper?"""
    learner, continuum = me(request), current_map()
    competency = continuum.by_uuid.get(competency_uuid) if continuum else None
    if competency is None or continuum is None:
        raise Http404
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        try:
            advancement.choose(
                viewer=request.viewer,
                learner_uuid=learner.uuid,
                competency_uuid=competency_uuid,
                choice=request.POST.get("choice", ""),
                text=request.POST.get("text", ""),
            )
        except Refused as refused:
            problems = refused.problems
        else:
            messages.success(request, _("Noted. Your teacher sees it and talks it over with you."))
            return redirect("student:moving")
    standing = standings_of(request.viewer, learner).get(competency.id)
    chosen = advancement.choices_of(request.viewer, learner).get(competency.id)
    graph = {one.after_id for one in continuum.prerequisites if one.before_id == competency.id}
    return render(
        request,
        "student/choose.html",
        {
            **frame_of(request, "moving"),
            "competency": competency,
            "is_proficient": standing is not None and standing.is_proficient,
            "chosen": choice_line(chosen) if chosen else None,
            "options": choice_options(),
            "value": request.POST.get("choice") or (chosen.choice if chosen else None),
            "text": request.POST.get("text", chosen.text if chosen else ""),
            "after": [one for one in continuum.competencies if one.id in graph],
            "problems": problems,
            "errors": {one.field: one.sentence for one in problems},
        },
        status=422 if problems else 200,
    )
