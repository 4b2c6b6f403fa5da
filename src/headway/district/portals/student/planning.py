"""My plan: what I want to reach by when, what is agreed, and what we still talk over (R063, R064)."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from headway.district.agreements.types import Side
from headway.district.portals.access import PortalRequest, portal_path
from headway.district.portals.presenting.agreements.new_pages import new_page
from headway.district.portals.presenting.agreements.pages import (
    Plan,
    list_page,
    reverse_of,
    target_page,
)
from headway.district.portals.presenting.voices import Voice
from headway.district.portals.student.frame import frame_of, me

__all__ = ["urlpatterns"]


def _plan(request: PortalRequest) -> Plan:
    frame = frame_of(request, "targets") | {
        "frame_template": "student/frame.html",
        "as_of": None,
        "crumbs": [],
    }
    return Plan(me(request), Voice(), Side.LEARNER, reverse_of("student"), frame)


@require_http_methods(["GET", "HEAD", "POST"])
def targets(request: PortalRequest) -> HttpResponse:
    return list_page(request, _plan(request))


@require_http_methods(["GET", "HEAD", "POST"])
def target_new(request: PortalRequest) -> HttpResponse:
    return new_page(request, _plan(request))


@require_http_methods(["GET", "HEAD", "POST"])
def target(request: PortalRequest, target_uuid: uuid.UUID) -> HttpResponse:
    return target_page(request, _plan(request), target_uuid)


urlpatterns = [
    portal_path("student", route, view, name=name)
    for route, view, name in (
        ("plan/", targets, "targets"),
        ("plan/new/", target_new, "target_new"),
        ("plan/<uuid:target_uuid>/", target, "target"),
    )
]
