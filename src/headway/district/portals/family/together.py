"""What school and family speak about, and how much of the planning a child does alone."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from headway.district.agreements import api as agreements
from headway.district.portals.access import PortalRequest
from headway.district.portals.family.views import open_child
from headway.district.portals.presenting.autonomy import stages_shown
from headway.district.portals.presenting.check_ins import week_words
from headway.district.portals.presenting.contacts import contact_line, rhythm_words
from headway.district.portals.presenting.voices import Voice

__all__ = ["together"]


@require_safe
def together(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    """When school and we spoke, that check-ins happen (their words are the child's own), and the stage of planning."""
    learner, frame = open_child(request, learner_uuid, "family:together")
    viewer = request.viewer
    here = agreements.stage_of(learner)
    page = {
        **frame,
        "name": learner.person.short_name,
        "lines": [contact_line(one) for one in agreements.contacts_of(viewer, learner)],
        "rhythm": rhythm_words(agreements.agreement_policy()[0].contact_weeks),
        "weeks": [week_words(one) for one in agreements.check_in_weeks_of(viewer, learner)],
        "mine": next(one for one in stages_shown(here, Voice(learner.person.short_name)) if one.is_here),
        "following": next(
            (one for one in stages_shown(here, Voice(learner.person.short_name)) if one.stage == here + 1),
            None,
        ),
    }
    return render(request, "family/together.html", page)
