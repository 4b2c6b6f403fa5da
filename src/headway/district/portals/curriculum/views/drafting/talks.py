"""What colleagues say about a competency or the whole draft, and the authors' answers."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from headway.district.continuum.api import (
    accept_suggestion,
    decline_suggestion,
    remark,
    remarks_on,
    reopen_remark,
    settle_remark,
    suggestions_on,
)
from headway.district.foundation.api import Conflict, FieldProblem, NotFound, Refused
from headway.district.policy.api import scale_for
from headway.district.portals.access import PortalRequest
from headway.district.portals.curriculum.views.drafting.frame import (
    draft_page,
    editing,
    opened,
    problems_of,
)
from headway.district.portals.presenting.drafts import suggestion_line

__all__ = ["answer_suggestion", "talk", "talk_of_draft"]


@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: PortalRequest, draft_uuid: uuid.UUID, competency_uuid: uuid.UUID) -> HttpResponse:
    """Comments on a competency, and the words that colleagues suggest for it."""
    work = editing(request, draft_uuid, competency_uuid)
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        try:
            _say(request, draft_uuid, work.identifier)
            return redirect("curriculum:draft_talk", draft_uuid=draft_uuid, competency_uuid=competency_uuid)
        except Refused as refused:
            problems = problems_of(refused)
    page = work.page("talk", problems) | _talks(request, draft_uuid, work.identifier)
    return render(request, "curriculum/draft_talk.html", page, status=422 if problems else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def talk_of_draft(request: PortalRequest, draft_uuid: uuid.UUID) -> HttpResponse:
    """Comments on the draft as a whole."""
    draft = opened(request, draft_uuid)
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        try:
            _say(request, draft_uuid, "")
            return redirect("curriculum:draft_remarks", draft_uuid=draft_uuid)
        except Refused as refused:
            problems = problems_of(refused)
    page = draft_page(draft) | _talks(request, draft_uuid, "") | {"problems": problems}
    return render(request, "curriculum/draft_remarks.html", page, status=422 if problems else 200)


@require_POST
def answer_suggestion(
    request: PortalRequest, draft_uuid: uuid.UUID, competency_uuid: uuid.UUID, suggestion_uuid: uuid.UUID
) -> HttpResponse:
    """Take the suggested words (or words made of them), or decline them with a reason."""
    work = editing(request, draft_uuid, competency_uuid)
    viewer, sent = request.viewer, request.POST
    try:
        if sent.get("wish") == "decline":
            decline_suggestion(draft_uuid, suggestion_uuid, sent.get("reason", ""), viewer=viewer)
            messages.success(request, _("Declined. Your colleague reads why."))
        else:
            accept_suggestion(
                draft_uuid,
                suggestion_uuid,
                viewer=viewer,
                seen=sent.get("seen", ""),
                words=sent.get("words", ""),
            )
            messages.success(request, _("Taken. The history names your colleague."))
    except (Refused, Conflict) as refused:
        problems = refused.problems or (FieldProblem(refused.sentence, remedy=refused.remedy),)
        page = work.page("talk", problems) | _talks(request, draft_uuid, work.identifier)
        page |= {"typed_for": str(suggestion_uuid), "typed_words": sent.get("words", "")}
        return render(request, "curriculum/draft_talk.html", page, status=refused.status)
    return redirect("curriculum:draft_talk", draft_uuid=draft_uuid, competency_uuid=competency_uuid)


def _say(request: PortalRequest, draft_uuid: uuid.UUID, identifier: str) -> None:
    sent, viewer = request.POST, request.viewer
    wish = sent.get("wish", "say")
    try:
        which = uuid.UUID(sent["remark"]) if sent.get("remark") else None
    except ValueError as problem:
        raise NotFound(_("There is no such comment on this draft.")) from problem
    if which and wish == "settle":
        settle_remark(draft_uuid, which, viewer=viewer)
        messages.success(request, _("The comment is settled."))
    elif which and wish == "reopen":
        reopen_remark(draft_uuid, which, viewer=viewer)
        messages.success(request, _("The comment is open again."))
    else:
        remark(draft_uuid, sent.get("text", ""), viewer=viewer, identifier=identifier, answers=which)
        messages.success(request, _("Your comment stands."))


def _talks(request: PortalRequest, draft_uuid: uuid.UUID, identifier: str) -> dict[str, Any]:
    scale = scale_for()
    threads = remarks_on(draft_uuid, identifier)
    suggested = suggestions_on(draft_uuid, identifier) if identifier else ()
    return {
        "open_threads": [one for one in threads if one.settled_at is None],
        "settled_threads": [one for one in threads if one.settled_at is not None],
        "suggestions": [suggestion_line(one, scale) for one in suggested],
        "may_settle": True,
        "mine": request.viewer.person_id,
        "typed": request.POST.get("text", ""),
        "typed_for": "",
        "typed_words": "",
    }
