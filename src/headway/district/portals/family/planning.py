"""The plan of my child: what is agreed, and what we are asked to sign or answer."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from headway.district.agreements.types import Side
from headway.district.portals.access import PortalRequest, portal_path
from headway.district.portals.family.views import open_child
from headway.district.portals.presenting.agreements.pages import Plan, list_page, reverse_of, target_page
from headway.district.portals.presenting.voices import Voice

__all__ = ["urlpatterns"]


def _plan(request: PortalRequest, learner_uuid: uuid.UUID, page: str) -> Plan:
    learner, frame = open_child(request, learner_uuid, page)
    name = frame["name"]
    crumbs = [(name, frame["child_address"])]
    if page != "family:targets":
        crumbs.append(
            (_("The plan of %(name)s") % {"name": name}, reverse("family:targets", args=(learner.uuid,)))
        )
    return Plan(
        learner,
        Voice(name),
        Side.FAMILY,
        reverse_of("family", learner.uuid),
        frame | {"frame_template": "family/frame.html", "as_of": None, "crumbs": crumbs},
    )


@require_safe
def targets(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    return list_page(request, _plan(request, learner_uuid, "family:targets"))


@require_http_methods(["GET", "HEAD", "POST"])
def target(request: PortalRequest, learner_uuid: uuid.UUID, target_uuid: uuid.UUID) -> HttpResponse:
    return target_page(request, _plan(request, learner_uuid, "family:target"), target_uuid)


urlpatterns = [
    portal_path("family", route, view, name=name)
    for route, view, name in (
        ("<uuid:learner_uuid>/plan/", targets, "targets"),
        ("<uuid:learner_uuid>/plan/<uuid:target_uuid>/", target, "target"),
    )
]
