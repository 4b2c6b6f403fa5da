"""Pages that belong to no portal: the way in, language, health."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headway.district.foundation.api import HeadwayError, clock
from headway.district.site.middleware import public

__all__ = [
    "choose_language",
    "components",
    "health",
    "home",
    "page_not_found",
    "page_too_old",
    "server_error",
]


@public
def home(request: HttpRequest) -> HttpResponse:
    """The viewer's own start; the way in for everybody else."""
    viewer = request.viewer  # type: ignore[attr-defined]
    if viewer is None:
        return redirect("account_login")
    if not viewer.portals:
        return render(request, "site/no_portal.html")
    return redirect(f"{viewer.portals[0]}:home")


@public
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the chosen language in a cookie and go back."""
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        raise Http404
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = redirect(back)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=31_536_000,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response


@public
def components(request: HttpRequest) -> HttpResponse:
    """Every state of every component, on one page."""
    return render(request, "components/gallery.html", {"now": clock.now()})


@public
def health(request: HttpRequest) -> HttpResponse:
    """For load balancers: the process answers and the database too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@public
def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if request.method == "POST" and getattr(request, "viewer", None) is None:
        # The same words whatever was asked for: they tell strangers nothing.
        ended = HeadwayError(
            _("You are not signed in any more, so this was not saved."),
            remedy=_("Sign in, then do it once more."),
        )
        return _not_saved(request, ended, 404, signs_in=True)
    return render(request, "errors/404.html", status=404)


@public
def page_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from before the last sign-in, or a browser without cookies: nothing was done, and why."""
    too_old = HeadwayError(
        _("This page was open for a long while, so what you sent was not saved."),
        remedy=_(
            "Open it anew, then do it once more. If this comes back, see whether the browser keeps cookies."
        ),
    )
    return _not_saved(request, too_old, 403)


def _not_saved(
    request: HttpRequest, error: HeadwayError, status: int, *, signs_in: bool = False
) -> HttpResponse:
    """The sentence, and the way back to the page with the form (a form's own address may not be a page)."""
    came_from = request.META.get("HTTP_REFERER", "")
    ours = url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()})
    back = urlsplit(came_from)._replace(scheme="", netloc="").geturl() if ours else "/"
    template = "errors/notice.html" if getattr(request, "htmx", False) else "errors/not_saved.html"
    return render(request, template, {"error": error, "back": back, "signs_in": signs_in}, status=status)


@public
def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "errors/500.html", status=500)
