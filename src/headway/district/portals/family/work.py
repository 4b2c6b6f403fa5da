"""My child's work: what she is ready to show, how it grew piece by piece, and a second look where the policy lets us ask."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headway.district.continuum.api import competency as find_competency
from headway.district.continuum.api import current_map
from headway.district.evidence.api import (
    ask_second_look,
    can_ask_second_look,
    peer_looks_at,
    ready_of,
    second_look,
    second_looks_of,
    take_back_second_look,
    work_of,
)
from headway.district.foundation.api import FieldProblem, NotFound, Refused
from headway.district.policy.api import scale_for
from headway.district.portals.access import PortalRequest
from headway.district.portals.family.views import open_child
from headway.district.portals.presenting.attempts import Attempt, attempt_of, attempts_of
from headway.district.portals.presenting.requests import request_lines
from headway.district.portals.presenting.voices import Voice

__all__ = ["asked", "growth", "second_look_page", "take_back_look", "work"]


@require_GET
def asked(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    """What is my child ready to show, and where does it stand?"""
    learner, frame = open_child(request, learner_uuid, "family:asked")
    lines = request_lines(ready_of(request.viewer, learner), current_map(), Voice(learner.person.short_name))
    page = {
        **frame,
        "open": [one for one in lines if one.is_open],
        "settled": [one for one in lines if not one.is_open],
    }
    return render(request, "family/asked.html", page)


@require_GET
def growth(request: PortalRequest, learner_uuid: uuid.UUID, competency_uuid: uuid.UUID) -> HttpResponse:
    """How did the work on this grow?"""
    learner, frame = open_child(request, learner_uuid, "family:growth")
    competency = find_competency(competency_uuid)
    page = {
        **frame,
        **_scale(),
        "competency": competency,
        "attempts": attempts_of(
            work_of(request.viewer, learner.uuid, competency.uuid), competency, **_around(request, learner)
        ),
    }
    return render(request, "family/growth.html", page)


@require_GET
def work(request: PortalRequest, learner_uuid: uuid.UUID, evidence_uuid: uuid.UUID) -> HttpResponse:
    """One piece of work, and everything that was said about it."""
    learner, frame = open_child(request, learner_uuid, "family:work")
    found = work_of(request.viewer, learner.uuid, evidence_uuids=[evidence_uuid])
    if not found:
        raise NotFound(_("There is no such page, or it is not open to you."))
    page = {
        **frame,
        **_scale(),
        "one": attempt_of(found[0], **_around(request, learner)),
        "looks": peer_looks_at(request.viewer, evidence_uuid),
    }
    return render(request, "family/work.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def second_look_page(request: PortalRequest, learner_uuid: uuid.UUID, rating_uuid: uuid.UUID) -> HttpResponse:
    """Ask that somebody else looks at the same work."""
    learner, frame = open_child(request, learner_uuid, "family:second_look")
    pieces = work_of(request.viewer, learner.uuid)
    piece = next((one for one in pieces if any(r.rating_uuid == rating_uuid for r in one.ratings)), None)
    if piece is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    if any(
        one.rating_uuid == rating_uuid and not one.outcome
        for one in second_looks_of(request.viewer, learner).values()
    ):
        return redirect("family:work", learner.uuid, piece.evidence_uuid)
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        try:
            ask_second_look(
                viewer=request.viewer, rating_uuid=rating_uuid, reason=request.POST.get("reason", "")
            )
        except Refused as refused:
            problems = refused.problems or (FieldProblem(refused.sentence, remedy=refused.remedy),)
        else:
            messages.success(
                request, _("You asked for a second look. Somebody else will look at the same work.")
            )
            return redirect("family:work", learner.uuid, piece.evidence_uuid)
    one: Attempt = attempt_of(piece, **_around(request, learner))
    page = {
        **frame,
        **_scale(),
        "one": one,
        "seen_now": next(seen for seen in one.seen if seen.rating_uuid == rating_uuid),
        "problems": problems,
        "typed": request.POST.get("reason", ""),
    }
    return render(request, "family/second_look.html", page, status=422 if problems else 200)


@require_POST
def take_back_look(request: PortalRequest, learner_uuid: uuid.UUID, look_uuid: uuid.UUID) -> HttpResponse:
    learner, _frame = open_child(request, learner_uuid, "family:second_look")
    look = second_look(request.viewer, look_uuid)
    if look.learner.pk != learner.pk:
        raise NotFound(_("There is no such page, or it is not open to you."))
    take_back_second_look(viewer=request.viewer, look_uuid=look_uuid)
    messages.success(request, _("Taken back. The first rating stands."))
    return redirect("family:work", learner.uuid, look.evidence_uuid)


def _scale() -> dict[str, Any]:
    scale = scale_for()
    return {"names": scale.names, "proficient": scale.proficient}


def _around(request: PortalRequest, learner: Any) -> dict[str, Any]:
    """What an attempt is told with, in the voice of this family."""
    continuum = current_map()
    if continuum is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    return {
        "continuum": continuum,
        "scale": scale_for(),
        "voice": Voice(learner.person.short_name),
        "file_address": lambda file_uuid: reverse("file", args=(file_uuid,)),
        "her_id": learner.person_id,
        "looks": second_looks_of(request.viewer, learner),
        "may_ask": can_ask_second_look(request.viewer, learner.pk),
    }
