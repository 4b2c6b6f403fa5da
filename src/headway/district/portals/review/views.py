"""Reading a draft, commenting on it and suggesting other words."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headway.district.continuum.api import (
    DraftCompetency,
    DraftInfo,
    check_remark,
    draft_competency,
    draft_outline,
    drafts,
    remark,
    remarks_on,
    reopen_remark,
    settle_remark,
    suggest,
    suggestions_on,
)
from headway.district.foundation.api import FieldProblem, NotFound, Refused, translated
from headway.district.people.api import Viewer
from headway.district.policy.api import DistrictScale, scale_for
from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.drafts import (
    change_sentence,
    draft_title,
    listed_items,
    other_languages,
    status_words,
    suggestion_line,
)
from headway.district.portals.presenting.examples import example_page

__all__ = ["competency", "draft", "home", "suggest_words"]

SHOWN_AT_MOST = 60


def _viewer(request: PortalRequest) -> Viewer:
    return request.viewer


@require_GET
def home(request: PortalRequest) -> HttpResponse:
    """Which drafts ask for one's eyes: those that people write, those in review first."""
    check_remark(_viewer(request))
    found = sorted(filter(_is_for_reading, drafts()), key=lambda one: one.status != "in_review")
    page = [(one, draft_title(one), status_words(one.status)) for one in found]
    return render(request, "review/home.html", {"drafts": page})


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: PortalRequest, draft_uuid: uuid.UUID) -> HttpResponse:
    """The competencies of a draft, those that changed first; and comments on the whole."""
    one = _opened(request, draft_uuid)
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        try:
            _say(request, draft_uuid, "")
            return redirect("review:draft", draft_uuid=draft_uuid)
        except Refused as refused:
            problems = _problems(refused)
    outline = draft_outline(one.id)
    words = request.GET.get("q", "").strip().casefold()
    # Without a search those that changed; what stays as it was is found by search.
    shown = [item for item in outline.items if item.change or words]
    shown = [item for item in shown if words in f"{item.code} {item.title} {item.statement}".casefold()]
    page = {
        "draft": one,
        "draft_title": draft_title(one),
        "draft_status": status_words(one.status),
        "sentence": change_sentence(outline, one.based_on_number),
        "words": request.GET.get("q", ""),
        "items": listed_items(shown[:SHOWN_AT_MOST], outline),
        "found": len(shown),
        "shown": min(len(shown), SHOWN_AT_MOST),
        "problems": problems,
        **_talks(request, draft_uuid, ""),
    }
    if getattr(request, "htmx", False):
        return render(request, "review/_items.html", page)
    return render(request, "review/draft.html", page, status=422 if problems else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def competency(request: PortalRequest, draft_uuid: uuid.UUID, competency_uuid: uuid.UUID) -> HttpResponse:
    """One competency as the draft has it; comment here."""
    one = _opened(request, draft_uuid)
    about = draft_competency(one.id, competency_uuid)
    if request.method != "POST":
        return _page(request, one, about)
    try:
        _say(request, draft_uuid, about.item.identifier)
    except Refused as refused:
        return _page(request, one, about, _problems(refused))
    return redirect("review:competency", draft_uuid=draft_uuid, competency_uuid=competency_uuid)


@require_POST
def suggest_words(request: PortalRequest, draft_uuid: uuid.UUID, competency_uuid: uuid.UUID) -> HttpResponse:
    """Suggest other words for one field."""
    one = _opened(request, draft_uuid)
    about = draft_competency(one.id, competency_uuid)
    sent = request.POST
    try:
        suggest(
            draft_uuid,
            about.item.identifier,
            sent.get("field", ""),
            sent.get("proposed", ""),
            viewer=_viewer(request),
            language=sent.get("language", ""),
            base=sent.get("base"),
            reason=sent.get("reason", ""),
        )
    except Refused as refused:
        return _page(request, one, about, _problems(refused))
    messages.success(request, _("Thank you. The authors see your words and answer you here."))
    return redirect("review:competency", draft_uuid=draft_uuid, competency_uuid=competency_uuid)


def _opened(request: PortalRequest, draft_uuid: uuid.UUID) -> DraftInfo:
    check_remark(_viewer(request))
    found = [one for one in drafts(draft_uuid) if _is_for_reading(one)]
    if not found:
        raise NotFound(_("There is no such draft, or it is published by now."))
    return found[0]


def _is_for_reading(draft: DraftInfo) -> bool:
    """A package that was brought in and waits is nobody's writing; a draft of ours, or one in review, is."""
    return draft.is_continuum or draft.based_on is not None or draft.status == "in_review"


def _say(request: PortalRequest, draft_uuid: uuid.UUID, identifier: str) -> None:
    sent, viewer, wish = request.POST, _viewer(request), request.POST.get("wish", "say")
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


def _problems(refused: Refused) -> tuple[FieldProblem, ...]:
    return refused.problems or (FieldProblem(refused.sentence, remedy=refused.remedy),)


def _talks(request: PortalRequest, draft_uuid: uuid.UUID, identifier: str) -> dict[str, Any]:
    threads = remarks_on(draft_uuid, identifier)
    return {
        "open_threads": [one for one in threads if one.settled_at is None],
        "settled_threads": [one for one in threads if one.settled_at is not None],
        "mine": _viewer(request).person_id,
        "typed": request.POST,
    }


def _page(
    request: PortalRequest,
    draft: DraftInfo,
    about: DraftCompetency,
    problems: tuple[FieldProblem, ...] = (),
) -> HttpResponse:
    scale = scale_for()
    suggested = suggestions_on(draft.uuid, about.item.identifier)
    page = {
        "draft": draft,
        "draft_title": draft_title(draft),
        "one": about,
        "title": translated(about.item, "title"),
        "place": " · ".join(
            translated(place, "name") for place in (about.domain, about.strand) if place is not None
        ),
        "fields": _fields(about, scale),
        "examples": [example_page(content, scale) for _own, content in about.exemplars],
        "suggestions": [suggestion_line(one, scale) for one in suggested],
        "scale": scale,
        "problems": problems,
        **_talks(request, draft.uuid, about.item.identifier),
    }
    return render(request, "review/competency.html", page, status=422 if problems else 200)


def _fields(about: DraftCompetency, scale: DistrictScale) -> list[dict[str, Any]]:
    """The words for which others can be suggested: in the record's language and in the further ones."""
    content = about.content
    looks = {one.level: one for one in content.descriptors}
    found = []
    for language, name in (("", ""), *other_languages()):
        said = content.translations.get(language, {}) if language else {}
        title = said.get("title", "") if language else content.title
        statement = said.get("statement", "") if language else content.statement
        words: list[tuple[str, str, int | None, str]] = [
            ("title", _("Short name"), None, title),
            ("statement", _("“I can”"), None, statement),
        ]
        for number, level_name in enumerate(scale.names, start=1):
            look = looks.get(number)
            text = (
                ""
                if look is None
                else look.translations.get(language, {}).get("text", "")
                if language
                else look.text
            )
            words.append((f"descriptor:{number}", level_name, number, text))
        found.append(
            {
                "language": language,
                "name": name,
                "words": [
                    {"field": field, "label": label, "level": level, "text": text}
                    for field, label, level, text in words
                ],
            }
        )
    return found
