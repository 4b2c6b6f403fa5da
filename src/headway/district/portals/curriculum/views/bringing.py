"""Frameworks come in: choose a file, say what a table's columns mean, look at what it would do, apply it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from defusedcsv import csv as safe_csv
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from headway.district.continuum.api import DomainKind, check_author, frameworks
from headway.district.foundation.api import FieldProblem, Refused
from headway.district.interop import api as interop
from headway.district.policy.api import scale_for
from headway.district.portals.access import PortalRequest
from headway.district.portals.curriculum.presenters import bringing as presenters
from headway.district.portals.curriculum.presenters.columns import mapping_page, meaning_groups

__all__ = ["apply", "bring", "columns", "discard", "preview", "problems_csv"]

# What a person may say about a framework on its way in, by format.
SAID = {
    "case": ("kind",),
    "asn": ("kind", "title"),
    "spreadsheet": ("kind", "title", "creator", "license", "identifier"),
}


def bring(request: PortalRequest) -> HttpResponse:
    """Choose a file; what it is, is found by its content. Nothing of the record changes."""
    check_author(request.viewer)
    problems: list[FieldProblem] = []
    if request.method == "POST":
        file = request.FILES.get("file")
        if file is None:
            problems = [FieldProblem(sentence=_("Choose a file first."), field="file")]
        elif (file.size or 0) > settings.MAX_UPLOAD_BYTES:  # before it is read into memory
            limit = settings.MAX_UPLOAD_BYTES // 1024 // 1024
            sentence = _("The file is larger than %(limit)d MB.") % {"limit": limit}
            problems = [FieldProblem(sentence=sentence, field="file")]
        else:
            try:
                return _taken(request, file.read(), file.name or "")
            except Refused as refused:
                problems = presenters.refusals(refused)
    waiting = interop.framework_runs(request.viewer).filter(status="planned")[:5]
    return render(
        request,
        "curriculum/bring_choose.html",
        {"problems": problems, "waiting": [presenters.import_page(run) for run in waiting]},
        status=422 if problems else 200,
    )


def _taken(request: PortalRequest, raw: bytes, file_name: str) -> HttpResponse:
    found = interop.recognise(raw)
    options = {"file_name": file_name} if found.format == "spreadsheet" else {}
    run, _plan = interop.plan(
        format=found.format,
        raw=raw,
        file_name=file_name,
        options=options,
        by=request.viewer.actor,
    )
    messages.info(request, str(found.sentence))
    step = "bring_columns" if found.format == "spreadsheet" else "bring_preview"
    return redirect(f"curriculum:{step}", run_uuid=run.uuid)


# -- what a table's columns mean ---------------------------------------------------------------------------------------


def columns(request: PortalRequest, run_uuid: uuid.UUID) -> HttpResponse:
    """Each column with its samples and its meaning; the first items as they would be, changing with every choice."""
    run = _run(request, run_uuid)
    if run.format != "spreadsheet" or run.status != "planned":
        return redirect("curriculum:bring_preview", run_uuid=run.uuid)
    asked = request.POST
    act = asked.get("act", "")
    wanted = _wanted(asked) if request.method == "POST" else None
    try:
        if act == "use":
            wanted = _kept(asked.get("kept", ""))
        look = interop.look_at(run, wanted)
        if act in ("plan", "keep"):
            return _planned(request, run, look.wanted)
    except Refused as refused:
        messages.error(request, str(refused))
        look = interop.look_at(run, {})
    said = _said(run, asked) if request.method == "POST" else run.options
    template = "curriculum/_bring_mapping.html" if _is_part(request) else "curriculum/bring_columns.html"
    return render(
        request,
        template,
        {
            "run": presenters.import_page(run),
            "page": mapping_page(look),
            "said": said,
            "groups": meaning_groups([str(name) for name in scale_for(None).names]),
            "kept": [(one.name, one.name) for one in interop.kept_mappings()],
            "frameworks": [(one.identifier, one.title) for one in frameworks()],
            "title": look.title if request.method != "POST" else said.get("title", ""),
        },
    )


def _planned(request: PortalRequest, run: Any, wanted: Mapping[str, Any]) -> HttpResponse:
    asked = request.POST
    by = request.viewer.actor
    options = {
        **_said(run, asked),
        "mapping": {name: one for name, one in wanted.items() if name != "kept_as"},
    }
    interop.plan_again(run_uuid=run.uuid, options=options, by=by)
    if asked.get("act") == "keep":
        kept = interop.keep_mapping(name=asked.get("keep_as", ""), mapping=_by_heading(run, wanted), by=by)
        messages.success(request, _("The mapping is kept as “%(name)s”.") % {"name": kept.name})
        return redirect("curriculum:bring_columns", run_uuid=run.uuid)
    return redirect("curriculum:bring_preview", run_uuid=run.uuid)


def _by_heading(run: Any, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The mapping for the next file: columns by their headings where they have some, whatever row those stand in."""
    look = interop.look_at(run, wanted)
    return {
        "hierarchy": look.table.layout.hierarchy,
        "columns": {one.name or one.letter: one.meaning for one in look.columns},
    }


