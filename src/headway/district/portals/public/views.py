"""The open line. Nothing here knows of a learner; who is signed in sees the same and a way to her own line."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from headway.district.continuum.api import (
    CompetencyInfo,
    ContinuumMap,
    SharedVersion,
    Source,
    case_documents,
    current_version,
    descriptors,
    exemplars_of,
    map_of,
    profile_coverage,
    profile_statements,
    shared_versions,
    sources_of,
    version_holding,
)
from headway.district.foundation.api import translated
from headway.district.policy.api import scale_for
from headway.district.portals.access import PageRequest
from headway.district.portals.presenting.continua.answering import (
    as_file,
    items_for_file,
    part_wanted,
    sent_as,
)
from headway.district.portals.presenting.continua.asked import read_asked
from headway.district.portals.presenting.continua.page import map_page
from headway.district.portals.presenting.examples import example_page
from headway.district.portals.public import presenters
from headway.district.portals.public.opening import open_page

__all__ = ["competency", "continuum_map", "file", "mine", "profile", "way_in"]

# Where somebody who is signed in finds herself, or those she works with, on the line.
OWN_LINES = {"student": "student:continuum", "family": "family:home", "teacher": "teacher:learners"}


@dataclass(frozen=True)
class _Shelf:
    """What is open to everybody; the district's own continuum stands first."""

    versions: tuple[SharedVersion, ...]

    def called(self, identifier: str) -> SharedVersion:
        found = next((one for one in self.versions if one.framework_identifier == identifier), None)
        if found is None:
            raise Http404
        return found


def _shelf() -> _Shelf:
    own = current_version()
    own_id = own.framework_id if own else None
    return _Shelf(tuple(sorted(shared_versions(), key=lambda one: one.framework_id != own_id)))


@require_safe
def way_in(request: PageRequest) -> HttpResponse:
    """To the line in the visitor's language."""
    language = (translation.get_language() or "en").split("-")[0]
    response = redirect("public:line", language=language)
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def mine(request: PageRequest) -> HttpResponse:
    """To one's own place on the line, by way of signing in where that is needed."""
    viewer = request.viewer
    name = next((OWN_LINES[one] for one in (viewer.portals if viewer else ()) if one in OWN_LINES), "home")
    response = redirect(
        name if viewer else f"{reverse('account_login')}?{urlencode({'next': reverse('public:mine')})}"
    )
    response["Cache-Control"] = "private, no-store"
    return response


way_in.is_public = mine.is_public = True  # type: ignore[attr-defined]


@open_page
def continuum_map(request: PageRequest, language: str, framework_identifier: str = "") -> HttpResponse:
    """One domain of an open framework: map, table, search, the chosen competency with its way."""
    shelf = _shelf()
    version = shelf.called(framework_identifier) if framework_identifier else next(iter(shelf.versions), None)
    continuum = map_of(version.id) if version else None
    if version is None or continuum is None or not continuum.competencies:
        return render(request, "public/empty.html", _frame(language, "line"))
    asked = replace(read_asked(request.GET), version="", as_of="", everywhere="")
    part = part_wanted(request, continuum, asked)
    sources = _open_sources(shelf, continuum)
    page = map_page(continuum, asked, link=lambda one: _page_of(language, one), sources=sources)
    scale = scale_for()
    chosen = page.panel.info if page.panel else None
    response = render(
        request,
        "public/_line_part.html" if part else "public/line.html",
        {
            **_frame(language, "line"),
            "part": part,
            "page": page,
            "here": request.path,
            "csv": reverse("public:file", args=[language, version.framework_identifier]),
            "names": scale.names,
            "proficient": scale.proficient,
            "about": _shown(chosen) if chosen else None,
            "origin": presenters.about(
                version, translated(continuum.version, "title"), case_documents([version.id]).get(version.id)
            ),
            "open_frameworks": [
                (
                    one.title,
                    reverse("public:framework", args=[language, one.framework_identifier]),
                    one is version,
                )
                for one in shelf.versions
            ],
            "others": _in_other_languages(request),
            "is_plain": not request.GET or set(request.GET) == {"domain"},
        },
    )
    return sent_as(response, part, request, page.asked)


