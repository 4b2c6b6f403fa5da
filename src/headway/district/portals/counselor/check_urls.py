"""The addresses of a learner's adaptive checks in this portal, and their desk."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headway.district.portals.access import PortalRequest, portal_path
from headway.district.portals.presenting.checks_desk import (
    CheckDesk,
    result_page,
    set_aside_page,
    sittings_page,
)

__all__ = ["urlpatterns"]

CHECKS = "learner/<uuid:learner_uuid>/checks/"


def _frame(request: PortalRequest) -> dict[str, Any]:
    return {"as_of": None}


DESK = CheckDesk("counselor", "counselor/frame.html", _frame, "competency")


@require_http_methods(["GET", "HEAD", "POST"])
def sittings(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    return sittings_page(request, DESK, learner_uuid)


@require_safe
def result(request: PortalRequest, learner_uuid: uuid.UUID, sitting_uuid: uuid.UUID) -> HttpResponse:
    return result_page(request, DESK, learner_uuid, sitting_uuid)


@require_POST
def set_aside(request: PortalRequest, learner_uuid: uuid.UUID, sitting_uuid: uuid.UUID) -> HttpResponse:
    return set_aside_page(request, DESK, learner_uuid, sitting_uuid)


urlpatterns = [
    portal_path("counselor", route, view, name=name)
    for route, view, name in (
        (CHECKS, sittings, "checks"),
        (CHECKS + "<uuid:sitting_uuid>/", result, "check_result"),
        (CHECKS + "<uuid:sitting_uuid>/set-aside/", set_aside, "check_set_aside"),
    )
]
