"""What our evidence says about the arrows: for curriculum leads, each with the schools that her duty reaches."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from headway.district.continuum.api import ContinuumMap, can_author, current_map, draft_of, draft_outline
from headway.district.foundation.api import translated
from headway.district.portals.access import PortalRequest
from headway.district.portals.curriculum.presenters.claims import claims_page
from headway.district.proficiency.api import contradicted_prerequisites

__all__ = ["claims"]


@require_safe
def claims(request: PortalRequest) -> HttpResponse:
    """The arrows of one domain, those that the evidence contradicts first. Looking changes nothing."""
    continuum = current_map()
    domains = _domains(continuum) if continuum else {}
    page = None
    if continuum and domains:
        asked = request.GET.get("domain", "") or next(iter(domains))
        if asked not in domains:
            raise Http404
        found = contradicted_prerequisites(request.viewer, domains[asked][0])
        options = tuple((code, name) for code, (_id, name) in domains.items())
        page = claims_page(
            continuum, found, options, _editors(continuum) if can_author(request.viewer) else {}
        )
    return render(request, "curriculum/claims.html", {"page": page, "may_author": can_author(request.viewer)})


def _domains(continuum: ContinuumMap) -> dict[str, tuple[int, str]]:
    """Domains that an arrow leads to, in the order of the line: code → id and name."""
    led_to = {continuum.by_id[arrow.after_id].domain_id for arrow in continuum.prerequisites}
    return {one.code: (one.id, translated(one, "name")) for one in continuum.domains if one.id in led_to}


def _editors(continuum: ContinuumMap) -> dict[str, str]:
    """Where each competency's prerequisites are edited, if a draft of the line is open."""
    draft = draft_of(continuum.version.framework_id)
    if draft is None:
        return {}
    return {
        item.identifier: reverse("curriculum:draft_arrows", args=[draft.uuid, item.uuid])
        for item in draft_outline(draft.id).items
    }
