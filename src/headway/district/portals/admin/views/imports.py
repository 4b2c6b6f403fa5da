"""Files in and out: upload, look at the plan, apply it or put it aside, keep the report."""

from __future__ import annotations

import uuid

from defusedcsv import csv as safe_csv
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from headway.district.continuum.api import frameworks
from headway.district.foundation.api import FieldProblem, Refused
from headway.district.interop import api as interop
from headway.district.portals.access import PortalRequest
from headway.district.portals.admin import presenters
from headway.district.portals.admin.outside_tests import options_sent, tests_page

PAGE = 25


@require_GET
def listing(request: PortalRequest) -> HttpResponse:
    """What was imported, newest first."""
    pages = Paginator(interop.import_runs(request.viewer), PAGE)
    page = pages.get_page(request.GET.get("page"))
    return render(
        request,
        "admin/imports.html",
        {
            "runs": [presenters.run_row(run) for run in page.object_list],
            "page": page,
            "pages": pages.num_pages,
        },
    )


def upload(request: PortalRequest) -> HttpResponse:
    """Choose a file; it is read and planned, and nothing of the record changes."""
    asked = {
        "format": request.POST.get("format", request.GET.get("format", "oneroster")),
        "source": request.POST.get("source", "").strip(),
        "dates": request.POST.get("dates", "iso"),
        "profile": request.POST.get("profile", "plain"),
    }
    problems: list[FieldProblem] = []
    if request.method == "POST":
        file = request.FILES.get("file")
        if file is None:
            problems = [FieldProblem(sentence=_("Choose a file first."), field="file")]
        elif (file.size or 0) > settings.MAX_UPLOAD_BYTES:  # before it is read into memory
            limit = settings.MAX_UPLOAD_BYTES // 1024 // 1024
            problems = [
                FieldProblem(
                    sentence=_("The file is larger than %(limit)d MB.") % {"limit": limit}, field="file"
                )
            ]
        else:
            try:
                run, _plan = interop.plan(
                    format=asked["format"],
                    raw=file.read(),
                    file_name=file.name or "",
                    options=presenters.options_of(asked),
                    by=request.viewer.actor,
                )
                return redirect("admin:import", run_uuid=run.uuid)
            except Refused as refused:
                problems = list(refused.problems) or [
                    FieldProblem(sentence=refused.sentence, field="file", remedy=refused.remedy)
                ]
    return render(
        request,
        "admin/upload.html",
        {"asked": asked, "problems": problems, "formats": presenters.format_choices()},
        status=422 if problems else 200,
    )


@require_GET
def show(request: PortalRequest, run_uuid: uuid.UUID) -> HttpResponse:
    """The preview of a planned import, or the report of one that was applied."""
    run = interop.import_run(request.viewer, run_uuid)
    return render(request, "admin/import.html", {"run": presenters.run_page(run), "tests": tests_page(run)})


@require_POST
def tests_again(request: PortalRequest, run_uuid: uuid.UUID) -> HttpResponse:
    """Results of outside tests read otherwise: with another profile, or with other days of a term."""
    run = interop.import_run(request.viewer, run_uuid)
    if run.format != "assessments":
        raise Http404
    options = options_sent(request.POST)
    try:
        interop.plan_again(run_uuid=run_uuid, options=options, by=request.viewer.actor)
    except Refused as refused:
        told = [f"{one.sentence} {one.remedy}" for one in refused.problems] or [str(refused)]
        messages.error(request, " ".join(told[:2]))
    return redirect("admin:import", run_uuid=run_uuid)


@require_POST
def apply(request: PortalRequest, run_uuid: uuid.UUID) -> HttpResponse:
    """Do what the preview said, all of it or nothing."""
    interop.import_run(request.viewer, run_uuid)
    digest = request.POST.get("plan_digest", "")
    interop.apply(run_uuid=run_uuid, by=request.viewer.actor, plan_digest=digest)
    messages.success(request, _("The import is done. Here is what it did."))
    return redirect("admin:import", run_uuid=run_uuid)


@require_POST
def discard(request: PortalRequest, run_uuid: uuid.UUID) -> HttpResponse:
    interop.import_run(request.viewer, run_uuid)
    interop.discard(run_uuid=run_uuid, by=request.viewer.actor)
    messages.info(request, _("The file was put aside. Nothing was imported, and the file was deleted."))
    return redirect("admin:imports")


@require_GET
def problems_csv(request: PortalRequest, run_uuid: uuid.UUID) -> HttpResponse:
    """What to mend in the sending system, row by row."""
    run = interop.import_run(request.viewer, run_uuid)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{run_uuid}-to-mend.csv"'
    writer = safe_csv.writer(response)
    writer.writerow([_("How grave"), _("Row"), _("Field"), _("What is there"), _("What to do")])
    for problem in presenters.run_page(run).problems:
        writer.writerow([problem.gravity, problem.row, problem.field, problem.sentence, problem.remedy])
    return response


@require_GET
def exports(request: PortalRequest) -> HttpResponse:
    """What Headway gives back: frameworks as CASE packages, the roster as a OneRoster bundle."""
    return render(
        request,
        "admin/exports.html",
        {
            "frameworks": [
                {
                    "title": framework.title,
                    "creator": framework.creator,
                    "href": reverse("admin:export_case", args=[framework.uuid]),
                    "is_continuum": framework.is_continuum,
                }
                for framework in frameworks()
            ]
        },
    )


@require_GET
def export_framework(request: PortalRequest, framework_uuid: uuid.UUID) -> HttpResponse:
    chosen = next((each for each in frameworks() if each.uuid == framework_uuid), None)
    if chosen is None:
        raise Http404
    response = HttpResponse(interop.export_case(chosen.identifier), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{chosen.uuid}.cfpackage.json"'
    return response


@require_GET
def export_roster(request: PortalRequest) -> HttpResponse:
    # Administrators see rosters, not learning (decision 3): no level leaves the house by this door.
    raw = interop.export_oneroster(by=request.viewer.actor, with_results=False)
    response = HttpResponse(raw, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="oneroster.zip"'
    return response
