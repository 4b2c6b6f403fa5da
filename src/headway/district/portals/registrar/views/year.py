"""The change of the school year: what it would do, doing it, and taking it back within a day."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from headway.district.advancement import api as advancement
from headway.district.foundation.api import Conflict, FieldProblem, NotFound, Refused
from headway.district.portals.access import PortalRequest
from headway.district.portals.registrar import years
from headway.district.portals.registrar.views.frame import frame, problems_of

__all__ = ["show", "take_back"]


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: PortalRequest) -> HttpResponse:
    """The plan for the next year, in numbers; confirmed with `key`, the plan that was looked at."""
    places = advancement.organisations_to_turn(request.viewer)
    sent = request.POST
    organisation = _chosen(places, sent.get("at", ""))
    problems: tuple[FieldProblem, ...] = ()
    plan = None
    if organisation is not None:
        to_year = _year(sent.get("to", "")) or advancement.usual_year(organisation)
        if sent.get("key"):
            try:
                done = advancement.rollover(
                    organisation=organisation,
                    to_year=to_year,
                    by=request.viewer.actor,
                    expected=sent["key"],
                )
            except Refused as refused:
                problems = problems_of(refused)
            except Conflict as refused:
                problems = (FieldProblem(refused.sentence, remedy=refused.remedy),)
            else:
                messages.success(request, years.done_words(done))
                return redirect("registrar:year")
        plan = advancement.plan_rollover(organisation, to_year)
    return render(
        request,
        "registrar/year.html",
        {
            **frame(request, "year"),
            **_page(request, places, plan),
            "problems": problems,
        },
        status=422 if problems else 200,
    )


def _page(request: PortalRequest, places: list[Any], plan: advancement.RolloverPlan | None) -> dict[str, Any]:
    return {
        "places": [(str(one.uuid), one.name) for one in places],
        "plan": years.plan_page(plan) if plan else None,
        "past": [years.past_row(one) for one in advancement.rollovers_of(request.viewer)],
    }


def _chosen(places: list[Any], wanted: str) -> Any | None:
    """The place that was asked for, else the widest; NotFound where it is none of hers."""
    if not wanted:
        return places[0] if places else None
    for one in places:
        if str(one.uuid) == wanted:
            return one
    raise NotFound(_("There is no such page, or it is not open to you."))


def _year(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) == 4 else None


@require_POST
def take_back(request: PortalRequest, rollover_uuid: uuid.UUID) -> HttpResponse:
    try:
        advancement.take_back_rollover(request.viewer, rollover_uuid)
    except (Refused, Conflict) as refused:
        messages.error(request, f"{refused.sentence} {refused.remedy}")
    else:
        messages.success(
            request, _("Taken back. Rosters, home groups and schools are as they were before the change.")
        )
    return redirect("registrar:year")
