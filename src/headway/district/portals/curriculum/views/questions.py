"""Questions of the adaptive check: how many each competency has, writing one, retiring one."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headway.district.checks import api as checks
from headway.district.checks.types import ItemKind
from headway.district.continuum.api import ContinuumMap, DomainKind, current_map
from headway.district.foundation.api import FieldProblem, Refused
from headway.district.portals.access import PortalRequest

__all__ = ["questions", "questions_of", "retire"]

PLACES = tuple(range(4))
SENT = ("kind", "stem", "stem_es", "accepted")


@require_safe
def questions(request: PortalRequest) -> HttpResponse:
    """How many questions does each competency have? Strand by strand, so that what is missing can be seen."""
    checks.check_keep_items(request.viewer)
    continuum = current_map()
    page = {"domains": _domains(continuum) if continuum else []}
    return render(request, "curriculum/question_list.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def questions_of(request: PortalRequest, competency_uuid: uuid.UUID) -> HttpResponse:
    """The questions of one competency; writes another one."""
    checks.check_keep_items(request.viewer)
    continuum = current_map()
    competency = continuum.by_uuid.get(competency_uuid) if continuum else None
    if competency is None:
        raise Http404
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        try:
            _write(request, competency_uuid)
        except Refused as refused:
            problems = refused.problems
        else:
            messages.success(request, _("The question is there, and can be asked from now on."))
            return redirect("curriculum:questions_of", competency_uuid=competency_uuid)
    page = {
        "competency": competency,
        "items": [(one, _right(one)) for one in checks.items_of(request.viewer, competency_uuid)],
        "kinds": ItemKind.choices,
        "places": PLACES,
        "sent": {name: request.POST.get(name, "") for name in SENT},
        "choices": _padded(request.POST.getlist("choice")),
        "choices_es": _padded(request.POST.getlist("choice_es")),
        "right": request.POST.getlist("right"),
        "problems": problems,
        "errors": {one.field: one.sentence for one in problems},
    }
    return render(request, "curriculum/question_items.html", page, status=422 if problems else 200)


@require_POST
def retire(request: PortalRequest, item_uuid: uuid.UUID) -> HttpResponse:
    competency_uuid = checks.retire_item(request.viewer, item_uuid)
    messages.success(request, _("Retired: it is not asked any more. Answers to it stay."))
    return redirect("curriculum:questions_of", competency_uuid=competency_uuid)


def _write(request: PortalRequest, competency_uuid: uuid.UUID) -> None:
    sent = request.POST
    checks.add_item(
        request.viewer,
        competency_uuid,
        kind=sent.get("kind", ""),
        stem=sent.get("stem", ""),
        stem_es=sent.get("stem_es", ""),
        choices=sent.getlist("choice"),
        choices_es=sent.getlist("choice_es"),
        right={int(one) for one in sent.getlist("right") if one.isdecimal()},
        accepted=sent.get("accepted", "").splitlines(),
    )


def _padded(sent: list[str]) -> list[str]:
    return [*sent, *("" for _place in PLACES)][: len(PLACES)]


def _right(one: checks.ItemInfo) -> str:
    texts = {choice["code"]: choice["text"] for choice in one.choices}
    return ", ".join(texts.get(code, code) for code in one.key)


def _domains(continuum: ContinuumMap) -> list[dict[str, Any]]:
    counts = checks.item_counts()
    found = []
    for domain in continuum.domains:
        if domain.kind == DomainKind.HABITS:
            continue
        strands = []
        for strand in continuum.strands:
            if strand.domain_id == domain.id:
                rows = [
                    (one, counts.get(one.id, 0))
                    for one in continuum.competencies
                    if one.strand_id == strand.id
                ]
                strands.append((strand, rows, sum(1 for _one, count in rows if count)))
        found.append({"domain": domain, "strands": strands})
    return found
