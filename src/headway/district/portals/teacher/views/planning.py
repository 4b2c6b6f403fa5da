"""The plan of one learner, for those who teach and advise her: answer with support, sign, look back."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.agreements.adults import plan_of
from headway.district.portals.presenting.agreements.new_pages import new_page
from headway.district.portals.presenting.agreements.pages import Plan, list_page, target_page
from headway.district.portals.teacher.views.frame import frame

__all__ = ["target", "target_new", "targets"]


def _plan(request: PortalRequest, learner_uuid: uuid.UUID, page: str) -> Plan:
    own = frame(request, "learners") | {
        "frame_template": "teacher/frame.html",
        "as_of_on": None,
        "as_of": None,
    }
    crumbs = [(_("My learners"), reverse("teacher:learners"))]
    return plan_of(request, learner_uuid, "teacher", page, own, crumbs)


@require_http_methods(["GET", "HEAD", "POST"])
def targets(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    return list_page(request, _plan(request, learner_uuid, "teacher:targets"))


@require_http_methods(["GET", "HEAD", "POST"])
def target_new(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    return new_page(request, _plan(request, learner_uuid, "teacher:target_new"))


@require_http_methods(["GET", "HEAD", "POST"])
def target(request: PortalRequest, learner_uuid: uuid.UUID, target_uuid: uuid.UUID) -> HttpResponse:
    return target_page(request, _plan(request, learner_uuid, "teacher:target"), target_uuid)
