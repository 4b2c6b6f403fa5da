"""Addresses of a draft that is published by now: they lead on to the versions of its framework."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern
from django.utils.translation import gettext as _

from headway.district.continuum.api import (
    VersionInfo,
    VersionStatus,
    can_author,
    frameworks,
    version_called,
)
from headway.district.foundation.api import NotFound
from headway.district.portals.access import PortalRequest, portal_path

__all__ = ["draft_path"]


def draft_path(route: str, view: Callable[..., HttpResponseBase], *, name: str) -> URLPattern:
    """A URL of one draft. Authors who follow an old link to it are told as which version it was published."""

    @wraps(view)
    def led_on(request: PortalRequest, draft_uuid: uuid.UUID, **kwargs) -> HttpResponseBase:
        try:
            return view(request, draft_uuid=draft_uuid, **kwargs)
        except NotFound:
            # What is sent to a draft that is gone keeps its plain answer: it would look as if it had been kept.
            if request.method not in ("GET", "HEAD") or not can_author(request.viewer):
                raise
            version = version_called(draft_uuid)
            if version.status not in (VersionStatus.PUBLISHED, VersionStatus.RETIRED):
                raise
            return _to_versions(request, version)

    return portal_path("curriculum", route, led_on, name=name)


def _to_versions(request: PortalRequest, version: VersionInfo) -> HttpResponse:
    messages.info(request, _("This draft is published as version %(number)s.") % {"number": version.number})
    framework = next(one for one in frameworks() if one.identifier == version.framework_identifier)
    return redirect("curriculum:versions", framework_uuid=framework.uuid)
