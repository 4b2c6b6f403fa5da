"""Moving on for counsellors: for whom I look as somebody who did not teach her, and what she waits for."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headway.district.advancement import api as advancement
from headway.district.continuum.api import current_map
from headway.district.foundation.api import Conflict, FieldProblem, NotAllowed, Refused, new_uuid
from headway.district.people.api import learner_by_uuid, record_list_view, record_view
from headway.district.portals.access import PortalRequest, portal_path
from headway.district.portals.presenting.moving import (
    domain_names,
    passage_words,
    ready_row,
    rule_words_of,
    waiting_words,
)

__all__ = ["urlpatterns"]


@require_GET
def moving(request: PortalRequest) -> HttpResponse:
    """Whose first signature waits for my look, and who waits for my signature alone? The longest waiting first."""
    viewer, domains = request.viewer, domain_names(current_map())
    awaited = advancement.awaiting_verification(viewer)
    alone = [one for one in advancement.ready_for_verifier(viewer) if one.is_dated]
    named = {one.learner_uuid for one in awaited} | {one.learner_uuid for one in alone}
    record_list_view(viewer=viewer, learners=len(named), page="counselor:moving")
    return render(
        request,
        "counselor/moving.html",
        {
            "awaited": [
                (passage_words(one.passage, domains, one.module_title), waiting_words(one.days_waiting), one)
                for one in awaited
            ],
            "rows": [ready_row(one, domains) for one in alone],
            "as_of": None,
        },
    )


@require_http_methods(["GET", "POST"])
def passage(request: PortalRequest, learner_uuid: uuid.UUID, grain: str, code: str) -> HttpResponse:
    """One learner's way on: what holds, what is open, by which rule; and my name under it, where it is asked for."""
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        try:
            said = _act(request, learner_uuid, grain, code)
        except (Refused, NotAllowed, Conflict) as refused:
            problems = getattr(refused, "problems", ()) or (
                FieldProblem(refused.sentence, remedy=refused.remedy),
            )
        else:
            messages.success(request, said)
            return redirect("counselor:moving")
    page = advancement.passage_page(request.viewer, learner_uuid, grain, code)
    learner, continuum = learner_by_uuid(learner_uuid), current_map()
    assert learner is not None  # otherwise the page was not found
    record_view(viewer=request.viewer, learner=learner, page="counselor:passage", reasons=("duty",))
    return render(
        request,
        "counselor/passage.html",
        {
            "as_of": None,
            "page": page,
            "words": passage_words(page.passage, domain_names(continuum)),
            "rule": rule_words_of(page, continuum),
            "problems": problems,
            "request_key": str(new_uuid()),
            "open": [one for one, since in page.asked if since is None],
        },
        status=422 if problems else 200,
    )


def _act(request: PortalRequest, learner_uuid: uuid.UUID, grain: str, code: str) -> str:
    typed = request.POST
    about: dict[str, Any] = {
        "viewer": request.viewer,
        "expected": typed.get("expected", ""),
        "request_key": typed.get("request_key", ""),
    }
    named = tuple(one for one in map(_uuid, typed.getlist("named_open")) if one is not None)
    advancement.sign_off(**about, learner_uuid=learner_uuid, grain=grain, code=code, named_open=named)
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
    return redirect("counselor:moving")


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


urlpatterns = [
    portal_path("counselor", route, view, name=name)
    for route, view, name in (
        ("moving/", moving, "moving"),
        ("moving/awaited/<uuid:awaited_uuid>/confirm/", verify, "verify"),
        ("moving/<uuid:learner_uuid>/<str:grain>/<str:code>/", passage, "passage"),
    )
]
