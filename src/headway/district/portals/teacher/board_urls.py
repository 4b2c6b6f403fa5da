"""The adviser's board: who needs me today, and answering in place."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from headway.district.portals.access import PortalRequest, portal_path
from headway.district.portals.presenting.signals.pages import board_page, signal_page, waiting_part
from headway.district.portals.teacher.views.frame import frame

__all__ = ["urlpatterns"]

ROUTES = {
    "board": "teacher:board",
    "signal": "teacher:signal",
    "waiting": "teacher:board_waiting",
    "learner": "teacher:learner",
    "learners": "teacher:learners",
    "plan": "teacher:target",
    "targets": "teacher:targets",
    "new_plan": "teacher:target_new",
    "plan_task": "teacher:plan",
    "passage": "teacher:passage",
    "competency": "teacher:pair",
    "check_ins": "teacher:check_ins",
    "learner_check_ins": "teacher:learner_check_ins",
    "answer_check_in": "teacher:answer_check_in",
}


def _at(name: str, *parts: Any) -> str:
    return reverse(ROUTES[name], args=parts)


def _frame(request: PortalRequest) -> dict[str, Any]:
    return frame(request, "board") | {"frame_template": "teacher/frame.html", "as_of_on": None, "as_of": None}


@require_safe
def board(request: PortalRequest) -> HttpResponse:
    return board_page(request, _frame(request), _at, "teacher:board")


@require_safe
def waiting(request: PortalRequest) -> HttpResponse:
    return waiting_part(request, _frame(request), _at)


@require_http_methods(["GET", "HEAD", "POST"])
def signal(request: PortalRequest, signal_uuid: uuid.UUID) -> HttpResponse:
    return signal_page(request, signal_uuid, _frame(request), _at, "teacher:signal")


urlpatterns = [
    portal_path("teacher", "board/", board, name="board"),
    portal_path("teacher", "board/waiting/", waiting, name="board_waiting"),
    portal_path("teacher", "board/<uuid:signal_uuid>/", signal, name="signal"),
]