@open_page
def competency(request: PageRequest, language: str, competency_uuid: uuid.UUID) -> HttpResponse:
    """What one can come to know and do, what it looks like, and what stands before and after it."""
    shelf = _shelf()
    version, continuum, one = _open_competency(shelf, competency_uuid)
    if one.uuid != competency_uuid:
        return redirect("public:competency", language=language, competency_uuid=one.uuid)
    line = reverse("public:framework", args=[language, version.framework_identifier])
    title, scale = translated(continuum.version, "title"), scale_for()
    return render(
        request,
        "public/competency.html",
        {
            **_frame(language, "line"),
            "page": presenters.competency_page(continuum, one, language, line, title),
            "scale": scale,
            "descriptors": descriptors(one.id),
            "exemplars": [example_page(example, scale) for example in exemplars_of(one.id)],
            "origin": presenters.about(version, title, case_documents([version.id]).get(version.id)),
            "others": _in_other_languages(request),
        },
    )


def _open_competency(shelf: _Shelf, asked: uuid.UUID) -> tuple[SharedVersion, ContinuumMap, CompetencyInfo]:
    """The competency where it is open; one of an earlier version as it lives on today."""
    held = version_holding(asked)
    version = next((one for one in shelf.versions if held and one.framework_id == held.framework_id), None)
    if version is None or held is None:
        raise Http404
    continuum = map_of(version.id)
    one = continuum.by_uuid.get(asked)
    if one is None and held.id != version.id:
        earlier = map_of(held.id).by_uuid.get(asked) if held.published_at else None
        one = continuum.by_id.get(continuum.current_ids.get(earlier.id, 0)) if earlier else None
    if one is None:
        raise Http404
    return version, continuum, one


@open_page
def profile(request: PageRequest, language: str) -> HttpResponse:
    """What the community wants every graduate to know and be able to do, and what on the line serves it."""
    own = current_version()
    version = next((one for one in _shelf().versions if own and one.id == own.id), None)
    if version is None or not profile_statements():
        return render(request, "public/profile.html", {**_frame(language, "profile"), "statements": ()})
    continuum = map_of(version.id)
    return render(
        request,
        "public/profile.html",
        {
            **_frame(language, "profile"),
            "statements": presenters.served_by(profile_coverage(continuum), continuum, language),
        },
    )


@open_page
def file(request: PageRequest, language: str, framework_identifier: str) -> HttpResponse:
    """What the map shows, as CSV."""
    shelf = _shelf()
    continuum = map_of(shelf.called(framework_identifier).id)
    asked = read_asked(request.GET)
    sources = _open_sources(shelf, continuum) if asked.search.source else ()
    return as_file(continuum, items_for_file(continuum, asked, sources), "line.csv")


def _open_sources(shelf: _Shelf, continuum: ContinuumMap) -> tuple[Source, ...]:
    """The frameworks that items are linked to; one that is not open is neither named here nor searched for."""
    shared = {one.title for one in shelf.versions}
    return tuple(one for one in sources_of(continuum.version) if one.title in shared)


def _page_of(language: str, one: CompetencyInfo) -> str:
    return reverse("public:competency", args=[language, one.uuid])


def _shown(one: CompetencyInfo) -> dict:
    return {"descriptors": descriptors(one.id), "exemplars": exemplars_of(one.id), "sources": []}


def _frame(language: str, here: str) -> dict:
    """What the frame of the open pages knows: the same for every visitor."""
    other = "es" if language == "en" else "en"
    return {
        "tongue": language,
        "here_is": here,
        "places": {
            "line": reverse("public:line", args=[language]),
            "profile": reverse("public:profile", args=[language]),
            "mine": reverse("public:mine"),
        },
        "others": [(other, reverse(f"public:{here}", args=[other]))],
    }


def _in_other_languages(request: PageRequest) -> list[tuple[str, str]]:
    """The same look in the other languages: (code, address)."""
    match = request.resolver_match
    assert match is not None
    query = request.META.get("QUERY_STRING", "")
    found = []
    for code in ("en", "es"):
        if code != match.kwargs["language"]:
            address = reverse(match.view_name, kwargs={**match.kwargs, "language": code})
            found.append((code, f"{address}?{query}" if query else address))
    return found
