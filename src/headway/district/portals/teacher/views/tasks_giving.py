"""Giving a task to learners, seeing who has it, and taking it back."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headway.district.evidence import api as evidence
from headway.district.foundation.api import FieldProblem, NotFound, Refused, clock, translated
from headway.district.people.api import (
    Purpose,
    home_groups_advised,
    learners_of_home_group,
    learners_of_section,
    record_list_view,
    sections_taught,
    visible_learner,
    visible_learners,
)
from headway.district.portals.access import PortalRequest
from headway.district.portals.teacher.presenters import giving
from headway.district.portals.teacher.reading import uuid_of
from headway.district.portals.teacher.views.frame import frame, offer_undo, with_query

__all__ = ["task_give", "task_given", "task_take_back"]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where learners are chosen from: a section, a home group, or one learner alone."""

    kind: str
    key: str
    title: str
    learners: list[Any]
    section_uuid: uuid.UUID | None = None


@require_http_methods(["GET", "HEAD", "POST"])
def task_give(request: PortalRequest, task_uuid: uuid.UUID) -> HttpResponse:
    """Choose a section or a home group, untick whom you leave out, and give the task, with a day if one is agreed on."""
    viewer = request.viewer
    whole = evidence.task_page(viewer, task_uuid)
    sections, groups = list(sections_taught(viewer)), list(home_groups_advised(viewer))
    place = _place(request, sections, groups)
    stack = evidence.task_stack(viewer, task_uuid)
    has_it = {one.learner_uuid for one in stack.lines if one.is_given}
    page = frame(request, "tasks")
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        try:
            return _give(request, whole, place, has_it)
        except Refused as refused:
            problems = refused.problems
    if place is not None:
        record_list_view(viewer=viewer, learners=len(place.learners), page="teacher:task_give")
    ticked = {*request.POST.getlist("learners")} if request.method == "POST" else None
    title = translated(whole.task, "title")
    address = reverse("teacher:task", args=[task_uuid])
    page |= {
        "task": whole.task,
        "title": title,
        "place": place,
        "places": giving.choices_of(
            [
                *(("section", str(one.uuid), one.title) for one in sections),
                *(("group", str(one.uuid), one.name) for one in groups),
            ],
            place.key if place else "",
            request.path,
        ),
        "learners": [
            (
                str(one.uuid),
                one.person.name,
                one.uuid in has_it,
                str(one.uuid) in ticked if ticked is not None else request.GET.get("tick") != "none",
            )
            for one in (place.learners if place else ())
        ],
        "tick_all": with_query(request, tick=None),
        "tick_none": with_query(request, tick="none"),
        "given": request.POST,
        "today": clock.today(),
        "problems": problems,
        "at_field": {one.field: one for one in problems},
        "back": address,
        "crumbs": [(_("Tasks"), reverse("teacher:tasks")), (title, address)],
    }
    return render(request, "teacher/tasks_give.html", page, status=422 if problems else 200)


def _place(request: PortalRequest, sections: list, groups: list) -> _Place | None:
    """Where the learners come from: what was asked for, else the first section or home group. NotFound for strangers."""
    viewer = request.viewer
    rates = visible_learners(viewer, Purpose.RATE).order_by().values("pk")
    if request.GET.get("learner"):
        asked = uuid_of(request.GET, "learner")
        if asked is None:
            raise NotFound(_("There is no such page, or it is not open to you."))
        one = visible_learner(viewer, asked, Purpose.RATE)
        return _Place("learner", str(one.uuid), one.person.name, [one])
    asked_section, asked_group = request.GET.get("section", ""), request.GET.get("group", "")
    if asked_group or (not asked_section and not sections and groups):
        group = next((one for one in groups if not asked_group or str(one.uuid) == asked_group), None)
        if group is None:
            raise NotFound(_("There is no such page, or it is not open to you."))
        members = list(learners_of_home_group(viewer, group).filter(pk__in=rates))
        return _Place("group", str(group.uuid), group.name, members)
    section = next((one for one in sections if not asked_section or str(one.uuid) == asked_section), None)
    if section is None:
        if asked_section:
            raise NotFound(_("There is no such page, or it is not open to you."))
        return None
    members = list(learners_of_section(viewer, section).filter(pk__in=rates))
    return _Place("section", str(section.uuid), section.title, members, section.uuid)


def _give(request: PortalRequest, whole: Any, place: _Place | None, has_it: set) -> HttpResponse:
    problems: list[FieldProblem] = []
    chosen = []
    for text in request.POST.getlist("learners"):
        try:
            chosen.append(uuid.UUID(text))
        except ValueError:
            raise Http404 from None
    show_by = _day(request.POST.get("show_by", "").strip(), problems)
    if problems:
        raise Refused(problems[0].sentence, problems=tuple(problems))
    if not chosen:
        raise Refused(
            _("Nobody is chosen yet."),
            problems=(
                FieldProblem(_("Nobody is chosen yet."), "learners", remedy=_("Tick at least one learner.")),
            ),
        )
    given = evidence.assign_task(
        request.viewer,
        whole.task.uuid,
        learner_uuids=chosen,
        section_uuid=place.section_uuid if place else None,
        group=request.POST.get("group_name", ""),
        show_by=show_by,
    )
    sentence = giving.given_sentence(given.given, given.already, translated(whole.task, "title"))
    undo = reverse("teacher:task_take_back", args=[whole.task.uuid])
    offer_undo(request, sentence, undo if given.act_uuid else "", [("act", str(given.act_uuid))])
    return redirect("teacher:task_given", whole.task.uuid)


def _day(text: str, problems: list[FieldProblem]) -> dt.date | None:
    if not text:
        return None
    try:
        return clock.read_date(text)
    except ValueError:
        problems.append(
            FieldProblem(
                _("The date could not be read."),
                "show_by",
                remedy=_("Write it as year-month-day, for example 2026-03-01."),
            )
        )
        return None


@require_safe
def task_given(request: PortalRequest, task_uuid: uuid.UUID) -> HttpResponse:
    """Who of mine has the task, and where each stands."""
    viewer = request.viewer
    stack = evidence.task_stack(viewer, task_uuid)
    page = frame(request, "tasks")
    record_list_view(viewer=viewer, learners=len(stack.lines), page="teacher:task_given")
    sections = {one.pk: one for one in sections_taught(viewer)}
    title = translated(stack.task, "title")
    address = reverse("teacher:task", args=[task_uuid])
    page |= {
        "task": stack.task,
        "title": title,
        "standing": giving.standing_of(stack),
        "groups": giving.groups_of(stack, sections),
        "is_ready": stack.task.state == evidence.TaskState.READY,
        "crumbs": [(_("Tasks"), reverse("teacher:tasks")), (title, address)],
    }
    return render(request, "teacher/tasks_given.html", page)


@require_POST
def task_take_back(request: PortalRequest, task_uuid: uuid.UUID) -> HttpResponse:
    """Take the task back from one learner, or undo a whole act of giving. What was shown on it stays."""
    act, one = uuid_of(request.POST, "act"), uuid_of(request.POST, "assignment")
    if act is not None:
        count = evidence.take_back_act(request.viewer, act)
        said = ngettext("Taken back from %(num)s learner.", "Taken back from %(num)s learners.", count) % {
            "num": count
        }
    elif one is not None:
        row = evidence.take_back_assignment(request.viewer, one)
        said = _("Taken back from %(name)s. What was shown on it stays.") % {"name": row.learner.person.name}
    else:
        raise Http404
    offer_undo(request, said)
    return redirect("teacher:task_given", task_uuid)
