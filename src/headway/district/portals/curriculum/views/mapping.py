"""Where it lives on: a word for every competency that the next version no longer has."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from headway.district.continuum.api import (
    SuccessionKind,
    VersionInfo,
    add_prerequisites,
    arrows_to_draw,
    base_of,
    can_author,
    candidates_for,
    check_author,
    draft,
    left_behind,
    map_competency,
    map_of,
    map_without_arrows,
    unmap_competency,
)
from headway.district.foundation.api import FieldProblem, Refused
from headway.district.portals.access import PortalRequest
from headway.district.portals.curriculum.presenters.mapping import Gone, arrow_words, mapping_lines
from headway.district.portals.curriculum.views.versions import frame
from headway.district.portals.presenting.pages import page_of
from headway.district.proficiency.api import SMALLEST_SHOWN

__all__ = ["mapping_page"]

AT_ONCE = 20
ENDS = "ends"
OTHER = "other"


@require_http_methods(["GET", "POST"])
def mapping_page(request: PortalRequest, draft_uuid: uuid.UUID) -> HttpResponse:
    """What is gone from the draft, those with learners first: each is given a word, which can be taken back."""
    opened = draft(draft_uuid)
    if request.method == "POST":
        check_author(request.viewer)
        try:
            return _said(request, opened)
        except Refused as refused:
            problems = refused.problems or (FieldProblem(refused.sentence, remedy=refused.remedy),)
            return _page(request, opened, problems, request.POST.get("from", ""))
    return _page(request, opened)


def _said(request: PortalRequest, opened: VersionInfo) -> HttpResponse:
    gone, by, draft_uuid = request.POST.get("from", ""), request.viewer.actor, opened.uuid
    if request.POST.get("act") == "take_back":
        unmap_competency(draft_uuid, gone, by=by)
        messages.success(request, _("The word was taken back. The competency waits for another one."))
        return _back(request, draft_uuid)
    if request.POST.get("act") == "draw":
        return _drawn(request, opened, gone)
    to, note = request.POST.get("to", ""), request.POST.get("note", "")
    if to == OTHER:
        to = _by_code(opened, request.POST.get("code", "").strip())
    if not to:
        sentence, remedy = _("Nothing was chosen."), _("Choose where it lives on, or that it ends here.")
        raise Refused(sentence, remedy=remedy, problems=(FieldProblem(sentence, field="to", remedy=remedy),))
    if to == ENDS:
        map_competency(draft_uuid, gone, note=note, by=by)
        messages.success(request, _("Noted: it ends here. What learners showed stays in their record."))
    else:
        kind = request.POST.get("kind", SuccessionKind.REVISED)
        written = map_competency(draft_uuid, gone, to_identifier=to, kind=kind, note=note, by=by)
        messages.success(
            request,
            _("Noted: it is merged with others. Levels go with it where every part was decided.")
            if written == SuccessionKind.MERGED
            else _("Noted. What learners showed will be carried over."),
        )
    return _back(request, draft_uuid)


def _drawn(request: PortalRequest, opened: VersionInfo, gone: str) -> HttpResponse:
    """Draw what the removed one prepared for, and what prepared for it, where it lives on: one act of the history."""
    arrows = arrows_to_draw(opened).get(gone, ())
    if arrows:
        add_prerequisites(opened.uuid, arrows, by=request.viewer.actor)
        said = ngettext(
            "%(num)d prerequisite was drawn. It can be taken back in the history of the draft.",
            "%(num)d prerequisites were drawn. They can be taken back together in the history of the draft.",
            len(arrows),
        )
        messages.success(request, said % {"num": len(arrows)})
    else:
        messages.success(request, _("Every prerequisite is drawn already, so nothing had to be done."))
    return _back(request, opened.uuid)


def _back(request: PortalRequest, draft_uuid: uuid.UUID) -> HttpResponse:
    address = reverse("curriculum:draft_mapping", args=[draft_uuid])
    page = request.POST.get("page", "")
    return redirect(f"{address}?page={page}" if page.isdecimal() else address)


def _by_code(opened: VersionInfo, code: str) -> str:
    found = map_without_arrows(opened).by_code.get(code)
    if found is None:
        sentence = _("There is no competency with the code %(code)s in the draft.") % {"code": code or "…"}
        remedy = _("Look the code up in the draft and write it as it stands there.")
        raise Refused(
            sentence, remedy=remedy, problems=(FieldProblem(sentence, field="code", remedy=remedy),)
        )
    return found.identifier


def _page(
    request: PortalRequest, opened: Any, problems: tuple[FieldProblem, ...] = (), at: str = ""
) -> HttpResponse:
    base = base_of(opened)
    gone = left_behind(opened)
    waiting = sum(one.needs_word for one in gone)
    pages = page_of(request, len(gone), AT_ONCE)
    shown = gone[pages.offset : pages.offset + AT_ONCE]
    lines: tuple[Gone, ...] = ()
    if base is not None and shown:
        before, after = map_of(base), map_without_arrows(opened)  # a circle keeps nobody from giving a word
        lines = mapping_lines(
            shown,
            candidates_for(shown, after, before),
            before,
            SMALLEST_SHOWN,
            arrow_words(arrows_to_draw(opened), after),
        )
    return render(
        request,
        "curriculum/mapping.html",
        frame(opened)
        | {
            "problems": problems,
            "at": at,
            "typed": request.POST if at else {},
            "lines": lines,
            "pages": pages,
            "waiting": waiting,
            "total": len(gone),
            "may_author": can_author(request.viewer),
            "kinds": [
                (kind.value, kind.label)
                for kind in (SuccessionKind.REVISED, SuccessionKind.SAME, SuccessionKind.SPLIT)
            ],
            "base": base,
        },
        status=422 if problems else 200,
    )
