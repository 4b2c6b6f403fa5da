"""Where I start and why, asking to look again, and the plans that I sign (R019)."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from headway.district.continuum.api import current_map
from headway.district.foundation.api import FieldProblem
from headway.district.placement import api as placement
from headway.district.portals.access import PortalRequest, as_of_instant
from headway.district.portals.presenting.leveling.acts import attempted, number_of, uuid_of
from headway.district.portals.presenting.leveling.appeals import answers_shown
from headway.district.portals.presenting.leveling.plans import plan_shown
from headway.district.portals.presenting.leveling.words import start_domains
from headway.district.portals.presenting.voices import Voice
from headway.district.portals.student.frame import frame_of, me

__all__ = ["plan", "start"]


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: PortalRequest) -> HttpResponse:
    """Strengths first, domain by domain; no score anywhere."""
    learner = me(request)
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        wanted = uuid_of(request.POST, "placement") or uuid.UUID(int=0)
        _done, problems = attempted(
            lambda: placement.appeal(
                viewer=request.viewer, placement_uuid=wanted, text=request.POST.get("text", "")
            )
        )
        if not problems:
            messages.success(request, _("Asked. A person looks again and talks with you."))
            return redirect("student:start")
    then, continuum = as_of_instant(request), current_map()
    placed = placement.placed_of(request.viewer, learner.uuid, then)
    return render(
        request,
        "student/start.html",
        {
            **frame_of(request, "moving"),
            "domains": start_domains(placed, continuum, Voice()),
            "plans": [
                plan_shown(one, continuum) for one in placement.plan_tasks_of(request.viewer, learner.uuid)
            ],
            "answered": answers_shown(
                placement.answers_to_appeals(request.viewer, learner.uuid, then), continuum
            ),
            "problems": problems,
        },
        status=422 if problems else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: PortalRequest, plan_uuid: uuid.UUID) -> HttpResponse:
    """A plan for me: read it, sign it."""
    learner = me(request)
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        revision = number_of(request.POST, "revision") or 0
        _done, problems = attempted(
            lambda: placement.sign(
                viewer=request.viewer, task_uuid=plan_uuid, revision=revision, role="learner"
            )
        )
        if not problems:
            messages.success(request, _("Signed. Thank you."))
            return redirect("student:plan", plan_uuid=plan_uuid)
    info = placement.plan_task(request.viewer, plan_uuid)
    if info.learner.pk != learner.pk:
        raise Http404
    return render(
        request,
        "student/plan.html",
        {
            **frame_of(request, "moving"),
            "plan": plan_shown(info, current_map()),
            "may_sign": info.revision > 0 and info.signed("learner") is None and info.closed_at is None,
            "problems": problems,
        },
        status=422 if problems else 200,
    )
