"""The addresses of check-ins, autonomy stages and contacts with families, for teachers and advisers."""

from __future__ import annotations

import uuid
from typing import Any

from headway.district.agreements.api import learners_worked_with
from headway.district.people.api import Viewer, home_groups_advised, rosters_of, sections_taught
from headway.district.portals import autonomy_pages, check_in_pages, contact_pages
from headway.district.portals.access import PortalRequest
from headway.district.portals.check_in_pages import Groups
from headway.district.portals.teacher.views.frame import frame

__all__ = ["urlpatterns"]


def _values(request: PortalRequest, here: str) -> dict[str, Any]:
    return frame(request, here) | {"as_of_on": None, "as_of": None}


def _groups(viewer: Viewer, asked: uuid.UUID | None) -> Groups:
    """The home groups that she advises, then the sections that she teaches; without a choice the first of them."""
    rosters = rosters_of(viewer)
    places = [
        (one.uuid, one.name, rosters.home_groups.get(one.pk, ())) for one in home_groups_advised(viewer)
    ] + [(one.uuid, one.title, rosters.sections.get(one.pk, ())) for one in sections_taught(viewer)]
    chosen = next((one for one in places if one[0] == asked), places[0] if places else None)
    options = tuple((code, name) for code, name, _ids in places)
    if chosen is None:
        return Groups(options, None, "", ())
    return Groups(options, chosen[0], chosen[1], tuple(rosters.learners[pk] for pk in chosen[2]))


def _learners(viewer: Viewer) -> Any:
    return learners_worked_with(viewer).order_by("person__family_name", "person__given_name", "pk")


FRAME = "teacher/frame.html"
urlpatterns = [
    *check_in_pages.addresses("teacher", FRAME, _values, _groups),
    *autonomy_pages.addresses("teacher", FRAME, _values),
    *contact_pages.addresses("teacher", FRAME, _values, _learners),
]
