"""The leader's first page: schools side by side. The policy book has views of its own."""

from __future__ import annotations

from defusedcsv import csv as safe_csv
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from headway.district.portals.access import PortalRequest, as_of_date, as_of_instant
from headway.district.portals.leader import presenters
from headway.district.portals.presenting.hidden import hidden_words
from headway.district.proficiency.api import overview_by_school


@require_GET
def home(request: PortalRequest) -> HttpResponse:
    """In each school and domain: in how many learners' work did something show lately?"""
    overview = overview_by_school(request.viewer, as_of=as_of_instant(request))
    return render(
        request,
        "leader/home.html",
        {"page": presenters.overview_page(overview), "as_of": as_of_date(request)},
    )


@require_GET
def overview_csv(request: PortalRequest) -> HttpResponse:
    """The same numbers as a table, with the same small groups left out."""
    overview = overview_by_school(request.viewer, as_of=as_of_instant(request))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="schools-{overview.to_on.isoformat()}.csv"'
    writer = safe_csv.writer(response)
    writer.writerow(
        [
            _("School"),
            _("Learners"),
            _("Domain"),
            _("Reached something new"),
            _("Showed evidence"),
            _("No recent evidence"),
        ]
    )
    hidden = hidden_words(overview.smallest_shown)
    for school in presenters.overview_page(overview).schools:
        for line in school.lines:
            writer.writerow(
                [
                    school.name,
                    hidden if school.learners is None else school.learners,
                    line.domain,
                    *(
                        hidden if number is None else number
                        for number in (line.reached, line.showing, line.quiet)
                    ),
                ]
            )
    return response
