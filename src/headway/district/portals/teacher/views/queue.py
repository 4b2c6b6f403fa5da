"""Ready to show: who asked, how long it has waited, and the steps that need one click."""

from __future__ import annotations

import datetime as dt
import uuid
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from headway.district.evidence.api import (
    WAITS_LOOK_BACK,
    ReadyStep,
    answer_ready,
    close_peer_look,
    queue_for,
    ready_request,
    second_looks_to_answer,
)
from headway.district.foundation.api import Refused
from headway.district.people.api import Purpose, learners_of_section, record_list_view, sections_taught
from headway.district.portals.access import PortalRequest
from headway.district.portals.teacher.presenters.queue import (
    FILTERS,
    look_rows,
    next_times,
    queue_rows,
    stack_rows,
    wait_sentence,
)
from headway.district.portals.teacher.reading import uuid_of
from headway.district.portals.teacher.views.frame import frame, map_in_force, with_query

__all__ = ["close", "close_peer", "plan", "queue", "time_of"]


@require_GET
def queue(request: PortalRequest) -> HttpResponse:
    """Longest waiting first."""
    viewer, continuum = request.viewer, map_in_force()
    sections = list(sections_taught(viewer))
    whole = queue_for(viewer, sections=sections)

    @cache
    def members(section: Any) -> frozenset[int]:
        return frozenset(learners_of_section(viewer, section).values_list("pk", flat=True))

    chosen = next((one for one in sections if one.uuid == uuid_of(request.GET, "section")), None)
    items = whole.items
    if chosen is not None:
        items = tuple(one for one in items if one.learner.pk in members(chosen))
    wanted = request.GET.get("show", "") if request.GET.get("show", "") in FILTERS else ""
    rows = queue_rows(items, continuum, person_id=viewer.person_id, wanted=wanted)
    looks = look_rows(second_looks_to_answer(viewer), continuum)
    record_list_view(
        viewer=viewer, learners=len({row.ready.learner.pk for row in rows}), page="teacher:queue"
    )
    page = frame(request, "ready") | {
        "as_of_on": None,
        "as_of": None,
        "rows": rows,
        "total": len(items),
        "looks": looks,
        "stacks": stack_rows(items, sections, lambda section, one: one.learner.pk in members(section)),
        "waits": [wait_sentence(one, WAITS_LOOK_BACK.days) for one in whole.waits],
        "filters": [
            (words, with_query(request, show=code), code == wanted)
            for code, words in zip(
                FILTERS,
                (_("All"), _("For me or anybody"), _("Waiting"), _("Time set"), _("Work is in")),
                strict=True,
            )
        ],
        "sections": sections,
        "chosen": chosen,
        "wanted": wanted,
        "times": next_times(),
    }
    return render(request, "teacher/queue.html", page)


@require_POST
def plan(request: PortalRequest, request_uuid: uuid.UUID) -> HttpResponse:
    """Set a time: one of those offered, or a day and an hour."""
    ready_request(request.viewer, request_uuid, Purpose.RATE)
    try:
        at = time_of(request)
        answer_ready(viewer=request.viewer, request_uuid=request_uuid, step=ReadyStep.PLANNED, planned_for=at)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("teacher:ready", request_uuid=request_uuid)
    assert at is not None  # otherwise it was refused
    messages.success(
        request,
        _("A time is set: %(time)s. The learner sees it at once.")
        % {"time": formats.date_format(timezone.localtime(at), "DATETIME_FORMAT")},
    )
    return redirect(_back(request))


@require_POST
def close(request: PortalRequest, request_uuid: uuid.UUID) -> HttpResponse:
    """Looked at, without a level: a talk was enough for now."""
    ready_request(request.viewer, request_uuid, Purpose.RATE)
    answer_ready(viewer=request.viewer, request_uuid=request_uuid, step=ReadyStep.LOOKED_AT)
    messages.success(request, _("Noted as looked at. No level was recorded."))
    return redirect("teacher:queue")


@require_POST
def close_peer(request: PortalRequest, invite_uuid: uuid.UUID) -> HttpResponse:
    """Close the look of a classmate: she sees the piece no more, and only adults read what she wrote."""
    row = close_peer_look(viewer=request.viewer, invite_uuid=invite_uuid)
    messages.success(request, _("Closed. The classmate sees this piece no more."))
    return redirect("teacher:learner", learner_uuid=row.learner.uuid)


def time_of(request: PortalRequest) -> dt.datetime | None:
    """The time that was chosen; None where there is none. Raises Refused for one that cannot be read."""
    given = request.POST.get("at") or f"{request.POST.get('on', '')}T{request.POST.get('hour', '')}"
    if given == "T":
        return None
    try:
        at = dt.datetime.fromisoformat(given)
    except ValueError as problem:
        raise Refused(
            _("This day and hour can't be read."), remedy=_("Choose a day and an hour, for example 10:30.")
        ) from problem
    return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(settings.TIME_ZONE))


def _back(request: PortalRequest) -> str:
    """The queue as it was, or the request's page."""
    if request.POST.get("back") == "queue":
        show = request.POST.get("show", "")
        return reverse("teacher:queue") + (f"?show={show}" if show in FILTERS and show else "")
    return request.path.removesuffix("plan/")
