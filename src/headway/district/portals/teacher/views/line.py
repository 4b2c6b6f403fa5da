"""One learner's place on the whole line, as her teachers see it."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.district.people.api import record_view, visible_learner
from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.addresses import competency_link, dated
from headway.district.portals.presenting.maps import answer_own_map, read_own_map
from headway.district.portals.teacher.views.frame import frame

__all__ = ["line"]


@require_safe
def line(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    """What is shown, what is growing and what is next, on the map of the continuum."""
    viewer = request.viewer
    page = frame(request)
    about, on = visible_learner(viewer, learner_uuid), page["as_of_on"]
    own = read_own_map(
        viewer, about, request.GET, competency_link("teacher:pair", on, about.uuid), page["as_of"]
    )
    record_view(viewer=viewer, learner=about, page="teacher:line")
    page |= {
        "heading": _("The line of %(name)s, step by step") % {"name": about.person.name},
        "crumbs": [
            (_("My learners"), reverse("teacher:learners")),
            (about.person.name, dated(reverse("teacher:learner", args=[about.uuid]), on)),
        ],
        "about_name": about.person.name,
    }
    return answer_own_map(request, own, page, "teacher/line.html")
