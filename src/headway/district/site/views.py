"""Pages that belong to no portal: the way in, language, health."""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from headway.district.foundation.api import clock
from headway.district.site.middleware import public

__all__ = ["choose_language", "components", "health", "home", "page_not_found", "server_error"]


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
    return render(request, "errors/404.html", status=404)


@public
def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "errors/500.html", status=500)
