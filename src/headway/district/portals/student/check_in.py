"""My weekly check-in: look back, change what needs it, plan what comes; and how much of it I plan myself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from headway.district.agreements import api as agreements
from headway.district.continuum.api import ContinuumMap, DomainKind, current_map
from headway.district.foundation.api import Conflict, Refused, new_uuid, translated
from headway.district.people.api import Viewer
from headway.district.portals.access import PortalRequest
from headway.district.portals.form_values import problems_of
from headway.district.portals.presenting.agreements.words import title_of
from headway.district.portals.presenting.autonomy import stages_shown
from headway.district.portals.presenting.check_in_words import in_readers_language
from headway.district.portals.presenting.check_ins import (
    adjust_chips,
    form_of,
    read_said,
    reflect_chips,
    week_words,
    went_options,
    went_words,
)
from headway.district.portals.presenting.contacts import contact_line
from headway.district.portals.presenting.voices import Voice
from headway.district.portals.student.frame import frame_of, me
from headway.district.proficiency.api import frontier_of

__all__ = ["check_in", "stage"]

# Enough to choose a week's work from.
NEXT_SHOWN = 6
HER = Voice()


@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: PortalRequest) -> HttpResponse:
    """Three minutes: how the plan went, what changes, what comes, and whether an adult should come by."""
    learner = me(request)
    viewer = request.viewer
    state = agreements.check_in_state(learner)
    is_asking = state.week is not None and (
        state.kept is None or request.method == "POST" or "change" in request.GET
    )
    continuum = current_map() if is_asking else None
    targets = agreements.open_targets_of(viewer, learner, continuum) if is_asking else ()
    coming = _coming(request, learner, continuum, targets)
    problems: tuple[Any, ...] = ()
    if request.method == "POST":
        sent = read_said(request.POST, dict(coming))
        try:
            agreements.keep_check_in(
                viewer,
                learner.uuid,
                went=sent.went,
                reflect=sent.reflect,
                adjust=sent.adjust,
                plan=sent.plan,
                wants_help=sent.wants_help,
                target_uuids=sent.target_uuids,
                seconds=sent.seconds,
                week_on=sent.week_on,
                request_key=sent.request_key,
            )
        except (Refused, Conflict) as refused:
            problems = problems_of(refused)
        else:
            if sent.wants_help:
                messages.success(request, _("Saved. An adult at school reads that you ask for help."))
            else:
                messages.success(request, _("Saved. Have a good week."))
            return redirect("student:check_in")
    given, ticked = form_of(request.POST if request.method == "POST" else None, state.kept)
    if is_asking and not given:
        # A wish of an earlier week waits until it is answered or she takes it back.
        given = {"wants_help": agreements.wish_waits(learner)}
    page = {
        **frame_of(request, "check_in"),
        "state": state,
        "week": week_words(state.week.begins_on) if state.week else "",
        "coming_on": date_format(state.next_due_on) if state.next_due_on else "",
        "kept": in_readers_language(state.kept) if state.kept else None,
        "kept_went": went_words(state.kept.went) if state.kept else "",
        "is_asking": is_asking,
        "is_changing": state.kept is not None,
        "targets": [
            (str(one.uuid), title_of(one, continuum), reverse("student:target", args=(one.uuid,)))
            for one in targets
        ],
        "coming": coming,
        "earlier": () if state.week else _earlier(viewer, learner),
        "went_options": went_options(),
        "reflect_chips": reflect_chips(),
        "adjust_chips": adjust_chips(),
        "given": given,
        "ticked": ticked,
        "problems": problems,
        "request_key": request.POST.get("request_key", "")[:64] or str(new_uuid()),
        "contacts": []
        if is_asking
        else [contact_line(one) for one in agreements.contacts_of(viewer, learner)],
    }
    if not request.POST and state.kept:
        page["ticked"]["target"] = [str(one.uuid) for one in targets if one.id in state.kept.target_ids]
    return render(request, "student/check_in.html", page, status=422 if problems else 200)


@require_safe
def stage(request: PortalRequest) -> HttpResponse:
    """What my stage lets me do, what I could show for the next one, and what was decided so far."""
    learner = me(request)
    here = agreements.stage_of(learner)
    history = agreements.stage_history(request.viewer, learner)
    shown = stages_shown(here, HER)
    page = {
        **frame_of(request, "stage"),
        "mine": next(one for one in shown if one.is_here),
        "following": next((one for one in shown if one.stage == here + 1), None),
        "history": [(one, agreements.AutonomyStage(one.stage).label) for one in history],
    }
    return render(request, "student/stage.html", page)


def _coming(
    request: PortalRequest, learner: Any, continuum: ContinuumMap | None, targets: Sequence[Any]
) -> list[tuple[str, str]]:
    """What this week could be about: what is open in her targets, what she works on, what is open next."""
    if continuum is None:
        return []
    frontier = frontier_of(request.viewer, learner)
    near = [item.competency for item in (*frontier.working_on, *frontier.ready)]
    within = {one.id for one in near}
    agreed = [
        continuum.by_id[pk]
        for one in targets
        for pk in one.competency_ids
        if pk in within and pk in continuum.by_id
    ]
    found = {
        str(one.uuid): translated(one, "title") for one in (*agreed, *near) if one.kind == DomainKind.ACADEMIC
    }
    return list(found.items())[:NEXT_SHOWN]


def _earlier(viewer: Viewer, learner: Any) -> list[tuple[str, str, Any]]:
    """What she said before, while no week asks: week by week, newest first."""
    return [
        (week_words(one.week_on), went_words(one.went), in_readers_language(one))
        for one in agreements.check_ins_of(viewer, learner)
    ]
