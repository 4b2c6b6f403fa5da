"""People in the register: names and language, who may see a record, and first passwords."""

from __future__ import annotations

import secrets
import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from headway.district.foundation.api import FieldProblem, Refused
from headway.district.people.api import Viewer, correct_person, open_account, set_guardian
from headway.district.portals.access import PortalRequest
from headway.district.portals.registrar import presenters
from headway.district.portals.registrar.views.frame import entry_of, frame, guardian_of, problems_of

__all__ = ["account", "details", "sight"]

NAMES = ("given_name", "family_name", "preferred_name")
# Without letters and digits that look alike on paper.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@require_http_methods(["GET", "HEAD", "POST"])
def details(
    request: PortalRequest, learner_uuid: uuid.UUID, person_uuid: uuid.UUID | None = None
) -> HttpResponse:
    """Correct the names and the language of a learner, or of one of her guardians."""
    entry = entry_of(request, learner_uuid)
    person = guardian_of(entry, person_uuid).person if person_uuid else entry.learner.person
    typed = {name: getattr(person, name) for name in (*NAMES, "language")}
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        typed = {name: request.POST.get(name, "").strip() for name in typed}
        try:
            if typed["language"] not in dict(settings.LANGUAGES):
                sentence = _("Choose a language.")
                raise Refused(sentence, problems=(FieldProblem(sentence, "language"),))
            correct_person(person=person, by=request.viewer.actor, **typed)
            messages.success(request, _("The details are corrected."))
            return redirect("registrar:learner", learner_uuid=learner_uuid)
        except Refused as refused:
            problems = problems_of(refused)
    return render(
        request,
        "registrar/details.html",
        {
            **frame(request),
            "entry": presenters.entry_page(entry),
            "is_guardian": person_uuid is not None,
            "typed": typed,
            "problems": problems,
            "language_options": settings.LANGUAGES,
        },
        status=422 if problems else 200,
    )


@require_POST
def sight(request: PortalRequest, learner_uuid: uuid.UUID, person_uuid: uuid.UUID) -> HttpResponse:
    """Whether a guardian may see the record, from now on."""
    entry = entry_of(request, learner_uuid)
    guardian = guardian_of(entry, person_uuid)
    may_see = request.POST.get("may_see") == "yes"
    set_guardian(
        guardian=guardian.person,
        learner=entry.learner,
        relation=guardian.relation,
        may_see=may_see,
        by=request.viewer.actor,
    )
    words = {"name": guardian.person.name}
    if may_see:
        messages.success(request, _("%(name)s may see the record from now on.") % words)
    else:
        messages.success(request, _("%(name)s may not see the record from now on.") % words)
    return redirect("registrar:learner", learner_uuid=learner_uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def account(
    request: PortalRequest, learner_uuid: uuid.UUID, person_uuid: uuid.UUID | None = None
) -> HttpResponse:
    """Open an account. The first password is made here and shown on this one answer, never again."""
    entry = entry_of(request, learner_uuid)
    viewer: Viewer = request.viewer
    person = guardian_of(entry, person_uuid).person if person_uuid else entry.learner.person
    page: dict[str, Any] = {
        **frame(request),
        "entry": presenters.entry_page(entry),
        "name": person.name,
        "has_account": person.account_id is not None,
        "username": request.POST.get("username", "").strip(),
        "password": "",
    }
    status = 200
    if request.method == "POST":
        password = first_password()
        try:
            open_account(person=person, username=page["username"], password=password, by=viewer.actor)
            page["password"] = password
        except Refused as refused:
            page["problems"], status = problems_of(refused), refused.status
    response = render(request, "registrar/account.html", page, status=status)
    # The way back must not show the password again.
    response["Cache-Control"] = "no-store"
    return response


def first_password() -> str:
    """Three groups of five: about 74 bits, easy to read to somebody."""
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(5)) for _group in range(3))
