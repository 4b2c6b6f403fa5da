"""Moving on: who is ready and how long she waits, signing with everything in view, and taking it back."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headway.district.advancement import api as advancement
from headway.district.foundation.api import Conflict, FieldProblem, NotAllowed, Refused, new_uuid
from headway.district.people.api import (
    learner_by_uuid,
    record_list_view,
    record_view,
    rosters_of,
    sections_taught,
)
from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.moving import (
    choice_line,
    domain_names,
    moved_words,
    passage_words,
    ready_row,
    rule_words_of,
    waiting_words,
)
from headway.district.portals.teacher.reading import uuid_of
from headway.district.portals.teacher.views.frame import frame, map_in_force

__all__ = ["agree", "choose_section", "done", "more", "moving", "passage", "take_back", "take_back_first"]


@require_GET
def moving(request: PortalRequest) -> HttpResponse:
    """Who is ready to move on, and what waits for a verifier?"""
    viewer = request.viewer
    domains = domain_names(map_in_force())
    sections = list(sections_taught(viewer))
    chosen = next((one for one in sections if one.uuid == uuid_of(request.GET, "section")), None)
    rosters = rosters_of(viewer)
    awaited = advancement.awaited_among(viewer, tuple(rosters.learners))
    items = advancement.ready_to_advance(
        viewer, section=chosen, rosters=rosters, sections=sections, awaited=awaited
    )
    record_list_view(viewer=viewer, learners=len({one.learner_id for one in items}), page="teacher:moving")
    page = frame(request, "moving") | {
        "as_of_on": None,
        "as_of": None,
        "rows": [ready_row(one, domains) for one in items if one.is_dated],
        "undated": [ready_row(one, domains) for one in items if not one.is_dated],
        "awaited": [
            (passage_words(one.passage, domains, one.module_title), waiting_words(one.days_waiting), one)
            for one in awaited
            if one.is_mine
        ],
        "sections": sections,
        "chosen": chosen,
    }
    return render(request, "teacher/moving.html", page)


@require_GET
def more(request: PortalRequest) -> HttpResponse:
    """Which choices wait for a word, and what did I sign lately? A part of the list, or a page of its own."""
    viewer, domains = request.viewer, domain_names(map_in_force())
    found = {
        "choices": [choice_line(one) for one in advancement.choices_to_agree(viewer)],
        "lately": [(moved_words(one, domains), one) for one in advancement.moved_lately(viewer)],
    }
    if request.htmx:
        return render(request, "teacher/moving_part.html", found)
    return render(request, "teacher/moving_more.html", frame(request, "moving") | found)


@require_http_methods(["GET", "POST"])
def passage(request: PortalRequest, learner_uuid: uuid.UUID, grain: str, code: str) -> HttpResponse:
    """One learner's way on: what holds, what is open, by which rule; and the signature."""
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        try:
            outcome = advancement.sign_off(
                viewer=request.viewer,
                learner_uuid=learner_uuid,
                grain=grain,
                code=code,
                expected=request.POST.get("expected", ""),
                named_open=tuple(_uuids(request.POST.getlist("named_open"))),
                section_uuid=uuid_of(request.POST, "section"),
                request_key=request.POST.get("request_key", ""),
            )
        except (Refused, NotAllowed, Conflict) as refused:
            problems = getattr(refused, "problems", ()) or (
                FieldProblem(refused.sentence, remedy=refused.remedy),
            )
        else:
            if outcome.advancement_uuid is None:
                messages.success(request, _("Signed. A verifier looks next; what is next opens after that."))
                return redirect("teacher:moving")
            return redirect("teacher:moved", advancement_uuid=outcome.advancement_uuid)
    continuum = map_in_force()
    page = advancement.passage_page(request.viewer, learner_uuid, grain, code)
    learner = learner_by_uuid(learner_uuid)
    assert learner is not None  # otherwise the page was not found
    record_view(viewer=request.viewer, learner=learner, page="teacher:passage")
    return render(
        request,
        "teacher/passage.html",
        frame(request, "moving")
        | {
            "page": page,
            "words": passage_words(page.passage, domain_names(continuum)),
            "rule": rule_words_of(page, continuum),
            "problems": problems,
            "request_key": str(new_uuid()),
            "open": [one for one, since in page.asked if since is None],
        },
        status=422 if problems else 200,
    )


@require_GET
def done(request: PortalRequest, advancement_uuid: uuid.UUID) -> HttpResponse:
    """She has moved on: what opened the same minute, the section, and the way back."""
    info = advancement.moved(request.viewer, advancement_uuid)
    return render(
        request,
        "teacher/moved.html",
        frame(request, "moving") | {"info": info, "words": moved_words(info, domain_names(map_in_force()))},
    )


@require_POST
def take_back(request: PortalRequest, advancement_uuid: uuid.UUID) -> HttpResponse:
    try:
        advancement.withdraw(viewer=request.viewer, advancement_uuid=advancement_uuid)
    except Conflict as conflict:
        messages.error(request, str(conflict))
        return redirect("teacher:moved", advancement_uuid=advancement_uuid)
    messages.success(request, _("Taken back: level and section are as they were."))
    return redirect("teacher:moving")


@require_POST
def choose_section(request: PortalRequest, advancement_uuid: uuid.UUID) -> HttpResponse:
    wanted = uuid_of(request.POST, "section")
    if wanted is None:
        messages.error(request, _("Choose a section first."))
    else:
        try:
            advancement.choose_seat(
                viewer=request.viewer, advancement_uuid=advancement_uuid, section_uuid=wanted
            )
            messages.success(request, _("The section is set."))
        except (Refused, Conflict) as refused:
            messages.error(request, str(refused))
    return redirect("teacher:moved", advancement_uuid=advancement_uuid)


@require_POST
def take_back_first(request: PortalRequest, awaited_uuid: uuid.UUID) -> HttpResponse:
    try:
        advancement.take_back_signature(viewer=request.viewer, awaited_uuid=awaited_uuid)
        messages.success(request, _("Your signature was taken back."))
    except Conflict as conflict:
        messages.error(request, str(conflict))
    return redirect("teacher:moving")


@require_POST
def agree(request: PortalRequest, choice_uuid: uuid.UUID) -> HttpResponse:
    """I talked it over with her."""
    advancement.agree_choice(viewer=request.viewer, choice_uuid=choice_uuid)
    messages.success(request, _("Agreed. Learner and family see it at once."))
    return redirect("teacher:moving")


def _uuids(texts: list[str]) -> list[uuid.UUID]:
    found = []
    for text in texts:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return found
