"""Learners who go beyond what their teachers teach: a counsellor finds them a way on (R059)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from headway.district.advancement import api as advancement
from headway.district.advancement.types import Way
from headway.district.continuum.api import current_map
from headway.district.foundation.api import Conflict, FieldProblem, NotAllowed, Refused
from headway.district.people.api import learner_by_uuid, record_list_view
from headway.district.people.types import Role
from headway.district.portals.access import PortalRequest, portal_path
from headway.district.portals.form_values import problems_of, uuid_or_none
from headway.district.portals.presenting.moving import domain_names

__all__ = ["urlpatterns"]


@require_http_methods(["GET", "HEAD", "POST"])
def beyond(request: PortalRequest) -> HttpResponse:
    """Who waits for a way on, the longest first, each with the ways that there are."""
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        beyond_uuid = uuid_or_none(request.POST.get("beyond", ""))
        try:
            if beyond_uuid is None:
                raise Refused(_("Choose for whom the way was found."))
            advancement.find_way(
                viewer=request.viewer,
                beyond_uuid=beyond_uuid,
                way=request.POST.get("way", ""),
                text=request.POST.get("text", ""),
            )
        except (Refused, NotAllowed, Conflict) as refused:
            problems = problems_of(refused)
        else:
            messages.success(request, _("Noted: a way on is found."))
            return redirect("counselor:beyond")
    listed = advancement.beyond_on_duty(request.viewer, Role.COUNSELLOR)
    record_list_view(viewer=request.viewer, learners=len(listed), page="counselor:beyond")
    domains = domain_names(current_map())
    return render(
        request,
        "counselor/beyond.html",
        {
            "as_of": None,
            "problems": problems,
            "rows": [
                (
                    one,
                    domains.get(one.domain_code, one.domain_code),
                    reverse("counselor:learner", args=[one.learner_uuid]),
                    [
                        (str(Way(each.way).label), each.what, each.where)
                        for each in advancement.ways_for(learner_by_uuid(one.learner_uuid), one.domain_code)
                    ],
                )
                for one in listed
            ],
            "ways": list(Way.choices),
        },
        status=422 if problems else 200,
    )


urlpatterns = [portal_path("counselor", "beyond/", beyond, name="beyond")]
