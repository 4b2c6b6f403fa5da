"""The addresses of check-ins, autonomy stages and contacts with families, for teachers and advisers."""

from __future__ import annotations

import uuid
from typing import Any

from headway.district.agreements.api import learners_worked_with
from headway.district.people.api import (
    Viewer,
    home_groups_advised,
    learners_of_home_group,
    learners_of_section,
    sections_taught,
)
from headway.district.portals import autonomy_pages, check_in_pages, contact_pages
from headway.district.portals.access import PortalRequest
from headway.district.portals.check_in_pages import Groups
from headway.district.portals.teacher.views.frame import frame

__all__ = ["urlpatterns"]


def _values(request: PortalRequest, here: str) -> dict[str, Any]:
    return frame(request, here) | {"as_of_on": None, "as_of": None}


def _groups(viewer: Viewer, asked: uuid.UUID | None) -> Groups:
    """The home groups that she advises, then the sections that she teaches; without a choice the first of them."""
    places: list[tuple[Any, str, Any, Any]] = [
        (one.uuid, one.name, one, learners_of_home_group) for one in home_groups_advised(viewer)
    ]
    places += [(one.uuid, one.title, one, learners_of_section) for one in sections_taught(viewer)]
    chosen = next((one for one in places if one[0] == asked), places[0] if places else None)
    options = tuple((code, name) for code, name, _place, _learners_of in places)
    if chosen is None:
        return Groups(options, None, "", ())
    code, name, place, learners_of = chosen
    return Groups(options, code, name, learners_of(viewer, place))


def _learners(viewer: Viewer) -> Any:
    return learners_worked_with(viewer).order_by("person__family_name", "person__given_name", "pk")


FRAME = "teacher/frame.html"
urlpatterns = [
    *check_in_pages.addresses("teacher", FRAME, _values, _groups),
    *autonomy_pages.addresses("teacher", FRAME, _values),
    *contact_pages.addresses("teacher", FRAME, _values, _learners),
]
