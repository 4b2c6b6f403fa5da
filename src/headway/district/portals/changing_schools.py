"""Changes of school, for the two portals that prepare them: who goes, who comes, and with which foundations (R109)."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from defusedcsv import csv as safe_csv
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from headway.district.advancement import api as advancement
from headway.district.continuum.api import current_map
from headway.district.foundation.api import Conflict, FieldProblem, NotFound, Refused, clock
from headway.district.people.api import (
    counselling_at,
    home_groups_on_duty,
    learner_by_uuid,
    learners_on_duty,
    record_list_view,
    record_view,
    schools_everywhere,
    schools_on_duty,
)
from headway.district.people.types import Role
from headway.district.portals.access import PortalRequest, portal_path
from headway.district.portals.form_values import whole_or_none
from headway.district.portals.presenting.hidden import hidden_words
from headway.district.portals.presenting.moving import domain_names
from headway.district.proficiency.api import SMALLEST_SHOWN

__all__ = ["addresses"]


def addresses(portal: str, role: str, frame: str) -> list[URLPattern]:
    """The same four pages for counsellors and leaders, each for the schools of her duty."""
    pages = _Pages(portal, role, frame)
    return [
        portal_path(portal, route, view, name=name)
        for route, view, name in (
            ("schools/", require_GET(pages.listing), "transitions"),
            ("schools/numbers.csv", require_GET(pages.numbers), "transitions_csv"),
            ("schools/plan/", require_http_methods(["GET", "HEAD", "POST"])(pages.plan), "transitions_plan"),
            (
                "schools/<uuid:transition_uuid>/",
                require_http_methods(["GET", "HEAD", "POST"])(pages.one),
                "transition",
            ),
        )
    ]


@dataclass(frozen=True, slots=True)
class Line:
    """A learner on one of the two lists. open_words: what is open, in words; empty where nothing is."""

    name: str
    href: str
    schools: str
    starts_on: dt.date
    owner: str
    in_bridge: bool
    is_over: bool
    open_words: str
    domains: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class _Pages:
    portal: str
    role: str
    frame: str

    def _render(self, request: PortalRequest, template: str, values: dict[str, Any], status: int = 200):  # type: ignore[no-untyped-def]
        return render(
            request,
            f"schools/{template}.html",
            {"frame": self.frame, "portal": self.portal, "problems": (), "as_of": None, **values},
            status=status,
        )

    def listing(self, request: PortalRequest) -> HttpResponse:
        """Who comes and who goes, by name, each with foundations met and open."""
        viewer = request.viewer
        coming = advancement.transitions_in(viewer, self.role)
        going = advancement.transitions_out(viewer, self.role)
        seen = {one.learner_id for one in (*coming, *going)}
        record_list_view(viewer=viewer, learners=len(seen), page=f"{self.portal}:transitions")
        domains = domain_names(current_map())
        return self._render(
            request,
            "list",
            {
                "coming": [self._line(request, one, domains) for one in coming],
                "going": [self._line(request, one, domains) for one in going],
                "bridge": sum(one.in_bridge for one in coming),
            },
        )

    def _line(self, request: PortalRequest, one: advancement.TransitionInfo, domains: dict[str, str]) -> Line:
        return Line(
            name=one.learner_name,
            href=reverse(f"{self.portal}:transition", args=[one.uuid]),
            schools=_("From %(from)s to %(to)s") % {"from": one.from_school, "to": one.to_school},
            starts_on=one.starts_on,
            owner=one.owner,
            in_bridge=one.in_bridge,
            is_over=one.is_over,
            open_words=ngettext("%(num)s foundation open", "%(num)s foundations open", one.open)
            % {"num": one.open}
            if one.open
            else "",
            domains=tuple(
                (
                    domains.get(each.domain_code, each.domain_code),
                    len(each.met),
                    len(each.met) + len(each.open),
                )
                for each in one.foundations
            ),
        )

    def one(self, request: PortalRequest, transition_uuid: uuid.UUID) -> HttpResponse:
        """One learner: her foundations, who sees to the change, and the bridge. Every look is in the trail."""
        viewer = request.viewer
        info = advancement.transition_page(viewer, transition_uuid, self.role)
        learner = learner_by_uuid(info.learner_uuid)
        assert learner is not None
        record_view(viewer=viewer, learner=learner, page=f"{self.portal}:transition", reasons=("transition",))
        problems: tuple[FieldProblem, ...] = ()
        if request.method == "POST":
            try:
                said = self._change(request, transition_uuid)
            except (Refused, Conflict) as refused:
                problems = _problems(refused)
            else:
                messages.success(request, said)
                if request.POST.get("do") == "call_off":
                    return redirect(f"{self.portal}:transitions")
                return redirect(f"{self.portal}:transition", transition_uuid)
        domains = domain_names(current_map())
        return self._render(
            request,
            "one",
            {
                "info": info,
                "line": self._line(request, info, domains),
                "foundations": [
                    (domains.get(one.domain_code, one.domain_code), one, info.stages.get(one.domain_code))
                    for one in info.foundations
                ],
                "owners": self._owners(request, info.to_school_uuid),
                "may_call_off": any(
                    one.uuid == info.uuid for one in advancement.transitions_out(viewer, self.role)
                ),
                "problems": problems,
            },
            422 if problems else 200,
        )

    def _change(self, request: PortalRequest, transition_uuid: uuid.UUID) -> str:
        sent = request.POST
        if sent.get("do") == "call_off":
            advancement.call_off_transition(viewer=request.viewer, transition_uuid=transition_uuid)
            return _("The change of school is called off. A plan that was opened stays with its owner.")
        advancement.change_transition(
            viewer=request.viewer,
            transition_uuid=transition_uuid,
            in_bridge=sent.get("in_bridge") == "yes",
            owner_uuid=_uuid(sent.get("owner", "")),
        )
        return _("Saved.")

    def _owners(self, request: PortalRequest, to_school: uuid.UUID) -> list[tuple[str, str]]:
        schools = [
            *home_schools(request, self.role),
            *(one for one in schools_everywhere() if one.uuid == to_school),
        ]
        people = counselling_at(schools, Role.COUNSELLOR, Role.LEADER)
        return [(str(one.uuid), one.name) for one in people]

    def plan(self, request: PortalRequest) -> HttpResponse:
        """Choose home groups, or a list of identifiers, and where they go."""
        problems: tuple[FieldProblem, ...] = ()
        if request.method == "POST":
            try:
                done = self._plan(request)
            except (Refused, Conflict) as refused:
                problems = _problems(refused)
            else:
                messages.success(request, done)
                return redirect(f"{self.portal}:transitions")
        groups = list(home_groups_on_duty(request.viewer, self.role))
        schools = list(schools_everywhere())
        mine = home_schools(request, self.role)
        usual = advancement.feeder_of(mine[0]) if len(mine) == 1 else None
        sent = request.POST
        return self._render(
            request,
            "plan",
            {
                "groups": [(str(one.uuid), one.name, one.school.name) for one in groups],
                "chosen": sent.getlist("groups"),
                "schools": [(str(one.uuid), one.name) for one in schools if [one] != mine],
                "levels": [(number, str(number)) for number in advancement.levels_offered(current_map())],
                "owners": [(str(one.uuid), one.name) for one in counselling_at(schools, *_OWNERS)],
                "to_school": sent.get("to_school") or (str(usual.to_school_uuid) if usual else ""),
                "through_level": sent.get("through_level") or (usual.through_level if usual else 5),
                "owner": sent.get("owner") or str(request.viewer.person_uuid),
                "starts_on": sent.get("starts_on", ""),
                "identifiers": sent.get("identifiers", ""),
                "errors": {one.field: one.sentence for one in problems},
                "problems": problems,
            },
            422 if problems else 200,
        )

    @transaction.atomic
    def _plan(self, request: PortalRequest) -> str:
        """All schools that were chosen, or none."""
        viewer, sent = request.viewer, request.POST
        to_school = next(
            (one for one in schools_everywhere() if str(one.uuid) == sent.get("to_school", "")), None
        )
        if to_school is None:
            raise _refused("to_school", _("Choose where they go."))
        learners = self._learners(request)
        if not learners:
            raise _refused("groups", _("Choose at least one home group, or name learners."))
        level = whole_or_none(sent.get("through_level", ""))
        by_school: dict[Any, list[uuid.UUID]] = {}
        for one in learners:
            by_school.setdefault(one.school, []).append(one.uuid)
        planned = tasks = 0
        for school, ids in by_school.items():
            found = advancement.plan_transitions(
                viewer=viewer,
                learner_uuids=ids,
                from_school=school,
                to_school=to_school,
                starts_on=_date(sent.get("starts_on", "")),
                through_level=-1 if level is None else level,
                owner_uuid=_uuid(sent.get("owner", "")),
            )
            planned, tasks = planned + found.planned + found.changed, tasks + found.tasks
        return ngettext(
            "%(num)s change of school is planned, with %(tasks)s plan tasks. %(school)s sees them from now on.",
            "%(num)s changes of school are planned, with %(tasks)s plan tasks. %(school)s sees them from now on.",
            planned,
        ) % {"num": planned, "tasks": tasks, "school": to_school.name}

    def _learners(self, request: PortalRequest) -> list[Any]:
        viewer, sent = request.viewer, request.POST
        groups = {str(one.uuid): one for one in home_groups_on_duty(viewer, self.role)}
        found = {
            one.pk: one
            for code in sent.getlist("groups")
            if code in groups
            for one in learners_on_duty(viewer, self.role, home_group=groups[code])
        }
        named = set(sent.get("identifiers", "").replace(",", " ").replace(";", " ").split())
        if named:
            listed = list(learners_on_duty(viewer, self.role).filter(local_identifier__in=named))
            missing = named - {one.local_identifier for one in listed}
            if missing:
                raise _refused(
                    "identifiers",
                    _("Nobody of your schools has: %(ids)s.") % {"ids": ", ".join(sorted(missing))},
                )
            found.update({one.pk: one for one in listed})
        return list(found.values())

    def numbers(self, request: PortalRequest) -> HttpResponse:
        """How many come, by school and domain, without names; small numbers are held back together."""
        counts = advancement.transition_counts(advancement.transitions_in(request.viewer, self.role))
        domains = domain_names(current_map())
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        today = clock.today().isoformat()
        response["Content-Disposition"] = f'attachment; filename="changes-of-school-{today}.csv"'
        writer = safe_csv.writer(response)
        writer.writerow([_("From"), _("To"), _("Domain"), _("All foundations met"), _("Foundations open")])
        hidden = hidden_words(SMALLEST_SHOWN)
        for one in counts:
            # The two parts are a whole: where one is small, the other would tell it.
            is_shown = min(one.without_open, one.with_open) >= SMALLEST_SHOWN
            parts = (one.without_open, one.with_open) if is_shown else (hidden, hidden)
            writer.writerow(
                [one.from_school, one.to_school, domains.get(one.domain_code, one.domain_code), *parts]
            )
        return response


_OWNERS = (Role.COUNSELLOR, Role.LEADER)


def home_schools(request: PortalRequest, role: str) -> list[Any]:
    return list(schools_on_duty(request.viewer, role))


def _problems(refused: Any) -> tuple[FieldProblem, ...]:
    return getattr(refused, "problems", ()) or (FieldProblem(refused.sentence, remedy=refused.remedy),)


def _refused(field_name: str, sentence: str) -> Refused:
    return Refused(sentence, problems=(FieldProblem(sentence, field_name),))


def _date(text: str) -> dt.date:
    try:
        return clock.read_date(text)
    except ValueError as problem:
        raise _refused(
            "starts_on", _("The date could not be read. Write it as year-month-day, for example 2026-03-01.")
        ) from problem


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text) if text else None
    except ValueError as problem:
        raise NotFound(_("There is no such page, or it is not open to you.")) from problem
