"""How a school answers: what waits for the leader, what nobody has, who is never looked at, and how long support takes."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headway.district.foundation.api import clock
from headway.district.people.api import record_list_view
from headway.district.portals.access import PortalRequest, portal_path
from headway.district.portals.form_values import whole_or_none
from headway.district.portals.leader.group_words import group_words, kind_words
from headway.district.portals.presenting.signals.pages import (
    domain_words,
    plans_to_review,
    signal_page,
    turns,
)
from headway.district.portals.presenting.signals.words import cards, looks
from headway.district.proficiency.api import SMALLEST_SHOWN
from headway.district.signals import api as signals

__all__ = ["urlpatterns"]

LISTED = 100
# How far back the times to a first support look.
TIMES_OF = dt.timedelta(weeks=26)
ROUTES = {
    "board": "leader:board",
    "signal": "leader:signal",
    "plan_task": "leader:plan",
    "passage": "leader:passage",
}
NOT_HERE = ("learner", "learners", "plan", "new_plan", "waiting", "check_ins", "competency")


def _at(name: str, *parts: Any) -> str:
    return "" if name in NOT_HERE else reverse(ROUTES[name], args=parts)


def _frame(request: PortalRequest) -> dict[str, Any]:
    return {"frame_template": "leader/board_frame.html"}


@require_safe
def board(request: PortalRequest) -> HttpResponse:
    """What was passed on to me, and what nobody has."""
    pages = {name: whole_or_none(request.GET.get(name, "")) or 1 for name in ("page", "nobody")}
    mine = signals.board(request.viewer, page=pages["page"])
    nobody = signals.board(request.viewer, of_nobody=True, page=pages["nobody"])
    domains = domain_words()
    to_review = plans_to_review(request.viewer, mine.follow_ups, domains)
    told = {one.learner_uuid for one in (*mine.lines, *nobody.lines)}
    told |= {one.learner_uuid for one, _domain in to_review}
    record_list_view(
        viewer=request.viewer,
        learners=len(told | {one.learner_uuid for one in mine.follow_ups}),
        page="leader:board",
    )
    return render(
        request,
        "leader/board.html",
        _frame(request)
        | {
            "at": _at,
            "board": mine,
            "board_of_nobody": nobody,
            "mine": cards(mine.lines, domains),
            "nobody": cards(nobody.lines, domains),
            "mine_turns": turns(request, mine.page, mine.pages),
            "nobody_turns": turns(request, nobody.page, nobody.pages, "nobody"),
            "looks": looks(mine.follow_ups, domains),
            "plans_to_review": to_review,
            "unnoted": signals.names_without_attendance(request.viewer),
        },
    )


@require_safe
def attendance(request: PortalRequest) -> HttpResponse:
    """Which schools note no attendance, and at which of them the record can't say who was not seen."""
    found = signals.schools_without_attendance(request.viewer)
    return render(
        request,
        "leader/board_attendance_part.html" if request.htmx else "leader/board_attendance.html",
        _frame(request)
        | {
            "silent": [_silence(one) for one in found if one.is_silent],
            "telling": [_telling(one) for one in found if not one.is_silent],
            "days": None if found else signals.signal_policy()[0].not_seen_days,
        },
    )


def _silence(one: signals.SchoolWithoutAttendance) -> str:
    if one.noted_on is None:
        return _(
            "Attendance has not been noted at %(school)s this school year; until it is, Headway cannot say who was not seen there."
        ) % {"school": one.school}
    return _(
        "Attendance has not been noted at %(school)s since %(day)s; until it is, Headway cannot say who was not seen there."
    ) % {"school": one.school, "day": date_format(one.noted_on, "MONTH_DAY_FORMAT")}


def _telling(one: signals.SchoolWithoutAttendance) -> str:
    if one.noted_on is None:
        return _(
            "Attendance has not been noted at %(school)s this school year; evidence, check-ins and contacts say there who was seen."
        ) % {"school": one.school}
    return _(
        "Attendance has not been noted at %(school)s since %(day)s; evidence, check-ins and contacts say there who was seen."
    ) % {"school": one.school, "day": date_format(one.noted_on, "MONTH_DAY_FORMAT")}


@require_safe
def answers(request: PortalRequest) -> HttpResponse:
    """How the schools answer, and how long a first support takes: numbers, none of them small."""
    since = clock.today() - TIMES_OF
    schools = signals.schools_signals(request.viewer)
    times = signals.support_times_by_group(request.viewer, since, beside=schools)
    told = any(one.signals is not None or one.supported is not None for _kind, one in times[1:])
    return render(
        request,
        "leader/board_answers_part.html" if request.htmx else "leader/board_answers.html",
        _frame(request)
        | {
            "at": _at,
            "schools": schools,
            "whole": times[0][1],
            "groups": [(_named(kind, one.group), one) for kind, one in times[1:]] if told else [],
            "since": since,
            "smallest": SMALLEST_SHOWN,
        },
    )


@require_safe
def not_looked_at(request: PortalRequest) -> HttpResponse:
    """At whose pace nobody looked for weeks, by name, and by group in numbers (R142)."""
    weeks = signals.signal_policy()[0].review_weeks
    listed = signals.not_reviewed(request.viewer)
    record_list_view(viewer=request.viewer, learners=len(listed), page="leader:board_not_looked_at")
    return render(
        request,
        "leader/board_looks_part.html" if request.htmx else "leader/board_looks.html",
        _frame(request)
        | {
            "at": _at,
            "weeks": weeks,
            "listed": listed[:LISTED],
            "more": max(len(listed) - LISTED, 0),
            "groups": [
                (_named(one.kind, one.group), one)
                for one in signals.not_reviewed_by_group(request.viewer, listed)
            ],
            "smallest": SMALLEST_SHOWN,
        },
    )


@require_POST
def looked(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    """I looked at how this learner's plans go."""
    signals.review_pace(viewer=request.viewer, learner_uuid=learner_uuid)
    messages.success(request, _("Noted that you looked."))
    return redirect("leader:board_looks")


@require_http_methods(["GET", "HEAD", "POST"])
def signal(request: PortalRequest, signal_uuid: uuid.UUID) -> HttpResponse:
    return signal_page(request, signal_uuid, _frame(request), _at, "leader:signal")


def _named(kind: str, group: str) -> str:
    """A school by its own name, other groups by words."""
    return f"{kind_words(kind)}: {group if kind == 'school' else group_words(group)}"


urlpatterns = [
    portal_path("leader", "board/", board, name="board"),
    portal_path("leader", "board/attendance/", attendance, name="board_attendance"),
    portal_path("leader", "board/answers/", answers, name="board_answers"),
    portal_path("leader", "board/not-looked-at/", not_looked_at, name="board_looks"),
    portal_path("leader", "board/not-looked-at/<uuid:learner_uuid>/", looked, name="board_looked"),
    portal_path("leader", "board/<uuid:signal_uuid>/", signal, name="signal"),
]
