"""Which portal is open to whom: a portal that is not mine does not exist for me."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django_htmx.middleware import HtmxDetails

from headway.district.foundation.api import Refused, clock
from headway.district.people.api import Viewer

__all__ = ["PageRequest", "PortalRequest", "as_of_date", "as_of_instant", "portal_path"]


class PageRequest(HttpRequest):
    """A request as the middleware hands it on: who looks (None before signing in), and whether a part is wanted."""

    viewer: Viewer | None
    htmx: HtmxDetails


class PortalRequest(PageRequest):
    """A request behind `portal_path`: somebody to whom the portal is open."""

    viewer: Viewer


def portal_path(portal: str, route: str, view: Callable[..., HttpResponseBase], *, name: str) -> URLPattern:
    """A URL of one portal. Viewers to whom the portal is not open get 404, as for a page that does not exist."""

    @wraps(view)
    def guarded(request: PageRequest, *args, **kwargs) -> HttpResponseBase:
        if request.viewer is None or portal not in request.viewer.portals:
            raise Http404
        return view(request, *args, **kwargs)

    guarded.portal = portal  # type: ignore[attr-defined]  # the role-by-URL matrix reads this
    return path(route, guarded, name=name)


def as_of_date(request: HttpRequest) -> dt.date | None:
    """The past date for which the page was asked (`?as_of=2026-03-01`); None means now."""
    text = request.GET.get("as_of", "").strip()
    if not text:
        return None
    try:
        on = clock.read_date(text)
    except ValueError as problem:
        raise Refused(
            _("The date could not be read."), remedy=_("Write it as year-month-day, for example 2026-03-01.")
        ) from problem
    return None if on >= clock.today() else on


def as_of_instant(request: HttpRequest) -> dt.datetime | None:
    """The last instant of that date, for reads of the record."""
    on = as_of_date(request)
    return clock.end_of_day(on) if on else None
