"""Bands, for leaders and registrars: who is in them, who is ready to leave, and what they are for (R057)."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from headway.district.advancement import api as advancement
from headway.district.continuum.api import DomainKind, current_map
from headway.district.foundation.api import Conflict, FieldProblem, Refused, translated
from headway.district.people.api import learners_on_duty, record_list_view, schools_on_duty
from headway.district.portals.access import PortalRequest, portal_path
from headway.district.portals.form_values import problems_of, uuid_or_none, uuids_of, whole_or_none
from headway.district.portals.presenting.moving import domain_names

__all__ = ["addresses"]

A_YEAR = 365


def addresses(
    portal: str, role: str, frame: str, values: Callable[[PortalRequest], dict[str, Any]]
) -> list[URLPattern]:
    pages = _Pages(portal, role, frame, values)
    both = require_http_methods(["GET", "HEAD", "POST"])
    return [
        portal_path(portal, "bands/", both(pages.listing), name="bands"),
        portal_path(portal, "bands/<uuid:band_uuid>/", both(pages.one), name="band"),
    ]


@dataclass(frozen=True)
class _Pages:
    portal: str
    role: str
    frame: str
    values: Callable[[PortalRequest], dict[str, Any]]

    def _render(self, request: PortalRequest, template: str, page: dict[str, Any]) -> HttpResponse:
        base = {"frame": self.frame, "portal": self.portal, **self.values(request)}
        return render(
            request, f"bands/{template}.html", {**base, **page}, status=422 if page["problems"] else 200
        )

    def listing(self, request: PortalRequest) -> HttpResponse:
        """All bands with those who are ready to leave; and a form for a new one."""
        problems: tuple[FieldProblem, ...] = ()
        if request.method == "POST":
            try:
                band = self._save(request, None)
            except (Refused, Conflict) as refused:
                problems = problems_of(refused)
            else:
                messages.success(request, _("The band is there. Choose who is in it."))
                return redirect(f"{self.portal}:band", band.uuid)
        bands = advancement.bands_on_duty(request.viewer)
        record_list_view(
            viewer=request.viewer, learners=sum(len(one.lines) for one in bands), page=f"{self.portal}:bands"
        )
        return self._render(
            request,
            "list",
            {
                "bands": [(one, self._exit(one), _ready_words(one)) for one in bands],
                "schools": [(str(one.uuid), one.name) for one in schools_on_duty(request.viewer, self.role)],
                "problems": problems,
                "typed": request.POST,
                **_choices(),
            },
        )

    def _save(self, request: PortalRequest, band: advancement.BandInfo | None) -> Any:
        sent = request.POST
        continuum = current_map()
        exits = {
            one.code: level
            for one in (continuum.domains if continuum else ())
            if (level := whole_or_none(sent.get(f"exit-{one.code}", ""))) is not None
        }
        lowest, highest = (whole_or_none(sent.get(name, "")) for name in ("lowest", "highest"))
        return advancement.save_band(
            viewer=request.viewer,
            school_uuid=uuid_or_none(sent.get("school", "")) or uuid.UUID(int=0),
            name=sent.get("name", ""),
            lowest_level=-1 if lowest is None else lowest,
            highest_level=-1 if highest is None else highest,
            usual_years=whole_or_none(sent.get("usual_years", "")) or 3,
            exit_domains=exits,
            band_uuid=band.uuid if band else None,
        )

    def _exit(self, band: advancement.BandInfo) -> str:
        names = domain_names(current_map())
        return ", ".join(
            _("%(domain)s at level %(level)s") % {"domain": names.get(code, code), "level": level}
            for code, level in band.exit_domains.items()
        )

    def one(self, request: PortalRequest, band_uuid: uuid.UUID) -> HttpResponse:
        """Who is in it, since when, and what is met or next; joining and leaving."""
        band = advancement.band_of(request.viewer, band_uuid)
        problems: tuple[FieldProblem, ...] = ()
        if request.method == "POST":
            try:
                messages.success(request, self._act(request, band))
            except (Refused, Conflict) as refused:
                problems = problems_of(refused)
            else:
                return redirect(f"{self.portal}:band", band_uuid)
        record_list_view(viewer=request.viewer, learners=len(band.lines), page=f"{self.portal}:band")
        names = domain_names(current_map())
        inside = {one.learner_id for one in band.lines}
        return self._render(
            request,
            "one",
            {
                "band": band,
                "exit": self._exit(band),
                "rows": [_row(one, band, names) for one in band.lines],
                "others": [
                    (str(one.uuid), one.person.name)
                    for one in learners_on_duty(request.viewer, self.role)
                    if one.pk not in inside and one.school and one.school.uuid == band.school_uuid
                ],
                "problems": problems,
            },
        )

    def _act(self, request: PortalRequest, band: advancement.BandInfo) -> str:
        sent = request.POST
        if sent.get("do") == "join":
            joined = advancement.join_band(
                viewer=request.viewer, band_uuid=band.uuid, learner_uuids=uuids_of(sent.getlist("learners"))
            )
            return ngettext("%(num)s learner joined.", "%(num)s learners joined.", joined) % {"num": joined}
        advancement.leave_band(
            viewer=request.viewer,
            band_uuid=band.uuid,
            learner_uuid=uuid_or_none(sent.get("learner", "")) or uuid.UUID(int=0),
            ended="met" if sent.get("do") == "met" else "moved",
        )
        return _("Noted. Levels, plans and history are as they were.")


def _choices() -> dict[str, Any]:
    continuum = current_map()
    own = advancement.levels_offered(continuum)
    return {
        "levels": [(number, str(number)) for number in advancement.levels_offered(continuum)],
        "exit_levels": [
            (
                number,
                str(number) if number in own else _("%(level)s: beyond the last level") % {"level": number},
            )
            for number in advancement.levels_offered(continuum, beyond=True)
        ],
        "domains": [
            (one.code, translated(one, "name"))
            for one in (continuum.domains if continuum else ())
            if one.kind != DomainKind.HABITS
        ],
    }


def _ready_words(band: advancement.BandInfo) -> str:
    ready = len(band.ready)
    if not ready:
        return ""
    return ngettext("%(num)s ready to leave", "%(num)s ready to leave", ready) % {"num": ready}


def _row(
    line: advancement.BandLine, band: advancement.BandInfo, names: dict[str, str]
) -> tuple[Any, str, list[str], str]:
    """The learner, how long she is here, where she is in each domain of the exit, and what is next."""
    years = line.days // A_YEAR
    stay = (
        ngettext("for %(num)s year", "for %(num)s years", years) % {"num": years}
        if years
        else ngettext("for %(num)s day", "for %(num)s days", line.days) % {"num": line.days}
    )
    levels = [
        _("%(domain)s: level %(level)s") % {"domain": names.get(code, code), "level": line.stages[code].level}
        if code in line.stages
        else _("%(domain)s: no dated level yet") % {"domain": names.get(code, code)}
        for code in band.exit_domains
    ]
    following = ", ".join(
        _("%(domain)s to level %(level)s") % {"domain": names.get(code, code), "level": level}
        for code, level in line.open.items()
    )
    return line, stay, levels, following
