"""What a phone asks for: a page without names to keep, the roster, a fresh token, and taking in what waited on it.

What lies on the phone, for how long, and who can read it: ADR 19.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from headway.district.evidence.api import Work
from headway.district.foundation.api import Conflict, HeadwayError, NotAllowed, NotFound, Refused, clock
from headway.district.people.api import Viewer, learner_by_uuid, record_list_view
from headway.district.portals.access import PortalRequest
from headway.district.portals.teacher.capturing.given import check, read_capture, take
from headway.district.portals.teacher.capturing.offered import ready_facts, section_of_learner
from headway.district.portals.teacher.views.capturing import capture_page
from headway.district.portals.teacher.views.frame import map_in_force

__all__ = ["ready", "shell", "sync", "token", "worker"]

# What the page needs to open without a network. None of it says anything about anybody.
SCRIPT = "js/capture-worker.js"
ASSETS = (
    "css/tokens.css", "css/base.css", "css/components.css", "css/forms.css", "css/grid.css", "css/teacher.css",
    "css/how.css", "css/print.css", "css/capture.css", "js/leaving.js", "js/capture.js", "js/capture-page.js",
    "js/capture-list.js", "js/capture-store.js", "js/capture-sync.js", "js/capture-voice.js",
    "django_htmx/htmx-2.min.js", "img/mark.svg",
)  # fmt: skip


@require_safe
def shell(request: PortalRequest) -> HttpResponse:
    """The page with nobody's name on it but the viewer's own: what a phone keeps."""
    return render(request, "teacher/capture.html", capture_page(request, None))


@require_safe
def ready(request: PortalRequest) -> HttpResponse:
    """The roster of my sections and the competencies, for a phone that will be without a network."""
    viewer: Viewer = request.viewer
    if not settings.OFFLINE_CAPTURE:
        return JsonResponse(_session(request))
    facts = ready_facts(viewer, map_in_force())
    record_list_view(viewer=viewer, learners=len(facts["learners"]), page="teacher:capture")
    return JsonResponse({**_session(request), **facts})


@require_safe
def token(request: PortalRequest) -> HttpResponse:
    """Who is signed in, and what the next post needs."""
    return JsonResponse(_session(request))


def _as_json(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What cannot be done comes back as words for that one capture, and never as a page."""

    @wraps(view)
    def answered(request: PortalRequest) -> HttpResponse:
        try:
            return view(request)
        except HeadwayError as problem:
            sentence, remedy, field = _words_of(problem)
            return JsonResponse(
                {"state": "refused", "sentence": sentence, "remedy": remedy, "field": field},
                status=problem.status if problem.status in (403, 404, 409, 422) else 422,
            )

    return answered


@require_POST
@_as_json
def sync(request: PortalRequest) -> HttpResponse:
    """Take in one capture for one learner. Sent once or many times it is one piece."""
    viewer: Viewer = request.viewer
    if request.POST.get("person", "") not in ("", str(viewer.person_uuid)):
        # It waited for the person who made it, and somebody else is signed in by now: it goes on waiting.
        return JsonResponse({"state": "another_person"}, status=409)
    given = check(read_capture(request))
    if not given.key:
        raise Refused(
            _("This capture has no name of its own."), remedy=_("Open the page again, then send it.")
        )
    if given.problems:
        first = given.problems[0]
        raise Refused(first.sentence, remedy=first.remedy, problems=given.problems)
    learner = learner_by_uuid(given.learners[0])
    section_id = section_of_learner(viewer, learner.pk) if learner else None
    work: Work = take(given, given.learners[0], viewer=viewer, section_id=section_id)
    return JsonResponse(
        {
            "state": "here_already" if work.repeated else "saved",
            "evidence": str(work.evidence_uuid),
            "undo": reverse("teacher:capture_throw_away", args=[work.evidence_uuid]),
            "observed_at": work.observed_at.isoformat(),
            "note": work.time_note,
        }
    )


def _words_of(problem: HeadwayError) -> tuple[str, str, str]:
    """What is said about a capture that could not be taken in, and which part of it is meant."""
    if isinstance(problem, NotFound | NotAllowed):
        return (
            _("This learner isn't in your groups any more, so nothing was added."),
            _(
                "Choose somebody else, or ask the registrar and send it again. It stays on this phone until then."
            ),
            "learner",
        )
    if isinstance(problem, Conflict):
        return str(problem.sentence), str(problem.remedy), ""
    first = problem.problems[0] if problem.problems else None
    field = first.field if first else ""
    kind = "file" if field in ("photo", "file", "files") or field.startswith("file") else field
    return str(problem.sentence), str(problem.remedy), kind


def _session(request: PortalRequest) -> dict[str, Any]:
    person = str(request.viewer.person_uuid)
    key = salted_hmac("headway.capture.on-a-device", person, algorithm="sha256").digest()
    return {
        "person": person,
        "name": request.viewer.name,
        "csrf": get_token(request),
        # Opens what waits on a phone for this person, and for nobody else.
        "key": base64.b64encode(key).decode(),
        "offline": settings.OFFLINE_CAPTURE,
        "now": clock.now().isoformat(),
    }


@require_safe
def worker(request: PortalRequest) -> HttpResponse:
    """The service worker. Its address lies below capture/, so it has no say over any other page."""
    if settings.OFFLINE_CAPTURE:
        facts = {
            "version": _version(),
            "page": reverse("teacher:capture"),
            "shell": reverse("teacher:capture_shell"),
            "assets": [static(one) for one in ASSETS],
        }
        source = f"const KEPT = {json.dumps(facts)};\n{_found(SCRIPT).read_text(encoding='utf-8')}"
    else:
        source = _LEAVES
    return HttpResponse(source, content_type="text/javascript; charset=utf-8")


# Where a district keeps nothing on phones, a worker that is there already takes itself away.
_LEAVES = """self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith("headway-capture")) await caches.delete(name);
  await self.registration.unregister();
})()));
"""


def _version() -> str:
    """Of the content: another one as soon as any part of what is kept is another."""
    found = hashlib.sha256()
    for name in (SCRIPT, *ASSETS):
        found.update(_found(name).read_bytes())
    return found.hexdigest()[:16]


def _found(name: str) -> Path:
    place = finders.find(name)
    if not isinstance(place, str):
        raise FileNotFoundError(f"{name} is not among the static files")
    return Path(place)
