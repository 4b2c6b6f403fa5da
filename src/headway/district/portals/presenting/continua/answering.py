"""How a map page answers: the whole page, only the line, only the chosen item, only what was found; or a file.

A part comes where the rest of the page on the screen still fits it, and says so with the address that the browser
shall show. Whatever comes, the address alone brings the same look again.
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

from defusedcsv import csv as safe_csv
from django.http import Http404, HttpResponse
from django.utils.cache import patch_vary_headers

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, Source
from headway.district.portals.access import PageRequest
from headway.district.portals.presenting.continua.asked import Asked, Search, read_asked
from headway.district.portals.presenting.continua.finding import find_here
from headway.district.portals.presenting.continua.page import resolved
from headway.district.portals.presenting.continua.shape import shape_of
from headway.district.portals.presenting.continua.tables import file_rows, items_shown

__all__ = ["as_file", "items_for_file", "part_wanted", "sent_as"]

PARTS = ("line-panel", "line-found")


def part_wanted(request: PageRequest, continuum: ContinuumMap, asked: Asked) -> str:
    """ "" for a whole page, else the id of the part: line, line-panel or line-found."""
    htmx = request.htmx
    if not htmx or htmx.history_restore_request:
        return ""
    if htmx.target not in PARTS:
        return "line"
    on_screen = dict(parse_qsl(urlsplit(htmx.current_url or "").query))
    now = resolved(continuum, read_asked(on_screen))[0]
    then = resolved(continuum, asked)[0]
    if htmx.target == "line-found":
        now, then = replace(now, search=Search()), replace(then, search=Search())
    return htmx.target if now.frame == then.frame and not then.is_table else "line"


def sent_as(response: HttpResponse, part: str, request: PageRequest, asked: Asked) -> HttpResponse:
    """The response with what the browser has to know: which address to show, and which part this is."""
    patch_vary_headers(response, ["HX-Request", "HX-Target", "HX-Current-URL", "HX-History-Restore-Request"])
    if part:
        query = asked.but()
        response["HX-Push-Url"] = request.path + (query if query != "?" else "")
        if part == "line" and request.htmx.target in PARTS:
            response["HX-Retarget"] = "#line"
            response["HX-Reswap"] = "outerHTML"
    return response


def items_for_file(
    continuum: ContinuumMap, asked: Asked, sources: tuple[Source, ...] = ()
) -> list[CompetencyInfo]:
    """What the file holds: everything where nothing was asked for; what was found; the part that is drawn.

    Raises Http404 for a domain or a strand that is not here: a file of something else would be taken for it.
    """
    chart = shape_of(continuum).chart(asked.domain)
    if asked.domain and chart is None:
        raise Http404
    if asked.strand and asked.strand not in {
        one.key for one in (chart or resolved(continuum, asked)[1]).strips
    }:
        raise Http404
    if asked.search.is_empty and not asked.domain and not asked.is_close:
        return list(continuum.competencies)
    found = find_here(continuum, asked.search, sources, is_direct=asked.reach == "direct")
    if asked.is_close or asked.search.is_empty:
        chart = resolved(continuum, asked)[1].part(asked.strand, asked.low, asked.high)
        return items_shown(continuum, (chart,), asked, frozenset(found.positions))
    return items_shown(continuum, shape_of(continuum).charts, asked, frozenset(found.positions))


def as_file(continuum: ContinuumMap, ones: list[CompetencyInfo], name: str) -> HttpResponse:
    """The items as CSV; cells that a spreadsheet would take for a formula are made harmless."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    safe_csv.writer(response).writerows(file_rows(continuum, ones))
    return response
