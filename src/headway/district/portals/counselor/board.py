"""The counsellor's board: the same as an adviser's, for the learners of her schools."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from headway.district.portals.access import PortalRequest, portal_path
from headway.district.portals.presenting.signals.pages import board_page, signal_page, waiting_part

__all__ = ["urlpatterns"]

ROUTES = {
    "board": "counselor:board",
    "signal": "counselor:signal",
    "waiting": "counselor:board_waiting",
    "learner": "counselor:learner",
    "learners": "counselor:home",
    "plan": "counselor:target",
    "targets": "counselor:targets",
    "plan_task": "counselor:plan",
    "check_ins": "counselor:check_ins",
}


def _at(name: str, *parts: Any) -> str:
    return reverse(ROUTES[name], args=parts)


def _frame(request: PortalRequest) -> dict[str, Any]:
    return {"frame_template": "counselor/frame.html", "as_of": None, "back": request.path}


@require_safe
def board(request: PortalRequest) -> HttpResponse:
    return board_page(request, _frame(request), _at, "counselor:board")


@require_safe
def waiting(request: PortalRequest) -> HttpResponse:
    return waiting_part(request, _frame(request), _at)


@require_http_methods(["GET", "HEAD", "POST"])
def signal(request: PortalRequest, signal_uuid: uuid.UUID) -> HttpResponse:
    return signal_page(request, signal_uuid, _frame(request), _at, "counselor:signal")


urlpatterns = [
    portal_path("counselor", "board/", board, name="board"),
    portal_path("counselor", "board/waiting/", waiting, name="board_waiting"),
    portal_path("counselor", "board/<uuid:signal_uuid>/", signal, name="signal"),
]
