"""The tasks that a learner was given, and a task as she reads it before she begins."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from headway.district.continuum.api import current_map
from headway.district.continuum.types import DomainKind
from headway.district.evidence.api import assignments_of, learner_task
from headway.district.foundation.api import clock
from headway.district.policy.api import scale_for
from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.addresses import dated
from headway.district.portals.presenting.tasks.sheets import lists_of, sheet_of, show_by_words
from headway.district.portals.presenting.voices import Voice
from headway.district.portals.student.frame import frame_of, me

__all__ = ["task", "tasks"]

HER = Voice()


@require_safe
def tasks(request: PortalRequest) -> HttpResponse:
    """What I was given: what waits to be shown first, then what is in."""
    frame = frame_of(request, "tasks")
    given = assignments_of(request.viewer, me(request))
    waiting, shown = lists_of(
        given,
        current_map(),
        HER,
        lambda one: dated(reverse("student:task", args=[one.task.uuid]), frame["as_of"]),
    )
    return render(request, "student/tasks.html", {**frame, "waiting": waiting, "shown": shown})


@require_safe
def task(request: PortalRequest, task_uuid: uuid.UUID) -> HttpResponse:
    """What to do, what it lets me show, by what it is looked at, and how I may show it."""
    frame = frame_of(request, "tasks")
    found = learner_task(request.viewer, me(request), task_uuid)
    continuum, scale = current_map(), scale_for()
    by_id = continuum.by_id if continuum else {}
    # Habits of success are noted on a page of their own: nobody asks to show them.
    shown = [
        by_id[one] for one in found.competency_ids if one in by_id and by_id[one].kind != DomainKind.HABITS
    ]
    given = found.assignment
    return render(
        request,
        "student/task.html",
        {
            **frame,
            "sheet": sheet_of(
                found.task,
                found.competency_ids,
                found.rubric,
                found.exemplars,
                continuum,
                scale,
                frame["link"],
            ),
            "names": scale.names,
            "proficient": scale.proficient,
            "day": show_by_words(given.show_by, clock.today()) if given else "",
            "given_by": given.assigned_by.name if given and given.assigned_by else "",
            "is_given": given is not None,
            "ready": [
                (f"{reverse('student:ready', args=[one.uuid])}?task={found.task.uuid}", one) for one in shown
            ]
            if not frame["as_of"]
            else [],
        },
    )
