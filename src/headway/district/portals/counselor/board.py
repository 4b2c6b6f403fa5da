"""The counsellor's board: the same as an adviser's, for the learners of her schools."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from headway.district.agreements import api as agreements
from headway.district.continuum.api import current_map
from headway.district.people.api import record_list_view
from headway.district.portals.access import PortalRequest, portal_path
from headway.district.portals.presenting.pace_views.groups import plans_in_words
from headway.district.portals.presenting.signals.pages import board_page, signal_page, waiting_part
from headway.district.signals import api as signals

__all__ = ["urlpatterns"]

# Of a large school the plans of so many are told in the line of the first page; the board knows all.
MOST_LEARNERS = 400
ROUTES = {
    "board": "counselor:board",
    "signal": "counselor:signal",
    "waiting": "counselor:board_waiting",
    "learner": "counselor:learner",
    "learners": "counselor:home",
    "plan": "counselor:target",
    "targets": "counselor:targets",
    "new_plan": "counselor:target_new",
    "plan_task": "counselor:plan",
    "passage": "counselor:passage",
    "competency": "counselor:competency",
    "check_ins": "counselor:check_ins",
    "learner_check_ins": "counselor:learner_check_ins",
    "answer_check_in": "counselor:answer_check_in",
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


@require_safe
def plans_line(request: PortalRequest) -> HttpResponse:
    """What waits for me, and how the plans of my schools stand; the first page brings it in after the rest."""
    viewer, continuum = request.viewer, current_map()
    learners = list(agreements.learners_worked_with(viewer).order_by("pk")[:MOST_LEARNERS])
    found = signals.board(viewer)
    sentences = plans_in_words(learners, continuum) if continuum and learners else []
    if found.learners:
        waits = ngettext(
            "A plan of %(num)s learner waits for your answer.",
            "Plans of %(num)s learners wait for your answer.",
            found.learners,
        )
        sentences.insert(0, waits % {"num": found.learners})
    record_list_view(viewer=viewer, learners=len(learners), page="counselor:plans_line")
    return render(
        request,
        "pace/line_part.html",
        {"sentences": sentences, "href": reverse("counselor:board"), "words": _("Who needs me today")},
    )


urlpatterns = [
    portal_path("counselor", "plans/line/", plans_line, name="plans_line"),
    portal_path("counselor", "board/", board, name="board"),
    portal_path("counselor", "board/waiting/", waiting, name="board_waiting"),
    portal_path("counselor", "board/<uuid:signal_uuid>/", signal, name="signal"),
]
