"""The tasks that my child was given, as she reads them. Nothing is done here: she decides when she is ready."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from headway.district.continuum.api import current_map
from headway.district.evidence.api import assignments_of, learner_task
from headway.district.foundation.api import clock
from headway.district.policy.api import scale_for
from headway.district.portals.access import PortalRequest
from headway.district.portals.family.views import open_child
from headway.district.portals.presenting.tasks.sheets import lists_of, sheet_of, show_by_words
from headway.district.portals.presenting.voices import Voice

__all__ = ["task", "tasks"]


@require_safe
def tasks(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    """What my child was given, and where it stands."""
    learner, frame = open_child(request, learner_uuid, "family:tasks")
    waiting, shown = lists_of(
        assignments_of(request.viewer, learner),
        current_map(),
        Voice(learner.person.short_name),
        lambda one: reverse("family:task", args=[learner.uuid, one.task.uuid]),
    )
    return render(request, "family/tasks.html", {**frame, "waiting": waiting, "shown": shown})


@require_safe
def task(request: PortalRequest, learner_uuid: uuid.UUID, task_uuid: uuid.UUID) -> HttpResponse:
    """One task, as my child reads it."""
    learner, frame = open_child(request, learner_uuid, "family:task")
    found = learner_task(request.viewer, learner, task_uuid)
    scale, given = scale_for(), found.assignment
    return render(
        request,
        "family/task.html",
        {
            **frame,
            "sheet": sheet_of(
                found.task,
                found.competency_ids,
                found.rubric,
                found.exemplars,
                current_map(),
                scale,
                frame["link"],
            ),
            "names": scale.names,
            "proficient": scale.proficient,
            "day": show_by_words(given.show_by, clock.today(), Voice(learner.person.short_name))
            if given
            else "",
            "given_by": given.assigned_by.name if given and given.assigned_by else "",
        },
    )
