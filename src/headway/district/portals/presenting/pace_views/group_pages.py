"""Level and pace of a section or home group as a page: choose a domain, choose whom to look at, go to a learner's year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from headway.district.agreements import api as agreements
from headway.district.continuum.api import current_map
from headway.district.foundation.api import translated
from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.pace_views.groups import (
    ADJUSTING,
    EARLY_AND_WELL,
    FILTERS,
    NO_AGREEMENT,
    GroupYear,
    read_group,
)
from headway.district.portals.presenting.paces import unit_words

__all__ = ["group_page"]


def group_page(
    request: PortalRequest,
    portal: str,
    title: str,
    learners: Sequence[Any],
    frame: dict[str, Any],
    usual_domain: str = "",
) -> HttpResponse:
    """learners: as the group's own selector gives them. usual_domain: a section's own, where nothing else is asked for."""
    continuum = current_map()
    domains = agreements.academic_domains(continuum) if continuum else ()
    codes = [one.code for one in domains]
    code = next((one for one in (request.GET.get("domain", ""), usual_domain) if one in codes), "")
    domain = next((one for one in domains if one.code == code), domains[0] if domains else None)
    wanted = request.GET.get("show", "")
    wanted = wanted if wanted in FILTERS else ""
    group = (
        read_group(request.viewer, learners, domain, continuum)
        if domain is not None and continuum is not None
        else GroupYear((), dict.fromkeys(FILTERS, 0), 0, None)
    )

    def at(show: str, of: str) -> str:
        query = {name: value for name, value in (("domain", of), ("show", show)) if value}
        return f"{request.path}?{urlencode(query)}" if query else request.path

    here = domain.code if domain else ""
    return render(
        request,
        "pace/group.html",
        frame
        | {
            "title": title,
            "domain": translated(domain, "name") if domain else "",
            "domains": [(translated(one, "name"), at(wanted, one.code), one.code == here) for one in domains],
            "filters": _filters(group, wanted, lambda show: at(show, here)),
            "wanted": wanted,
            "everyone": at("", here),
            "early_until": group.early_until,
            "people": [
                (
                    one,
                    reverse(f"{portal}:pace", args=(one.learner.uuid,)),
                    reverse(f"{portal}:targets", args=(one.learner.uuid,)),
                )
                for one in group.shown(wanted)
            ],
            "count": len(group.people),
            "unit_words": unit_words(),
        },
    )


def _filters(group: GroupYear, wanted: str, at: Any) -> list[tuple[str, str, bool]]:
    names = {
        ADJUSTING: _("Plan needs adjusting"),
        NO_AGREEMENT: _("No agreement yet"),
        EARLY_AND_WELL: _("Moving well from an early level"),
    }
    return [
        (_("Everyone (%(num)s)") % {"num": len(group.people)}, at(""), not wanted),
        *((f"{names[show]} ({group.counts[show]})", at(show), wanted == show) for show in FILTERS),
    ]
