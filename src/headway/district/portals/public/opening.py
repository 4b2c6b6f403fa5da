"""Pages that are the same for everybody: no session, no cookie, no name, and an ETag per version and language.

The language stands in the address, so that a page is one page for caches and for search engines.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

__all__ = ["open_page"]

View = Callable[..., HttpResponse]


def open_page(view: View) -> View:
    """A view of the open line, in the language of its address. Caches ask each time whether it still holds."""

    @wraps(view)
    def in_language(request: HttpRequest, language: str, **about: object) -> HttpResponse:
        if language not in dict(settings.LANGUAGES):
            raise Http404
        try:
            with translation.override(language):
                response = view(request, language=language, **about)
        except Http404:
            translation.activate(language)  # the page that says so comes later, and speaks it too
            raise
        return _kept(request, response, language)

    answer = gzip_page(require_safe(in_language))
    answer.is_public = True  # type: ignore[attr-defined]
    return answer


def _kept(request: HttpRequest, response: HttpResponse, language: str) -> HttpResponse:
    response["Content-Language"] = language
    if response.status_code != 200 or "HX-Push-Url" in response:
        # A part of a page has the address of the whole, so it must not be kept in its place.
        response["Cache-Control"] = "no-store"
        return response
    response["Cache-Control"] = "public, no-cache"
    response["Vary"] = "HX-Request"
    digest = hashlib.sha256(response.content).hexdigest()[:32]
    response["ETag"] = f'W/"{digest}"'
    return get_conditional_response(request, etag=response["ETag"], response=response)  # type: ignore[return-value]
