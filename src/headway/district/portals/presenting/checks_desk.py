"""A learner's checks at a desk of staff: inviting, looking at what came out, setting one aside."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from headway.district.checks import api as checks
from headway.district.continuum.api import DomainKind, current_map
from headway.district.foundation.api import FieldProblem, Refused, translated
from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.checks import about, sitting_line

__all__ = ["CheckDesk", "competencies_typed", "result_page", "set_aside_page", "sittings_page"]

WHOLE = "whole:"


@dataclass(frozen=True)
class CheckDesk:
    """A portal where staff look at checks. frame: what its pages stand in; competency_page: of a learner, by name."""

    portal: str
    frame_template: str
    frame: Callable[[PortalRequest], dict[str, Any]]
    competency_page: str

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"{self.portal}:{name}", args=args)


def sittings_page(request: PortalRequest, desk: CheckDesk, learner_uuid: uuid.UUID) -> HttpResponse:
    """Which checks of this learner are there? Invites to another one."""
    learner = checks.learner_of_staff(request.viewer, learner_uuid)
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        try:
            _invite(request, learner_uuid)
        except Refused as refused:
            problems = refused.problems
        else:
            messages.success(
                request,
                _("The check is open. It waits on the learner's first page, today or another day."),
            )
            return redirect(desk.url("checks", learner_uuid))
    page = desk.frame(request) | {
        "frame_template": desk.frame_template,
        "desk": desk,
        "about": learner,
        "lines": [sitting_line(one) for one in checks.sittings_of(request.viewer, learner_uuid)],
        "parts": _parts(),
        "chosen": request.POST.get("part", ""),
        "codes": request.POST.get("codes", request.GET.get("codes", "")),
        "module": request.POST.get("module", request.GET.get("module", "")),
        "problems": problems,
        "errors": {one.field: one.sentence for one in problems},
    }
    return render(request, "checks/sittings.html", page, status=422 if problems else 200)


def result_page(
    request: PortalRequest, desk: CheckDesk, learner_uuid: uuid.UUID, sitting_uuid: uuid.UUID
) -> HttpResponse:
    """What does this check say, how sure is it, and what would confirm it?"""
    learner = checks.learner_of_staff(request.viewer, learner_uuid)
    result = checks.result_of(request.viewer, sitting_uuid)
    if result.sitting.learner_uuid != learner_uuid:
        checks.learner_of_staff(request.viewer, uuid.UUID(int=0))  # raises: it is somebody else's
    page = desk.frame(request) | about(result)
    page |= {"frame_template": desk.frame_template, "desk": desk, "about": learner, "sitting": result.sitting}
    return render(request, "checks/result.html", page)


def set_aside_page(
    request: PortalRequest, desk: CheckDesk, learner_uuid: uuid.UUID, sitting_uuid: uuid.UUID
) -> HttpResponse:
    checks.set_aside(request.viewer, sitting_uuid, request.POST.get("reason", ""))
    messages.success(request, _("Set aside. Nothing is suggested from it any more; the answers stay."))
    return redirect(desk.url("checks", learner_uuid))


def _invite(request: PortalRequest, learner_uuid: uuid.UUID) -> None:
    sent, viewer = request.POST, request.viewer
    if sent.get("what") == "module":
        wanted = competencies_typed(sent.get("codes", ""))
        try:
            checks.invite_to_set(viewer, learner_uuid, wanted, sent.get("module", "")[:36])
        except Refused as refused:
            raise Refused(
                refused.sentence,
                problems=(FieldProblem(refused.sentence, field="codes", remedy=refused.remedy),),
            ) from refused
        return
    part = sent.get("part", "")
    if part.startswith(WHOLE):
        domain, strand = part.removeprefix(WHOLE), ""
    else:
        continuum = current_map()
        found = next((one for one in continuum.strands if one.code == part), None) if continuum else None
        domain = continuum.domain_by_id[found.domain_id].code if continuum and found else ""
        strand = part
    try:
        checks.invite(viewer, learner_uuid, domain, strand)
    except Refused as refused:
        raise Refused(
            refused.sentence, problems=(FieldProblem(refused.sentence, field="part", remedy=refused.remedy),)
        ) from refused


def competencies_typed(text: str) -> list[uuid.UUID]:
    """Competencies by the codes that somebody typed. Raises Refused naming the first that is none."""
    continuum = current_map()
    codes = [one for one in re.split(r"[\s,;]+", text) if one]
    by_code = continuum.by_code if continuum else {}
    strange = [one for one in codes if one not in by_code]
    if strange:
        sentence = _("%(code)s is no code of the continuum.") % {"code": strange[0][:60]}
        remedy = _("Write codes as the continuum has them, such as MA.FR.05.")
        raise Refused(sentence, problems=(FieldProblem(sentence, field="codes", remedy=remedy),))
    return [by_code[one].uuid for one in codes]


def _parts() -> list[tuple[str, str]]:
    """What one can be invited to: per domain with questions, the whole of it, then its strands with questions."""
    continuum = current_map()
    if continuum is None:
        return []
    counts = checks.item_counts()
    asked = {one.strand_id for one in continuum.competencies if counts.get(one.id)}
    domains = {one.domain_id for one in continuum.competencies if counts.get(one.id)}
    found = []
    for domain in continuum.domains:
        if domain.kind == DomainKind.HABITS or domain.id not in domains:
            continue
        name = translated(domain, "name")
        found.append((WHOLE + domain.code, _("%(domain)s: find where to begin") % {"domain": name}))
        found += [
            (one.code, f"{name}: {translated(one, 'name')}")
            for one in continuum.strands
            if one.domain_id == domain.id and one.id in asked
        ]
    return found
