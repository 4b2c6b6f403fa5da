"""Pieces of several frameworks become one line: choose, look at what it gives, join to a draft."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from headway.district.continuum.api import (
    Choice,
    VersionInfo,
    check_author,
    check_line,
    choices,
    draft_of,
    join_frameworks,
    offered_domains,
    open_draft,
    plan_joining,
)
from headway.district.foundation.api import FieldProblem, Refused
from headway.district.portals.access import PortalRequest
from headway.district.portals.curriculum.presenters.joining import AskedJoining, join_page, read_joining

LINE = "line"


@require_GET
def choose(request: PortalRequest) -> HttpResponse:
    """Which frameworks, which levels of each, and what the line is called."""
    check_author(request.viewer)
    return _choose_page(request, read_joining(request.GET, choices()), [])


def preview(request: PortalRequest) -> HttpResponse:
    """What joining gives, row by row; nothing is written before a person says so."""
    check_author(request.viewer)
    held = choices()
    if request.method == "POST":
        asked = read_joining(request.POST, held)
        if request.POST.get("act") == "join":
            return _join(request, asked, held)
        return redirect(f"{reverse('curriculum:join_preview')}?{_query(request.POST)}")
    asked = read_joining(request.GET, held)
    try:
        page = _page(asked, held)
    except Refused as refused:
        return _refused(request, asked, refused)
    return render(
        request,
        "curriculum/join_preview.html",
        {"page": page, "asked": asked, "kept": _kept(request.GET), "domain": asked.domain},
    )


def _join(request: PortalRequest, asked: AskedJoining, held: tuple[Choice, ...]) -> HttpResponse:
    by = request.viewer.actor
    try:
        asked = _with_domains(asked)
        own = _own_line(held)
        onto: VersionInfo | None = None
        if asked.onto == LINE and own is not None:
            onto = open_draft(own.framework_uuid, by=by)
        version = join_frameworks(
            asked.parts,
            title=asked.title or asked.domain,
            domain=asked.domain,
            by=by,
            onto=onto,
            continues=asked.continues,
            names=asked.names,
            keep_one_of_same=asked.keep_one,
        )
    except Refused as refused:
        return _refused(request, asked, refused)
    report = check_line([version.id], by=by)
    messages.success(
        request,
        ngettext(
            "%(num)d framework is joined to %(title)s, as a draft. Here is where the line still breaks.",
            "%(num)d frameworks are joined to %(title)s, as a draft. Here is where the line still breaks.",
            len(asked.parts),
        )
        % {"num": len(asked.parts), "title": version.title},
    )
    return redirect("curriculum:gap_report", report_uuid=report.uuid)


def _page(asked: AskedJoining, held: tuple[Choice, ...]):
    asked = _with_domains(asked)
    offers = offered_domains(asked.parts)
    joining = plan_joining(
        asked.parts,
        domain=asked.domain,
        onto=_onto(asked, held),
        continues=asked.continues,
        names=asked.names,
        keep_one_of_same=asked.keep_one,
    )
    return join_page(asked, joining, offers)


def _with_domains(asked: AskedJoining) -> AskedJoining:
    """At the first look the domains are those that are proposed; after it, those that are ticked."""
    if not asked.is_first_look or not asked.parts:
        return asked
    offers = offered_domains(asked.parts)
    return replace(
        asked,
        parts=tuple(
            replace(
                part,
                domains=part.domains
                or frozenset(one.code for one in offers[part.version_id] if one.is_proposed),
            )
            for part in asked.parts
        ),
    )


def _own_line(held: tuple[Choice, ...]) -> Choice | None:
    return next((one for one in held if one.is_continuum), None)


def _onto(asked: AskedJoining, held: tuple[Choice, ...]) -> VersionInfo | None:
    """The line as it would be joined to: its open draft, else what is published."""
    own = _own_line(held)
    if asked.onto != LINE or own is None:
        return None
    return draft_of(own.version.framework_id) or own.version


def _refused(request: PortalRequest, asked: AskedJoining, refused: Refused) -> HttpResponse:
    problems = list(refused.problems) or [FieldProblem(refused.sentence, field="v", remedy=refused.remedy)]
    return _choose_page(request, asked, problems)


def _choose_page(request: PortalRequest, asked: AskedJoining, problems: list[FieldProblem]) -> HttpResponse:
    held = choices()
    own = _own_line(held)
    parts = {str(choice.version.uuid): part for part, choice in zip(asked.parts, asked.chosen, strict=True)}
    return render(
        request,
        "curriculum/join_choose.html",
        {
            "choices": [
                {"choice": one, "uuid": str(one.version.uuid), "part": parts.get(str(one.version.uuid))}
                for one in held
                if not one.is_continuum and not one.is_draft
            ],
            "own": own,
            "asked": asked,
            "problems": problems,
            "levels": [(level, level) for level in range(14)],
        },
        status=422 if problems else 200,
    )


def _kept(query: QueryDict) -> list[tuple[str, str]]:
    """What was chosen on the first page and goes along unseen."""
    return [
        (name, value)
        for name, values in query.lists()
        for value in values
        if name in ("v", "onto", "title", "domain") or name.startswith(("from-", "to-"))
    ]


def _query(posted: QueryDict) -> str:
    pairs = [(name, value) for name, values in posted.lists() for value in values]
    return urlencode([pair for pair in pairs if pair[0] not in ("csrfmiddlewaretoken", "act")])
