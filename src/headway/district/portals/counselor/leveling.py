"""Arrivals: who is not placed yet, what is to be looked at again, one learner's session, courses and plans."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headway.district.continuum.api import current_map
from headway.district.foundation.api import FieldProblem, new_uuid
from headway.district.people.api import learner_on_duty, record_list_view, record_view, schools_on_duty
from headway.district.people.types import Role
from headway.district.placement import api as placement
from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.leveling.acts import attempted, errors_of, number_of, typed
from headway.district.portals.presenting.leveling.appeals import appeal_shown
from headway.district.portals.presenting.leveling.pages import (
    decision_page,
    plan_page,
    session_page,
)
from headway.district.portals.presenting.leveling.pages import (
    take_back as take_back_page,
)
from headway.district.portals.presenting.leveling.plans import plan_shown
from headway.district.portals.presenting.leveling.words import level_words, place_name

__all__ = ["answer", "arrivals", "bulk", "courses", "decide", "plan", "session", "take_back"]

SHOWN = 100
ROUTES = {
    "session": "counselor:leveling",
    "decide": "counselor:leveling_decide",
    "take_back": "counselor:leveling_take_back",
    "plan": "counselor:plan",
}


def _at(name: str, *parts: Any) -> str:
    return reverse(ROUTES[name], args=parts)


def _frame(learner: Any = None, *, deeper: bool = False) -> dict[str, Any]:
    crumbs = [(_("Learners"), reverse("counselor:home")), (_("Arrivals"), reverse("counselor:arrivals"))]
    if learner is not None and deeper:
        crumbs.append((learner.person.name, reverse("counselor:leveling", args=(learner.uuid,))))
    return {
        "frame_template": "counselor/frame.html",
        "as_of": None,
        "crumbs": crumbs,
        "transfer_address": reverse("counselor:courses", args=(learner.uuid,)) if learner else "",
        "invite_address": reverse("counselor:checks", args=(learner.uuid,)) if learner else "",
    }


def _learner(request: PortalRequest, learner_uuid: uuid.UUID) -> Any:
    return learner_on_duty(request.viewer, Role.COUNSELLOR, learner_uuid)


@require_safe
def arrivals(request: PortalRequest) -> HttpResponse:
    """Who arrived and is not placed yet, who asked to look again, what is due, and which plans are open?"""
    viewer, continuum = request.viewer, current_map()
    rows = placement.coverage(viewer)
    reviews = placement.reviews_due(viewer)
    record_list_view(viewer=viewer, learners=min(len(rows), SHOWN), page="counselor:arrivals")
    return render(
        request,
        "counselor/arrivals.html",
        {
            "as_of": None,
            "crumbs": [(_("Learners"), reverse("counselor:home"))],
            "rows": [(row, [place_name(continuum, code) for code in row.missing]) for row in rows[:SHOWN]],
            "total": len(rows),
            "appeals": [appeal_shown(one, continuum) for one in placement.open_appeals(viewer)],
            "reviews": [
                (one, place_name(continuum, one.domain_code, one.strand_code), level_words((one.level,)))
                for one in reviews[:SHOWN]
            ],
            "reviews_total": len(reviews),
            "plans": [plan_shown(one, continuum) for one in placement.plan_tasks_on_duty(viewer)[:SHOWN]],
            "schools": list(schools_on_duty(viewer, Role.COUNSELLOR)),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def session(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    learner = _learner(request, learner_uuid)
    return session_page(request, learner_uuid, _frame(learner), "counselor:leveling", _at)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: PortalRequest, learner_uuid: uuid.UUID, code: str) -> HttpResponse:
    learner = _learner(request, learner_uuid)
    frame = _frame(learner, deeper=True)
    return decision_page(request, learner_uuid, code, frame, "counselor:leveling", _at)


@require_POST
def take_back(request: PortalRequest, learner_uuid: uuid.UUID, placement_uuid: uuid.UUID) -> HttpResponse:
    _learner(request, learner_uuid)
    return take_back_page(request, learner_uuid, placement_uuid, _at)


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: PortalRequest, plan_uuid: uuid.UUID) -> HttpResponse:
    return plan_page(request, plan_uuid, _frame(), "counselor:plan", _at)


@require_POST
def answer(request: PortalRequest, appeal_uuid: uuid.UUID) -> HttpResponse:
    """Kept as it is, or decided anew: a change is decided on the learner's page first."""
    _done, problems = attempted(
        lambda: placement.answer_appeal(
            viewer=request.viewer, appeal_uuid=appeal_uuid, code=request.POST.get("code", "")
        )
    )
    for problem in problems:
        messages.error(request, f"{problem.sentence} {problem.remedy}")
    if not problems:
        messages.success(request, _("Answered; whoever asked reads it under “Where you start and why”."))
    return redirect("counselor:arrivals")


