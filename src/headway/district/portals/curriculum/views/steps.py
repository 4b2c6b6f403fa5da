"""Prerequisites that are proposed for a draft: accepted into it, or declined, one after the other or many at once."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from headway.district.continuum.api import (
    answer_steps,
    check_author,
    draft,
    line_of_version,
    place_names,
    steps_for,
    take_back_steps,
    waiting_for_steps,
)
from headway.district.foundation.api import Refused
from headway.district.portals.access import PortalRequest
from headway.district.portals.curriculum.presenters import linking as presenters

LAST = "steps.last"
ON_A_PAGE = 10


@require_GET
def steps(request: PortalRequest, draft_uuid: uuid.UUID) -> HttpResponse:
    """Competencies that have no prerequisite, or none from before a seam, each with what it may need first."""
    check_author(request.viewer)
    version = draft(draft_uuid)
    asked = presenters.ask_steps(request.GET)
    line = line_of_version(version)
    if asked.item:
        waiting = [line.by_key[asked.item]] if asked.item in line.by_key else []
    else:
        waiting = list(
            waiting_for_steps(
                line, domain=asked.domain, strand=asked.strand, seam=asked.seam, every=asked.every
            )
        )
    pages = max(1, -(-len(waiting) // ON_A_PAGE))
    page = min(asked.page, pages)
    here = waiting[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    proposals = steps_for(version, line, [item.key for item in here], before_level=asked.seam)
    rows = list(dict.fromkeys((item.domain, item.strand) for item in line.items if item.is_ratable))
    places = place_names([version.id])
    last = request.session.get(LAST)
    return render(
        request,
        "curriculum/steps.html",
        {
            "version": version,
            "asked": asked,
            "questions": presenters.step_questions(proposals, line.by_key, version, places),
            "count": len(waiting),
            "page": page,
            "pages": pages,
            "domains": [
                (domain, places.get(domain, domain))
                for domain in dict.fromkeys(row[0] for row in rows)
                if domain
            ],
            "strands": [
                (strand, places.get(strand, strand))
                for domain, strand in rows
                if strand and asked.domain in ("", domain)
            ],
            "seams": line.seams,
            "last": last if last and last.get("version") == str(draft_uuid) else None,
        },
    )


@require_POST
def answer(request: PortalRequest, draft_uuid: uuid.UUID) -> HttpResponse:
    check_author(request.viewer)
    version = draft(draft_uuid)
    back = _back(request, draft_uuid)
    single = request.POST.get("accept") or request.POST.get("decline")
    is_accepted = bool(request.POST.get("accept")) or (not single and request.POST.get("act") == "accept")
    keys = [single] if single else request.POST.getlist("f")
    try:
        done = answer_steps(
            version,
            presenters.step_answers(request.POST, keys, is_accepted=is_accepted),
            by=request.viewer.actor,
        )
    except Refused as refused:
        messages.warning(request, f"{refused.sentence} {refused.remedy}".strip())
        return redirect(back)
    request.session[LAST] = {
        "version": str(draft_uuid),
        "act": str(done.act) if done.act else "",
        "earlier": [list(one) for one in done.earlier],
    }
    said = (
        ngettext(
            "One prerequisite is in the draft.", "%(num)d prerequisites are in the draft.", done.accepted
        )
        if done.accepted
        else ngettext(
            "One proposal is declined and does not come again.",
            "%(num)d proposals are declined and do not come again.",
            done.declined,
        )
    )
    messages.success(request, said % {"num": done.accepted or done.declined})
    return redirect(back)


@require_POST
def undo(request: PortalRequest, draft_uuid: uuid.UUID) -> HttpResponse:
    """Take back the last answer."""
    check_author(request.viewer)
    version = draft(draft_uuid)
    last = request.session.pop(LAST, None)
    if not last or last.get("version") != str(draft_uuid):
        messages.info(request, _("There is nothing to take back."))
        return redirect(_back(request, draft_uuid))
    count = take_back_steps(
        version,
        [tuple(one) for one in last["earlier"]],
        by=request.viewer.actor,
        act=uuid.UUID(last["act"]) if last["act"] else None,
    )
    messages.success(
        request, ngettext("Taken back: one answer.", "Taken back: %(num)d answers.", count) % {"num": count}
    )
    return redirect(_back(request, draft_uuid))


def _back(request: PortalRequest, draft_uuid: uuid.UUID) -> str:
    asked = presenters.ask_steps(request.POST)
    return f"{reverse('curriculum:steps', args=[draft_uuid])}?{asked.query(page=asked.page)}"
