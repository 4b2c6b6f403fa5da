"""The session, the decision and the plan as whole pages; each staff portal gives its frame and its addresses."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from headway.district.assessments.api import Confidence, SourceKind
from headway.district.checks.api import known_and_holes
from headway.district.continuum.api import current_map
from headway.district.foundation.api import FieldProblem, NotAllowed, new_uuid
from headway.district.people.api import Viewer, can_rate, record_view, staff_of
from headway.district.people.types import Role
from headway.district.placement import api as placement
from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.leveling.acts import (
    answer_form,
    attempted,
    day_of,
    errors_of,
    judge_form,
    number_of,
    place_form,
    plan_form,
    typed,
    uuid_of,
)
from headway.district.portals.presenting.leveling.appeals import answers_shown, appeal_shown
from headway.district.portals.presenting.leveling.plans import plan_shown
from headway.district.portals.presenting.leveling.words import (
    domain_shown,
    hole_rows,
    line_shown,
    place_name,
)

__all__ = ["decision_page", "plan_page", "session_page", "take_back"]

# Makes an address from the name of a page and what stands in it.
Address = Callable[..., str]


def session_page(
    request: PortalRequest, learner_uuid: uuid.UUID, frame: dict[str, Any], page: str, at: Address
) -> HttpResponse:
    """All domains and strands of one learner; here a judgement is written down."""
    viewer = request.viewer
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        if request.POST.get("act") == "open":
            expected = number_of(request.POST, "expected_level")
            _done, problems = attempted(
                lambda: placement.open_leveling(
                    viewer=viewer,
                    learner_uuid=learner_uuid,
                    reason=request.POST.get("reason", ""),
                    expected_level=expected,
                )
            )
            said = _("The session is open.")
        elif request.POST.get("act") == "answer":
            problems, said = answer_form(viewer, request.POST)
        else:
            _done, problems = attempted(lambda: judge_form(viewer, learner_uuid, request.POST))
            said = _("Your judgement is noted as a source of its own.")
        if not problems:
            messages.success(request, said)
            return redirect(at("session", learner_uuid))
    table = placement.leveling_table(viewer, learner_uuid)
    learner = table.learner
    record_view(viewer=viewer, learner=learner, page=page)
    continuum = current_map()
    assert continuum is not None  # the table was refused otherwise
    codes = dict.fromkeys(one.domain_code for one in table.lines)
    policy, _version = placement.leveling_policy()
    may_decide, why_not = _may_decide(viewer, learner, policy)
    is_family = placement.is_family(viewer, learner)
    maps = []
    levels = placement.levels_of((learner.pk,)).get(learner.pk, {})
    for code in codes:
        if any(domain == code for domain, _strand in levels):
            _known, not_yet = known_and_holes(learner.pk, code)
            columns, rows = hole_rows(
                placement.hole_map(learner.pk, continuum, code, levels, not_yet), continuum
            )
            if any(cell and cell.is_below for row in rows for cell in row.cells):
                maps.append((place_name(continuum, code), columns, rows))
    return render(
        request,
        "leveling/session.html",
        {"transfer_address": "", "invite_address": ""}
        | frame
        | {
            "table": table,
            "learner": learner,
            "domains": [domain_shown(table, code, continuum) for code in codes],
            "missing": [place_name(continuum, code) for code in table.missing],
            "maps": maps,
            "may_decide": may_decide,
            "why_not": why_not if is_family else "",
            "may_judge": not is_family and can_rate(placement.as_staff(viewer), learner),
            "appeals": [
                appeal_shown(one, continuum) for one in placement.open_appeals_of(viewer, learner_uuid)
            ],
            "answered": answers_shown(placement.answers_to_appeals(viewer, learner_uuid), continuum),
            "places": _places(table, continuum),
            "levels": _level_options(continuum, ""),
            "confidences": list(Confidence.choices),
            "reasons": list(placement.LevelingReason.choices),
            "request_key": str(new_uuid()),
            "form": typed(request, problems),
            "problems": problems,
            "errors": errors_of(problems),
            "at": at,
            "plans": [plan_shown(one, continuum) for one in placement.plan_tasks_of(viewer, learner_uuid)],
            "entry_options": _entry_options(continuum),
        },
        status=422 if problems else 200,
    )


def decision_page(
    request: PortalRequest,
    learner_uuid: uuid.UUID,
    code: str,
    frame: dict[str, Any],
    page: str,
    at: Address,
) -> HttpResponse:
    """One domain or strand: the sources once more, what lies below a level, and the decision."""
    viewer = request.viewer
    strand = (request.POST if request.method == "POST" else request.GET).get("strand", "")
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        outcome, problems = attempted(lambda: place_form(viewer, learner_uuid, code, strand, request.POST))
        if not problems:
            messages.success(request, _outcome_words(outcome))
            if outcome.plan_task_uuid:
                messages.info(
                    request, _("A plan task is open. Name who sees to it, and write the plan together.")
                )
            return redirect(at("session", learner_uuid))
    table = placement.leveling_table(viewer, learner_uuid)
    line = next((one for one in table.lines if (one.domain_code, one.strand_code) == (code, strand)), None)
    continuum = current_map()
    if line is None or continuum is None:
        raise Http404
    learner = table.learner
    record_view(viewer=viewer, learner=learner, page=page)
    source = request.POST if request.method == "POST" else request.GET
    level = number_of(source, "level")
    if level is None and len(line.suggestion.levels) == 1:
        level = line.suggestion.levels[0]
    decided = {
        one.strand_code for one in table.lines if one.domain_code == code and one.strand_code and one.placed
    }
    ids = placement.below(continuum, code, strand, level, decided) if level is not None else ()
    _known, not_yet = known_and_holes(learner.pk, code)
    posted = set(request.POST.getlist("taken")) if "choosing" in request.POST else None
    offered = [
        (
            continuum.by_id[one],
            one in not_yet,
            str(one) in posted if posted is not None else one not in not_yet,
        )
        for one in ids
    ]
    policy, _version = placement.leveling_policy()
    may_decide, why_not = _may_decide(viewer, learner, policy)
    beside = [one for one in table.lines if one.domain_code == code and one is not line and one.sources]
    return render(
        request,
        "leveling/decide.html",
        frame
        | {
            "learner": learner,
            "line": line_shown(line, continuum),
            "name": place_name(continuum, code, strand),
            "level": level,
            "levels": _level_options(continuum, code),
            "offered": offered,
            "confidences": list(Confidence.choices),
            "beside": [line_shown(one, continuum) for one in beside],
            "bases": _bases(line, beside),
            "leading": line.suggestion.leading.kind if line.suggestion.leading else "",
            "may_decide": may_decide,
            "why_not": why_not,
            "months": policy.review_months,
            "owners": [(str(one.person_uuid), one.name) for one in staff_of(learner)],
            "may_be_far": table.session is None
            or policy.is_far(level if level is not None else 99, table.session.expected_level),
            "request_key": str(new_uuid()),
            "form": typed(request, problems),
            "problems": problems,
            "errors": errors_of(problems),
            "at": at,
            "strand": strand,
            "code": code,
        },
        status=422 if problems else 200,
    )


def _bases(line: placement.LevelingLine, beside: list[placement.LevelingLine]) -> list[tuple[str, Any]]:
    """The kinds of sources that are there in this domain; one's own judgement always is."""
    there = {one.kind for each in (line, *beside) for one in each.sources}
    return [
        choice for choice in SourceKind.choices if choice[0] in there or choice[0] == SourceKind.JUDGEMENT
    ]


