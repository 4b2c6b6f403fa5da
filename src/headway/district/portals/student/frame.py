"""What every page of a learner stands in: who she is, the past date, and the addresses of the other pages."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse

from headway.district.people.api import visible_learner
from headway.district.portals.access import PortalRequest, as_of_date
from headway.district.portals.presenting.addresses import competency_link, dated

__all__ = ["frame_of", "me"]


def me(request: PortalRequest) -> Any:
    """The learner who is signed in. Raises `Http404` for somebody who is no learner."""
    if request.viewer.learner_uuid is None:
        raise Http404
    return visible_learner(request.viewer, request.viewer.learner_uuid)


def frame_of(request: PortalRequest, here: str) -> dict[str, Any]:
    """What the frame of these pages knows: the past date, the way back, and the addresses of the other pages."""
    on = as_of_date(request)
    return {
        "as_of": on,
        "back": request.path,
        "here": here,
        "link": competency_link("student:competency", on),
        "places": {
            name: dated(reverse(f"student:{name}"), on)
            for name in (
                "home",
                "continuum",
                "evidence",
                "pace",
                "asked",
                "habits",
                "tasks",
                "moving",
                "targets",
                "check_in",
                "stage",
            )
        },
    }
