"""Examples of work with remarks on them, and notes on how learning grows here."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from headway.district.continuum.api import (
    NoteKind,
    remove_exemplar,
    remove_note,
    save_exemplar,
    save_note,
)
from headway.district.foundation.api import FieldProblem, NotFound, Refused
from headway.district.policy.api import scale_for
from headway.district.portals.access import PortalRequest
from headway.district.portals.curriculum.presenters import examples as presenters
from headway.district.portals.curriculum.views.drafting.frame import (
    Editing,
    editing,
    problems_of,
    say_saved,
)
from headway.district.portals.presenting.drafts import other_languages

__all__ = ["example", "examples", "note"]


@require_GET
def examples(request: PortalRequest, draft_uuid: uuid.UUID, competency_uuid: uuid.UUID) -> HttpResponse:
    """Everything that shows this competency to people, each with its form."""
    return _page(request, editing(request, draft_uuid, competency_uuid))


@require_POST
def example(request: PortalRequest, draft_uuid: uuid.UUID, competency_uuid: uuid.UUID) -> HttpResponse:
    """Add an example, change one, or take it out."""
    work = editing(request, draft_uuid, competency_uuid)
    by, sent = request.viewer.actor, request.POST
    which = _which(sent)
    if sent.get("wish") == "remove" and which:
        remove_exemplar(draft_uuid, work.identifier, which, by=by)
        messages.success(request, _("The example is taken out. The history can bring it back."))
        return _back(draft_uuid, competency_uuid, "examples")
    given = presenters.read_example(sent)
    seen = presenters.read_seen(sent) if which else None
    try:
        edited = save_exemplar(draft_uuid, work.identifier, given, exemplar_uuid=which, seen=seen, by=by)
    except Refused as refused:
        return _page(request, work, typed=given, which=which, problems=problems_of(refused))
    return _done(request, draft_uuid, competency_uuid, edited, "examples")


@require_POST
def note(request: PortalRequest, draft_uuid: uuid.UUID, competency_uuid: uuid.UUID) -> HttpResponse:
    """Add a note on the progression, change one, or take it out."""
    work = editing(request, draft_uuid, competency_uuid)
    by, sent = request.viewer.actor, request.POST
    which = _which(sent)
    if sent.get("wish") == "remove" and which:
        remove_note(draft_uuid, work.identifier, which, by=by)
        messages.success(request, _("The note is taken out. The history can bring it back."))
        return _back(draft_uuid, competency_uuid, "notes")
    given = presenters.read_note(sent)
    seen = {name: sent[f"seen:{name}"] for name in given if f"seen:{name}" in sent} if which else None
    try:
        edited = save_note(draft_uuid, work.identifier, given, note_uuid=which, seen=seen, by=by)
    except Refused as refused:
        return _page(request, work, typed_note=given, which=which, problems=problems_of(refused))
    return _done(request, draft_uuid, competency_uuid, edited, "notes")


def _done(request: PortalRequest, draft_uuid: uuid.UUID, competency_uuid: uuid.UUID, edited, where: str):
    if edited.conflicts:
        work = editing(request, draft_uuid, competency_uuid)
        return _page(request, work, meetings=presenters.meetings(edited), status=409)
    say_saved(request, edited)
    return _back(draft_uuid, competency_uuid, where)


def _back(draft_uuid: uuid.UUID, competency_uuid: uuid.UUID, where: str) -> HttpResponse:
    target = redirect("curriculum:draft_examples", draft_uuid=draft_uuid, competency_uuid=competency_uuid)
    target["Location"] += f"#{where}"
    return target


def _which(sent: QueryDict) -> uuid.UUID | None:
    text = sent.get("which", "")
    try:
        return uuid.UUID(text) if text else None
    except ValueError as problem:
        raise NotFound(_("There is no such example or note.")) from problem


def _page(
    request: PortalRequest,
    work: Editing,
    *,
    typed: dict[str, Any] | None = None,
    typed_note: dict[str, Any] | None = None,
    which: uuid.UUID | None = None,
    meetings: dict | None = None,
    problems: tuple[FieldProblem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    scale = scale_for()
    page = work.page("examples", problems) | {
        "examples": presenters.example_forms(work.one, scale, typed, which, meetings or {}),
        "notes": presenters.note_forms(work.one, typed_note, which, meetings or {}),
        "new_example": presenters.new_example(typed if which is None else None),
        "new_note": presenters.new_note(typed_note if which is None else None),
        "further": other_languages(),
        "level_options": [(str(number), name) for number, name in enumerate(scale.names, start=1)],
        "kind_options": NoteKind.choices,
        "json": json.dumps,
    }
    return render(request, "curriculum/draft_examples.html", page, status=422 if problems else status)