def _kept(name: str) -> dict[str, Any]:
    found = next((one for one in interop.kept_mappings() if one.name == name), None)
    if found is None:
        raise Refused(_("There is no mapping of that name."), remedy=_("Choose one from the list."))
    return {**found.mapping, "kept_as": found.name}


def _wanted(asked: QueryDict) -> dict[str, Any]:
    """What was chosen. Another sheet or another row of headings begins anew: its columns are others."""
    wanted: dict[str, Any] = {}
    if asked.get("sheet"):
        wanted["sheet"] = asked["sheet"]
    same_sheet = asked.get("sheet", "") == asked.get("was_sheet", "")
    row = asked.get("header_row", "")
    if same_sheet and row.isdecimal():
        wanted["header_row"] = int(row)
        depth = asked.get("header_rows", "1")
        wanted["header_rows"] = int(depth) if depth in ("1", "2") else 1
    if same_sheet and row == asked.get("was_header_row", ""):
        wanted["columns"] = {
            name.removeprefix("column-"): value for name, value in asked.items() if name.startswith("column-")
        }
        if asked.get("hierarchy"):
            wanted["hierarchy"] = asked["hierarchy"]
    return wanted


# -- what it would do --------------------------------------------------------------------------------------------------


def preview(request: PortalRequest, run_uuid: uuid.UUID) -> HttpResponse:
    """What applying would do, or what it did. A POST changes what a person says about the framework."""
    run = _run(request, run_uuid)
    if request.method == "POST":
        options = _said(run, request.POST)
        interop.plan_again(run_uuid=run.uuid, options=options, by=request.viewer.actor)
        return redirect("curriculum:bring_preview", run_uuid=run.uuid)
    page = presenters.import_page(run)
    held = next((one for one in frameworks() if one.identifier == page.identifier), None)
    return render(
        request,
        "curriculum/bring_preview.html",
        {
            "run": page,
            "said": {**run.options, "becomes": _becomes(run.options)},
            "asks_for": SAID[run.format],
            "kinds": DomainKind.choices,
            "framework": held,
        },
    )


def _becomes(options: Mapping[str, Any]) -> str:
    if "publish" not in options:
        return ""
    return "reference" if options["publish"] else "draft"


def _said(run: Any, asked: QueryDict) -> dict[str, Any]:
    """The options of a run with what was said in this form; what the form does not ask stays."""
    options = dict(run.options)
    for name in SAID[run.format]:
        if name not in asked:
            continue
        value = " ".join(asked.get(name, "").split())
        options.pop(name, None)
        if value:
            options[name] = value
    if "becomes" in asked:
        options.pop("publish", None)
        if asked["becomes"] in ("reference", "draft"):
            options["publish"] = asked["becomes"] == "reference"
    return options


@require_POST
def apply(request: PortalRequest, run_uuid: uuid.UUID) -> HttpResponse:
    """Do what the preview said, all of it or nothing. Where most items would go, only with a tick that says so."""
    waiting = presenters.import_page(_run(request, run_uuid))
    if waiting.many_go and not request.POST.get("many_go"):
        messages.error(request, _("Nothing was brought in: say first that these items are to go."))
        return redirect("curriculum:bring_preview", run_uuid=run_uuid)
    run, report = interop.apply(
        run_uuid=run_uuid,
        by=request.viewer.actor,
        plan_digest=request.POST.get("plan_digest", ""),
    )
    messages.success(
        request, _("The framework is here. What to look at in it stands in the report of its import.")
    )
    held = next((one for one in frameworks() if one.identifier == report.facts.get("identifier")), None)
    if held is None:  # a package of links only
        return redirect("curriculum:bring_preview", run_uuid=run.uuid)
    return redirect("curriculum:framework", framework_uuid=held.uuid)


@require_POST
def discard(request: PortalRequest, run_uuid: uuid.UUID) -> HttpResponse:
    _run(request, run_uuid)
    interop.discard(run_uuid=run_uuid, by=request.viewer.actor)
    messages.info(request, _("The file was put aside. Nothing was imported, and the file was deleted."))
    return redirect("curriculum:frameworks")


@require_GET
def problems_csv(request: PortalRequest, run_uuid: uuid.UUID) -> HttpResponse:
    """What to mend in the file, row by row."""
    run = _run(request, run_uuid)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="framework-{run_uuid}-to-mend.csv"'
    writer = safe_csv.writer(response)
    writer.writerow([_("How grave"), _("Where"), _("What is there"), _("What to do")])
    for one in presenters.import_page(run).problems:
        writer.writerow([one.gravity, one.where, one.sentence, one.remedy])
    return response


def _run(request: PortalRequest, run_uuid: uuid.UUID) -> Any:
    """An import of a framework. Raises NotFound, and Http404 for other imports and what was put aside."""
    check_author(request.viewer)
    run = interop.import_run(request.viewer, run_uuid)
    if run.format not in SAID or run.status not in ("planned", "applied"):
        raise Http404
    return run


def _is_part(request: PortalRequest) -> bool:
    return bool(request.htmx)
