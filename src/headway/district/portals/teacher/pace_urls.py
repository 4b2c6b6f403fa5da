"""Pace in the teacher's portal: one learner's year, level beside pace for a group, and one line of it for the first page."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.district.continuum.api import current_map
from headway.district.foundation.api import NotFound
from headway.district.people.api import (
    home_groups_advised,
    learners_of_home_group,
    learners_of_section,
    record_list_view,
    rosters_of,
    visible_section,
)
from headway.district.portals.access import PortalRequest, portal_path
from headway.district.portals.presenting.pace_views.adults import year_addresses
from headway.district.portals.presenting.pace_views.group_pages import group_page
from headway.district.portals.presenting.pace_views.groups import plans_in_words
from headway.district.portals.teacher.views.frame import frame

__all__ = ["urlpatterns"]


def _frame(request: PortalRequest, crumbs: list[tuple[str, str]]) -> dict[str, Any]:
    return frame(request, "learners") | {
        "frame_template": "teacher/frame.html",
        "as_of_on": None,
        "as_of": None,
        "crumbs": crumbs,
    }


@require_safe
def section_pace(request: PortalRequest, section_uuid: uuid.UUID) -> HttpResponse:
    section = visible_section(request.viewer, section_uuid)
    learners = list(learners_of_section(request.viewer, section))
    record_list_view(
        viewer=request.viewer, section=section, learners=len(learners), page="teacher:section_pace"
    )
    crumbs = [(_("Today"), reverse("teacher:home")), (section.title, reverse("teacher:section", args=[section.uuid]))]  # fmt: skip
    domain = section.course.domain_code if section.course else ""
    return group_page(request, "teacher", section.title, learners, _frame(request, crumbs), domain)


@require_safe
def home_group_pace(request: PortalRequest, home_group_uuid: uuid.UUID) -> HttpResponse:
    group = home_groups_advised(request.viewer).filter(uuid=home_group_uuid).first()
    if group is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    learners = list(learners_of_home_group(request.viewer, group))
    record_list_view(viewer=request.viewer, learners=len(learners), page="teacher:home_group_pace")
    crumbs = [(_("Today"), reverse("teacher:home"))]
    return group_page(request, "teacher", group.name, learners, _frame(request, crumbs))


@require_safe
def pace_line(request: PortalRequest) -> HttpResponse:
    """One line about the plans of my learners; the first page brings it in after the rest."""
    viewer, continuum = request.viewer, current_map()
    rosters = rosters_of(viewer)
    learners = list(rosters.learners.values())
    sentences = plans_in_words(learners, continuum) if continuum and learners else []
    # An adviser's group comes before the sections of a teacher.
    if rosters.home_group_uuids:
        href = reverse("teacher:home_group_pace", args=rosters.home_group_uuids[:1])
    elif rosters.section_uuids:
        href = reverse("teacher:section_pace", args=rosters.section_uuids[:1])
    else:
        href = reverse("teacher:learners")
    record_list_view(viewer=viewer, learners=len(learners), page="teacher:pace_line")
    return render(
        request, "pace/line_part.html", {"sentences": sentences, "href": href, "words": _("Level and pace")}
    )


urlpatterns = [
    *year_addresses(
        "teacher",
        "teacher:pair",
        "teacher/frame.html",
        lambda request: frame(request, "learners"),
        lambda: (_("My learners"), reverse("teacher:learners")),
    ),
    portal_path("teacher", "section/<uuid:section_uuid>/pace/", section_pace, name="section_pace"),
    portal_path(
        "teacher", "home-group/<uuid:home_group_uuid>/pace/", home_group_pace, name="home_group_pace"
    ),
    portal_path("teacher", "pace/line/", pace_line, name="pace_line"),
]
