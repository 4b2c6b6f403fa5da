"""School years, their parts, and days without instruction."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from headway.district.people.api import Viewer, days_off_on_duty, terms_on_duty
from headway.district.portals.access import PortalRequest
from headway.district.portals.registrar import presenters
from headway.district.portals.registrar.views.frame import ROLE, frame

__all__ = ["show"]


@require_safe
def show(request: PortalRequest) -> HttpResponse:
    viewer: Viewer = request.viewer
    return render(
        request,
        "registrar/calendar.html",
        {
            **frame(request, "calendar"),
            "terms": presenters.term_rows(terms_on_duty(viewer, ROLE)),
            "days_off": presenters.day_rows(days_off_on_duty(viewer, ROLE)),
        },
    )
