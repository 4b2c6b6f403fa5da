"""My year: what was agreed, what is proficient, what is likely and what is next; and one line of it for my first page."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from headway.district.agreements.types import Side
from headway.district.portals.access import PortalRequest, portal_path
from headway.district.portals.presenting.addresses import dated
from headway.district.portals.presenting.agreements.pages import Plan, reverse_of
from headway.district.portals.presenting.pace_views.pages import (
    YearLinks,
    line_part,
    pace_part,
    pdf_page,
    year_page,
)
from headway.district.portals.presenting.voices import Voice
from headway.district.portals.student.frame import frame_of, me

__all__ = ["urlpatterns"]


def _plan(request: PortalRequest) -> Plan:
    frame = frame_of(request, "pace") | {"frame_template": "student/frame.html"}
    return Plan(me(request), Voice(), Side.LEARNER, reverse_of("student"), frame)


@require_safe
def pace(request: PortalRequest) -> HttpResponse:
    """My year; for the home page, which brings it in after the rest, the paces alone."""
    plan = _plan(request)
    on = plan.frame["as_of"]
    if request.htmx:
        return pace_part(request, plan.learner, on, plan.frame)
    links = YearLinks(plan.frame["link"], request.path, dated(reverse("student:pace_pdf"), on))
    return year_page(request, plan, links, on)


@require_safe
def pace_pdf(request: PortalRequest) -> HttpResponse:
    plan = _plan(request)
    return pdf_page(request, plan, plan.frame["as_of"])


@require_safe
def pace_line(request: PortalRequest) -> HttpResponse:
    plan = _plan(request)
    return line_part(request, plan, reverse("student:pace"))


urlpatterns = [
    portal_path("student", route, view, name=name)
    for route, view, name in (
        ("pace/", pace, "pace"),
        ("pace/line/", pace_line, "pace_line"),
        ("pace/year.pdf", pace_pdf, "pace_pdf"),
    )
]
