"""The addresses of check-ins, autonomy stages and contacts with families, in the counsellor's portal."""

from __future__ import annotations

import uuid
from typing import Any

from headway.district.people.api import Viewer, home_groups_on_duty, learners_on_duty
from headway.district.people.types import Role
from headway.district.portals import autonomy_pages, check_in_pages, contact_pages
from headway.district.portals.access import PortalRequest
from headway.district.portals.check_in_pages import Groups

__all__ = ["urlpatterns"]


def _values(request: PortalRequest, here: str) -> dict[str, Any]:
    return {"as_of": None, "back": request.path}


def _groups(viewer: Viewer, asked: uuid.UUID | None) -> Groups:
    """The home groups of her schools; without a choice the first of them."""
    groups = list(home_groups_on_duty(viewer, Role.COUNSELLOR))
    chosen = next((one for one in groups if one.uuid == asked), groups[0] if groups else None)
    options = tuple((one.uuid, one.name) for one in groups)
    if chosen is None:
        return Groups(options, None, "", ())
    learners = learners_on_duty(viewer, Role.COUNSELLOR, home_group=chosen)
    return Groups(options, chosen.uuid, chosen.name, learners)


def _learners(viewer: Viewer) -> Any:
    return learners_on_duty(viewer, Role.COUNSELLOR)


FRAME = "counselor/frame.html"
urlpatterns = [
    *check_in_pages.addresses("counselor", FRAME, _values, _groups),
    *autonomy_pages.addresses("counselor", FRAME, _values),
    *contact_pages.addresses("counselor", FRAME, _values, _learners),
]
