"""The home of assessments from outside: imports, questions, norms, and one learner's results."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headway.district.assessments import api as outside
from headway.district.assessments.api import ResultItem
from headway.district.foundation.api import FieldProblem, Refused
from headway.district.pacing.api import state_lens_of
from headway.district.people.api import names_by_key, visible_learner
from headway.district.portals.access import PortalRequest
from headway.district.portals.leader.outside.crosswalk_forms import Places

__all__ = ["for_the_district", "result_row"]

LARGEST_TABLE = 5 * 1024 * 1024


def for_the_district(request: PortalRequest) -> HttpResponse | None:
    """Where the page is for leaders of the district only: the way back with a sentence for the others."""
    if outside.can_keep_ways(request.viewer):
        return None
    messages.info(
        request, _("Leaders of the district change how outside tests are read. Ask them if something is off.")
    )
    return redirect("leader:outside")


@require_GET
def home(request: PortalRequest) -> HttpResponse:
    """What was brought in, how it is read, and what waits for a person."""
    outside.check_look(request.viewer)
    may = outside.can_keep_ways(request.viewer)
    brought = outside.brought_in(request.viewer) if may else ()
    names = names_by_key({one.by_key for one in brought})
    effective = outside.crosswalk_in_effect()
    profiles = {one.code: one.title for one in outside.shipped_and_own_profiles()}
    return render(
        request,
        "leader/outside.html",
        {
            "may": may,
            "brought": [
                {
                    "act": one.act,
                    "at": one.at,
                    "who": names.get(one.by_key, _("Headway")),
                    "profile": profiles.get(one.profile.partition("/")[0], one.profile),
                    "added": one.added,
                    "standing": one.standing,
                }
                for one in brought
            ],
            "waiting": len(outside.questions(request.viewer)),
            "crosswalk": effective.crosswalk,
            "keeps": outside.keeps_restricted(),
            "own": sum(not one.is_shipped for one in outside.shipped_and_own_profiles()),
            "profiles": len(profiles),
            "norms": len(outside.norm_tables()),
        },
    )


@require_GET
def questions(request: PortalRequest) -> HttpResponse:
    """Rows that say different things of one test: which one stands?"""
    outside.check_look(request.viewer)
    asked = [
        {
            "learner": one.learner_name,
            "href": one.learner_uuid,
            "rows": [result_row(item) for item in one.items],
        }
        for one in outside.questions(request.viewer)
    ]
    return render(request, "leader/outside_questions.html", {"asked": asked})


@require_POST
def settle(request: PortalRequest, result_uuid: uuid.UUID) -> HttpResponse:
    outside.settle(request.viewer, result_uuid)
    messages.success(request, _("Settled. The other row was taken back; the trail keeps both."))
    return redirect("leader:outside_questions")


@require_POST
def take_back(request: PortalRequest, act_uuid: uuid.UUID) -> HttpResponse:
    number = outside.withdraw_brought(request.viewer, act_uuid)
    messages.success(
        request,
        ngettext(
            "%(num)s result was taken back. The file may be brought again.",
            "%(num)s results were taken back. The file may be brought again.",
            number,
        )
        % {"num": number},
    )
    return redirect("leader:outside")


@require_POST
def restricted(request: PortalRequest) -> HttpResponse:
    """Whether percentiles and the like are kept, from today on."""
    keep = request.POST.get("keep") == "yes"
    outside.adopt_restricted(request.viewer, keep=keep)
    messages.success(
        request,
        _("From the next file on comparisons with other learners are kept, for staff only.")
        if keep
        else _("From the next file on comparisons with other learners are not even read."),
    )
    return redirect("leader:outside")


@require_GET
def learner(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    """What outside tests said about one learner, side by side, and what the crosswalk makes of it."""
    items = outside.results_of(request.viewer, learner_uuid)
    who = visible_learner(request.viewer, learner_uuid)
    suggested = outside.suggestions_of(request.viewer, [who.pk]).get(who.pk, ())
    return render(
        request,
        "leader/outside_learner.html",
        {
            "name": who.person.name,
            "rows": [result_row(one) for one in items],
            "suggested": suggested,
            "places": Places.here(),
            "lens": state_lens_of(request.viewer, learner_uuid),
            "has_crosswalk": outside.crosswalk_in_effect().crosswalk is not None,
        },
    )


@require_http_methods(["GET", "POST"])
def norms(request: PortalRequest) -> HttpResponse:
    """The district's own norm tables: shown beside a result to staff, and nowhere else."""
    outside.check_look(request.viewer)
    may = outside.can_keep_ways(request.viewer)
    problems: list[FieldProblem] = []
    typed = {"name": request.POST.get("name", ""), "licence": request.POST.get("licence", "")}
    if request.method == "POST":
        outside.check_keep_ways(request.viewer)
        file = request.FILES.get("file")
        if file is None or (file.size or 0) > LARGEST_TABLE:
            problems = [FieldProblem(_("Choose a file of at most 5 MB."), "file")]
        else:
            try:
                outside.keep_norms(request.viewer, file.read(), **typed)
            except Refused as refused:
                problems = list(refused.problems) or [
                    FieldProblem(refused.sentence, "file", remedy=refused.remedy)
                ]
            else:
                messages.success(request, _("The norm table is kept. Staff see it beside a result."))
                return redirect("leader:outside_norms")
    return render(
        request,
        "leader/outside_norms.html",
        {"tables": outside.norm_tables(), "may": may, "typed": typed, "problems": problems},
        status=422 if problems else 200,
    )


@require_POST
def take_away_norms(request: PortalRequest, norm_uuid: uuid.UUID) -> HttpResponse:
    outside.take_away_norms(request.viewer, norm_uuid)
    messages.success(request, _("The norm table is no longer shown."))
    return redirect("leader:outside_norms")


def result_row(item: ResultItem) -> dict[str, Any]:
    """One result as a line of a table."""
    value = "" if item.score is None else f"{item.score:g}"
    error = "" if item.standard_error is None else f" ± {item.standard_error:g}"
    return {
        "uuid": item.uuid,
        "test": item.test or item.profile,
        "area": item.area,
        "on": item.taken_on,
        "term": item.term,
        "value": f"{value}{error}" or "–",
        "label": item.label or "–",
        "state": item.state,
        "restricted": [
            (name.replace("_", " "), words)
            for name, words in (item.restricted or {}).items()
            if name != "norms"
        ],
        "norms": (item.restricted or {}).get("norms", ()),
    }
