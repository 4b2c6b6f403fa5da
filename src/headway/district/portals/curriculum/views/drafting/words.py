"""The words of a competency, its place and its measures; and what the assistant noticed about its statement."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from headway.district.continuum.api import draft_outline, edit_competency, remove_competency
from headway.district.foundation.api import FieldProblem, Refused
from headway.district.portals.access import PortalRequest
from headway.district.portals.curriculum.presenters import drafts as presenters
from headway.district.portals.curriculum.presenters.checks import check_lines
from headway.district.portals.curriculum.views.drafting.frame import (
    Editing,
    editing,
    problems_of,
    say_saved,
)
from headway.district.portals.presenting.drafts import depth_options, other_languages

__all__ = ["check", "remove", "words"]


@require_http_methods(["GET", "HEAD", "POST"])
def words(request: PortalRequest, draft_uuid: uuid.UUID, competency_uuid: uuid.UUID) -> HttpResponse:
    """Edit; what somebody else changed since the page was opened is shown beside what was written here."""
    work = editing(request, draft_uuid, competency_uuid)
    fields = presenters.content_fields(work.one.content)
    if request.method != "POST":
        return _page(request, work, presenters.states_of(fields))
    kept = set(request.POST.getlist("keep"))
    given = {name: request.POST[name] for name in fields if name in request.POST and name not in kept}
    seen = {name: request.POST[f"seen:{name}"] for name in given if f"seen:{name}" in request.POST}
    presenters.places_as_fields(given, seen)
    try:
        edited = edit_competency(draft_uuid, work.identifier, given, seen=seen, by=request.viewer.actor)
    except Refused as refused:
        return _page(request, work, presenters.sent_states(fields, request.POST), problems_of(refused))
    if edited.conflicts:
        return _conflicts(request, draft_uuid, competency_uuid, edited)
    say_saved(request, edited)
    return redirect("curriculum:draft_words", draft_uuid=draft_uuid, competency_uuid=competency_uuid)


@require_POST
def check(request: PortalRequest, draft_uuid: uuid.UUID, competency_uuid: uuid.UUID) -> HttpResponse:
    """What is worth another look in the words as they are typed. Saves nothing and blocks nothing."""
    work = editing(request, draft_uuid, competency_uuid)
    fields = presenters.content_fields(work.one.content)
    states = presenters.sent_states(fields, request.POST)
    if getattr(request, "htmx", False):
        return render(request, "curriculum/_draft_checks.html", {"checks": _checks(states)})
    return _page(request, work, states)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: PortalRequest, draft_uuid: uuid.UUID, competency_uuid: uuid.UUID) -> HttpResponse:
    """Take the competency out of the draft, after a look at what hangs on it."""
    work = editing(request, draft_uuid, competency_uuid)
    if request.method == "POST":
        remove_competency(draft_uuid, work.identifier, by=request.viewer.actor)
        messages.success(request, _("It is taken out of the draft. The history can bring it back."))
        return redirect("curriculum:draft", draft_uuid=draft_uuid)
    return render(request, "curriculum/draft_remove.html", work.page("words"))


def _conflicts(
    request: PortalRequest, draft_uuid: uuid.UUID, competency_uuid: uuid.UUID, edited
) -> HttpResponse:
    work = editing(request, draft_uuid, competency_uuid)
    fields = presenters.content_fields(work.one.content)
    key = work.identifier
    states = presenters.after_conflicts(fields, edited, {(key, "strand"): "place", (key, "domain"): "place"})
    if states["place"].meeting:
        states["place"] = presenters.State(
            "place", request.POST["place"], fields["place"], states["place"].meeting
        )
    return _page(request, work, states, status=409)


def _page(
    request: PortalRequest,
    work: Editing,
    states: dict[str, presenters.State],
    problems: tuple[FieldProblem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    page = work.page("words", problems) | {
        "states": states,
        "further": other_languages(),
        "checks": _checks(states),
        "place_options": presenters.place_choices(draft_outline(work.draft.id)),
        "level_options": presenters.level_choices(),
        "depth_options": depth_options(),
        "importance_options": presenters.importance_choices(),
    }
    return render(request, "curriculum/draft_words.html", page, status=422 if problems else status)


def _checks(states: dict[str, presenters.State]) -> list:
    """For each language the remarks on its statement."""
    level = str(states["level"].value or "")
    number = int(level) if level.isdecimal() else None
    found = [("en", "", check_lines(str(states["statement"].value or ""), "en", number))]
    for language, name in other_languages():
        text = str(states[f"statement:{language}"].value or "")
        found.append((language, name, check_lines(text, language, number)))
    return found
