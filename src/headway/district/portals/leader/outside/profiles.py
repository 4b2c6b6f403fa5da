"""Profiles in the browser: what there is, a new one from a sample file, changes in versions, files in and out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headway.district.assessments import api as outside
from headway.district.foundation.api import Conflict, FieldProblem, NotFound, Refused
from headway.district.people.api import names_by_key
from headway.district.portals.access import PortalRequest
from headway.district.portals.leader.outside.profile_forms import (
    Sample,
    drafted,
    edited,
    problems_of,
    profile_words,
    sample_of,
)
from headway.district.portals.leader.outside.start import for_the_district
from headway.mastery.formats.assessments import recognise
from headway.mastery.formats.problems import FormatProblem

LARGEST_SAMPLE = 20 * 1024 * 1024
LARGEST_PROFILE = 500_000


@require_GET
def listing(request: PortalRequest) -> HttpResponse:
    """All profiles, the district's own first."""
    outside.check_look(request.viewer)
    cards = outside.shipped_and_own_profiles()
    return render(
        request,
        "leader/outside_profiles.html",
        {
            "own": [one for one in cards if not one.is_shipped],
            "shipped": [one for one in cards if one.is_shipped],
            "may": outside.can_keep_ways(request.viewer),
        },
    )


@require_http_methods(["GET", "POST"])
def new(request: PortalRequest) -> HttpResponse:
    """From a sample file: what each column probably is, to be corrected, with the first lines as results beside it."""
    if back := for_the_district(request):
        return back
    if request.method == "GET":
        return render(request, "leader/outside_profile_sample.html", {"problems": []})
    if "sample" not in request.POST:
        return _sample_sent(request)
    sample = Sample.from_json(request.POST["sample"])
    page = drafted(sample, request.POST)
    if request.POST.get("act") == "save":
        problems = list(page["problems"])
        if not problems:
            try:
                code = _saved_new(request, page["definition"])
            except (Refused, Conflict) as refused:
                problems = list(refused.problems) or [
                    FieldProblem(refused.sentence, "key", remedy=refused.remedy)
                ]
            else:
                messages.success(
                    request, _("The profile is ready. Files of this layout are recognised from now on.")
                )
                return redirect("leader:outside_profile", profile_code=code)
        return render(request, "leader/outside_profile_new.html", {**page, "problems": problems}, status=422)
    template = "leader/outside_profile_preview.html" if request.htmx else "leader/outside_profile_new.html"
    return render(request, template, {**page, "problems": []})


def _sample_sent(request: PortalRequest) -> HttpResponse:
    file = request.FILES.get("file")
    problems: list[FieldProblem] = []
    if file is None or (file.size or 0) > LARGEST_SAMPLE:
        problems = [FieldProblem(_("Choose a file of at most 20 MB."), "file")]
    else:
        raw = file.read()
        try:
            sample = sample_of(raw)
        except FormatProblem as problem:
            problems = list(problems_of(problem, "file"))
        else:
            known = [one.profile.name for one in recognise(raw, _profiles()) if one.fits][:1]
            return render(
                request,
                "leader/outside_profile_new.html",
                {**drafted(sample, {}), "problems": [], "known": known},
            )
    return render(request, "leader/outside_profile_sample.html", {"problems": problems}, status=422)


def _profiles() -> list[Any]:
    return [one.profile for one in outside.shipped_and_own_profiles()]


def _saved_new(request: PortalRequest, definition: Mapping[str, Any]) -> str:
    """Raises Conflict for a short name that another profile has."""
    try:
        outside.profile_called(str(definition.get("key", "")))
    except NotFound:
        return outside.save_profile(request.viewer, definition)
    raise Conflict(_("Another profile has this short name already."), remedy=_("Choose another short name."))


@require_GET
def show(request: PortalRequest, profile_code: str) -> HttpResponse:
    """What a profile makes of a file, in words, and its versions."""
    outside.check_look(request.viewer)
    card = outside.profile_called(profile_code)
    versions = outside.profile_numbers(profile_code)
    names = names_by_key({one.recorded_by for one in versions})
    return render(
        request,
        "leader/outside_profile.html",
        {
            "card": card,
            "words": profile_words(card.profile),
            "versions": [
                {
                    "number": one.number,
                    "at": one.recorded_at,
                    "who": names.get(one.recorded_by, "–"),
                    "active": one.is_active,
                }
                for one in versions
            ],
            "may": outside.can_keep_ways(request.viewer),
        },
    )


@require_http_methods(["GET", "POST"])
def edit(request: PortalRequest, profile_code: str) -> HttpResponse:
    """What changes most often as a form; the whole as JSON below it. Saving makes a version."""
    outside.check_keep_ways(request.viewer)
    card = outside.profile_called(profile_code)
    problems: list[FieldProblem] = []
    if request.method == "POST":
        try:
            definition = edited(card.profile, request.POST)
            outside.save_profile(request.viewer, definition, code=card.code)
        except Refused as refused:
            problems = list(refused.problems) or [FieldProblem(refused.sentence, remedy=refused.remedy)]
        else:
            messages.success(
                request, _("Saved as a new version. Results that are here keep the version that read them.")
            )
            return redirect("leader:outside_profile", profile_code=card.code)
    return render(
        request,
        "leader/outside_profile_edit.html",
        {
            "card": card,
            "words": profile_words(card.profile),
            "json": request.POST.get("json")
            or json.dumps(card.profile.to_dict(), indent=2, ensure_ascii=False),
            "typed": request.POST,
            "problems": problems,
        },
        status=422 if problems else 200,
    )


@require_POST
def copy(request: PortalRequest, profile_code: str) -> HttpResponse:
    code = outside.copy_profile(
        request.viewer, profile_code, request.POST.get("key", ""), request.POST.get("name", "")
    )
    messages.success(request, _("Copied. Change it as you need; the first one stays as it is."))
    return redirect("leader:outside_profile_edit", profile_code=code)


@require_POST
def take_away(request: PortalRequest, profile_code: str) -> HttpResponse:
    outside.take_away_profile(request.viewer, profile_code)
    messages.success(request, _("The profile is no longer offered. Results that it read stay."))
    return redirect("leader:outside_profiles")


@require_GET
def as_file(request: PortalRequest, profile_code: str) -> HttpResponse:
    outside.check_look(request.viewer)
    card = outside.profile_called(profile_code)
    response = HttpResponse(
        json.dumps(card.profile.to_dict(), indent=2, ensure_ascii=False), content_type="application/json"
    )
    response["Content-Disposition"] = f'attachment; filename="profile-{card.code}.json"'
    return response


@require_POST
def from_file(request: PortalRequest) -> HttpResponse:
    """A profile that another district or a colleague saved."""
    outside.check_keep_ways(request.viewer)
    file = request.FILES.get("file")
    if file is None or (file.size or 0) > LARGEST_PROFILE:
        raise Refused(_("Choose a profile that was saved as a file (JSON)."))
    try:
        definition = json.loads(file.read().decode("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as slip:
        raise Refused(
            _("This file doesn't hold a profile."), remedy=_("Bring a profile in JSON as it was saved.")
        ) from slip
    if not isinstance(definition, dict):
        raise Refused(
            _("This file doesn't hold a profile."), remedy=_("Bring a profile in JSON as it was saved.")
        )
    code = outside.save_profile(request.viewer, definition)
    messages.success(request, _("The profile is ready. Files of this layout are recognised from now on."))
    return redirect("leader:outside_profile", profile_code=code)
