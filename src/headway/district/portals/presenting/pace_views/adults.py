"""A learner's year for the adults at school, and the state's test beside it: the same pages in the teacher's and the
counsellor's portal."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, reverse
from django.views.decorators.http import require_safe

from headway.district.pacing.api import state_lens_of
from headway.district.people.api import record_view
from headway.district.portals.access import PortalRequest, as_of_date, portal_path
from headway.district.portals.presenting.addresses import competency_link, dated
from headway.district.portals.presenting.agreements.adults import plan_of
from headway.district.portals.presenting.pace_views.pages import YearLinks, pdf_page, year_page

__all__ = ["year_addresses"]


def year_addresses(
    portal: str,
    competency_route: str,
    frame_template: str,
    values: Callable[[PortalRequest], dict[str, Any]],
    way_in: Callable[[], tuple[str, str]],
) -> list[URLPattern]:
    """values: what the portal's frame knows. way_in: the first step of the way to a learner, (words, address)."""

    def opened(request: PortalRequest, learner_uuid: uuid.UUID, page: str):
        own = values(request) | {"frame_template": frame_template, "back": request.path}
        return plan_of(request, learner_uuid, portal, f"{portal}:{page}", own, [way_in()])

    @require_safe
    def pace(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
        plan, on = opened(request, learner_uuid, "pace"), as_of_date(request)
        link = competency_link(competency_route, on, learner_uuid)
        links = YearLinks(link, request.path, dated(plan.at("pace_pdf"), on))
        return year_page(request, plan, links, on)

    @require_safe
    def pace_pdf(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
        return pdf_page(request, opened(request, learner_uuid, "pace_pdf"), as_of_date(request))

    @require_safe
    def state_lens(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
        """The second lens (R073): for her staff alone, as of today."""
        lens = state_lens_of(request.viewer, learner_uuid)
        record_view(viewer=request.viewer, learner=lens.learner, page=f"{portal}:state_lens")
        name = lens.learner.person.name
        return render(
            request,
            "pace/state_lens.html",
            values(request)
            | {
                "frame_template": frame_template,
                "as_of": None,
                "as_of_on": None,
                "lens": lens,
                "name": name,
                "crumbs": [way_in(), (name, reverse(f"{portal}:learner", args=(learner_uuid,)))],
                "growth_address": reverse(f"{portal}:pace", args=(learner_uuid,)),
                "here": request.path,
            },
        )

    return [
        portal_path(portal, "learner/<uuid:learner_uuid>/state-test/", state_lens, name="state_lens"),
        portal_path(portal, "learner/<uuid:learner_uuid>/pace/", pace, name="pace"),
        portal_path(portal, "learner/<uuid:learner_uuid>/pace/year.pdf", pace_pdf, name="pace_pdf"),
    ]