def _may_decide(viewer: Viewer, learner: Any, policy: Any) -> tuple[bool, str]:
    """Whether she may; and where not, why, with who can."""
    try:
        placement.check_decide(viewer, learner, policy)
    except NotAllowed as refused:
        return False, f"{refused.sentence} {refused.remedy}"
    return True, ""


def take_back(
    request: PortalRequest, learner_uuid: uuid.UUID, placement_uuid: uuid.UUID, at: Address
) -> HttpResponse:
    placement.withdraw(viewer=request.viewer, placement_uuid=placement_uuid)
    messages.success(request, _("Taken back; what stood before it stands again."))
    return redirect(at("session", learner_uuid))


def plan_page(
    request: PortalRequest, plan_uuid: uuid.UUID, frame: dict[str, Any], page: str, at: Address
) -> HttpResponse:
    """A plan for staff: who sees to it, its words, who signed them."""
    viewer = request.viewer
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        problems, said = _plan_act(request, plan_uuid)
        if not problems:
            messages.success(request, said)
            return redirect(at("plan", plan_uuid))
    info = placement.plan_task(placement.as_staff(viewer), plan_uuid)
    learner = info.learner
    record_view(viewer=viewer, learner=learner, page=page)
    path = learner.school.path if learner.school else ""
    on_duty = any(
        duty.role in (Role.COUNSELLOR, Role.LEADER) and path.startswith(duty.path) for duty in viewer.duties
    )
    is_family = placement.is_family(viewer, learner)
    on_duty = on_duty and not is_family
    is_owner = info.owner_id == viewer.person_id and not is_family
    return render(
        request,
        "leveling/plan.html",
        frame
        | {
            "plan": plan_shown(info, current_map()),
            "learner": learner,
            "may_name": on_duty or is_owner,
            "may_take": not is_owner and not is_family and can_rate(placement.as_staff(viewer), learner),
            "may_write": on_duty or is_owner,
            "may_sign": is_owner and info.revision > 0 and info.signed("owner") is None,
            "owners": [(str(one.person_uuid), one.name) for one in staff_of(learner)],
            "me": str(viewer.person_uuid),
            "form": typed(request, problems),
            "problems": problems,
            "errors": errors_of(problems),
            "at": at,
        },
        status=422 if problems else 200,
    )


