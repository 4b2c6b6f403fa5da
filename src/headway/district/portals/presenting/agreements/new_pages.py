"""A new target: choose what is to be reached, see what a date asks for, propose."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from headway.district.agreements import api as agreements
from headway.district.agreements.types import Aim, PlanKind, Side
from headway.district.continuum.api import ContinuumMap, current_map
from headway.district.foundation.api import FieldProblem, clock, new_uuid, translated
from headway.district.pacing.api import graduation_dates
from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.agreements.forms import look_problem, offer_given, uuids_of
from headway.district.portals.presenting.agreements.needs import need_shown
from headway.district.portals.presenting.agreements.pages import Plan, asks_whom
from headway.district.portals.presenting.agreements.way_words import plan_options, shape_options
from headway.district.portals.presenting.agreements.ways import changes_rows, rows_given, rows_kept
from headway.district.portals.presenting.leveling.acts import attempted, day_of, errors_of, number_of
from headway.district.proficiency.api import frontier_of

__all__ = ["new_page"]

LATER_SHOWN = 6


def new_page(request: PortalRequest, plan: Plan) -> HttpResponse:
    """Choose what is to be reached, see what a date asks for, and propose."""
    viewer, learner, continuum = request.viewer, plan.learner, current_map()
    if plan.left:
        return redirect(plan.at("targets"))
    if continuum is None or not plan.is_written:
        raise Http404
    form = request.POST if request.method == "POST" else request.GET
    code = form.get("domain", "")
    domain = agreements.domain_of(continuum, code)
    aim = form.get("aim", "") or Aim.COMPETENCIES.value
    problems: tuple[FieldProblem, ...] = ()
    already = ""
    more_rows = request.method == "POST" and changes_rows(request.POST)
    looking = request.method == "POST" and (more_rows or request.POST.get("act") != "propose")
    if request.method == "POST" and not looking:
        made, problems, planned = _attempted(request, learner, aim, code)
        if not problems:
            messages.success(request, _proposed(plan))
            return redirect(plan.at("target", made))
        already = plan.at("target", planned) if planned else ""
    rules = plan.rules or agreements.rules_of(learner)
    look = look_problem(request.POST, learner, aim) if looking else ""
    need = _need(request, plan, aim, code) if request.method == "POST" and not look else None
    page = plan.frame | {
        "plan": plan,
        "name": plan.voice.name,
        "about": learner.person.short_name,
        "need": need,
        "looked": looking,
        "look_problem": look,
        "may_begin": (may_begin := agreements.can_begin_as(plan.side, rules)),
        "asks_whom": [] if may_begin else asks_whom(learner),
    }
    if request.htmx and looking:
        return render(request, "agreements/need_part.html", page)
    today = clock.today()
    graduation = graduation_dates((learner.pk,)).get(learner.pk)
    graduates_on = graduation[0] if graduation else None
    page |= {
        "domain": domain,
        "domains": [
            (translated(one, "name"), f"{request.path}?domain={one.code}")
            for one in agreements.academic_domains(continuum)
        ],
        "whole": aim == Aim.DIPLOMA,
        "aim": aim,
        "aims": _aims(domain),
        "competencies": _competencies(viewer, learner, domain) if domain else [],
        "chosen": [str(one) for one in uuids_of(form, "competency")],
        "levels": _levels(continuum, domain) if domain else [],
        "shapes": shape_options(),
        "rows": rows_given(request.POST) if request.method == "POST" else rows_kept(None),
        "rows_changed": more_rows,
        "plans": plan_options(),
        "earliest": today + dt.timedelta(days=1),
        "latest": agreements.latest_day(
            Aim.DIPLOMA if aim == Aim.DIPLOMA else Aim.COMPETENCIES,
            rules,
            graduates_on,
        ),
        "graduates_on": graduates_on if graduates_on and graduates_on > today else None,
        "graduation_plan": graduation[1] if graduation and graduation[1] in PlanKind.values else "usual",
        "weeks": rules.horizon_weeks,
        "form": defaultdict(str, form.dict()),
        "already": already,
        "request_key": form.get("request_key", "") or str(new_uuid()),
        "problems": problems,
        "errors": errors_of(problems),
    }
    return render(request, "agreements/new.html", page, status=422 if problems else 200)


def _proposed(plan: Plan) -> str:
    if plan.side == Side.LEARNER:
        return _("Your offer is on the table. An adult answers it.")
    return _("The offer is on the table, and it was told to those who answer.")


def _attempted(
    request: PortalRequest, learner: Any, aim: str, code: str
) -> tuple[Any, tuple[FieldProblem, ...], uuid.UUID | None]:
    """The target, or the problems; and which open target stands for the same thing, where that is why it was refused."""
    planned: list[uuid.UUID] = []

    def act() -> uuid.UUID:
        try:
            return _propose(request, learner, aim, code)
        except agreements.AlreadyPlanned as already:
            planned.append(already.target_uuid)
            raise

    made, problems = attempted(act)
    return made, problems, next(iter(planned), None)


def _propose(request: PortalRequest, learner: Any, aim: str, code: str) -> uuid.UUID:
    form = request.POST
    return agreements.propose(
        viewer=request.viewer,
        learner_uuid=learner.uuid,
        aim=aim,
        domain_code=code,
        level=number_of(form, "level"),
        competency_uuids=uuids_of(form, "competency") if aim == Aim.COMPETENCIES else (),
        why=form.get("why", ""),
        **offer_given(form),
    )


def _need(request: PortalRequest, plan: Plan, aim: str, code: str) -> Any:
    form, by_on = request.POST, day_of(request.POST, "by_on")
    found = agreements.need_for(
        request.viewer,
        plan.learner,
        aim=aim,
        by_on=by_on,
        domain_code=code,
        level=number_of(form, "level"),
        competency_uuids=uuids_of(form, "competency"),
        from_on=day_of(form, "from_on"),
    )
    if found is None or by_on is None:
        return None
    return need_shown(found, by_on, plan.voice, for_adults=plan.for_adults)


def _aims(domain: Any) -> list[tuple[str, str, str]]:
    return [
        (
            Aim.COMPETENCIES.value,
            _("Competencies from what is next"),
            _("One, or some that belong together."),
        ),
        (Aim.LEVEL.value, _("A level of this domain"), _("Everything up to the end of that level.")),
    ]


def _competencies(viewer: Any, learner: Any, domain: Any) -> list[tuple[str, str, str]]:
    """What is under way, what can begin, and some of what comes after, as choices."""
    part = frontier_of(viewer, learner).of_domain(domain.id)
    items = [*part.working_on, *part.ready, *part.needs_first[:LATER_SHOWN]]
    after = {one.competency.id for one in part.needs_first}
    return [
        (
            str(one.competency.uuid),
            translated(one.competency, "title"),
            _("Comes after: %(titles)s")
            % {"titles": ", ".join(translated(each, "title") for each in one.needs)}
            if one.competency.id in after and one.needs
            else translated(one.competency, "statement"),
        )
        for one in items
    ]


def _levels(continuum: ContinuumMap, domain: Any) -> list[tuple[int, str]]:
    return [
        (level, _("Level %(level)s") % {"level": level})
        for level in agreements.levels_in(continuum, domain.id)
    ]
