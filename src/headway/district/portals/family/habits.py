"""A child's habits of success, as her family reads them."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from headway.district.portals.access import PortalRequest, as_of_instant
from headway.district.portals.family.views import open_child
from headway.district.portals.presenting.habits import habits_page

__all__ = ["habits"]


@require_safe
def habits(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    """What was seen of my child's habits, and how she sees them herself."""
    learner, frame = open_child(request, learner_uuid, "family:habits")
    told = habits_page(request.viewer, learner, as_of_instant(request) if frame["as_of"] else None)
    return render(request, "family/habits.html", {**frame, "told": told})
