"""When school and families speak, for the two portals whose adults see to it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headway.district.agreements import api as agreements
from headway.district.foundation.api import Conflict, NotAllowed, Refused, clock, new_uuid
from headway.district.people.api import Viewer, families_of, record_list_view, record_view
from headway.district.portals.access import PortalRequest, portal_path
from headway.district.portals.form_values import problems_of
from headway.district.portals.presenting.contacts import (
    contact_line,
    due_line,
    kind_options,
    read_contact,
    rhythm_words,
)

__all__ = ["addresses"]

LEARNER = "learner/<uuid:learner_uuid>/contacts/"


def addresses(
    portal: str,
    frame_template: str,
    values: Callable[[PortalRequest, str], dict[str, Any]],
    learners: Callable[[Viewer], Any],
) -> list[URLPattern]:
    """learners: those whose families this portal's adult speaks with, as `visible_learners` gives them."""
    pages = _Pages(portal, frame_template, values, learners)
    both = require_http_methods(["GET", "HEAD", "POST"])
    return [
        portal_path(portal, "contacts/", require_safe(pages.listing), name="contacts"),
        portal_path(portal, LEARNER, both(pages.of_learner), name="learner_contacts"),
        portal_path(
            portal,
            LEARNER + "<uuid:contact_uuid>/take-back/",
            require_POST(pages.take_back),
            name="take_back_contact",
        ),
    ]


@dataclass(frozen=True)
class _Pages:
    portal: str
    frame_template: str
    values: Callable[[PortalRequest, str], dict[str, Any]]
    learners: Callable[[Viewer], Any]

    def _at(self, name: str, *parts: Any) -> str:
        return reverse(f"{self.portal}:{name}", args=parts)

    def _render(
        self, request: PortalRequest, template: str, page: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        base = {"frame_template": self.frame_template, "at": self._at, **self.values(request, "contacts")}
        return render(request, f"check_ins/{template}.html", {**base, **page}, status=status)

    def listing(self, request: PortalRequest) -> HttpResponse:
        """With which families it is time to speak, those never reached first; then who comes soon."""
        viewer, on = request.viewer, clock.today()
        learners = {one.pk: one for one in self.learners(viewer)}
        dues = agreements.contacts_due(viewer, learners.values(), on)
        record_list_view(viewer=viewer, learners=len(dues), page=f"{self.portal}:contacts")
        lines = [
            due_line(
                learners[one.learner_id], one, self._at("learner_contacts", learners[one.learner_id].uuid), on
            )
            for one in agreements.in_order(dues.values())
        ]
        page = {
            "overdue": [one for one in lines if one.due.is_overdue(on)],
            "soon": [one for one in lines if one.due.is_soon(on)],
            "later": [one for one in lines if not (one.due.is_overdue(on) or one.due.is_soon(on))],
            "rhythm": rhythm_words(agreements.agreement_policy()[0].contact_weeks),
        }
        return self._render(request, "contacts", page)

    def of_learner(self, request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
        """When school and this family spoke, and the form to note it."""
        viewer, on = request.viewer, clock.today()
        met = agreements.met_by_work(viewer, learner_uuid)
        learner = met.learner
        problems: tuple[Any, ...] = ()
        if request.method == "POST":
            try:
                agreements.note_contact(viewer, learner_uuid, **read_contact(request.POST))
            except (Refused, Conflict) as refused:
                problems = problems_of(refused)
            else:
                messages.success(request, _("Noted. You can take it back below."))
                return redirect(request.path)
        record_view(viewer=viewer, learner=learner, page=f"{self.portal}:learner_contacts")
        due = agreements.contacts_due(viewer, (learner,), on).get(learner.pk)
        page = {
            "about": learner,
            "lines": [contact_line(one) for one in agreements.contacts_of(viewer, learner)],
            "due": due_line(learner, due, "", on) if due else None,
            "is_overdue": due is not None and due.is_overdue(on),
            "rhythm": rhythm_words(agreements.agreement_policy()[0].contact_weeks),
            "may_note": met.is_adult,
            "kinds": kind_options(),
            "guardians": list(families_of((learner.pk,)).get(learner.pk, {}).items()),
            "given": request.POST,
            "problems": problems,
            "me": viewer.person_id,
            "request_key": request.POST.get("request_key", "")[:64] or str(new_uuid()),
            "crumbs": [
                (_("Families"), self._at("contacts")),
                (learner.person.name, self._at("learner", learner.uuid)),
            ],
        }
        return self._render(request, "contacts_of_learner", page, status=422 if problems else 200)

    def take_back(
        self, request: PortalRequest, learner_uuid: uuid.UUID, contact_uuid: uuid.UUID
    ) -> HttpResponse:
        agreements.met_by_work(request.viewer, learner_uuid)
        try:
            agreements.withdraw_contact(request.viewer, contact_uuid)
        except NotAllowed as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Taken back. The day on which it was due counts again."))
        return redirect(self._at("learner_contacts", learner_uuid))
