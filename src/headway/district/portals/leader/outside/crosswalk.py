"""The crosswalk: what it says, a draft of the next one, a dry run on the district's own results, and adopting it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headway.district.assessments import api as outside
from headway.district.foundation.api import Conflict, FieldProblem, NotFound, Refused, clock
from headway.district.policy.api import PolicyKind, versions_of
from headway.district.portals.access import PortalRequest
from headway.district.portals.leader.outside.crosswalk_forms import (
    Places,
    open_areas,
    row_form,
    row_from,
    row_line,
    said_problems,
)
from headway.district.portals.leader.outside.start import for_the_district
from headway.mastery.placement.crosswalk import Crosswalk

LARGEST_FILE = 500_000


@require_GET
def show(request: PortalRequest) -> HttpResponse:
    """What holds, since when, and what was adopted before."""
    outside.check_look(request.viewer)
    now = outside.crosswalk_in_effect()
    places = Places.here()
    return render(
        request,
        "leader/outside_crosswalk.html",
        {
            "now": now.crosswalk,
            "rows": [row_line(asdict(one), at, places) for at, one in enumerate(now.crosswalk.rows)]
            if now.crosswalk
            else [],
            "versions": versions_of(PolicyKind.SCORE_CROSSWALK),
            "today": clock.today(),
            "has_draft": outside.crosswalk_draft() is not None,
            "may": outside.can_keep_ways(request.viewer),
        },
    )


@require_GET
def as_file(request: PortalRequest) -> HttpResponse:
    """The draft for those who may change it, else the one in effect, as JSON."""
    outside.check_look(request.viewer)
    draft = outside.crosswalk_draft() if outside.can_keep_ways(request.viewer) else None
    now = outside.crosswalk_in_effect().crosswalk
    definition = draft.definition if draft else (now.to_dict() if now else {})
    response = HttpResponse(
        json.dumps(definition, indent=2, ensure_ascii=False), content_type="application/json"
    )
    response["Content-Disposition"] = 'attachment; filename="crosswalk.json"'
    return response


@require_POST
def begin(request: PortalRequest) -> HttpResponse:
    """A draft from the one in effect, from nothing, or from a file."""
    outside.check_keep_ways(request.viewer)
    definition = None
    if file := request.FILES.get("file"):
        try:
            definition = json.loads(file.read().decode("utf-8")) if (file.size or 0) <= LARGEST_FILE else None
        except (UnicodeDecodeError, json.JSONDecodeError):
            definition = None
        if not isinstance(definition, dict):
            raise Refused(
                _("This file doesn't hold a crosswalk that can be read."),
                remedy=_("Bring a crosswalk in JSON as it was saved."),
            )
    outside.start_crosswalk_draft(request.viewer, definition)
    return redirect("leader:outside_draft")


def _draft(request: PortalRequest) -> Any:
    """Raises NotFound where there is none."""
    found = outside.crosswalk_draft()
    if found is None:
        raise NotFound(_("There is no draft of a crosswalk."))
    return found


@require_http_methods(["GET", "POST"])
def draft(request: PortalRequest) -> HttpResponse:
    """The rows of the draft, what is off, and what the draft is called."""
    if back := for_the_district(request):
        return back
    found = outside.crosswalk_draft()
    if found is None:
        return redirect("leader:outside_crosswalk")
    if request.method == "POST":
        typed = {one: request.POST.get(one, "").strip() for one in ("name", "note", "z", "z_reason")}
        definition = {
            **found.definition,
            "name": typed["name"],
            "note": typed["note"],
            "z_reason": typed["z_reason"],
        }
        try:
            definition["z"] = float(typed["z"] or 1)
        except ValueError as slip:
            sentence = _("How many standard errors a result reaches has to be a number.")
            raise Refused(sentence, problems=(FieldProblem(sentence, "z"),)) from slip
        outside.save_crosswalk_draft(request.viewer, definition, revision=_revision(request))
        messages.success(request, _("Saved. Nothing changes for anybody until it is adopted."))
        return redirect("leader:outside_draft")
    return render(request, "leader/outside_draft.html", _draft_page(found))


def _draft_page(found: Any) -> dict[str, Any]:
    places = Places.here()
    rows = found.definition.get("rows", [])
    return {
        "draft": found,
        "rows": [row_line(one, at, places) for at, one in enumerate(rows)],
        "open": open_areas(rows, places),
        "wrong": said_problems(outside.draft_problems(found.definition)),
    }


@require_http_methods(["GET", "POST"])
def new_row(request: PortalRequest) -> HttpResponse:
    if back := for_the_district(request):
        return back
    found = outside.crosswalk_draft()
    if found is None:
        return redirect("leader:outside_crosswalk")
    asked = {one: request.GET.get(one, "") for one in ("profile", "area", "part", "scale")}
    return _row_page(request, found, None, asked)


@require_http_methods(["GET", "POST"])
def row(request: PortalRequest, place: int) -> HttpResponse:
    if back := for_the_district(request):
        return back
    found = _draft(request)
    rows = found.definition.get("rows", [])
    if place >= len(rows):
        raise NotFound(_("There is no such row."))
    return _row_page(request, found, place, rows[place])


def _row_page(request: PortalRequest, found: Any, place: int | None, row: Mapping[str, Any]) -> HttpResponse:
    places = Places.here()
    problems: list[FieldProblem] = []
    form = row_form(row, places)
    if request.method == "POST":
        form = {**form, **request.POST.dict()}
        plain, problems = row_from(request.POST, row)
        if not problems:
            rows = list(found.definition.get("rows", []))
            if place is None:
                rows.append(plain)
            else:
                rows[place] = plain
            outside.save_crosswalk_draft(
                request.viewer, {**found.definition, "rows": rows}, revision=_revision(request)
            )
            messages.success(request, _("The row is in the draft."))
            return redirect("leader:outside_draft")
    return render(
        request,
        "leader/outside_row.html",
        {
            "draft": found,
            "place": place,
            "form": form,
            "places": places,
            "levels": sorted({*places.levels, *(one["level"] for one in row.get("bands") or ())}),
            "level_options": [(one, _("level %(level)s") % {"level": one}) for one in places.levels],
            "problems": problems,
            "errors": {one.field: one.sentence for one in problems},
        },
        status=422 if problems else 200,
    )


@require_POST
def remove_row(request: PortalRequest, place: int) -> HttpResponse:
    outside.check_keep_ways(request.viewer)
    found = _draft(request)
    rows = [one for at, one in enumerate(found.definition.get("rows", [])) if at != place]
    outside.save_crosswalk_draft(
        request.viewer, {**found.definition, "rows": rows}, revision=_revision(request)
    )
    messages.success(request, _("The row was taken out of the draft."))
    return redirect("leader:outside_draft")


@require_GET
def dry_run(request: PortalRequest) -> HttpResponse:
    """How many learners here the draft would suggest which level for. Nothing is kept."""
    if back := for_the_district(request):
        return back
    found = outside.crosswalk_draft()
    if found is None:
        return redirect("leader:outside_crosswalk")
    if outside.draft_problems(found.definition):
        messages.error(request, _("The draft can't be tried yet; look at what needs another look."))
        return redirect("leader:outside_draft")
    places = Places.here()
    counts = outside.try_crosswalk(Crosswalk.from_dict(found.definition))
    return render(
        request,
        "leader/outside_try.html",
        {
            "least": outside.SMALLEST_SHOWN,
            "lines": [
                {
                    "where": places.where(one.domain_code, one.strand_code),
                    "level": one.level,
                    "count": one.count,
                }
                for one in counts
            ],
        },
    )


@require_http_methods(["GET", "POST"])
def adopt(request: PortalRequest) -> HttpResponse:
    """Into the policy book, from a day on."""
    if back := for_the_district(request):
        return back
    found = outside.crosswalk_draft()
    if found is None:
        return redirect("leader:outside_crosswalk")
    problems: list[FieldProblem] = []
    typed: Mapping[str, Any] = {
        "text": _("Results of outside tests suggest a level by these bands: “%(name)s”. A person decides.")
        % {"name": found.definition.get("name", "")},
        "text_es": "",
        "effective_on": clock.today(),
    }
    if request.method == "POST":
        typed = request.POST.dict()
        try:
            effective_on = clock.read_date(typed.get("effective_on", ""))
        except ValueError:
            problems = [FieldProblem(_("Choose the day from which it holds."), "effective_on")]
        else:
            try:
                outside.adopt_crosswalk(
                    request.viewer,
                    revision=_revision(request),
                    text=typed.get("text", ""),
                    text_es=typed.get("text_es", ""),
                    effective_on=effective_on,
                    confirmed=typed.get("confirmed") == "yes",
                )
            except (Refused, Conflict) as refused:
                problems = list(refused.problems) or [FieldProblem(refused.sentence, remedy=refused.remedy)]
            else:
                messages.success(
                    request, _("The crosswalk is in the policy book. Suggestions follow it from its day on.")
                )
                return redirect("leader:outside_crosswalk")
    return render(
        request,
        "leader/outside_adopt.html",
        {
            **_draft_page(found),
            "typed": typed,
            "problems": problems,
            "errors": {one.field: one.sentence for one in problems},
            "earliest": clock.today(),
        },
        status=422 if problems else 200,
    )


@require_POST
def throw_away(request: PortalRequest) -> HttpResponse:
    outside.throw_away_crosswalk_draft(request.viewer)
    messages.success(request, _("The draft is gone. Nothing in the policy book has changed."))
    return redirect("leader:outside_crosswalk")


def _revision(request: PortalRequest) -> int:
    typed = request.POST.get("revision", "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else 0
