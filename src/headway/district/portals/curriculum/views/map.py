"""The curriculum lead's pages: the K-12 line as a map and as a table, one competency, and the shelf of frameworks."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from headway.district.continuum.api import (
    CompetencyInfo,
    ContinuumMap,
    VersionInfo,
    VersionStatus,
    can_author,
    circle_in,
    current_map,
    current_version,
    descriptors,
    exemplars_of,
    frameworks,
    map_of,
    newest_published,
    sources_of,
    version_holding,
    versions,
)
from headway.district.evidence.api import tasks_for
from headway.district.foundation.api import Refused, translated
from headway.district.policy.api import scale_for
from headway.district.portals.access import PortalRequest
from headway.district.portals.curriculum.presenters import map as presenters
from headway.district.portals.presenting.continua.answering import (
    as_file,
    items_for_file,
    part_wanted,
    sent_as,
)
from headway.district.portals.presenting.continua.asked import Asked, read_asked
from headway.district.portals.presenting.continua.page import map_page
from headway.district.portals.presenting.examples import example_page, shown_of


@gzip_page
@require_safe
def continuum_map(request: PortalRequest) -> HttpResponse:
    """One domain of any framework from the first level to the last, closely or from far away; and as a table."""
    asked, chosen_version, choices = _chosen(request)
    try:
        continuum = map_of(chosen_version) if chosen_version else None
    except Refused:
        circle = circle_in(chosen_version) if chosen_version else ()
        if chosen_version is None or not circle:
            raise
        return _circle(request, chosen_version, circle)
    if continuum is None or not continuum.competencies:
        return render(request, "curriculum/empty.html", {"choices": choices, "asked": asked})
    part = part_wanted(request, continuum, asked)
    shelf = newest_published() if asked.everywhere and not asked.search.is_empty else ()
    page = map_page(continuum, asked, link=_page_of, sources=sources_of(continuum.version), shelf=shelf)
    chosen = page.panel.info if page.panel else None
    scale = scale_for()
    response = render(
        request,
        "curriculum/_map_part.html" if part else "curriculum/map.html",
        {
            "part": part,
            "page": page,
            "here": request.path,
            "csv": reverse("curriculum:continuum_csv"),
            "choices": choices,
            "names": scale.names,
            "proficient": scale.proficient,
            "about": _about(chosen, page.sources, continuum) if chosen else None,
            "shelf": len({one.framework_id for one in choices}) > 1,
        },
    )
    return sent_as(response, part, request, page.asked)


def _circle(request: PortalRequest, version: VersionInfo, circle: tuple[CompetencyInfo, ...]) -> HttpResponse:
    """A draft whose prerequisites run in a circle has no map yet: which competencies, and where it is mended."""
    response = render(
        request,
        "curriculum/map_circle.html",
        {"version": version, "circle": circle, "may_author": can_author(request.viewer)},
    )
    if getattr(request, "htmx", False):
        response["HX-Refresh"] = "true"  # a part of a map cannot stand where the whole page is another one
    return response


def _chosen(request: PortalRequest) -> tuple[Asked, VersionInfo | None, tuple[VersionInfo, ...]]:
    """The look, the version that it is about, and the versions that can be chosen, the one in force first."""
    asked = read_asked(request.GET)
    in_force = current_version()
    choices = tuple(
        sorted(
            (one for one in versions() if one.status != VersionStatus.RETIRED),
            key=lambda one: one.id != (in_force.id if in_force else None),
        )
    )
    chosen = next((one for one in choices if str(one.uuid) == asked.version), None)
    if chosen is None:
        asked = replace(asked, version="")
        chosen = in_force
    return asked, chosen, choices


def _page_of(one: CompetencyInfo) -> str:
    return reverse("curriculum:competency", args=[one.uuid])


def _about(one: CompetencyInfo, named: tuple[tuple[str, str], ...], continuum: ContinuumMap) -> dict:
    """What the panel tells besides the map: descriptors, examples, and the frameworks it is linked to."""
    return {
        "descriptors": descriptors(one.id),
        "exemplars": exemplars_of(one.id),
        "sources": [
            source.title for source in sources_of(continuum.version) if one.identifier in source.identifiers
        ]
        if named
        else [],
    }


@require_safe
def competency(request: PortalRequest, competency_uuid: uuid.UUID) -> HttpResponse:
    """What it is, what work at each level looks like, what it grows from and what it opens."""
    continuum = current_map()
    chosen = continuum.by_uuid.get(competency_uuid) if continuum else None
    if chosen is None and (version := version_holding(competency_uuid)) is not None:
        continuum = map_of(version)
        chosen = continuum.by_uuid.get(competency_uuid)
    if continuum is None or chosen is None:
        raise Http404
    scale = scale_for()
    return render(
        request,
        "curriculum/competency.html",
        {
            "page": presenters.competency_page(
                continuum, chosen, is_current=continuum.version == current_version()
            ),
            "descriptors": descriptors(chosen.id),
            "shown": shown_of(chosen.id, scale, for_staff=True),
            "exemplars": [example_page(example, scale) for example in exemplars_of(chosen.id)],
            "scale": scale,
            "tasks": tasks_for(continuum, [chosen.id]),
        },
    )


@require_safe
def find(request: PortalRequest) -> HttpResponse:
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


@require_safe
def shelf(request: PortalRequest) -> HttpResponse:
    """Which frameworks the district holds."""
    return render(request, "curriculum/frameworks.html", {"frameworks": frameworks()})


@gzip_page
@require_safe
def continuum_csv(request: PortalRequest) -> HttpResponse:
    """What a map shows as a file, the whole continuum where nothing was asked for; in the reader's language."""
    asked, chosen, _choices = _chosen(request)
    continuum = map_of(chosen) if chosen else None
    if continuum is None:
        raise Http404
    sources = sources_of(continuum.version) if asked.search.source else ()
    return as_file(continuum, items_for_file(continuum, asked, sources), "continuum.csv")
