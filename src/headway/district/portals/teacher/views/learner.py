"""One learner as her teachers see her."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from headway.district.evidence.api import recent_evidence
from headway.district.pacing.api import pace_of
from headway.district.people.api import can_rate, learners_of_staff, record_view, visible_learner
from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.paces import pace_words
from headway.district.portals.presenting.pieces import pieces
from headway.district.portals.teacher.presenters.learner import domain_parts, find_competencies
from headway.district.portals.teacher.views.frame import frame, map_in_force, pair_url
from headway.district.proficiency import api as proficiency

__all__ = ["learner"]

EVIDENCE_SHOWN = 12
STRENGTHS_SHOWN = 5


def learner(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    """Strengths first. `q` looks for a competency of the whole continuum to rate (R187)."""
    viewer = request.viewer
    page = frame(request)
    about = visible_learner(viewer, learner_uuid)
    continuum = map_in_force()
    words = request.GET.get("q", "").strip()[:80]
    as_of, on = page["as_of"], page["as_of_on"]
    standings = proficiency.standings_of(viewer, about, as_of)
    past = on.isoformat() if on else None
    page |= {
        "about": about,
        "words": words,
        "found": [
            (one, standings.get(one.id), pair_url("pair", about.uuid, one.uuid, as_of=past))
            for one in find_competencies(continuum, words)
        ],
        "domain_names": continuum.domain_by_id,
        "url_of": lambda one: pair_url("pair", about.uuid, one.uuid, as_of=past),
    }
    record_view(viewer=viewer, learner=about, page="teacher:learner")
    if getattr(request, "htmx", False):
        return render(request, "teacher/found.html", page)
    frontier = proficiency.frontier_of(viewer, about, as_of)
    parts = domain_parts(frontier, standings, continuum)
    academic = {part.domain.id for part in parts if not part.is_apart}
    page |= {
        "strengths": [item for item in frontier.proficient if item.competency.domain_id in academic][
            :STRENGTHS_SHOWN
        ],
        "parts": [part for part in parts if not part.is_apart],
        "apart": [part for part in parts if part.is_apart],
        "paces": {one.domain.id: pace_words(one) for one in pace_of(viewer, about, on=on)},
        "evidence": pieces(recent_evidence(viewer, about, limit=EVIDENCE_SHOWN, as_of=as_of), continuum),
        "may_rate": on is None and can_rate(viewer, about),
        "is_of_staff": not viewer.tutors or learners_of_staff(viewer).filter(pk=about.pk).exists(),
        "crumbs": [(_("Today"), reverse("teacher:home")), (_("My learners"), reverse("teacher:learners"))],
    }
    return render(request, "teacher/learner.html", page)
