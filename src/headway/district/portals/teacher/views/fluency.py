"""Noting fluency for one learner on one competency that asks for it, and taking it back."""

from __future__ import annotations

import datetime as dt
import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headway.district.evidence.api import note_fluency, take_back_fluency
from headway.district.foundation.api import FieldProblem, Refused, clock
from headway.district.portals.access import PortalRequest
from headway.district.portals.teacher.views.pair import pair_of, pair_page

__all__ = ["note", "take_back"]

COUNTS = ("right", "tries", "seconds")


@require_POST
def note(request: PortalRequest, learner_uuid: uuid.UUID, competency_uuid: uuid.UUID) -> HttpResponse:
    """One occasion; then the page again."""
    about = pair_of(request, learner_uuid, competency_uuid)
    given = {name: request.POST.get(name, "") for name in (*COUNTS, "seen_on")}
    counts = {name: _count(given[name]) for name in COUNTS}
    try:
        note_fluency(
            viewer=request.viewer,
            learner=about.learner,
            competency=about.competency,
            seen_on=_day(given["seen_on"]),
            request_key=request.POST.get("request_key", ""),
            **counts,
        )
    except Refused as problem:
        problems = problem.problems or (FieldProblem(problem.sentence, remedy=problem.remedy),)
        return pair_page(request, about, problems=tuple(problems), given=given, status=422)
    messages.success(request, _("Noted. It stands beside the level and doesn't change it."))
    return redirect(about.url("pair") + "#fluency")


@require_POST
def take_back(
    request: PortalRequest, learner_uuid: uuid.UUID, competency_uuid: uuid.UUID, try_uuid: uuid.UUID
) -> HttpResponse:
    about = pair_of(request, learner_uuid, competency_uuid)
    take_back_fluency(try_uuid, viewer=request.viewer)
    messages.success(request, _("Taken back."))
    return redirect(about.url("pair") + "#fluency")


def _count(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def _day(text: str) -> dt.date | None:
    try:
        return clock.read_date(text.strip())
    except ValueError:
        return None
