"""The year of my child: the same pictures and sentences that she sees, in the language of the family."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from headway.district.agreements.types import Side
from headway.district.portals.access import PortalRequest, portal_path
from headway.district.portals.family.views import open_child
from headway.district.portals.presenting.addresses import dated
from headway.district.portals.presenting.agreements.pages import Plan, reverse_of
from headway.district.portals.presenting.pace_views.pages import YearLinks, line_part, pdf_page, year_page
from headway.district.portals.presenting.voices import Voice

__all__ = ["urlpatterns"]


def _plan(request: PortalRequest, learner_uuid: uuid.UUID, page: str) -> Plan:
    learner, frame = open_child(request, learner_uuid, page)
    return Plan(
        learner,
        Voice(frame["name"]),
        Side.FAMILY,
        reverse_of("family", learner.uuid),
        frame | {"frame_template": "family/frame.html", "crumbs": [(frame["name"], frame["child_address"])]},
    )


@require_safe
def pace(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    plan = _plan(request, learner_uuid, "family:pace")
    on = plan.frame["as_of"]
    links = YearLinks(plan.frame["link"], request.path, dated(plan.at("pace_pdf"), on))
    return year_page(request, plan, links, on)


@require_safe
def pace_pdf(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    plan = _plan(request, learner_uuid, "family:pace_pdf")
    return pdf_page(request, plan, plan.frame["as_of"])


@require_safe
def pace_line(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    plan = _plan(request, learner_uuid, "family:pace_line")
    return line_part(request, plan, reverse("family:pace", args=(learner_uuid,)))


urlpatterns = [
    portal_path("family", f"<uuid:learner_uuid>/{route}", view, name=name)
    for route, view, name in (
        ("pace/", pace, "pace"),
        ("pace/line/", pace_line, "pace_line"),
        ("pace/year.pdf", pace_pdf, "pace_pdf"),
    )
]
