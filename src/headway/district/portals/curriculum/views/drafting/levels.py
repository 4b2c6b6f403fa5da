"""What work at each level looks like: descriptors side by side, with those of the neighbours, and the rubric."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from headway.district.continuum.api import (
    DraftItem,
    beside,
    competency_contents,
    move_criterion,
    remove_criterion,
    save_criterion,
    write_descriptors,
)
from headway.district.foundation.api import FieldProblem, Refused, translated
from headway.district.policy.api import scale_for
from headway.district.portals.access import PortalRequest
from headway.district.portals.curriculum.presenters import drafts as presenters
from headway.district.portals.curriculum.views.drafting.frame import (
    Editing,
    editing,
    problems_of,
    say_saved,
)
from headway.district.portals.presenting.drafts import other_languages

__all__ = ["criterion", "levels"]


@require_http_methods(["GET", "HEAD", "POST"])
def levels(request: PortalRequest, draft_uuid: uuid.UUID, competency_uuid: uuid.UUID) -> HttpResponse:
    """Edit the descriptors of all levels and languages at once."""
    work = editing(request, draft_uuid, competency_uuid)
    scale = scale_for()
    fields = presenters.level_fields(work.one, scale)
    if request.method != "POST":
        return _page(request, work, presenters.states_of(fields))
    kept = set(request.POST.getlist("keep"))
    names = {
        (level, language): presenters.level_field(level, language)
        for level in range(1, scale.size + 1)
        for language in ("", *(code for code, _name in other_languages()))
    }
    given = {
        place: request.POST[name]
        for place, name in names.items()
        if name in request.POST and name not in kept
    }
    seen = {
        place: request.POST[f"seen:{names[place]}"]
        for place in given
        if f"seen:{names[place]}" in request.POST
    }
    edited = write_descriptors(draft_uuid, work.identifier, given, seen=seen, by=request.viewer.actor)
    if edited.conflicts:
        work = editing(request, draft_uuid, competency_uuid)
        return _page(
            request,
            work,
            presenters.after_conflicts(
                presenters.level_fields(work.one, scale), edited, presenters.conflict_names(edited)
            ),
            status=409,
        )
    say_saved(request, edited)
    return redirect("curriculum:draft_levels", draft_uuid=draft_uuid, competency_uuid=competency_uuid)


@require_POST
def criterion(request: PortalRequest, draft_uuid: uuid.UUID, competency_uuid: uuid.UUID) -> HttpResponse:
    """Add a criterion of the rubric, change one, move it or take it out."""
    work = editing(request, draft_uuid, competency_uuid)
    by, sent = request.viewer.actor, request.POST
    which, wish = sent.get("criterion", ""), sent.get("wish", "save")
    try:
        if wish == "remove":
            remove_criterion(draft_uuid, work.identifier, which, by=by)
            messages.success(request, _("The criterion is taken out. The history can bring it back."))
        elif wish in ("up", "down"):
            move_criterion(draft_uuid, work.identifier, which, -1 if wish == "up" else 1, by=by)
        else:
            fields = ("text", *(name for name in sent if name.startswith("level:")))
            seen = {name: sent[f"seen:{name}"] for name in fields if f"seen:{name}" in sent}
            edited = save_criterion(
                draft_uuid,
                work.identifier,
                {name: sent.get(name, "") for name in fields},
                criterion=which,
                qualities=scale_for().names,
                seen=seen or None,
                by=by,
            )
            if edited.conflicts:
                # Both wordings: theirs stands in the record, hers is on the page, to be chosen or merged.
                work = editing(request, draft_uuid, competency_uuid)
                states = presenters.states_of(presenters.level_fields(work.one, scale_for()))
                page = {"criterion_meetings": presenters.meetings(which, edited)}
                return _page(request, work, states, status=409, more=page)
            say_saved(request, edited)
    except Refused as refused:
        states = presenters.states_of(presenters.level_fields(work.one, scale_for()))
        return _page(request, work, states, problems_of(refused), more={"typed": sent})
    target = redirect("curriculum:draft_levels", draft_uuid=draft_uuid, competency_uuid=competency_uuid)
    target["Location"] += "#rubric"
    return target


def _page(
    request: PortalRequest,
    work: Editing,
    states: dict[str, presenters.State],
    problems: tuple[FieldProblem, ...] = (),
    status: int = 200,
    more: dict | None = None,
) -> HttpResponse:
    before, after = beside(work.draft.id, work.one)
    page = work.page("levels", problems) | {
        "states": states,
        "further": other_languages(),
        "neighbours": [
            _neighbour(work, one, where, key)
            for one, where, key in ((before, _("Before"), "b"), (after, _("Next"), "n"))
            if one is not None
        ],
        "level_field": presenters.level_field,
        "typed": {},
        "criterion_meetings": {},
        **(more or {}),
    }
    return render(request, "curriculum/draft_levels.html", page, status=422 if problems else status)


def _neighbour(work: Editing, item: DraftItem, where: str, key: str) -> dict:
    """The descriptors of the competency before or after in the strand, to write beside."""
    (content,) = competency_contents(work.draft.id, [item.identifier])
    texts = {one.level: translated(one, "text") for one in content.descriptors}
    return {
        "where": where,
        "key": key,
        "code": item.code,
        "title": translated(item, "title"),
        "level": item.level,
        "texts": texts,
    }
