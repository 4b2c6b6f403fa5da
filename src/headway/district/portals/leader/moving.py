"""Moving on for leaders: what waits for a second look, exceptions, and whether days or readiness decide."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headway.district.advancement import api as advancement
from headway.district.advancement.types import NextChoiceKind
from headway.district.continuum.api import current_map
from headway.district.foundation.api import Conflict, FieldProblem, NotAllowed, Refused, new_uuid
from headway.district.people.api import learner_by_uuid, record_list_view, record_view
from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.moving import (
    domain_names,
    passage_words,
    ready_row,
    rule_words_of,
    waiting_words,
)
from headway.district.proficiency.api import SMALLEST_SHOWN

__all__ = ["exceptions", "moving", "numbers", "passage", "take_back", "verify"]

LISTED = 50
BAR = 100


@require_GET
def moving(request: PortalRequest) -> HttpResponse:
    """Who waits, and for whom do I look as the second person?"""
    viewer = request.viewer
    domains = domain_names(current_map())
    everybody = advancement.ready_on_duty(viewer)
    items = [one for one in everybody if one.is_dated]
    awaited = advancement.awaiting_verification(viewer)
    named = len({one.learner_id for one in items[:LISTED]}) + len(awaited)
    record_list_view(viewer=viewer, learners=named, page="leader:moving")
    return render(
        request,
        "leader/moving.html",
        {
            "awaited": [
                (passage_words(one.passage, domains, one.module_title), waiting_words(one.days_waiting), one)
                for one in awaited
            ],
            "rows": [ready_row(one, domains) for one in items[:LISTED]],
            "more": max(len(items) - LISTED, 0),
            "undated": len(everybody) - len(items),
        },
    )


@require_GET
def numbers(request: PortalRequest) -> HttpResponse:
    """Does the calendar decide, or readiness; and what do learners choose? A part of the list, or a page of its own."""
    viewer = request.viewer
    template = "leader/moving_numbers_part.html" if request.htmx else "leader/moving_numbers.html"
    return render(
        request,
        template,
        {
            "months": _months(advancement.moves_by_month(viewer)),
            "choices": _choices(advancement.choice_counts(viewer)),
            "smallest": SMALLEST_SHOWN,
        },
    )


@require_GET
def exceptions(request: PortalRequest) -> HttpResponse:
    """Every exception, as many as in the trail: who decided, why, what is open, and the plan."""
    found = advancement.exceptions_on_duty(request.viewer)
    record_list_view(
        viewer=request.viewer, learners=len({one.learner_uuid for one in found}), page="leader:exceptions"
    )
    domains = domain_names(current_map())
    return render(
        request,
        "leader/exceptions.html",
        {"rows": [(passage_words(one.passage, domains), one) for one in found]},
    )


@require_http_methods(["GET", "POST"])
def passage(request: PortalRequest, learner_uuid: uuid.UUID, grain: str, code: str) -> HttpResponse:
    """One learner's way on, for whoever verifies, signs as a leader, or makes an exception."""
    problems: tuple[FieldProblem, ...] = ()
    typed = request.POST
    if request.method == "POST":
        try:
            said = _act(request, learner_uuid, grain, code)
        except (Refused, NotAllowed, Conflict) as refused:
            problems = getattr(refused, "problems", ()) or (
                FieldProblem(refused.sentence, remedy=refused.remedy),
            )
        else:
            messages.success(request, said)
            return redirect("leader:moving")
    page = advancement.passage_page(request.viewer, learner_uuid, grain, code)
    learner, continuum = learner_by_uuid(learner_uuid), current_map()
    assert learner is not None  # otherwise the page was not found
    record_view(viewer=request.viewer, learner=learner, page="leader:passage", reasons=("duty",))
    return render(
        request,
        "leader/passage.html",
        {
            "page": page,
            "words": passage_words(page.passage, domain_names(continuum)),
            "rule": rule_words_of(page, continuum),
            "problems": problems,
            "errors": {one.field: one.sentence for one in problems},
            "typed": typed,
            "request_key": str(new_uuid()),
            "open": [one for one, since in page.asked if since is None],
        },
        status=422 if problems else 200,
    )


def _act(request: PortalRequest, learner_uuid: uuid.UUID, grain: str, code: str) -> str:
    """What is said to whoever signed."""
    typed = request.POST
    about: dict[str, Any] = {
        "viewer": request.viewer,
        "learner_uuid": learner_uuid,
        "grain": grain,
        "code": code,
        "expected": typed.get("expected", ""),
        "request_key": typed.get("request_key", ""),
    }
    if typed.get("act") == "exception":
        about |= {name: typed.get(name, "") for name in ("reason", "goal", "steps", "support")}
        advancement.make_exception(**about)
        return _("The exception stands in the report, and the plan for what is open is yours to see to.")
    named = []
    for text in typed.getlist("named_open"):
        try:
            named.append(uuid.UUID(text))
        except ValueError:
            continue
    outcome = advancement.sign_off(**about, named_open=tuple(named))
    if outcome.advancement_uuid is None:
        return _("Signed. A second person looks next; what is next opens after that.")
    return _("Signed. What comes next is open for the learner now.")


@require_POST
def verify(request: PortalRequest, awaited_uuid: uuid.UUID) -> HttpResponse:
    """The second signature."""
    try:
        advancement.verify(
            viewer=request.viewer,
            awaited_uuid=awaited_uuid,
            request_key=request.POST.get("request_key", ""),
        )
        messages.success(request, _("Confirmed. The learner has moved on, and what comes next is open."))
    except (Refused, NotAllowed, Conflict) as refused:
        messages.error(request, str(refused))
    return redirect("leader:moving")


@require_POST
def take_back(request: PortalRequest, advancement_uuid: uuid.UUID) -> HttpResponse:
    try:
        advancement.withdraw(viewer=request.viewer, advancement_uuid=advancement_uuid)
        messages.success(request, _("Taken back: level and section are as they were."))
    except Conflict as conflict:
        messages.error(request, str(conflict))
    return redirect("leader:exceptions")


def _months(months: tuple[tuple[dt.date, int], ...]) -> list[tuple[str, int | None, int]]:
    """Words, count and width of a bar; nothing of a month in which few moved on. A month without any says 0."""
    highest = max((count for _month, count in months), default=0) or 1
    return [
        (
            formats.date_format(month, "YEAR_MONTH_FORMAT"),
            count if count == 0 or count >= SMALLEST_SHOWN else None,
            round(BAR * count / highest) if count >= SMALLEST_SHOWN else 0,
        )
        for month, count in months
    ]


def _choices(counts: Mapping[str, Mapping[str, int]]) -> list[tuple[str, list[int | None]]]:
    """Of each school how many chose what; a row with a small number shows none of its numbers."""
    rows = []
    for school, of in sorted(counts.items()):
        numbers = [of.get(one, 0) for one in NextChoiceKind.values]
        small = any(0 < one < SMALLEST_SHOWN for one in numbers) or sum(numbers) < SMALLEST_SHOWN
        rows.append((school, [None if small else one for one in numbers]))
    return rows
