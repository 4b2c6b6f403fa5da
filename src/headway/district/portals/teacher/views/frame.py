"""What every page of the teacher's portal stands in: navigation, the past, and the words of the scale."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from headway.district.continuum.api import ContinuumMap, current_map
from headway.district.foundation.api import Refused
from headway.district.people.api import Viewer, visible_section
from headway.district.policy.api import scale_for
from headway.district.portals.access import PortalRequest, as_of_date, as_of_instant

__all__ = [
    "address_of_pairs",
    "frame",
    "map_in_force",
    "offer_undo",
    "pair_url",
    "section_of",
    "with_query",
]

_NOBODY = uuid.UUID(int=0)
_NOTHING = uuid.UUID(int=1)
_JUST_DONE = "teacher.just_done"


def frame(request: PortalRequest, here: str = "") -> dict[str, Any]:
    """Values of every page: the portal's navigation, the scale, and the date that the page shows."""
    on = as_of_date(request)
    return {
        "nav_items": [
            (_("Today"), reverse("teacher:home"), here == "home"),
            (_("Who needs me"), reverse("teacher:board"), here == "board"),
            (_("Capture"), reverse("teacher:capture"), here == "capture"),
            (_("My learners"), reverse("teacher:learners"), here == "learners"),
            (_("Ready to show"), reverse("teacher:queue"), here == "ready"),
            (_("Moving on"), reverse("teacher:moving"), here == "moving"),
            (_("Check-ins"), reverse("teacher:check_ins"), here in ("check_ins", "contacts")),
            (_("Plans"), reverse("teacher:plans"), here == "plans"),
            (_("Tasks"), reverse("teacher:tasks"), here == "tasks"),
            (_("Rules"), reverse("teacher:rules"), here == "rules"),
        ],
        "scale": scale_for(),
        "as_of_on": on,
        "as_of": as_of_instant(request) if on else None,
        "back_to_today": with_query(request, as_of=None),
        "just_done": _just_done(request),
    }


def offer_undo(
    request: PortalRequest,
    sentence: str,
    url: str = "",
    fields: Sequence[tuple[str, str]] = (),
    *,
    asks: bool = False,
) -> None:
    """Says on the next page what was done, with the way back: a form that posts `fields`, or (`asks`) a link.

    It waits in the session, as messages do; a message alone has no button.
    """
    request.session[_JUST_DONE] = {
        "sentence": sentence,
        "url": url,
        "fields": [[name, str(value)] for name, value in fields],
        "asks": asks,
    }


def _just_done(request: PortalRequest) -> dict[str, Any] | None:
    if request.method != "GET" or request.htmx:
        return None
    return request.session.pop(_JUST_DONE, None)


def map_in_force() -> ContinuumMap:
    continuum = current_map()
    if continuum is None:
        raise Refused(
            _("The district has no published continuum yet."),
            remedy=_(
                "An administrator brings it in as a CASE package. This page fills as soon as it is here."
            ),
        )
    return continuum


def with_query(request: PortalRequest, **changes: Any) -> str:
    """This page's address with some query values changed; None leaves one out."""
    values: QueryDict = request.GET.copy()
    for name, value in changes.items():
        values.pop(name, None)
        if value not in (None, ""):
            values[name] = str(value)
    return f"{request.path}?{values.urlencode()}" if values else request.path


def section_of(viewer: Viewer, section_uuid: uuid.UUID | None):
    """The section a page was opened from; None where there was none. NotFound for one that isn't the viewer's."""
    return visible_section(viewer, section_uuid) if section_uuid else None


def pair_url(
    name: str,
    learner_uuid: uuid.UUID,
    competency_uuid: uuid.UUID,
    section_uuid: uuid.UUID | None = None,
    **query: Any,
) -> str:
    """The address of a page or act about one learner and one competency; `section` is the way back."""
    address = reverse(
        f"teacher:{name}", kwargs={"learner_uuid": learner_uuid, "competency_uuid": competency_uuid}
    )
    if section_uuid:
        query = {"section": section_uuid, **query}
    query = {key: value for key, value in query.items() if value}
    return f"{address}?{urlencode(query)}" if query else address


def address_of_pairs(section_uuid: uuid.UUID | None = None, **query: Any):
    """`pair_url("pair", …)` for many pairs: the pattern is resolved once."""
    pattern = pair_url("pair", _NOBODY, _NOTHING, section_uuid, **query)
    before, rest = pattern.split(str(_NOBODY), 1)
    between, after = rest.split(str(_NOTHING), 1)

    def address(learner_uuid: uuid.UUID, competency_uuid: uuid.UUID) -> str:
        return f"{before}{learner_uuid}{between}{competency_uuid}{after}"

    return address
