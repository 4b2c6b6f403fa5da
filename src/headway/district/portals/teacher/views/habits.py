"""Habits of success, apart from subjects: one learner's, and one habit for a whole group."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from headway.district.foundation.api import FieldProblem, Refused, clock, new_uuid, translated
from headway.district.habits.api import (
    HabitLine,
    ObserverRole,
    habit_called,
    habit_scale,
    habits_of_group,
    habits_on_line,
    note_habits,
    withdraw_observation,
)
from headway.district.people.api import (
    can_rate,
    learners_of_section,
    record_list_view,
    record_view,
    visible_learner,
    visible_section,
)
from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.habit_forms import habit_form, read_habit
from headway.district.portals.presenting.habits import habits_page
from headway.district.portals.teacher.reading import level_of
from headway.district.portals.teacher.views.frame import frame

__all__ = ["habits", "note_habit", "section_habits", "take_back_habit"]


def habits(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    """What was seen of a learner's habits, by adults and by herself."""
    return _page(request, learner_uuid)


@require_POST
def note_habit(request: PortalRequest, learner_uuid: uuid.UUID, habit_uuid: uuid.UUID) -> HttpResponse:
    """Note one observation now."""
    about = visible_learner(request.viewer, learner_uuid)
    try:
        line = read_habit(request.POST, habit_uuid, about.pk, role=ObserverRole.ADULT)
        noted = note_habits([line], viewer=request.viewer)
    except Refused as refusal:
        return _page(request, learner_uuid, refused=(habit_uuid, refusal))
    if noted.repeated[0]:
        messages.success(request, _("This form had been saved already, so nothing was added."))
    else:
        messages.success(request, _("Noted. You can take it back below the habit."))
    return redirect("teacher:habits", learner_uuid=learner_uuid)


@require_POST
def take_back_habit(
    request: PortalRequest, learner_uuid: uuid.UUID, observation_uuid: uuid.UUID
) -> HttpResponse:
    visible_learner(request.viewer, learner_uuid)
    withdraw_observation(observation_uuid, viewer=request.viewer)
    messages.success(request, _("The note was taken back."))
    return redirect("teacher:habits", learner_uuid=learner_uuid)


def _page(
    request: PortalRequest, learner_uuid: uuid.UUID, refused: tuple[uuid.UUID, Refused] | None = None
) -> HttpResponse:
    page = frame(request)
    about = visible_learner(request.viewer, learner_uuid)
    record_view(viewer=request.viewer, learner=about, page="teacher:habits")
    told = habits_page(request.viewer, about, page["as_of"])
    may_note = page["as_of_on"] is None and can_rate(request.viewer, about)
    page |= {
        "about": about,
        "told": told,
        "form": habit_form(
            told.scale,
            lambda habit: reverse("teacher:note_habit", args=(about.uuid, habit.info.uuid)),
            own=False,
            refused=refused,
        )
        if may_note
        else None,
        "take_back": (lambda note: reverse("teacher:take_back_habit", args=(about.uuid, note.uuid)))
        if may_note
        else None,
        "crumbs": [
            (_("Today"), reverse("teacher:home")),
            (about.person.name, reverse("teacher:learner", args=(about.uuid,))),
        ],
    }
    return render(request, "teacher/habits.html", page, status=422 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def section_habits(request: PortalRequest, section_uuid: uuid.UUID) -> HttpResponse:
    """One habit for everyone in a section, in one act; those left out stay as they are."""
    here = visible_section(request.viewer, section_uuid)
    page = frame(request)
    scale = habit_scale()
    choices = habits_on_line()
    chosen = _chosen(request, choices)
    learners = list(learners_of_section(request.viewer, here))
    record_list_view(
        viewer=request.viewer, section=here, learners=len(learners), page="teacher:section_habits"
    )
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST" and chosen is not None:
        try:
            return _note_group(request, here, chosen, learners)
        except Refused as refusal:
            problems = refusal.problems or (FieldProblem(refusal.sentence, remedy=refusal.remedy),)
    told = habits_of_group(request.viewer, [one.pk for one in learners])
    page |= {
        "section": here,
        "habit": chosen,
        "habits": [(str(one.uuid), f"{translated(one, 'title')} ({one.code})") for one in choices],
        "habit_scale": scale,
        "rows": [(one, told.get(one.pk, {}).get(chosen.id) if chosen else None) for one in learners],
        "problems": problems,
        "given": request.POST,
        "request_key": request.POST.get("request_key", "")[:64] or str(new_uuid()),
        "crumbs": [
            (_("Today"), reverse("teacher:home")),
            (here.title, reverse("teacher:section", args=(here.uuid,))),
        ],
    }
    return render(request, "teacher/section_habits.html", page, status=422 if problems else 200)


def _chosen(request: PortalRequest, choices: tuple[Any, ...]) -> Any:
    """The habit that was asked for; the first on the line otherwise. Raises NotFound for an unknown one."""
    asked = request.POST.get("habit") or request.GET.get("habit")
    if not asked:
        return choices[0] if choices else None
    try:
        return habit_called(uuid.UUID(asked))
    except ValueError:
        return choices[0] if choices else None


def _note_group(request: PortalRequest, here: Any, habit: Any, learners: Any) -> HttpResponse:
    key, now = request.POST.get("request_key", "")[:64], clock.now()
    lines = []
    for one in learners:
        given = request.POST.get(f"step-{one.uuid}", "")
        if given:
            lines.append(
                HabitLine(
                    learner_id=one.pk,
                    habit_id=habit.id,
                    level=level_of(given) or 0,
                    seen_at=now,
                    note=request.POST.get("note", "").strip()[:2000],
                    section_id=here.pk,
                    request_key=f"{key}:{one.pk}" if key else "",
                )
            )
    noted = note_habits(lines, viewer=request.viewer)
    if all(noted.repeated):
        messages.success(request, _("This form had been saved already, so nothing was added."))
    else:
        messages.success(
            request,
            ngettext("Noted for %(count)s learner.", "Noted for %(count)s learners.", len(lines))
            % {"count": len(lines)},
        )
    return redirect(f"{request.path}?habit={habit.uuid}")
