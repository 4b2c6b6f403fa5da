"""The pages of a learner: her own record, live, and nobody else's."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.district.continuum.api import DomainKind, current_map
from headway.district.evidence.api import count_evidence, ready_of, recent_evidence
from headway.district.policy.api import scale_for
from headway.district.portals.access import PortalRequest, as_of_instant
from headway.district.portals.presenting.examples import shown_of
from headway.district.portals.presenting.facts import read_learner
from headway.district.portals.presenting.fluency import fluency_words
from headway.district.portals.presenting.maps import answer_own_map, read_own_map
from headway.district.portals.presenting.pages import page_of
from headway.district.portals.presenting.pictures import picture_of
from headway.district.portals.presenting.pieces import pieces
from headway.district.portals.presenting.requests import WAYS, request_lines
from headway.district.portals.presenting.targets import read_target, target_of
from headway.district.portals.presenting.voices import Voice
from headway.district.portals.student.frame import frame_of, me

__all__ = ["competency", "continuum", "evidence", "home"]

PIECES_ON_A_PAGE = 20
HER = Voice()


@require_safe
def home(request: PortalRequest) -> HttpResponse:
    """Where am I, what is next?"""
    facts = read_learner(request.viewer, me(request), as_of_instant(request))
    return render(
        request, "student/home.html", {**frame_of(request, "home"), "picture": picture_of(facts, HER)}
    )


@require_safe
def competency(request: PortalRequest, competency_uuid: uuid.UUID) -> HttpResponse:
    """What is this, what does proficient look like, how do we know where I am, and what is next?"""
    as_of = as_of_instant(request)
    facts = read_target(request.viewer, me(request), competency_uuid, as_of)
    if facts.competency.kind == DomainKind.HABITS:
        return redirect("student:habits")
    return render(
        request,
        "student/competency.html",
        {
            **frame_of(request, "competency"),
            "target": target_of(facts, HER),
            "shown": shown_of(facts.competency.id, facts.scale),
            "names": facts.scale.names,
            "proficient": facts.scale.proficient,
            "on": facts.on,
            "fluency": fluency_words(
                request.viewer,
                facts.learner,
                facts.competency,
                understands=facts.explanation.standing.is_proficient,
                as_of=as_of,
            ),
            "ways": WAYS,
            "requests": [] if as_of else _under_way(request, facts.learner, facts.competency.id),
        },
    )


def _under_way(request: PortalRequest, learner, competency_id: int):
    """Open requests that are about this competency, the newest first."""
    mine = [
        one
        for one in ready_of(request.viewer, learner)
        if one.is_open and competency_id in one.competency_ids
    ]
    return request_lines(mine, current_map(), HER)


@require_safe
def continuum(request: PortalRequest) -> HttpResponse:
    """My own line: every strand of a domain, level by level, as a map and as a table."""
    frame = frame_of(request, "continuum")
    own = read_own_map(
        request.viewer,
        me(request),
        request.GET,
        frame["link"],
        as_of_instant(request),
    )
    return answer_own_map(
        request, own, {**frame, "heading": _("My line, step by step")}, "student/continuum.html"
    )


@require_safe
def evidence(request: PortalRequest) -> HttpResponse:
    """Everything I have shown, newest first."""
    learner, as_of = me(request), as_of_instant(request)
    viewer = request.viewer
    frame = frame_of(request, "evidence")
    page = page_of(request, count_evidence(viewer, learner, as_of=as_of), PIECES_ON_A_PAGE)
    items = recent_evidence(viewer, learner, limit=page.size, offset=page.offset, as_of=as_of)
    scale = scale_for()
    return render(
        request,
        "student/evidence.html",
        {
            **frame,
            "page": page,
            "pieces": pieces(items, current_map()),
            "names": scale.names,
            "proficient": scale.proficient,
        },
    )
