"""Which stack to score: a task that the section works on, or one competency."""

from __future__ import annotations

import datetime as dt
import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from headway.district.evidence.api import tasks_at_work
from headway.district.foundation.api import clock, translated
from headway.district.people.api import learners_of_section, visible_section
from headway.district.portals.access import PortalRequest
from headway.district.portals.teacher.reading import uuid_of
from headway.district.portals.teacher.views.frame import frame, map_in_force
from headway.district.portals.teacher.views.section import columns_of

__all__ = ["stacks"]

# Work on tasks from this far back is offered; older work is found through the learner.
WORK_OF = dt.timedelta(days=90)
TASKS_SHOWN = 12


def stacks(request: PortalRequest, section_uuid: uuid.UUID) -> HttpResponse:
    viewer = request.viewer
    section = visible_section(viewer, section_uuid)
    chosen = uuid_of(request.GET, "competency")
    if chosen:
        return redirect("teacher:competency_stack", section_uuid=section.uuid, competency_uuid=chosen)
    page = frame(request)
    learners = list(learners_of_section(viewer, section))
    tasks = tasks_at_work(learners, since=clock.now() - WORK_OF) if learners else ()
    continuum = map_in_force()
    choice = columns_of(request, viewer, section, continuum)
    back = reverse("teacher:section", args=[section.uuid])
    page |= {
        "as_of_on": None,
        "as_of": None,
        "section": section,
        "tasks": [
            (one, reverse("teacher:task_stack", args=[section.uuid, one.task.uuid]))
            for one in tasks[:TASKS_SHOWN]
        ],
        "columns": [(str(one.uuid), f"{one.code} {translated(one, 'title')}") for one in choice],
        "back": back,
        "crumbs": [(_("Today"), reverse("teacher:home")), (section.title, back)],
    }
    return render(request, "teacher/stacks.html", page)