@require_http_methods(["GET", "HEAD", "POST"])
def courses(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    """What another school taught: entered here, signed by a leader, confirmed by work."""
    viewer = request.viewer
    learner = _learner(request, learner_uuid)
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        form = request.POST
        _done, problems = attempted(
            lambda: placement.bring_course(
                viewer=viewer,
                learner_uuid=learner_uuid,
                title=form.get("title", ""),
                domain_code=form.get("domain_code", ""),
                level=number_of(form, "level"),
                grade=form.get("grade", ""),
                school_year=form.get("school_year", ""),
                school=form.get("school", ""),
                note=form.get("note", ""),
                request_key=form.get("request_key", ""),
            )
        )
        if not problems:
            messages.success(
                request, _("Entered. It stands provisionally until a leader of the school signs.")
            )
            return redirect("counselor:courses", learner_uuid=learner_uuid)
    record_view(viewer=viewer, learner=learner, page="counselor:courses")
    continuum = current_map()
    policy, _version = placement.leveling_policy()
    codes = placement.leveled_domains(policy, continuum) if continuum else ()
    levels = continuum.levels if continuum else ()
    return render(
        request,
        "counselor/courses.html",
        _frame(learner, deeper=True)
        | {
            "learner": learner,
            "courses": [
                (
                    one,
                    placement.TransferStanding(one.standing).label,
                    place_name(continuum, one.domain_code) if one.domain_code else "",
                )
                for one in placement.transfer_courses(viewer, learner_uuid)
            ],
            "domains": [(code, place_name(continuum, code)) for code in codes],
            "levels": [(one, level_words((one,))) for one in levels],
            "request_key": str(new_uuid()),
            "form": typed(request, problems),
            "problems": problems,
            "errors": errors_of(problems),
        },
        status=422 if problems else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: PortalRequest, organisation_uuid: uuid.UUID) -> HttpResponse:
    """What outside tests suggest for a whole school: ticked and confirmed by a person."""
    viewer, continuum = request.viewer, current_map()
    school = schools_on_duty(viewer, Role.COUNSELLOR).filter(uuid=organisation_uuid).first()
    if school is None:
        raise Http404
    suggestions = placement.suggestions_in_bulk(viewer, school.pk)
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        ticked = set(request.POST.getlist("line"))
        lines = [
            placement.BulkLine(one.learner_id, one.domain_code, chosen)
            for one in suggestions
            if f"{one.learner_uuid}|{one.domain_code}" in ticked
            and (chosen := number_of(request.POST, f"level-{one.learner_uuid}-{one.domain_code}")) is not None
        ]
        if not lines:
            problems = (FieldProblem(_("Nobody was ticked."), remedy=_("Tick whom you looked at.")),)
        else:
            done, problems = attempted(
                lambda: placement.place_in_bulk(
                    viewer=viewer, lines=lines, takes_as_met=request.POST.get("take") == "yes"
                )
            )
            if not problems:
                messages.success(
                    request,
                    _("Decided: %(placed)s. Taken as met: %(taken)s. Plans opened: %(plans)s.")
                    % {"placed": done.placed, "taken": done.taken, "plans": done.plan_tasks},
                )
                return redirect("counselor:arrivals")
    record_list_view(viewer=viewer, learners=min(len(suggestions), 500), page="counselor:leveling_bulk")
    return render(
        request,
        "counselor/leveling_bulk.html",
        {
            "as_of": None,
            "crumbs": _frame()["crumbs"],
            "school": school,
            "lines": [
                (one, place_name(continuum, one.domain_code), [(lv, level_words((lv,))) for lv in one.levels])
                for one in suggestions[:500]
            ],
            "total": len(suggestions),
            "problems": problems,
        },
        status=422 if problems else 200,
    )
