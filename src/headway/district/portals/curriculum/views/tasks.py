"""The task bank at the curriculum leads' desk: common tasks are written here, those of schools are read."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.tasks import handling
from headway.district.portals.presenting.tasks.desks import Desk

__all__ = [
    "task",
    "task_act",
    "task_check",
    "task_copy",
    "task_edit",
    "task_new",
    "task_paper",
    "task_words",
    "tasks",
    "tasks_csv",
]


def desk_of(request: PortalRequest) -> Desk:
    return Desk("curriculum", "curriculum/tasks_frame.html", writes_common=True)


@require_safe
def tasks(request: PortalRequest) -> HttpResponse:
    return handling.bank(request, desk_of(request))


@require_safe
def tasks_csv(request: PortalRequest) -> HttpResponse:
    return handling.bank_csv(request)


@require_http_methods(["GET", "HEAD", "POST"])
def task_new(request: PortalRequest) -> HttpResponse:
    return handling.edit(request, desk_of(request))


@require_POST
def task_check(request: PortalRequest) -> HttpResponse:
    return handling.check(request, desk_of(request))


@require_safe
def task(request: PortalRequest, task_uuid: uuid.UUID) -> HttpResponse:
    return handling.show(request, desk_of(request), task_uuid)


@require_safe
def task_paper(request: PortalRequest, task_uuid: uuid.UUID) -> HttpResponse:
    return handling.sheet(request, desk_of(request), task_uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def task_edit(request: PortalRequest, task_uuid: uuid.UUID) -> HttpResponse:
    return handling.edit(request, desk_of(request), task_uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def task_words(request: PortalRequest, task_uuid: uuid.UUID, language: str) -> HttpResponse:
    return handling.translate(request, desk_of(request), task_uuid, language)


@require_POST
def task_copy(request: PortalRequest, task_uuid: uuid.UUID) -> HttpResponse:
    return handling.copy(request, desk_of(request), task_uuid)


@require_POST
def task_act(request: PortalRequest, task_uuid: uuid.UUID) -> HttpResponse:
    return handling.act(request, desk_of(request), task_uuid)
