"""The curriculum lead's pages: the K-12 line as a map and as a table, one competency, and the shelf of frameworks."""

from __future__ import annotations

import uuid

from defusedcsv import csv as safe_csv
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from headway.district.continuum.api import (
    CompetencyInfo,
    ContinuumMap,
    DomainInfo,
    current_map,
    descriptors,
    frameworks,
)
from headway.district.evidence.api import tasks_for
from headway.district.foundation.api import translated
from headway.district.policy.api import scale_for
from headway.district.portals.curriculum.presenters import map as presenters


@require_GET
def continuum_map(request: HttpRequest) -> HttpResponse:
    """One domain from kindergarten to graduation: levels as columns, strands as rows; and the same as a table."""
    continuum = current_map()
    if continuum is None or not continuum.domains:
        return render(request, "curriculum/empty.html")
    focus = _focus(continuum, request.GET.get("focus", ""))
    domain = _domain(continuum, request.GET.get("domain", ""), focus)
    as_table = request.GET.get("view") == "table"
    return render(
        request,
        "curriculum/map.html",
        {
            "page": presenters.map_page(continuum, domain, focus),
            "as_table": as_table,
            "version": continuum.version,
        },
    )


@require_GET
def competency(request: HttpRequest, competency_uuid: uuid.UUID) -> HttpResponse:
    """What it is, what work at each level looks like, what it grows from and what it opens."""
    continuum = current_map()
    chosen = continuum.by_uuid.get(competency_uuid) if continuum else None
    if continuum is None or chosen is None:
        raise Http404
    return render(
        request,
        "curriculum/competency.html",
        {
            "page": presenters.competency_page(continuum, chosen),
            "descriptors": descriptors(chosen.id),
            "scale": scale_for(),
            "tasks": tasks_for(continuum, [chosen.id]),
        },
    )


@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """Search the whole continuum by code and words, level, depth and importance."""
    continuum = current_map()
    asked = presenters.read_search(request.GET)
    found = presenters.search(continuum, asked) if continuum else ()
    template = "curriculum/_found.html" if getattr(request, "htmx", False) else "curriculum/find.html"
    return render(
        request,
        template,
        {
            "asked": asked,
            "found": found,
            "level_options": [(level, level) for level in (continuum.levels if continuum else ())],
            "domain_options": [
                (domain.code, translated(domain, "name"))
                for domain in (continuum.domains if continuum else ())
            ],
        },
    )


@require_GET
def shelf(request: HttpRequest) -> HttpResponse:
    """Which frameworks the district holds."""
    return render(request, "curriculum/frameworks.html", {"frameworks": frameworks()})


@require_GET
def continuum_csv(request: HttpRequest) -> HttpResponse:
    """The whole continuum as a table, in the reader's language."""
    continuum = current_map()
    if continuum is None:
        raise Http404
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="continuum.csv"'
    writer = safe_csv.writer(response)
    writer.writerow(
        [
            _("Code"),
            _("Domain"),
            _("Strand"),
            _("Level"),
            _("Title"),
            _("I can"),
            _("Depth"),
            _("Importance"),
            _("Learning units"),
            _("Grows from"),
        ]
    )
    for one in continuum.competencies:
        domain = continuum.domain_by_id.get(one.domain_id or 0)
        strand = continuum.strand_by_id.get(one.strand_id or 0)
        writer.writerow(
            [
                one.code,
                translated(domain, "name") if domain else "",
                translated(strand, "name") if strand else "",
                "" if one.level is None else one.level,
                translated(one, "title"),
                translated(one, "statement"),
                one.depth or "",
                presenters.importance_words(one.importance),
                one.weight,
                ", ".join(before.code for before in continuum.prerequisites_of(one.id)),
            ]
        )
    return response


def _focus(continuum: ContinuumMap, code: str) -> CompetencyInfo | None:
    return continuum.by_code.get(code)


def _domain(continuum: ContinuumMap, code: str, focus: CompetencyInfo | None) -> DomainInfo:
    chosen = next((domain for domain in continuum.domains if domain.code == code), None)
    if chosen is None and focus is not None and focus.domain_id:
        chosen = continuum.domain_by_id[focus.domain_id]
    return chosen or continuum.domains[0]
