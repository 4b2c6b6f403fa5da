"""What every request passes: language, who is looking, and errors as sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django_htmx.http import HttpResponseClientRedirect

from headway.district.foundation.api import HeadwayError
from headway.district.people.api import Viewer, viewer_for_account

__all__ = ["LanguageMiddleware", "SentenceMiddleware", "ViewerMiddleware", "public"]

GetResponse = Callable[[HttpRequest], HttpResponse]
# What opens before a first password was changed, besides public pages.
BEFORE_THE_FIRST_PASSWORD_IS_CHANGED = {
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
}
LANGUAGE_COOKIE = settings.LANGUAGE_COOKIE_NAME


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Marks a view that people may open without signing in. Every other view answers 404 to strangers."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


class LanguageMiddleware:
    """The language that was chosen (cookie), else the person's own, else the browser's."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(LANGUAGE_COOKIE)
        supported = dict(settings.LANGUAGES)
        request.language_was_chosen = chosen in supported  # type: ignore[attr-defined]
        language = chosen if chosen in supported else translation.get_language_from_request(request)
        with translation.override(language):
            response = self.get_response(request)
            # Within: the viewer's own language may have taken the place of the browser's meanwhile.
            response.headers.setdefault("Content-Language", translation.get_language() or language)
        response.headers.setdefault("Vary", "Accept-Language, Cookie")
        return response


def _pairs(sent: QueryDict) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, values in sent.lists() for value in values)


class ViewerMiddleware:
    """Puts `request.viewer` in place, and answers 404 where nobody is signed in and the page is not public."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        viewer: Viewer | None = None
        if request.user.is_authenticated:
            viewer = viewer_for_account(request.user.pk)
            if viewer is None:  # the person behind the account is no longer active: the session ends here
                logout(request)
        request.viewer = viewer  # type: ignore[attr-defined]
        if viewer and not request.language_was_chosen:  # type: ignore[attr-defined]
            translation.activate(viewer.language)
        response = self.get_response(request)
        if viewer:
            # On a shared machine the next person must not find a record with the browser's way back.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(self, request, view, args, kwargs):
        checks_itself = getattr(view, "checks_its_text", False)
        if not checks_itself and any(
            "\x00" in value for sent in (request.GET, request.POST) for _, value in _pairs(sent)
        ):
            raise BadRequest("A text holds a character that no keyboard writes, and PostgreSQL none.")
        if request.viewer is None and not getattr(view, "is_public", False):
            raise Http404
        return self._password_first(request, view)

    def _password_first(self, request: HttpRequest, view: Callable[..., HttpResponse]) -> HttpResponse | None:
        """Who was handed her password chooses one of her own before anything else opens to her."""
        viewer: Viewer | None = request.viewer  # type: ignore[attr-defined]
        if viewer is None or not viewer.must_change_password or getattr(view, "is_public", False):
            return None
        if request.resolver_match.view_name in BEFORE_THE_FIRST_PASSWORD_IS_CHANGED:  # type: ignore[union-attr]
            return None
        address = reverse("account_change_password")
        return HttpResponseClientRedirect(address) if request.htmx else redirect(address)  # type: ignore[attr-defined]


class SentenceMiddleware:
    """Turns an error of ours into a page with its sentence, or a small notice for a part of a page."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, HeadwayError):
            return None
        if exception.status == 404:
            return render(request, "errors/404.html", status=404)
        template = "errors/notice.html" if getattr(request, "htmx", False) else "errors/sentence.html"
        return render(request, template, {"error": exception}, status=exception.status)
