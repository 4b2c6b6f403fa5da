"""The drafts, and one draft as its authors find it: what changed, what waits, and every competency."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headway.district.continuum.api import (
    CompetencyContent,
    DomainContent,
    DomainKind,
    StrandContent,
    VersionInfo,
    add_competency,
    add_domain,
    add_strand,
    can_withdraw,
    check_author,
    describe_draft,
    discard_draft,
    draft_outline,
    drafts,
    frameworks,
    open_draft,
    remarks_on,
    suggestions_on,
    versions_of,
)
from headway.district.continuum.api import draft as draft_info
from headway.district.foundation.api import NotFound, Refused
from headway.district.portals.access import PortalRequest
from headway.district.portals.curriculum.presenters import drafts as presenters
from headway.district.portals.curriculum.presenters.versions import newer_version
from headway.district.portals.curriculum.views.drafting.frame import (
    draft_links,
    draft_page,
    opened,
    problems_of,
    say_saved,
)
from headway.district.portals.presenting.drafts import (
    change_sentence,
    draft_title,
    listed_items,
    other_languages,
    status_words,
)

__all__ = ["add", "describe", "discard", "draft_home", "draft_list", "open_one"]

SHOWN_AT_MOST = 60


@require_GET
def draft_list(request: PortalRequest) -> HttpResponse:
    """Which drafts are open, and which frameworks a draft could be opened of."""
    check_author(request.viewer)
    found = drafts()
    open_ones = {one.framework_uuid for one in found}
    others = [one for one in frameworks() if one.uuid not in open_ones]
    return render(
        request,
        "curriculum/draft_list.html",
        {
            "drafts": [(one, draft_title(one), status_words(one.status)) for one in found],
            "others": others,
            "planned": [(one, version) for one in others if (version := _withdrawable(one.uuid))],
        },
    )


@require_POST
def open_one(request: PortalRequest) -> HttpResponse:
    """Open a draft of a framework, or go to the one that is open."""
    check_author(request.viewer)
    try:
        framework = uuid.UUID(request.POST.get("framework", ""))
    except ValueError as problem:
        raise NotFound(_("There is no such framework.")) from problem
    planned = _withdrawable(framework)
    made = open_draft(framework, by=request.viewer.actor, note=request.POST.get("note", ""))
    if planned is not None:
        messages.info(
            request,
            _(
                "Version %(number)s can no longer be withdrawn while this draft is there. "
                "If you discard the draft, it can be withdrawn again until it takes effect."
            )
            % {"number": planned.number},
        )
    return redirect("curriculum:draft", draft_uuid=made.uuid)


def _withdrawable(framework: uuid.UUID) -> VersionInfo | None:
    """The planned version of which the publication could be withdrawn, until a draft is begun from it."""
    return next((one.info for one in versions_of(framework)[:1] if can_withdraw(one.info)), None)


@require_GET
def draft_home(request: PortalRequest, draft_uuid: uuid.UUID) -> HttpResponse:
    """One draft: the sentence of what changed, what waits for an answer, and the list with its filters."""
    draft = opened(request, draft_uuid)
    outline = draft_outline(draft.id)
    asked = presenters.read_filters(request.GET)
    items = presenters.filtered(outline, asked)
    shown = items if request.GET.get("all") else items[:SHOWN_AT_MOST]
    everything = request.GET.copy()
    everything["all"] = "1"
    page = draft_page(draft, "home") | {
        "asked": asked,
        "items": listed_items(shown, outline),
        "found": len(items),
        "shown": len(shown),
        "all_href": f"{request.path}?{everything.urlencode()}",
        "total": len(outline.items),
        "domain_options": presenters.domain_choices(outline),
        "level_options": sorted({one.level for one in outline.items if one.level is not None}),
    }
    if getattr(request, "htmx", False):
        return render(request, "curriculum/_draft_items.html", page)
    waiting = [one for one in remarks_on(draft.uuid) if one.settled_at is None]
    suggested = suggestions_on(draft.uuid, only_open=True)
    rows = {one.identifier: one for one in outline.items}
    page |= {
        "sentence": change_sentence(outline, draft.based_on_number),
        "newer": newer_version(draft_info(draft.uuid)),
        "links": draft_links(draft),
        "waiting": [(one, rows.get(one.identifier)) for one in waiting],
        "suggested": [(one, rows[one.identifier]) for one in suggested if one.identifier in rows],
    }
    return render(request, "curriculum/draft_home.html", page)


@require_POST
def describe(request: PortalRequest, draft_uuid: uuid.UUID) -> HttpResponse:
    """Say what is new in the draft."""
    draft = opened(request, draft_uuid)
    edited = describe_draft(
        draft_uuid,
        request.POST.get("note", ""),
        seen=request.POST.get("seen:note", draft.note),
        by=request.viewer.actor,
    )
    if edited.conflicts:
        (conflict,) = edited.conflicts
        page = draft_page(draft) | {
            "state": presenters.after_conflicts({"note": conflict.stored}, edited)["note"]
        }
        return render(request, "curriculum/draft_note.html", page, status=409)
    say_saved(request, edited)
    return redirect("curriculum:draft", draft_uuid=draft_uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: PortalRequest, draft_uuid: uuid.UUID) -> HttpResponse:
    """Look at what would go, then take the draft away."""
    draft = opened(request, draft_uuid)
    if request.method == "POST":
        discard_draft(draft_uuid, by=request.viewer.actor)
        messages.success(request, _("The draft is taken away. What is published stays as it is."))
        return redirect("curriculum:drafts")
    outline = draft_outline(draft.id)
    page = draft_page(draft) | {
        "sentence": change_sentence(outline, draft.based_on_number),
        "remarks": draft.open_remarks + draft.open_suggestions,
    }
    return render(request, "curriculum/draft_discard.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: PortalRequest, draft_uuid: uuid.UUID) -> HttpResponse:
    """Add a competency, a strand or a domain."""
    draft = opened(request, draft_uuid)
    what = request.GET.get("what", "competency")
    what = what if what in _ADDING else "competency"
    problems: tuple = ()
    if request.method == "POST":
        try:
            return _ADDING[what](request, draft_uuid)
        except Refused as refused:
            problems = problems_of(refused)
    outline = draft_outline(draft.id)
    page = draft_page(draft) | {
        "what": what,
        "typed": request.POST if request.method == "POST" else request.GET,
        "further": other_languages(),
        "place_options": presenters.place_choices(outline),
        "domain_options": presenters.domain_choices(outline),
        "level_options": presenters.level_choices(),
        "kind_options": DomainKind.choices,
        "problems": problems,
    }
    return render(request, "curriculum/draft_add.html", page, status=422 if problems else 200)


def _add_competency(request: PortalRequest, draft_uuid: uuid.UUID) -> HttpResponse:
    sent = request.POST
    given = {"place": sent.get("place", "")}
    presenters.places_as_fields(given, {})
    content = CompetencyContent(
        identifier="",
        title=sent.get("title", ""),
        statement=sent.get("statement", ""),
        code=sent.get("code", ""),
        domain_code=given.get("domain", ""),
        strand_code=given.get("strand", ""),
        level=sent.get("level", ""),  # type: ignore[arg-type]  # read and checked by the service
        translations=_translations(request, "title", "statement"),
    )
    made = add_competency(draft_uuid, content, by=request.viewer.actor)
    messages.success(request, _("Added. Now say what work at each level looks like."))
    return redirect("curriculum:draft_words", draft_uuid=draft_uuid, competency_uuid=made.uuid)


def _add_strand(request: PortalRequest, draft_uuid: uuid.UUID) -> HttpResponse:
    sent = request.POST
    content = StrandContent(
        sent.get("code", ""),
        sent.get("domain", ""),
        sent.get("name", ""),
        translations=_translations(request, "name"),
    )
    add_strand(draft_uuid, content, by=request.viewer.actor)
    messages.success(request, _("The strand is added."))
    return redirect("curriculum:draft", draft_uuid=draft_uuid)


def _add_domain(request: PortalRequest, draft_uuid: uuid.UUID) -> HttpResponse:
    sent = request.POST
    content = DomainContent(
        sent.get("code", ""),
        sent.get("name", ""),
        kind=sent.get("kind", DomainKind.ACADEMIC),
        description=sent.get("description", ""),
        translations=_translations(request, "name", "description"),
    )
    add_domain(draft_uuid, content, by=request.viewer.actor)
    messages.success(request, _("The domain is added."))
    return redirect("curriculum:draft", draft_uuid=draft_uuid)


def _translations(request: PortalRequest, *names: str) -> dict[str, dict[str, str]]:
    found = {}
    for language, _name in other_languages():
        words = {name: request.POST.get(f"{name}:{language}", "").strip() for name in names}
        found[language] = {name: text for name, text in words.items() if text}
    return {language: words for language, words in found.items() if words}


_ADDING = {"competency": _add_competency, "strand": _add_strand, "domain": _add_domain}
