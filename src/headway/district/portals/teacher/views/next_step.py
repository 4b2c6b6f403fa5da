"""Planning what comes next for one learner on one competency."""

from __future__ import annotations

import datetime as dt
import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headway.district.foundation.api import FieldProblem, Refused, clock
from headway.district.portals.access import PortalRequest
from headway.district.portals.teacher.views.pair import pair_of, pair_page
from headway.district.proficiency import api as proficiency

__all__ = ["plan"]

FIELDS = ("step", "support", "show_on")


@require_POST
def plan(request: PortalRequest, learner_uuid: uuid.UUID, competency_uuid: uuid.UUID) -> HttpResponse:
    """Plan the next step, or take the plan back; then the page again."""
    about = pair_of(request, learner_uuid, competency_uuid)
    pair = {"learner_uuid": about.learner.uuid, "competency_uuid": about.competency.uuid}
    if request.POST.get("wish") == "take_back":
        proficiency.take_back_next_step(viewer=request.viewer, **pair)
        messages.success(request, _("The plan is taken back."))
        return redirect(about.url("pair") + "#next-step")
    given = {name: request.POST.get(name, "") for name in FIELDS}
    try:
        planned = proficiency.plan_next_step(
            viewer=request.viewer,
            step=given["step"],
            support=given["support"],
            show_on=_day(given["show_on"]),
            request_key=request.POST.get("request_key", ""),
            **pair,
        )
    except Refused as problem:
        problems = problem.problems or (FieldProblem(problem.sentence, remedy=problem.remedy),)
        return pair_page(request, about, problems=tuple(problems), given=given, status=422)
    messages.success(
        request,
        _("Planned for %(name)s. Learner and family see it on their pages until %(title)s is proficient.")
        % {"name": about.learner.person.name, "title": about.competency.title},
    )
    assert planned.show_on is not None
    return redirect(about.url("pair") + "#next-step")


def _day(text: str) -> dt.date | None:
    """The day that was typed; None where nothing was. Raises Refused at its field where it can't be read."""
    if not text.strip():
        return None
    try:
        return clock.read_date(text.strip())
    except ValueError as problem:
        sentence = _("The day could not be read.")
        remedy = _("Write it as year-month-day, for example 2026-11-02.")
        raise Refused(
            sentence, remedy=remedy, problems=(FieldProblem(sentence, "show_on", "", remedy),)
        ) from problem
