"""My work: how one competency grew, piece by piece; one piece with all that was said; and a second look at it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headway.district.continuum.api import competency as find_competency
from headway.district.continuum.api import current_map
from headway.district.evidence.api import (
    add_reflection,
    ask_second_look,
    can_ask_second_look,
    peer_looks_at,
    peers_are_asked,
    second_look,
    second_looks_of,
    take_back_second_look,
    work_of,
)
from headway.district.foundation.api import FieldProblem, NotFound, Refused
from headway.district.policy.api import scale_for
from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.attempts import attempt_of, attempts_of
from headway.district.portals.presenting.voices import Voice
from headway.district.portals.student.frame import frame_of, me

__all__ = ["growth", "reflection", "second_look_page", "take_back_look", "work"]

HER = Voice()


def _address(file_uuid: uuid.UUID) -> str:
    return reverse("file", args=(file_uuid,))


def _of(refused: Refused) -> tuple[FieldProblem, ...]:
    return refused.problems or (FieldProblem(refused.sentence, remedy=refused.remedy),)


@require_GET
def growth(request: PortalRequest, competency_uuid: uuid.UUID) -> HttpResponse:
    """How did my work on this grow? Every piece in its order, what was said, and what changed."""
    learner, competency, continuum, scale = (
        me(request),
        find_competency(competency_uuid),
        current_map(),
        scale_for(),
    )
    assert continuum is not None  # the competency was found on it
    page = {
        **frame_of(request, "evidence"),
        "competency": competency,
        "attempts": attempts_of(
            work_of(request.viewer, learner.uuid, competency.uuid),
            competency,
            continuum=continuum,
            scale=scale,
            voice=HER,
            file_address=_address,
            her_id=learner.person_id,
            looks=second_looks_of(request.viewer, learner),
            may_ask=can_ask_second_look(request.viewer, learner.pk),
        ),
        "names": scale.names,
        "proficient": scale.proficient,
    }
    return render(request, "student/growth.html", page)


@require_GET
def work(request: PortalRequest, evidence_uuid: uuid.UUID) -> HttpResponse:
    """One piece of my work, and everything that was said about it."""
    return _work_page(request, evidence_uuid)


def _work_page(
    request: PortalRequest, evidence_uuid: uuid.UUID, *, problems: tuple = (), status: int = 200
) -> HttpResponse:
    learner, continuum, scale = me(request), current_map(), scale_for()
    found = work_of(request.viewer, learner.uuid, evidence_uuids=[evidence_uuid])
    if not found or continuum is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    page = {
        **frame_of(request, "evidence"),
        "one": attempt_of(
            found[0],
            continuum=continuum,
            scale=scale,
            voice=HER,
            file_address=_address,
            her_id=learner.person_id,
            looks=second_looks_of(request.viewer, learner),
            may_ask=can_ask_second_look(request.viewer, learner.pk),
        ),
        "looks": peer_looks_at(request.viewer, evidence_uuid),
        "peers_asked": peers_are_asked(),
        "names": scale.names,
        "proficient": scale.proficient,
        "problems": problems,
        "at_field": {one.field: one for one in problems},
        "typed": request.POST.get("reflection", ""),
    }
    return render(request, "student/work.html", page, status=status)


@require_POST
def reflection(request: PortalRequest, evidence_uuid: uuid.UUID) -> HttpResponse:
    """What I say about my own work."""
    me(request)
    try:
        add_reflection(
            viewer=request.viewer, evidence_uuid=evidence_uuid, text=request.POST.get("reflection", "")
        )
    except Refused as refused:
        return _work_page(request, evidence_uuid, problems=_of(refused), status=422)
    messages.success(request, _("Your words stand beside your work."))
    return redirect("student:work", evidence_uuid=evidence_uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def second_look_page(request: PortalRequest, rating_uuid: uuid.UUID) -> HttpResponse:
    """Ask that somebody else looks at the same work. The first rating stands meanwhile."""
    learner, continuum, scale = me(request), current_map(), scale_for()
    pieces = work_of(request.viewer, learner.uuid)
    piece = next((w for w in pieces if any(r.rating_uuid == rating_uuid for r in w.ratings)), None)
    if piece is None or continuum is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    if any(
        one.rating_uuid == rating_uuid and not one.outcome
        for one in second_looks_of(request.viewer, learner).values()
    ):
        # Asked for already, perhaps in another window: the page of the work says so.
        return redirect("student:work", evidence_uuid=piece.evidence_uuid)
    problems: tuple = ()
    if request.method == "POST":
        try:
            ask_second_look(
                viewer=request.viewer, rating_uuid=rating_uuid, reason=request.POST.get("reason", "")
            )
        except Refused as refused:
            problems = _of(refused)
        else:
            messages.success(
                request, _("You asked for a second look. Somebody else will look at the same work.")
            )
            return redirect("student:work", evidence_uuid=piece.evidence_uuid)
    one = attempt_of(
        piece,
        continuum=continuum,
        scale=scale,
        voice=HER,
        file_address=_address,
        her_id=learner.person_id,
    )
    page = {
        **frame_of(request, "evidence"),
        "one": one,
        "seen_now": next(seen for seen in one.seen if seen.rating_uuid == rating_uuid),
        "names": scale.names,
        "proficient": scale.proficient,
        "problems": problems,
        "typed": request.POST.get("reason", ""),
    }
    return render(request, "student/second_look.html", page, status=422 if problems else 200)


@require_POST
def take_back_look(request: PortalRequest, look_uuid: uuid.UUID) -> HttpResponse:
    look = second_look(request.viewer, look_uuid)
    if look.learner.pk != me(request).pk:
        raise NotFound(_("There is no such page, or it is not open to you."))
    take_back_second_look(viewer=request.viewer, look_uuid=look_uuid)
    messages.success(request, _("Taken back. The first rating stands."))
    return redirect("student:work", evidence_uuid=look.evidence_uuid)
