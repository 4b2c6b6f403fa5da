"""Looking into the inbox, going where a notice leads, and choosing how to be told."""

from __future__ import annotations

import datetime as dt
import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from headway.district.foundation.api import Refused
from headway.district.notices.api import (
    inbox_of,
    kept_months,
    mark_read,
    open_notice,
    preferences_of,
    set_preferences,
    unread_count,
)
from headway.district.people.api import Viewer
from headway.district.site.notices.presenters import ChoicesSent, inbox_page, preferences_page

__all__ = ["count", "follow", "how", "inbox", "read"]


class SignedIn(HttpRequest):
    """A request that the middleware let through: somebody is signed in."""

    viewer: Viewer


@require_safe
def inbox(request: SignedIn) -> HttpResponse:
    """What I was told, by day, newest first."""
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isdecimal() and 0 < len(asked) < 7 else 1
    return render(
        request,
        "notices/inbox.html",
        {"page": inbox_page(inbox_of(request.viewer, max(number, 1))), "kept_months": kept_months()},
    )


@require_safe
def count(request: SignedIn) -> JsonResponse:
    """How many I have not read, for the header. Apart from the pages, so that none of them pays for it."""
    unread = unread_count(request.viewer)
    words = ngettext("%(num)s unread", "%(num)s unread", unread) % {"num": unread}
    return JsonResponse({"count": unread, "words": words})


@require_safe
def follow(request: SignedIn, notice_uuid: uuid.UUID) -> HttpResponse:
    """To where something can be done; from now on the notice is read."""
    return redirect(open_notice(request.viewer, notice_uuid))


@require_POST
def read(request: SignedIn) -> HttpResponse:
    """Mark one as read, or all that the page showed."""
    one = request.POST.get("notice", "")
    if one:
        mark_read(request.viewer, [_uuid(one)])
    else:
        done = mark_read(request.viewer, until=_instant(request.POST.get("until", "")))
        messages.success(
            request,
            ngettext("%(num)s notice is marked as read.", "%(num)s notices are marked as read.", done)
            % {"num": done},
        )
    return redirect("notices")


def how(request: SignedIn) -> HttpResponse:
    """What comes by mail, and when."""
    if request.method != "POST":
        page = preferences_page(request.viewer, preferences_of(request.viewer))
        return render(request, "notices/how.html", {"page": page})
    sent = ChoicesSent.of(request.POST)
    try:
        set_preferences(request.viewer, sent.preferences(preferences_of(request.viewer)))
    except Refused as refused:
        page = preferences_page(
            request.viewer, preferences_of(request.viewer), sent=sent, problems=refused.problems
        )
        return render(request, "notices/how.html", {"page": page}, status=refused.status)
    messages.success(request, _("Saved. That is how you will be told from now on."))
    return redirect("notices_how")


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as problem:
        raise Refused(_("This notice is not known here."), remedy=_("Open your notices anew.")) from problem


def _instant(text: str) -> dt.datetime:
    """The newest that the page showed: what came after it was made stays unread."""
    try:
        instant = dt.datetime.fromisoformat(text)
    except ValueError as problem:
        raise Refused(
            _("It is not clear up to which notice."), remedy=_("Open your notices anew.")
        ) from problem
    return instant if instant.tzinfo else instant.replace(tzinfo=dt.UTC)
