"""The plan of one learner, for the counsellors of her school."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from headway.district.portals.access import PortalRequest, portal_path
from headway.district.portals.presenting.agreements.adults import plan_of
from headway.district.portals.presenting.agreements.new_pages import new_page
from headway.district.portals.presenting.agreements.pages import Plan, list_page, target_page

__all__ = ["urlpatterns"]


def _plan(request: PortalRequest, learner_uuid: uuid.UUID, page: str) -> Plan:
    own = {"frame_template": "counselor/frame.html", "as_of": None}
    crumbs = [(_("Learners"), reverse("counselor:home"))]
    return plan_of(request, learner_uuid, "counselor", page, own, crumbs)


@require_http_methods(["GET", "HEAD", "POST"])
def targets(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    return list_page(request, _plan(request, learner_uuid, "counselor:targets"))


@require_http_methods(["GET", "HEAD", "POST"])
def target_new(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    return new_page(request, _plan(request, learner_uuid, "counselor:target_new"))


@require_http_methods(["GET", "HEAD", "POST"])
def target(request: PortalRequest, learner_uuid: uuid.UUID, target_uuid: uuid.UUID) -> HttpResponse:
    return target_page(request, _plan(request, learner_uuid, "counselor:target"), target_uuid)


urlpatterns = [
    portal_path("counselor", route, view, name=name)
    for route, view, name in (
        ("learner/<uuid:learner_uuid>/plan/", targets, "targets"),
        ("learner/<uuid:learner_uuid>/plan/new/", target_new, "target_new"),
        ("learner/<uuid:learner_uuid>/plan/<uuid:target_uuid>/", target, "target"),
    )
]
