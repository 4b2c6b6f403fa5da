"""Learners in the register: finding one, her places over time, and the acts that move her."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headway.district.agreements.api import offers_left_open
from headway.district.foundation.api import FieldProblem, Refused, clock
from headway.district.pacing.api import record_return, time_shares_of
from headway.district.people.api import (
    RegisterEntry,
    Viewer,
    admit_learner,
    enrol,
    learners_on_duty,
    leave_section,
    record_departure,
    record_view,
    schools_on_duty,
    section_on_duty,
    sections_on_duty,
)
from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.pages import asked, page_of, words_of
from headway.district.portals.registrar import presenters, returning
from headway.district.portals.registrar.views.frame import ROLE, asked_date, entry_of, frame, problems_of

__all__ = ["come_back", "departure", "enrol_learner", "home", "leave", "show"]

ON_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def home(request: PortalRequest) -> HttpResponse:
    """The learners of my schools by name; `q`, which only a form sends, is a name or a local identifier; `all` adds who left."""
    viewer: Viewer = request.viewer
    words, with_left = words_of(request), asked(request).get("all") == "yes"
    found = learners_on_duty(viewer, ROLE, words=words, with_those_who_left=with_left)
    page = page_of(request, found.count(), ON_A_PAGE)
    return render(
        request,
        "registrar/home.html",
        {
            **frame(request, "home"),
            "words": words,
            "with_left": with_left,
            "rows": presenters.learner_rows(found[page.offset : page.offset + page.size]),
            "page": page,
        },
    )


@require_safe
def show(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    """One learner's page of the register."""
    return _page(request, entry_of(request, learner_uuid))


def _page(request: PortalRequest, entry: RegisterEntry, refused: Refused | None = None) -> HttpResponse:
    """The page, with what could not be done on top of it."""
    viewer: Viewer = request.viewer
    record_view(viewer=viewer, learner=entry.learner, page="registrar:learner", reasons=("duty",))
    here = {one.section.pk for one in entry.enrolments if not one.is_past}
    sections = sections_on_duty(viewer, ROLE)
    if entry.learner.school_id:
        sections = sections.filter(school_id=entry.learner.school_id)
    return render(
        request,
        "registrar/learner.html",
        {
            **frame(request),
            "entry": presenters.entry_page(entry),
            "coming": returning.coming(entry, time_shares_of(viewer, entry.learner)),
            "problems": problems_of(refused) if refused else (),
            "typed": request.POST,
            "section_options": [(one.uuid, one.title) for one in sections if one.pk not in here],
            "school_options": [(one.uuid, one.name) for one in schools_on_duty(viewer, ROLE)],
        },
        status=refused.status if refused else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def departure(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    """The learner's last day: first the date, then what it means, then the signature."""
    entry = entry_of(request, learner_uuid)
    page: dict[str, Any] = {**frame(request), "entry": presenters.entry_page(entry), "left_on": None}
    if request.method != "POST":
        return render(request, "registrar/departure.html", page)
    try:
        left_on = asked_date(request.POST, "left_on")
        presenters.check_departure(entry, left_on)
        if request.POST.get("signed") != "yes":
            page |= {
                "left_on": left_on,
                "means": presenters.departure_means(entry, left_on, offers_left_open(entry.learner)),
            }
            return render(request, "registrar/departure.html", page)
        record_departure(learner=entry.learner, left_on=left_on, by=request.viewer.actor)
    except Refused as refused:
        page |= {"problems": problems_of(refused), "typed": request.POST.get("left_on", "")}
        return render(request, "registrar/departure.html", page, status=refused.status)
    messages.success(request, _("The departure is recorded. The record stays."))
    return redirect("registrar:learner", learner_uuid=learner_uuid)


@require_POST
def come_back(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    """A learner who left comes back, to a school of the registrar's, on a day: the time between is not her own here."""
    entry = entry_of(request, learner_uuid)
    viewer: Viewer = request.viewer
    try:
        last_on = entry.learner.left_on
        if last_on is None:
            raise Refused(_("This learner is here already."), remedy=_("Nothing needs to be done."))
        chosen = request.POST.get("school", "")
        school = next((one for one in schools_on_duty(viewer, ROLE) if str(one.uuid) == chosen), None)
        if school is None:
            sentence = _("Choose a school.")
            raise Refused(sentence, problems=(FieldProblem(sentence, "school"),))
        with transaction.atomic():
            admit_learner(person=entry.learner.person, school=school, by=viewer.actor)
            if entry.has_left:
                is_asked = "back_on" in request.POST
                back_on = asked_date(request.POST, "back_on") if is_asked else returning.back_proposed(entry)
                record_return(viewer, learner_uuid, last_on=last_on, back_on=back_on)
    except Refused as refused:
        return _page(request, entry, refused)
    messages.success(request, _("Welcome back: the record is open again."))
    return redirect("registrar:learner", learner_uuid=learner_uuid)


@require_POST
def enrol_learner(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    """The learner joins a section of a school of the registrar's."""
    entry = entry_of(request, learner_uuid)
    viewer: Viewer = request.viewer
    try:
        chosen = request.POST.get("section", "")
        section = next((one for one in sections_on_duty(viewer, ROLE) if str(one.uuid) == chosen), None)
        if section is None:
            sentence = _("Choose a section.")
            raise Refused(sentence, problems=(FieldProblem(sentence, "section"),))
        presenters.check_enrolment(entry, section)
        from_on = asked_date(request.POST, "from_on")
        enrol(section=section, learner=entry.learner, from_on=from_on, by=viewer.actor)
    except Refused as refused:
        return _page(request, entry, refused)
    messages.success(
        request, _("Enrolled in %(section)s. Its teachers can see the record.") % {"section": section.title}
    )
    return redirect("registrar:learner", learner_uuid=learner_uuid)


@require_POST
def leave(request: PortalRequest, learner_uuid: uuid.UUID, section_uuid: uuid.UUID) -> HttpResponse:
    """The learner's last day in a section."""
    entry = entry_of(request, learner_uuid)
    viewer: Viewer = request.viewer
    section = section_on_duty(viewer, ROLE, section_uuid)
    try:
        to_on = asked_date(request.POST, "to_on")
        leave_section(section=section, learner=entry.learner, to_on=to_on, by=viewer.actor)
    except Refused as refused:
        return _page(request, entry, refused)
    if to_on < clock.today():
        done = _("Taken off %(section)s. What was shown there stays.") % {"section": section.title}
    else:
        done = _("The last day in %(section)s is recorded.") % {"section": section.title}
    messages.success(request, done)
    return redirect("registrar:learner", learner_uuid=learner_uuid)
