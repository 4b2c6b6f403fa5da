"""The administrator's start: what came in last, and what was done last."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from headway.district.foundation.api import trail
from headway.district.interop.api import import_runs
from headway.district.portals.access import PortalRequest
from headway.district.portals.admin import presenters

LATEST = 5


def home(request: PortalRequest) -> HttpResponse:
    runs = import_runs(request.viewer)[:LATEST]
    return render(
        request,
        "admin/home.html",
        {
            "runs": [presenters.run_row(run) for run in runs],
            "acts": presenters.audit_rows(trail(page_size=LATEST * 2).entries),
        },
    )
