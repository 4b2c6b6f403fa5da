"""Finding one of my learners."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from headway.district.foundation.api import NotFound
from headway.district.people.api import find_learners, home_groups_advised, learners_of_home_group
from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.pages import page_of, words_of
from headway.district.portals.teacher.reading import uuid_of
from headway.district.portals.teacher.views.frame import frame

__all__ = ["learners"]

ON_A_PAGE = 60


@require_http_methods(["GET", "HEAD", "POST"])
def learners(request: PortalRequest) -> HttpResponse:
    """All of them by name; `q`, which only a form sends, narrows by name, `group` to one home group."""
    viewer = request.viewer
    page = frame(request, "learners")
    words = words_of(request)
    group = None
    if request.GET.get("group"):
        asked = uuid_of(request.GET, "group")
        group = home_groups_advised(viewer).filter(uuid=asked).first() if asked else None
        if group is None:
            raise NotFound(_("There is no such page, or it is not open to you."))
        found = learners_of_home_group(viewer, group)
    else:
        found = find_learners(viewer, words)
    at = page_of(request, found.count(), ON_A_PAGE)
    page |= {
        "words": words,
        "group": group,
        "found": [
            (
                one.person.name,
                one.school.name if one.school else "",
                reverse("teacher:learner", args=[one.uuid]),
            )
            for one in found[at.offset : at.offset + at.size]
        ],
        "at": at,
    }
    template = "teacher/learners_part.html" if request.htmx else "teacher/learners.html"
    return render(request, template, page)
