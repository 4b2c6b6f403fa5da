"""The pages of a learner: her own record, live, and nobody else's."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.district.continuum.api import current_map
from headway.district.evidence.api import count_evidence, recent_evidence
from headway.district.pacing.api import pace_of
from headway.district.people.api import visible_learner
from headway.district.policy.api import scale_for
from headway.district.portals.access import PortalRequest, as_of_date, as_of_instant
from headway.district.portals.presenting.addresses import competency_link, dated
from headway.district.portals.presenting.examples import shown_of
from headway.district.portals.presenting.facts import read_learner
from headway.district.portals.presenting.maps import answer_own_map, read_own_map
from headway.district.portals.presenting.paces import pace_words
from headway.district.portals.presenting.pages import page_of
from headway.district.portals.presenting.pictures import picture_of
from headway.district.portals.presenting.pieces import pieces
from headway.district.portals.presenting.targets import read_target, target_of
from headway.district.portals.presenting.voices import Voice

__all__ = ["competency", "continuum", "evidence", "home", "pace"]

PIECES_ON_A_PAGE = 20
HER = Voice()


def _me(request: PortalRequest):
    """The learner who is signed in. Raises `Http404` for somebody who is no learner."""
    if request.viewer.learner_uuid is None:
        raise Http404
    return visible_learner(request.viewer, request.viewer.learner_uuid)


def _frame(request: PortalRequest, here: str) -> dict:
    """What the frame of these pages knows: the past date, the way back, and the addresses of the other pages."""
    on = as_of_date(request)
    return {
        "as_of": on,
        "back": request.path,
        "here": here,
        "link": competency_link("student:competency", on),
        "places": {
            name: dated(reverse(f"student:{name}"), on) for name in ("home", "continuum", "evidence", "pace")
        },
    }


@require_safe
def home(request: PortalRequest) -> HttpResponse:
    """Where am I, what is next?"""
    facts = read_learner(request.viewer, _me(request), as_of_instant(request))
    return render(
        request, "student/home.html", {**_frame(request, "home"), "picture": picture_of(facts, HER)}
    )


@require_safe
def competency(request: PortalRequest, competency_uuid: uuid.UUID) -> HttpResponse:
    """What is this, what does proficient look like, how do we know where I am, and what is next?"""
    facts = read_target(
        request.viewer,
        _me(request),
        competency_uuid,
        as_of_instant(request),
    )
    return render(
        request,
        "student/competency.html",
        {
            **_frame(request, "competency"),
            "target": target_of(facts, HER),
            "shown": shown_of(facts.competency.id, facts.scale),
            "names": facts.scale.names,
            "proficient": facts.scale.proficient,
            "on": facts.on,
        },
    )


@require_safe
def continuum(request: PortalRequest) -> HttpResponse:
    """My own line: every strand of a domain, level by level, as a map and as a table."""
    frame = _frame(request, "continuum")
    own = read_own_map(
        request.viewer,
        _me(request),
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
    me, as_of = _me(request), as_of_instant(request)
    viewer = request.viewer
    frame = _frame(request, "evidence")
    page = page_of(request, count_evidence(viewer, me, as_of=as_of), PIECES_ON_A_PAGE)
    items = recent_evidence(viewer, me, limit=page.size, offset=page.offset, as_of=as_of)
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


@require_safe
def pace(request: PortalRequest) -> HttpResponse:
    """Progress over time: a page of its own, and the part of the home page that brings itself in after the rest."""
    frame = _frame(request, "pace")
    paces = pace_of(request.viewer, _me(request), on=frame["as_of"])
    template = "student/pace_part.html" if request.htmx else "student/pace.html"
    return render(request, template, {**frame, "paces": [pace_words(one) for one in paces]})
