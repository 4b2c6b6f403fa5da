"""Crosswalks: two frameworks side by side, what belongs together already, and proposals for the rest."""

from __future__ import annotations

import uuid
from urllib.parse import urlencode

from defusedcsv import csv as safe_csv
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from headway.district.continuum.api import (
    LinkRelation,
    answer_links,
    begin_crosswalk,
    check_author,
    choices,
    crosswalk_view,
    crosswalks,
    link_proposals,
    place_names,
    take_back_links,
)
from headway.district.foundation.api import FieldProblem, Refused
from headway.district.portals.access import PortalRequest
from headway.district.portals.curriculum.presenters import linking as presenters

LAST = "crosswalk.last"
ON_A_PAGE = 10
LINKS_ON_A_PAGE = 50


def home(request: PortalRequest) -> HttpResponse:
    """The crosswalks that there are, and how to begin one."""
    problems: list[FieldProblem] = []
    held = {one.framework_uuid: one for one in reversed(choices())}
    chosen = {"origin": request.POST.get("origin", ""), "destination": request.POST.get("destination", "")}
    if request.method == "POST":
        check_author(request.viewer)
        try:
            ends = [uuid.UUID(chosen[side]) for side in ("origin", "destination")]
            made = begin_crosswalk(*ends, by=request.viewer.actor)
            return redirect("curriculum:crosswalk", crosswalk_uuid=made)
        except ValueError:
            problems = [FieldProblem(_("Choose a framework on each side."), field="origin")]
        except Refused as refused:
            problems = [FieldProblem(refused.sentence, field="destination", remedy=refused.remedy)]
    return render(
        request,
        "curriculum/crosswalk_home.html",
        {
            "crosswalks": crosswalks(),
            "options": [(one.framework_uuid, one.version.title) for one in reversed(held.values())],
            "chosen": chosen,
            "problems": problems,
        },
        status=422 if problems else 200,
    )


@require_GET
def crosswalk(request: PortalRequest, crosswalk_uuid: uuid.UUID) -> HttpResponse:
    """Counts both ways; then what has no link yet with proposals, or the links that stand."""
    view = crosswalk_view(crosswalk_uuid)
    shown = request.GET.get("show", "proposals")
    strand, number = request.GET.get("strand", ""), request.GET.get("page", "1")
    waiting = [one for one in view.unmatched if not strand or (one.strand or one.domain) == strand]
    # What nothing fitted the last time comes after what was not looked at yet.
    declined = {origin for origin, _destination in view.declined}
    waiting.sort(key=lambda one: one.key in declined)
    per_page, count = (
        (ON_A_PAGE, len(waiting)) if shown == "proposals" else (LINKS_ON_A_PAGE, len(view.links))
    )
    pages = max(1, -(-count // per_page))
    page = min(max(1, int(number)), pages) if number.isdecimal() else 1
    part = slice((page - 1) * per_page, page * per_page)
    items = view.line.by_key
    places = place_names([view.origin.id, view.destination.id])
    questions: tuple[presenters.Question, ...] = ()
    if shown == "proposals":
        following = [one.key for one in waiting[part.stop :]]
        proposals = link_proposals(view, [one.key for one in waiting[part]], following=following)
        questions = presenters.link_questions(proposals, items, view.origin, view.destination, places)
    relations = {one.value: one.label for one in LinkRelation}
    last = request.session.get(LAST)
    return render(
        request,
        "curriculum/crosswalk.html",
        {
            "crosswalk": view.info(),
            "shown": shown,
            "strand": strand,
            "strands": [
                (name, places.get(name, name))
                for name in dict.fromkeys((one.strand or one.domain) for one in view.unmatched)
            ],
            "places": places,
            "questions": questions,
            "relations": presenters.relation_options(),
            "links": [
                {
                    "origin": items[one.origin],
                    "destination": items[one.destination],
                    "relation": relations[one.relation],
                    "is_from_package": one.is_from_package,
                    "by": one.by,
                }
                for one in view.links[part]
            ]
            if shown == "links"
            else [],
            "unmatched_back": view.unmatched_back[part] if shown == "other" else (),
            "count": len(waiting),
            "page": page,
            "pages": pages,
            "last": last if last and last.get("crosswalk") == str(crosswalk_uuid) else None,
        },
    )


@require_POST
def answer(request: PortalRequest, crosswalk_uuid: uuid.UUID) -> HttpResponse:
    check_author(request.viewer)
    single = request.POST.get("accept") or request.POST.get("decline")
    is_accepted = bool(request.POST.get("accept")) or (not single and request.POST.get("act") == "accept")
    keys = [single] if single else request.POST.getlist("f")
    try:
        done = answer_links(
            crosswalk_uuid,
            presenters.link_answers(request.POST, keys, is_accepted=is_accepted),
            by=request.viewer.actor,
        )
    except Refused as refused:
        messages.warning(request, f"{refused.sentence} {refused.remedy}".strip())
        return redirect(_back(request, crosswalk_uuid))
    request.session[LAST] = {
        "crosswalk": str(crosswalk_uuid),
        "earlier": [list(one) for one in done.earlier],
    }
    said = (
        ngettext("One link is made.", "%(num)d links are made.", done.accepted)
        if done.accepted
        else ngettext(
            "One proposal is declined and does not come again.",
            "%(num)d proposals are declined and do not come again.",
            done.declined,
        )
    )
    messages.success(request, said % {"num": done.accepted or done.declined})
    return redirect(_back(request, crosswalk_uuid))


@require_POST
def undo(request: PortalRequest, crosswalk_uuid: uuid.UUID) -> HttpResponse:
    """Take back the last answer."""
    check_author(request.viewer)
    last = request.session.pop(LAST, None)
    if not last or last.get("crosswalk") != str(crosswalk_uuid):
        messages.info(request, _("There is nothing to take back."))
        return redirect(_back(request, crosswalk_uuid))
    count = take_back_links(
        crosswalk_uuid,
        [tuple(one) for one in last["earlier"]],
        by=request.viewer.actor,
    )
    messages.success(
        request, ngettext("Taken back: one answer.", "Taken back: %(num)d answers.", count) % {"num": count}
    )
    return redirect(_back(request, crosswalk_uuid))


@require_GET
def crosswalk_csv(request: PortalRequest, crosswalk_uuid: uuid.UUID) -> HttpResponse:
    """Every link, and what has none on either side."""
    view = crosswalk_view(crosswalk_uuid)
    items, relations = view.line.by_key, {one.value: one.label for one in LinkRelation}
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="crosswalk.csv"'
    response.write("\ufeff")
    writer = safe_csv.writer(response)
    writer.writerow(
        [
            view.origin.title,
            _("Statement"),
            _("Relation"),
            view.destination.title,
            _("Statement"),
            _("Comes from"),
        ]
    )
    for link in view.links:
        here, there = items[link.origin], items[link.destination]
        source = _("the package") if link.is_from_package else link.by
        relation = str(relations[link.relation])
        writer.writerow(
            [
                here.code or here.key,
                here.statement,
                relation,
                there.code or there.key,
                there.statement,
                source,
            ]
        )
    for one in view.unmatched:
        writer.writerow([one.code or one.key, one.statement, _("no link yet"), "", "", ""])
    for one in view.unmatched_back:
        writer.writerow(["", "", _("no link yet"), one.code or one.key, one.statement, ""])
    return response


def _back(request: PortalRequest, crosswalk_uuid: uuid.UUID) -> str:
    asked = {name: request.POST.get(name, "") for name in ("strand", "page")}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('curriculum:crosswalk', args=[crosswalk_uuid])}?{query}"
