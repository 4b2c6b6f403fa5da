"""Depth and alignment: do the tasks, and the evidence that comes from them, reach the depth of the competencies?"""

from __future__ import annotations

from defusedcsv import csv as safe_csv
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from headway.district.continuum.api import ContinuumMap, current_map
from headway.district.evidence.api import tasks_with_depth
from headway.district.portals.access import PortalRequest
from headway.district.portals.curriculum.presenters import depths as presenters
from headway.district.portals.presenting.drafts import depth_options
from headway.district.proficiency.api import SMALLEST_SHOWN, evidence_on_tasks
from headway.mastery.continuum.depths import TaskAsks, alignment

__all__ = ["depth", "depth_csv"]


@gzip_page
@require_safe
def depth(request: PortalRequest) -> HttpResponse:
    """Tasks below the depth of their competencies, competencies that no task reaches, and tasks without a depth."""
    continuum = current_map()
    page = presenters.depth_page(*_looked_at(continuum, request)) if continuum else None
    return render(request, "curriculum/depth.html", {"page": page, "depths": depth_options()})


@gzip_page
@require_safe
def depth_csv(request: PortalRequest) -> HttpResponse:
    """The same as a table, with the same filters, in the reader's language."""
    continuum = current_map()
    if continuum is None:
        raise Http404
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="depth-and-alignment.csv"'
    safe_csv.writer(response).writerows(presenters.table_rows(*_looked_at(continuum, request)))
    return response


def _looked_at(continuum: ContinuumMap, request: PortalRequest) -> tuple:
    """The facts in the order in which page and table take them. The evidence of a task never depends on the filters,
    so that no two looks can be subtracted from each other."""
    tasks = tasks_with_depth(continuum)
    found = alignment(
        (TaskAsks(task.id, task.depth, task.competency_ids) for task in tasks),
        {one.id: one.depth for one in continuum.competencies},
    )
    evidence = evidence_on_tasks(continuum, {one.task: one.competencies for one in found.below})
    asked = presenters.read_asked(request.GET, continuum)
    return continuum, tasks, found, evidence, asked, SMALLEST_SHOWN
