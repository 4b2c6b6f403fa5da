"""How a school levels: who is not placed yet, how entrants begin per domain, plans without an owner, courses to sign."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headway.district.continuum.api import current_map
from headway.district.people.api import record_list_view
from headway.district.placement import api as placement
from headway.district.portals.access import PortalRequest, portal_path
from headway.district.portals.presenting.leveling.acts import attempted
from headway.district.portals.presenting.leveling.appeals import appeal_shown
from headway.district.portals.presenting.leveling.pages import plan_page
from headway.district.portals.presenting.leveling.plans import plan_shown
from headway.district.portals.presenting.leveling.words import level_words, place_name
from headway.district.proficiency.api import SMALLEST_SHOWN

__all__ = ["urlpatterns"]


def _at(_name: str, *parts: Any) -> str:
    return reverse("leader:plan", args=parts)


@require_safe
def leveling(request: PortalRequest) -> HttpResponse:
    viewer, continuum = request.viewer, current_map()
    unowned = placement.unowned_plan_tasks(viewer)
    appeals = placement.open_appeals(viewer)
    courses = placement.transfers_to_sign(viewer)
    record_list_view(
        viewer=viewer,
        learners=len({one.learner.pk for of in (unowned, courses, appeals) for one in of}),
        page="leader:leveling",
    )
    return render(
        request,
        "leader/leveling.html",
        {
            "smallest": SMALLEST_SHOWN,
            "coverage": placement.coverage_by_school(viewer),
            "spread": [
                (
                    row,
                    place_name(continuum, row.domain_code),
                    [(level_words((level,)), count) for level, count in row.counts],
                )
                for row in placement.entry_spread(viewer)
            ],
            "agreement": placement.agreement(viewer),
            "appeals": [appeal_shown(one, continuum) for one in appeals],
            "unowned": [plan_shown(one, continuum) for one in unowned],
            "courses": [
                (one, place_name(continuum, one.domain_code) if one.domain_code else "") for one in courses
            ],
        },
    )


@require_POST
def answer(request: PortalRequest, appeal_uuid: uuid.UUID) -> HttpResponse:
    """A leader answers where the counsellor decided herself."""
    _done, problems = attempted(
        lambda: placement.answer_appeal(
            viewer=request.viewer, appeal_uuid=appeal_uuid, code=request.POST.get("code", "")
        )
    )
    for problem in problems:
        messages.error(request, f"{problem.sentence} {problem.remedy}")
    if not problems:
        messages.success(request, _("Answered; whoever asked reads it under “Where you start and why”."))
    return redirect("leader:leveling")


@require_POST
def sign_course(request: PortalRequest, course_uuid: uuid.UUID) -> HttpResponse:
    viewer = request.viewer
    if request.POST.get("act") == "decline":
        _done, problems = attempted(lambda: placement.decline_course(viewer=viewer, course_uuid=course_uuid))
        said = _("Not taken over; it stays in the list and says so.")
    else:
        _done, problems = attempted(lambda: placement.sign_course(viewer=viewer, course_uuid=course_uuid))
        said = _("Signed. What it stands for is taken as met until work here confirms it.")
    for problem in problems:
        messages.error(request, f"{problem.sentence} {problem.remedy}")
    if not problems:
        messages.success(request, said)
    return redirect("leader:leveling")


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: PortalRequest, plan_uuid: uuid.UUID) -> HttpResponse:
    frame = {
        "frame_template": "leader/leveling_frame.html",
        "crumbs": [(_("Arrivals"), reverse("leader:leveling"))],
    }
    return plan_page(request, plan_uuid, frame, "leader:plan", _at)


urlpatterns = [
    portal_path("leader", "arrivals/", leveling, name="leveling"),
    portal_path("leader", "arrivals/appeals/<uuid:appeal_uuid>/", answer, name="leveling_answer"),
    portal_path("leader", "arrivals/courses/<uuid:course_uuid>/", sign_course, name="course_sign"),
    portal_path("leader", "arrivals/plans/<uuid:plan_uuid>/", plan, name="plan"),
]
