"""With which families it is time to speak, school by school in numbers, and by name in pages."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from headway.district.agreements import api as agreements
from headway.district.foundation.api import clock
from headway.district.people.api import person_names, record_list_view
from headway.district.portals.access import PortalRequest, portal_path
from headway.district.portals.presenting.contacts import DueLine, due_line, rhythm_words

__all__ = ["urlpatterns"]

LISTED = 25


@require_safe
def contacts(request: PortalRequest) -> HttpResponse:
    """By school: how many families it is time to speak with; then by name, with who sees to it."""
    found = agreements.contacts_by_school(request.viewer)
    chosen = request.GET.get("school", "")
    known = {str(one.uuid) for one in found.schools if one.uuid}
    chosen = chosen if chosen in known else ""
    late = [
        (learner, due)
        for learner, due in found.overdue
        if not chosen or (learner.school is not None and learner.school.uuid == uuid.UUID(chosen))
    ]
    pages = Paginator(late, LISTED)
    page = pages.get_page(request.GET.get("page"))
    record_list_view(viewer=request.viewer, learners=len(page), page="leader:contacts")
    return render(
        request,
        "leader/contacts.html",
        {
            "schools": found.schools,
            "options": [(str(one.uuid), one.school) for one in found.schools if one.uuid],
            "chosen": chosen,
            "lines": _lines(list(page)),
            "page": page,
            "shows_school": len(known) > 1 and not chosen,
            "rhythm": rhythm_words(agreements.agreement_policy()[0].contact_weeks),
        },
    )


def _lines(late: list[tuple[Any, agreements.ContactDue]]) -> list[tuple[DueLine, str, str]]:
    """(the line, the school, who sees to it)."""
    today = clock.today()
    adults = agreements.contact_adults([learner.pk for learner, _due in late]) if late else {}
    names = person_names({person for of in adults.values() for person in of})
    return [
        (
            due_line(learner, due, "", today),
            learner.school.name if learner.school else "",
            ", ".join(names[person] for person in adults.get(learner.pk, ()) if person in names),
        )
        for learner, due in late
    ]


urlpatterns = [portal_path("leader", "contacts/", contacts, name="contacts")]