def _plan_act(request: PortalRequest, plan_uuid: uuid.UUID) -> tuple[tuple[FieldProblem, ...], str]:
    viewer, form = request.viewer, request.POST
    act = form.get("act")
    if act == "own":
        owner = uuid_of(form, "owner") or uuid.UUID(int=0)
        _row, problems = attempted(
            lambda: placement.own(viewer=viewer, task_uuid=plan_uuid, owner_uuid=owner)
        )
        return problems, _("It is named who sees to the plan.")
    if act == "sign":
        revision = number_of(form, "revision") or 0
        _row, problems = attempted(
            lambda: placement.sign(viewer=viewer, task_uuid=plan_uuid, revision=revision, role="owner")
        )
        return problems, _("Signed.")
    if act == "review":
        _row, problems = attempted(
            lambda: placement.set_review(
                viewer=viewer, task_uuid=plan_uuid, review_on=day_of(form, "review_on")
            )
        )
        return problems, _("The day to look at the plan again is named.")
    if act == "close":
        _row, problems = attempted(
            lambda: placement.close_plan(
                viewer=viewer,
                task_uuid=plan_uuid,
                came_of_it=form.get("came_of_it", ""),
                was_for=form.get("was_for", ""),
            )
        )
        return problems, _("The plan is closed; it stays readable.")
    _row, problems = attempted(lambda: plan_form(viewer, plan_uuid, form))
    return problems, _("The words stand. Learner, family and whoever sees to it are asked to sign them.")


def _outcome_words(outcome: placement.PlaceOutcome) -> str:
    said = _("Decided: level %(level)s.") % {"level": outcome.level}
    if outcome.taken:
        said += " " + _("%(count)s taken as met, to be confirmed by work.") % {"count": len(outcome.taken)}
    if outcome.closed_session:
        said += " " + _("Every core domain has a decision now.")
    return said


def _places(table: placement.LevelingTable, continuum: Any) -> list[tuple[str, str]]:
    return [
        (f"{one.domain_code}|{one.strand_code}", place_name(continuum, one.domain_code, one.strand_code))
        for one in table.lines
    ]


def _level_options(continuum: Any, code: str) -> list[tuple[int, str]]:
    """The levels of a domain, and one beyond: then all of it is met."""
    members = placement.of_place(continuum, code) if code else continuum.competencies
    levels = sorted({one.level for one in members if one.level is not None})
    options = [(one, _("Level %(level)s") % {"level": one}) for one in levels]
    if code and levels:
        options.append((levels[-1] + 1, _("Beyond the last level: all of it is met")))
    return options


def _entry_options(continuum: Any) -> list[tuple[int, str]]:
    return _level_options(continuum, "")
