"""Sections of the registrar's schools, and who is on their rosters."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from headway.district.people.api import Viewer, section_on_duty, section_register, sections_on_duty
from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.pages import page_of, words_of
from headway.district.portals.registrar import presenters
from headway.district.portals.registrar.views.frame import ROLE, frame

__all__ = ["listing", "show"]

ON_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: PortalRequest) -> HttpResponse:
    """All sections by title; `q` looks for words of the title or the code."""
    viewer: Viewer = request.viewer
    words = words_of(request)
    found = sections_on_duty(viewer, ROLE, words=words)
    page = page_of(request, found.count(), ON_A_PAGE)
    return render(
        request,
        "registrar/sections.html",
        {
            **frame(request, "sections"),
            "words": words,
            "rows": presenters.section_rows(found[page.offset : page.offset + page.size]),
            "page": page,
        },
    )


@require_safe
def show(request: PortalRequest, section_uuid: uuid.UUID) -> HttpResponse:
    """One section: its teachers, its terms, who is on its roster and who was."""
    viewer: Viewer = request.viewer
    section = section_on_duty(viewer, ROLE, section_uuid)
    return render(
        request,
        "registrar/section.html",
        {**frame(request), "page": presenters.section_page(section_register(section))},
    )
