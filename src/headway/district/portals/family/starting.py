"""Where my child starts and why, asking to look again, and the plans that the family signs."""

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
from headway.district.portals.family.views import open_child
from headway.district.portals.presenting.leveling.acts import attempted, number_of, uuid_of
from headway.district.portals.presenting.leveling.appeals import answers_shown
from headway.district.portals.presenting.leveling.plans import plan_shown
from headway.district.portals.presenting.leveling.words import start_domains
from headway.district.portals.presenting.voices import Voice

__all__ = ["plan", "start"]


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    learner, frame = open_child(request, learner_uuid, "family:start")
    viewer = request.viewer
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        wanted = uuid_of(request.POST, "placement") or uuid.UUID(int=0)
        _done, problems = attempted(
            lambda: placement.appeal(viewer=viewer, placement_uuid=wanted, text=request.POST.get("text", ""))
        )
        if not problems:
            messages.success(request, _("Asked. A person looks again and talks with you."))
            return redirect("family:start", learner_uuid=learner_uuid)
    continuum = current_map()
    then = as_of_instant(request)
    placed = placement.placed_of(viewer, learner.uuid, then)
    return render(
        request,
        "family/start.html",
        {
            **frame,
            "domains": start_domains(placed, continuum, Voice(learner.person.short_name)),
            "plans": [plan_shown(one, continuum) for one in placement.plan_tasks_of(viewer, learner.uuid)],
            "answered": answers_shown(placement.answers_to_appeals(viewer, learner.uuid, then), continuum),
            "problems": problems,
        },
        status=422 if problems else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: PortalRequest, learner_uuid: uuid.UUID, plan_uuid: uuid.UUID) -> HttpResponse:
    learner, frame = open_child(request, learner_uuid, "family:plan")
    viewer = request.viewer
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        revision = number_of(request.POST, "revision") or 0
        _done, problems = attempted(
            lambda: placement.sign(viewer=viewer, task_uuid=plan_uuid, revision=revision, role="family")
        )
        if not problems:
            messages.success(request, _("Signed. Thank you."))
            return redirect("family:plan", learner_uuid=learner_uuid, plan_uuid=plan_uuid)
    info = placement.plan_task(viewer, plan_uuid)
    if info.learner.pk != learner.pk:
        raise Http404
    shown = plan_shown(info, current_map())
    signed = any(one.role == "family" and one.name == viewer.name for one in info.signatures)
    return render(
        request,
        "family/plan.html",
        {
            **frame,
            "plan": shown,
            "may_sign": info.revision > 0 and not signed and info.closed_at is None,
            "problems": problems,
        },
        status=422 if problems else 200,
    )
