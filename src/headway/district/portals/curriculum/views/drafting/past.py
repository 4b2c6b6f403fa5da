"""What was done to a draft, and taking it back."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from headway.district.continuum.api import act_in, draft_names, history, undo, undoing
from headway.district.foundation.api import Conflict, Refused
from headway.district.policy.api import scale_for
from headway.district.portals.access import PortalRequest
from headway.district.portals.curriculum.views.drafting.frame import (
    draft_page,
    editing,
    opened,
    problems_of,
)
from headway.district.portals.presenting.drafts import act_line, act_lines, field_words, value_words
from headway.mastery.continuum.differences import words_changed

__all__ = ["competency_past", "past", "take_back"]

SHOWN_AT_MOST = 100


@require_GET
def past(request: PortalRequest, draft_uuid: uuid.UUID) -> HttpResponse:
    """Every act on the draft, newest first."""
    draft = opened(request, draft_uuid)
    acts = history(draft_uuid, at_most=SHOWN_AT_MOST)
    page = draft_page(draft) | {"acts": act_lines(acts, draft_names(draft.id), scale_for())}
    return render(request, "curriculum/draft_history.html", page)


@require_GET
def competency_past(
    request: PortalRequest, draft_uuid: uuid.UUID, competency_uuid: uuid.UUID
) -> HttpResponse:
    """What was done to one competency."""
    work = editing(request, draft_uuid, competency_uuid)
    acts = history(draft_uuid, work.identifier, at_most=SHOWN_AT_MOST)
    page = work.page("past") | {"acts": act_lines(acts, draft_names(work.draft.id), scale_for())}
    return render(request, "curriculum/draft_competency_history.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: PortalRequest, draft_uuid: uuid.UUID, act_uuid: uuid.UUID) -> HttpResponse:
    """Take an act back at once; where later words would be replaced, or whole frameworks go, only after a look."""
    draft = opened(request, draft_uuid)
    by, scale = request.viewer.actor, scale_for()
    problems: tuple = ()
    status = 200
    asked_first = not request.POST.get("looked") and act_in(draft.id, act_uuid).joined is not None
    if request.method == "POST" and not asked_first:
        try:
            undo(draft_uuid, act_uuid, by=by, anyway=request.POST.get("anyway") == "yes")
            messages.success(request, _("Taken back. The history can do it once more."))
            return redirect(_way_back(request) or reverse("curriculum:draft_history", args=[draft_uuid]))
        except Conflict as conflict:
            status = conflict.status
        except Refused as refused:
            problems, status = problems_of(refused), refused.status
    looked = undoing(draft_uuid, act_uuid, by=by)
    names = draft_names(draft.id)
    page = draft_page(draft) | {
        "act": act_line(looked.act, names, scale),
        "overwritten": [
            {
                "field": field_words(one.subject, one.field, one.key, scale),
                "by": one.by,
                "at": one.at,
                "runs": words_changed(
                    value_words(one.subject, one.field, one.stored),
                    value_words(one.subject, one.field, one.restored),
                ),
            }
            for one in looked.overwritten
        ],
        "back": _way_back(request),
        "problems": problems,
    }
    return render(request, "curriculum/draft_take_back.html", page, status=status)


def _way_back(request: PortalRequest) -> str:
    """The page from which it was asked, where it is one of this draft."""
    asked = request.POST.get("back", request.GET.get("back", ""))
    return asked if asked.startswith(reverse("curriculum:drafts")) else ""
