"""The provider's answers, one function per kind of question. Public: they read only what the district shares."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from headway.district.rest.case.addresses import COLLECTIONS, SEGMENTS, addresses_of
from headway.district.rest.case.answers import (
    METHODS,
    accepts_gzip,
    headed,
    json_answer,
    marked,
    stream_answer,
)
from headway.district.rest.case.catalogue import Catalogue
from headway.district.rest.case.description import description
from headway.district.rest.case.packages import kept, pieces, unpacked
from headway.district.rest.case.problems import Problem, status_of, unknown
from headway.district.rest.case.selection import links, read_selection, without_page

logger = logging.getLogger(__name__)

View = Callable[..., HttpResponseBase]
_SETS: Final = ("CFConcepts", "CFItemTypes", "CFSubjects")


def answered(view: View) -> View:
    """Around every view: other methods are refused, what went wrong is said in the words of CASE, no cookie is set."""

    @wraps(view)
    def inner(request: HttpRequest, case_version: str = "v1p1", **asked: str) -> HttpResponseBase:
        try:
            response = _by_method(view, request, case_version, asked)
        except Problem as problem:
            response = json_answer(
                request, status_of(problem, case_version), status=problem.status, headers=problem.headers
            )
        except Exception:
            logger.exception("a CASE request was not answered")
            ours = Problem(500, "internal_server_error", "This didn't work. It is our mistake, not yours.")
            response = json_answer(request, status_of(ours, case_version), status=500)
        # Who is signed in makes no difference here, so caches need not tell people apart.
        request.session.accessed = False  # type: ignore[attr-defined]
        return marked(headed(response) if request.method == "HEAD" else response)

    inner.is_public = True  # type: ignore[attr-defined]
    inner.csrf_exempt = True  # type: ignore[attr-defined]
    # A strange character in a question is answered in the words of CASE, like every other mistake.
    inner.checks_its_text = True  # type: ignore[attr-defined]
    return inner


def _by_method(
    view: View, request: HttpRequest, case_version: str, asked: dict[str, str]
) -> HttpResponseBase:
    if request.method == "OPTIONS":
        allowed = {
            "Allow": METHODS,
            "Access-Control-Allow-Methods": METHODS,
            "Access-Control-Allow-Headers": "Accept, If-None-Match, If-Modified-Since",
            "Access-Control-Max-Age": "86400",
        }
        return HttpResponse(status=204, headers=allowed)
    if request.method not in ("GET", "HEAD"):
        raise Problem(405, "", "Frameworks are read here, not written: use GET.", headers={"Allow": METHODS})
    return view(request, case_version, **asked)


@answered
def documents(request: HttpRequest, case_version: str) -> HttpResponseBase:
    """CFDocuments: the list of shared frameworks, selected as asked."""
    addresses = addresses_of(request, case_version)
    catalogue = Catalogue(addresses)
    selection = read_selection(request.GET, addresses.case_version)
    if selection.needs_contents:
        page, total = selection.page(catalogue.documents())
    else:
        total = catalogue.count()
        page, _here = without_page(selection).page(
            catalogue.page_of_documents(selection.offset, selection.limit)
        )
    headers = {
        "X-Total-Count": str(total),
        "Link": links(addresses.in_this_version("CFDocuments"), request.GET, selection, total),
    }
    if not page:
        # CASE: the set holds at least one document.
        found = unknown(f"nothing to give at offset {selection.offset}; the selection holds {total} in all")
        raise Problem(found.status, found.minor, found.sentence, headers=headers)
    return json_answer(request, {"CFDocuments": [selection.cut(one) for one in page]}, headers=headers)


@answered
def found(request: HttpRequest, case_version: str, collection: str, case_identifier: str) -> HttpResponseBase:
    """One object by its identifier; of concepts, subjects and item types also those below it."""
    catalogue = Catalogue(addresses_of(request, case_version))
    if collection == "CFItemAssociations":
        answer = catalogue.item_with_links(case_identifier)
    elif collection == "CFDocuments":
        answer = catalogue.document(case_identifier)
    elif collection in _SETS:
        answer = catalogue.set_of(COLLECTIONS[collection], case_identifier)
    else:
        answer = catalogue.object(COLLECTIONS[collection], case_identifier)
    # Links of an item stand in every shared framework: which of them changed last is not asked.
    is_of_many = collection == "CFItemAssociations"
    changed_at = None if is_of_many else catalogue.changed_at(answer.framework)
    return json_answer(request, answer.payload, changed_at=changed_at)


@answered
def package(request: HttpRequest, case_version: str, case_identifier: str) -> HttpResponseBase:
    """A whole framework, streamed."""
    catalogue = Catalogue(addresses_of(request, case_version))
    framework = catalogue.framework(case_identifier)
    stamp = catalogue.stamp(framework)
    compressed = accepts_gzip(request)

    def body():
        ready = kept.get(stamp)
        if ready is None:
            return kept.filled(stamp, pieces(catalogue, framework), compressed=compressed)
        return ready if compressed else unpacked(ready)

    return stream_answer(request, stamp, catalogue.changed_at(framework), body, is_compressed=compressed)


@answered
def discovery(request: HttpRequest, case_version: str) -> HttpResponseBase:
    """What can be asked here, as an OpenAPI description."""
    return json_answer(request, description(addresses_of(request, case_version)))


@answered
def nothing(_request: HttpRequest, case_version: str, **_asked: str) -> HttpResponseBase:
    """Whatever else stands below our addresses."""
    versions = " and ".join(SEGMENTS)
    raise unknown(f"there is nothing at this address; ask below {versions}, as their descriptions say")
