"""The portals of one viewer, as links with names in her language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from headway.district.people.api import Viewer

__all__ = ["PORTAL_NAMES", "PortalLink", "portal_links"]

PORTAL_NAMES: dict[str, Promise] = {
    # Translators: a learner reads this as the name of her own pages.
    "student": _("My learning"),
    "family": _("Family"),
    "teacher": _("Teaching"),
    "curriculum": _("Continuum"),
    "review": _("Drafts to read"),
    # Translators: the pages of school counsellors.
    "counselor": _("Counselling"),
    "registrar": _("Registrar"),
    # Translators: the pages of principals and district leaders.
    "leader": _("Leadership"),
    "admin": _("Administration"),
}


@dataclass(frozen=True, slots=True)
class PortalLink:
    code: str
    name: str | Promise
    url: str
    is_here: bool


def portal_links(request: HttpRequest, viewer: Viewer | None) -> tuple[PortalLink, ...]:
    """The portals that are open to the viewer, in her order; `is_here` marks the one on the screen."""
    if viewer is None:
        return ()
    match = getattr(request, "resolver_match", None)
    here = match.namespace if match else ""
    links = []
    for code in viewer.portals:
        try:
            address = reverse(f"{code}:home")
        except NoReverseMatch:  # this installation runs without that portal
            continue
        links.append(PortalLink(code, PORTAL_NAMES.get(code, code), address, code == here))
    return tuple(links)
