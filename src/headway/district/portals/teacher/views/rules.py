"""The policy book, for reading."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.policy_book import policy_book
from headway.district.portals.teacher.views.frame import frame

__all__ = ["rules"]


@require_GET
def rules(request: PortalRequest) -> HttpResponse:
    """By which rule is a level proposed, since when, and what is planned?"""
    return render(request, "teacher/rules.html", frame(request, "rules") | {"book": policy_book()})
