"""The Jinja2 environment of every page, and what each page knows."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import formats, timezone, translation
from jinja2 import Environment, StrictUndefined

from headway.district.foundation.api import clock, translated
from headway.district.site.navigation import portal_links

__all__ = ["context", "environment"]


def environment(**options: Any) -> Environment:
    """Undefined names are errors: a page never silently shows nothing where a fact should stand."""
    options["undefined"] = StrictUndefined
    options["autoescape"] = True
    options["trim_blocks"] = True
    options["lstrip_blocks"] = True
    jinja = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], **options)  # autoescape is on
    jinja.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=translation.gettext,
        ngettext=translation.ngettext,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
        newstyle=True,
    )
    jinja.globals.update(url=url, static=static)
    jinja.filters.update(date=date, instant=instant, words=translated)
    return jinja


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page."""
    return reverse(name, args=args, kwargs=kwargs)


def date(value: dt.date | dt.datetime | None, style: str = "DATE_FORMAT") -> str:
    """A date in the reader's language and the district's time zone; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        value = clock.local_date(value)
    return formats.date_format(value, style)


def instant(value: dt.datetime | None) -> str:
    """Date and time in the reader's language and the district's time zone."""
    return formats.date_format(timezone.localtime(value), "DATETIME_FORMAT") if value else ""


def context(request: HttpRequest) -> dict[str, Any]:
    """What every page may use besides its own facts."""
    viewer = getattr(request, "viewer", None)
    return {
        "viewer": viewer,
        "portals": portal_links(request, viewer),
        "language": translation.get_language() or "en",
        "languages": settings.LANGUAGES,
        "messages": get_messages(request),
        "today": clock.today(),
    }
