"""What a competency of a draft grows from: added by search, essential or not, and circles named at once."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from headway.district.continuum.api import (
    add_prerequisite,
    circle_through,
    draft_outline,
    remove_prerequisite,
)
from headway.district.foundation.api import FieldProblem, Refused
from headway.district.portals.access import PortalRequest
from headway.district.portals.curriculum.presenters import drafts as presenters
from headway.district.portals.curriculum.views.drafting.frame import (
    Editing,
    editing,
    problems_of,
)
from headway.district.portals.presenting.drafts import item_line, listed_items

__all__ = ["arrows"]

OFFERED_AT_MOST = 12


@require_http_methods(["GET", "HEAD", "POST"])
def arrows(request: PortalRequest, draft_uuid: uuid.UUID, competency_uuid: uuid.UUID) -> HttpResponse:
    """Look at the prerequisites, find further ones, add and take them out."""
    work = editing(request, draft_uuid, competency_uuid)
    if request.method != "POST":
        return _page(request, work)
    other, wish = request.POST.get("other", ""), request.POST.get("wish", "")
    by = request.viewer.actor
    try:
        if wish == "remove":
            remove_prerequisite(draft_uuid, other, work.identifier, by=by)
            messages.success(request, _("The prerequisite is taken out. The history can bring it back."))
        else:
            add_prerequisite(draft_uuid, other, work.identifier, wish == "essential", by=by)
            messages.success(request, _("Saved. The history can take it back."))
    except Refused as refused:
        return _page(request, work, problems_of(refused))
    return redirect("curriculum:draft_arrows", draft_uuid=draft_uuid, competency_uuid=competency_uuid)


def _page(request: PortalRequest, work: Editing, problems: tuple[FieldProblem, ...] = ()) -> HttpResponse:
    one, words = work.one, request.GET.get("q", "").strip()
    outline = draft_outline(work.draft.id)
    taken = {item.identifier for item, _gate in one.before} | {work.identifier}
    offered = []
    if words:
        asked = presenters.Filters(words=words)
        offered = [
            item
            for item in presenters.filtered(outline, asked)
            if item.identifier not in taken and item.is_ratable
        ]
    # Near levels first: what prepares mostly stands on the same level or one before.
    near = one.item.level if one.item.level is not None else 0
    offered.sort(key=lambda item: (item.domain_id != one.item.domain_id, abs((item.level or 0) - near)))
    found = {
        "words": words,
        "offered": listed_items(offered[:OFFERED_AT_MOST], outline),
        "found": len(offered),
        "draft": work.draft,
        "one": one,
    }
    if getattr(request, "htmx", False):
        return render(request, "curriculum/_draft_offered.html", found)
    page = (
        work.page("arrows", problems)
        | found
        | {
            "from_here": [(item_line(item), gate) for item, gate in one.before],
            "opens": [(item_line(item), gate) for item, gate in one.after],
            "circle": " → ".join(circle_through(work.draft.id, work.identifier)),
        }
    )
    return render(request, "curriculum/draft_arrows.html", page, status=422 if problems else 200)
