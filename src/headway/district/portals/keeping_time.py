"""A learner's time, for the two portals that keep it: how much of the school day she has here, and until when."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from headway.district.agreements.api import graduation_need
from headway.district.continuum.api import DomainKind, current_map
from headway.district.foundation.api import Conflict, FieldProblem, Refused, new_uuid, translated
from headway.district.pacing.api import (
    GraduationPlan,
    TimeShareKind,
    graduation_dates_of,
    record_time_share,
    set_graduation_date,
    time_shares_of,
    withdraw_time_share,
)
from headway.district.people.api import learner_on_duty, record_view
from headway.district.portals.access import PortalRequest, portal_path
from headway.district.portals.form_values import day_asked, day_or_none
from headway.district.portals.presenting.agreements.graduating import graduation_shown

__all__ = ["addresses"]

Frame = Callable[[PortalRequest], dict[str, Any]]


def addresses(portal: str, role: str, template: str, frame: Frame = lambda request: {}) -> list[URLPattern]:
    """The page for one portal, for the learners of that duty. template, frame: what stands around it."""
    pages = _Pages(portal, role, template, frame)
    view = require_http_methods(["GET", "HEAD", "POST"])(pages.time)
    return [portal_path(portal, "learner/<uuid:learner_uuid>/time/", view, name="time")]


@dataclass(frozen=True, slots=True)
class _Pages:
    portal: str
    role: str
    template: str
    frame: Frame

    def time(self, request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
        """Shares and graduation dates with their history; forms for both, and the way back."""
        about = learner_on_duty(request.viewer, self.role, learner_uuid)
        problems: list[FieldProblem] = []
        if request.method == "POST":
            try:
                said = self._act(request, about)
            except (Refused, Conflict) as refused:
                problems = list(refused.problems) or [FieldProblem(refused.sentence, remedy=refused.remedy)]
            else:
                messages.success(request, said)
                return redirect(f"{self.portal}:time", learner_uuid=about.uuid)
        record_view(viewer=request.viewer, learner=about, page=f"{self.portal}:time", reasons=("duty",))
        return render(
            request,
            "time/learner.html",
            self._values(request, about, problems),
            status=422 if problems else 200,
        )

    def _act(self, request: PortalRequest, about: Any) -> str:
        form, key = request.POST, request.POST.get("request_key", "")
        act = form.get("act", "")
        if act == "take_back":
            try:
                share = uuid.UUID(form.get("share_uuid", ""))
            except ValueError as unknown:
                raise Refused(
                    _("There is no such share of time."), remedy=_("Open the page again.")
                ) from unknown
            withdraw_time_share(request.viewer, share, request_key=key)
            return _("Taken back. The time counts as if it had never been; the history keeps it.")
        if act == "graduation":
            set_graduation_date(
                request.viewer,
                about.uuid,
                on=day_asked(form.get("on", ""), "on"),
                plan=form.get("plan", ""),
                is_meant=form.get("is_meant") == form.get("on"),
                request_key=key,
            )
            said = _(
                "The graduation date is recorded. What plans need a week is worked out anew from now on."
            )
            found = graduation_need(request.viewer, about)
            return f"{said} {graduation_shown(found).sentence}" if found else said
        record_time_share(
            request.viewer,
            about.uuid,
            kind=form.get("kind", ""),
            share=form.get("share", ""),
            from_on=day_asked(form.get("from_on", ""), "from_on"),
            to_on=day_or_none(form.get("to_on", ""), "to_on"),
            domain_code=form.get("domain_code", ""),
            request_key=key,
        )
        return _("The share of time is recorded. Pace and plans count the learner's own days from now on.")

    def _values(self, request: PortalRequest, about: Any, problems: list[FieldProblem]) -> dict[str, Any]:
        continuum = current_map()
        domains = [
            (one.code, translated(one, "name"))
            for one in (continuum.domains if continuum else ())
            if one.kind == DomainKind.ACADEMIC
        ]
        names = dict(domains)
        dates = graduation_dates_of(request.viewer, about)
        needed = graduation_need(request.viewer, about)
        return {
            **self.frame(request),
            "frame_template": self.template,
            "name": about.person.name,
            "learner_href": reverse(f"{self.portal}:learner", args=(about.uuid,)),
            "problems": tuple(problems),
            "errors": {one.field: one.sentence for one in problems},
            "typed": request.POST,
            "request_key": str(new_uuid()),
            "kinds": [(one.value, one.label) for one in TimeShareKind if one != TimeShareKind.AWAY],
            "plans": list(GraduationPlan.choices),
            "domains": domains,
            "shares": [
                {
                    "uuid": one.uuid,
                    "kind": TimeShareKind(one.kind).label,
                    "share": formats.number_format(Decimal(f"{one.share:g}")),
                    "domain": names.get(one.domain_code, one.domain_code) or _("all subjects"),
                    "from_on": one.from_on,
                    "to_on": one.to_on,
                    "by": one.recorded_by,
                    "withdrawn_by": one.withdrawn_by,
                    "is_withdrawn": one.withdrawn_at is not None,
                }
                for one in time_shares_of(request.viewer, about)
            ],
            "dates": [
                (one.on, GraduationPlan(one.plan).label, one.recorded_by, one.recorded_at) for one in dates
            ],
            "graduation": graduation_shown(needed) if needed else None,
            "propose_href": reverse("counselor:target_new", args=(about.uuid,)) + "?aim=diploma"
            if self.portal == "counselor"
            else "",
        }
