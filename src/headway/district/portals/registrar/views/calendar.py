"""School years, their parts, days without instruction, and the days on which they are made up."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from headway.district.foundation.api import FieldProblem, Refused
from headway.district.people.api import (
    Viewer,
    add_day_off,
    days_off_on_duty,
    extra_days_on_duty,
    remove_calendar_day,
    schools_on_duty,
    set_extra_days,
    terms_on_duty,
)
from headway.district.portals.access import PortalRequest
from headway.district.portals.registrar import presenters
from headway.district.portals.registrar.views.frame import ROLE, asked_date, frame, problems_of

__all__ = ["show"]


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: PortalRequest) -> HttpResponse:
    """The calendar of the registrar's schools; she adds snow days and make-up days, and takes them out again."""
    viewer: Viewer = request.viewer
    schools = {str(one.uuid): one for one in schools_on_duty(viewer, ROLE)}
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        try:
            messages.success(request, _changed(request, schools))
            return redirect("registrar:calendar")
        except Refused as refused:
            problems = problems_of(refused)
    terms = list(terms_on_duty(viewer, ROLE))
    days_off, extra = list(days_off_on_duty(viewer, ROLE)), list(extra_days_on_duty(viewer, ROLE))
    return render(
        request,
        "registrar/calendar.html",
        {
            **frame(request, "calendar"),
            "terms": presenters.term_rows(terms),
            "notes": presenters.calendar_notes(terms, days_off, extra),
            "days_off": presenters.day_rows(days_off, set(schools)),
            "extra_days": presenters.day_rows(extra, set(schools)),
            "school_options": [(key, one.name) for key, one in schools.items()],
            "problems": problems,
            "errors": {one.field: one.sentence for one in problems},
            "typed": request.POST,
        },
        status=422 if problems else 200,
    )


def _changed(request: PortalRequest, schools: dict[str, Any]) -> str:
    form, by = request.POST, request.viewer.actor
    school = schools.get(form.get("school", ""))
    if school is None:
        sentence = _("Choose a school.")
        raise Refused(sentence, problems=(FieldProblem(sentence, "school"),))
    on = asked_date(form, "on")
    if form.get("act") in ("remove_off", "remove_extra"):
        remove_calendar_day(organisation=school, on=on, extra=form["act"] == "remove_extra", by=by)
        return _("The day is taken out of the calendar. Pace counts without it from now on.")
    name = form.get("name", "").strip()[:120]
    if form.get("act") == "extra":
        set_extra_days(organisation=school, days=[(on, name)], by=by)
        return _("The school day is in the calendar. It can be taken out again below.")
    add_day_off(organisation=school, on=on, name=name, by=by)
    return _("The day without instruction is in the calendar. It can be taken out again below.")
