"""My habits of success: what adults noted, how I see it, side by side."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from headway.district.foundation.api import Refused
from headway.district.habits.api import ObserverRole, note_habits, withdraw_observation
from headway.district.portals.access import PortalRequest, as_of_date, as_of_instant
from headway.district.portals.presenting.habit_forms import habit_form, read_habit
from headway.district.portals.presenting.habits import habits_page
from headway.district.portals.student.frame import frame_of, me

__all__ = ["habits", "note_habit", "take_back_habit"]


@require_safe
def habits(request: PortalRequest) -> HttpResponse:
    """What was seen of my habits, and how I see them."""
    return _page(request)


@require_POST
def note_habit(request: PortalRequest, habit_uuid: uuid.UUID) -> HttpResponse:
    """Say how a habit shows for me."""
    learner = me(request)
    try:
        line = read_habit(request.POST, habit_uuid, learner.pk, role=ObserverRole.OWN)
        note_habits([line], viewer=request.viewer)
    except Refused as refusal:
        return _page(request, refused=(habit_uuid, refusal))
    messages.success(request, _("Saved. Your view stands beside what adults noted."))
    return redirect("student:habits")


@require_POST
def take_back_habit(request: PortalRequest, observation_uuid: uuid.UUID) -> HttpResponse:
    me(request)
    withdraw_observation(observation_uuid, viewer=request.viewer)
    messages.success(request, _("The note was taken back."))
    return redirect("student:habits")


def _page(request: PortalRequest, refused: tuple[uuid.UUID, Refused] | None = None) -> HttpResponse:
    on = as_of_date(request)
    told = habits_page(request.viewer, me(request), as_of_instant(request) if on else None)
    page = {
        "as_of": on,
        "back": reverse("student:habits"),
        "here": "habits",
        "places": frame_of(request, "habits")["places"],
        "told": told,
        "form": None
        if on
        else habit_form(
            told.scale,
            lambda habit: reverse("student:note_habit", args=(habit.info.uuid,)),
            own=True,
            refused=refused,
        ),
        "take_back": None if on else (lambda note: reverse("student:take_back_habit", args=(note.uuid,))),
    }
    return render(request, "student/habits.html", page, status=422 if refused else 200)
