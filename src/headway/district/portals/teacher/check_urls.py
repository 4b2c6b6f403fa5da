"""The addresses of a learner's adaptive checks in this portal, and their desk."""

from __future__ import annotations

import uuid
from dataclasses import replace
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headway.district.checks import api as checks
from headway.district.foundation.api import FieldProblem, Refused
from headway.district.people.api import learners_of_section, sections_taught
from headway.district.portals.access import PortalRequest, portal_path
from headway.district.portals.presenting.checks_desk import (
    CheckDesk,
    competencies_typed,
    result_page,
    set_aside_page,
    sittings_page,
)
from headway.district.portals.teacher.views.frame import frame

__all__ = ["urlpatterns"]

CHECKS = "learner/<uuid:learner_uuid>/checks/"


def _frame(request: PortalRequest) -> dict[str, Any]:
    return frame(request, "learners") | {"as_of_on": None, "as_of": None}


DESK = CheckDesk("teacher", "teacher/frame.html", _frame, "pair")


@require_http_methods(["GET", "HEAD", "POST"])
def sittings(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    return sittings_page(request, DESK, learner_uuid)


@require_safe
def result(request: PortalRequest, learner_uuid: uuid.UUID, sitting_uuid: uuid.UUID) -> HttpResponse:
    return result_page(request, DESK, learner_uuid, sitting_uuid)


@require_POST
def set_aside(request: PortalRequest, learner_uuid: uuid.UUID, sitting_uuid: uuid.UUID) -> HttpResponse:
    return set_aside_page(request, DESK, learner_uuid, sitting_uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def before(request: PortalRequest, section_uuid: uuid.UUID) -> HttpResponse:
    """A section before a module: who seems to have met what already, and whom early help would serve?"""
    section, learners = _section(request, section_uuid)
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        try:
            wanted = competencies_typed(request.POST.get("codes", ""))
            count = checks.invite_many_to_set(request.viewer, [one.uuid for one in learners], wanted)
        except Refused as refused:
            problems = tuple(replace(one, field="codes") for one in refused.problems)
        else:
            said = ngettext("%(num)s learner is invited.", "%(num)s learners are invited.", count) % {
                "num": count
            }
            messages.success(request, said)
            return redirect("teacher:before_module", section_uuid=section_uuid)
    rows = checks.before_module(request.viewer, [one.pk for one in learners])
    sets = []
    for _name, of in groupby(rows, key=lambda one: one.module):
        lines = list(of)
        sets.append((lines[0].wanted, lines))
    page = frame(request, "learners") | {"as_of_on": None, "as_of": None}
    page |= {
        "section": section,
        "sets": sets,
        "codes": request.POST.get("codes", request.GET.get("codes", "")),
        "problems": problems,
        "errors": {one.field: one.sentence for one in problems},
    }
    return render(request, "teacher/before_module.html", page, status=422 if problems else 200)


def _section(request: PortalRequest, section_uuid: uuid.UUID) -> tuple[Any, list[Any]]:
    """One of the viewer's own sections and who is in it now. Raises Http404 for others."""
    section = next((one for one in sections_taught(request.viewer) if one.uuid == section_uuid), None)
    if section is None:
        raise Http404
    return section, list(learners_of_section(request.viewer, section))


urlpatterns = [
    portal_path("teacher", route, view, name=name)
    for route, view, name in (
        (CHECKS, sittings, "checks"),
        ("section/<uuid:section_uuid>/before-a-module/", before, "before_module"),
        (CHECKS + "<uuid:sitting_uuid>/", result, "check_result"),
        (CHECKS + "<uuid:sitting_uuid>/set-aside/", set_aside, "check_set_aside"),
    )
]
