"""Where my learners begin: my judgement among the sources, and the plans that I see to."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headway.district.continuum.api import current_map
from headway.district.people.api import record_list_view
from headway.district.placement import api as placement
from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.leveling.pages import (
    decision_page,
    plan_page,
    session_page,
)
from headway.district.portals.presenting.leveling.pages import (
    take_back as take_back_page,
)
from headway.district.portals.presenting.leveling.plans import plan_shown
from headway.district.portals.teacher.views.frame import frame

__all__ = ["decide", "plan", "plans", "session", "take_back"]

ROUTES = {
    "session": "teacher:leveling",
    "decide": "teacher:leveling_decide",
    "take_back": "teacher:leveling_take_back",
    "plan": "teacher:plan",
}


def _at(name: str, *parts: Any) -> str:
    return reverse(ROUTES[name], args=parts)


def _frame(request: PortalRequest, crumbs: list[tuple[str, str]], here: str = "learners") -> dict[str, Any]:
    return frame(request, here) | {
        "frame_template": "teacher/frame.html",
        "as_of_on": None,
        "as_of": None,
        "crumbs": crumbs,
    }


def _crumbs(learner_uuid: uuid.UUID, *, deeper: bool = False) -> list[tuple[str, str]]:
    crumbs = [
        (_("My learners"), reverse("teacher:learners")),
        (_("Learner"), reverse("teacher:learner", args=(learner_uuid,))),
    ]
    if deeper:
        crumbs.append((_("Where to begin"), reverse("teacher:leveling", args=(learner_uuid,))))
    return crumbs


@require_http_methods(["GET", "HEAD", "POST"])
def session(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    there = _frame(request, _crumbs(learner_uuid)) | {
        "invite_address": reverse("teacher:checks", args=(learner_uuid,))
    }
    return session_page(request, learner_uuid, there, "teacher:leveling", _at)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: PortalRequest, learner_uuid: uuid.UUID, code: str) -> HttpResponse:
    there = _frame(request, _crumbs(learner_uuid, deeper=True))
    return decision_page(request, learner_uuid, code, there, "teacher:leveling", _at)


@require_POST
def take_back(request: PortalRequest, learner_uuid: uuid.UUID, placement_uuid: uuid.UUID) -> HttpResponse:
    return take_back_page(request, learner_uuid, placement_uuid, _at)


@require_safe
def plans(request: PortalRequest) -> HttpResponse:
    """The plans that I see to."""
    found = placement.my_plan_tasks(request.viewer)
    record_list_view(viewer=request.viewer, learners=len(found), page="teacher:plans")
    return render(
        request,
        "teacher/plans.html",
        _frame(request, [], "plans") | {"plans": [plan_shown(one, current_map()) for one in found]},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: PortalRequest, plan_uuid: uuid.UUID) -> HttpResponse:
    there = _frame(request, [(_("Plans"), reverse("teacher:plans"))], "plans")
    return plan_page(request, plan_uuid, there, "teacher:plan", _at)
