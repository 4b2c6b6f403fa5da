"""My checks: one question a page, on any device, at any time; it rates nothing."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headway.district.checks import api as check_api
from headway.district.checks.types import CheckPurpose, CheckStage, ItemKind
from headway.district.foundation.api import FieldProblem, Refused, new_uuid
from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.checks import WAYS, part_name
from headway.district.portals.student.frame import frame_of, me

__all__ = ["back", "check", "checks", "question"]


@require_safe
def checks(request: PortalRequest) -> HttpResponse:
    """Which checks wait for me, and which are done?"""
    me(request)
    mine = check_api.my_sittings(request.viewer)
    page = frame_of(request, "checks") | {
        "open": [(part_name(one), one) for one in mine if one.is_open],
        "done": [(part_name(one), one) for one in mine if not one.is_open],
    }
    template = "student/checks_part.html" if request.htmx else "student/checks.html"
    return render(request, template, page)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: PortalRequest, sitting_uuid: uuid.UUID) -> HttpResponse:
    """Before the first question: what it is for. After the last: what it seems that I know, and what is next."""
    me(request)
    sitting = check_api.my_sitting(request.viewer, sitting_uuid)
    if request.method == "POST":
        check_api.begin(request.viewer, sitting_uuid)
        return redirect("student:check_question", sitting_uuid=sitting_uuid)
    page = frame_of(request, "checks") | {"sitting": sitting, "name": part_name(sitting)}
    if sitting.is_open:
        return render(request, "student/check_start.html", page)
    known, following = check_api.my_reading(request.viewer, sitting_uuid)
    waiting = [one for one in check_api.my_sittings(request.viewer) if one.is_open]
    page |= {
        "known": known,
        "following": following,
        "is_locator": sitting.stage == CheckStage.LOCATOR,
        "is_module": sitting.purpose == CheckPurpose.MODULE,
        "waiting": [(part_name(one), one) for one in waiting],
    }
    return render(request, "student/check_done.html", page)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: PortalRequest, sitting_uuid: uuid.UUID) -> HttpResponse:
    """The question on the screen; the next one after an answer."""
    me(request)
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        try:
            _take(request, sitting_uuid)
        except Refused as refused:
            problems = refused.problems
        else:
            return redirect("student:check_question", sitting_uuid=sitting_uuid)
    asked = check_api.current_question(request.viewer, sitting_uuid, get_language() or "")
    if asked is None:
        return redirect("student:check", sitting_uuid=sitting_uuid)
    page = frame_of(request, "checks") | {
        "asked": asked,
        "name": part_name(asked),
        "way": WAYS[asked.way],
        "is_several": asked.kind == ItemKind.SEVERAL,
        "is_short": asked.kind == ItemKind.SHORT,
        "request_key": str(new_uuid()),
        "problems": problems,
    }
    return render(request, "student/check_question.html", page, status=422 if problems else 200)


@require_POST
def back(request: PortalRequest, sitting_uuid: uuid.UUID) -> HttpResponse:
    """The question before, once more."""
    me(request)
    check_api.go_back(request.viewer, sitting_uuid)
    return redirect("student:check_question", sitting_uuid=sitting_uuid)


def _take(request: PortalRequest, sitting_uuid: uuid.UUID) -> None:
    """Raises Refused where nothing was answered. What was answered in another tab is told, and changes nothing."""
    sent = request.POST
    try:
        item, number = uuid.UUID(sent.get("item", "")), int(sent.get("number", ""))
    except ValueError:
        item, number = None, 0
    taken = check_api.answer(
        request.viewer,
        sitting_uuid,
        item_uuid=item,
        number=number,
        given=sent.getlist("answer"),
        unfamiliar="unfamiliar" in sent,
        request_key=sent.get("request_key", ""),
    )
    if not taken and check_api.my_sitting(request.viewer, sitting_uuid).is_open:
        messages.info(request, _("That one was answered already. Here is where you are now."))
