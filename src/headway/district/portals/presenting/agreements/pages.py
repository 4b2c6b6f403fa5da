"""The list of targets, a new target and the conversation about one, as whole pages; each portal gives its frame."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from headway.district.agreements import api as agreements
from headway.district.agreements.types import Aim, Side
from headway.district.continuum.api import ContinuumMap, current_map
from headway.district.foundation.api import FieldProblem, clock, new_uuid
from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.agreements.acts import NOTES, done
from headway.district.portals.presenting.agreements.depths import deeper_part
from headway.district.portals.presenting.agreements.forms import look_problem, uuids_of
from headway.district.portals.presenting.agreements.graduating import graduation_shown
from headway.district.portals.presenting.agreements.leaving import as_it_stood, last_day, left_words
from headway.district.portals.presenting.agreements.needs import need_shown
from headway.district.portals.presenting.agreements.way_words import plan_options, shape_options
from headway.district.portals.presenting.agreements.ways import changes_rows, rows_given, rows_kept
from headway.district.portals.presenting.agreements.words import (
    domain_name,
    standing_options,
    target_shown,
)
from headway.district.portals.presenting.leveling.acts import (
    attempted,
    day_of,
    errors_of,
    number_of,
    typed,
    uuid_of,
)
from headway.district.portals.presenting.voices import Voice
from headway.district.proficiency.api import standings_of

__all__ = ["Plan", "asks_whom", "list_page", "reverse_of", "target_page"]


@dataclass(frozen=True)
class Plan:
    """One portal's look at one learner's plan. side: in whose name its forms act; None where it is for reading.

    at(name, *more): an address of the portal: targets, target, target_new. frame: what its own frame needs.
    rules: what the learner's stage lets her do alone, where they are at hand.
    """

    learner: Any
    voice: Voice
    side: str | None
    at: Callable[..., str]
    frame: dict[str, Any] = field(default_factory=dict)
    rules: agreements.StageRules | None = None

    @property
    def for_adults(self) -> bool:
        """May the reader see chances? Adults who work with the learner; never she herself nor her family (LR21)."""
        return self.side not in (Side.LEARNER, Side.FAMILY)

    @property
    def acts(self) -> str | None:
        """`side`, as long as anything can be agreed: of a learner who left the district the plan is for reading."""
        return None if last_day(self.learner) else self.side

    @property
    def is_written(self) -> bool:
        return self.acts is not None

    @property
    def left(self) -> str:
        """What is said first where the learner left the district; empty otherwise."""
        return left_words(self.learner, self.voice)


# -- the list ----------------------------------------------------------------------------------------------------------


def list_page(request: PortalRequest, plan: Plan, template: str = "agreements/targets.html") -> HttpResponse:
    """What is agreed, what is talked over, what isn't negotiated yet; and the vision it serves."""
    viewer, learner, continuum = request.viewer, plan.learner, current_map()
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        said, problems = attempted(lambda: _keep(request, plan))
        if not problems:
            messages.success(request, said)
            return redirect(plan.at("targets"))
    part = "" if plan.left else request.GET.get("part", "")
    rest: dict[str, Any] = {}
    if part == "without" and request.htmx:
        missing = agreements.domains_without_agreement((learner,)).get(learner.pk, ())
        rest = _without(viewer, plan, continuum, missing)
    elif part == "deeper" or request.POST.get("act") == "note_depth":
        rest = deeper_part(request, plan, problems)
    elif part == "graduation":
        rest = _graduation(request, plan)
    if part in ("without", "deeper", "graduation") and request.htmx:
        return render(request, f"agreements/{part}_part.html", plan.frame | rest)
    days: agreements.SchoolDays | None = None
    if part == "without" and continuum:
        # Without scripts the part stands in the page: what both tell from is read once.
        standings, days = standings_of(viewer, learner), agreements.school_days_of(learner)
        found = agreements.targets_seen(viewer, learner, standings=standings)
        missing = agreements.domains_without_target(learner, found, standings, days.time)
        rest = _without(viewer, plan, continuum, missing)
    else:
        found = agreements.targets_seen(viewer, learner)
        rest |= _without(viewer, plan, None, ()) if part == "without" else {}
    shown = _shown_all(viewer, plan, found, continuum, days)
    vision = agreements.vision_seen(learner, {one.id: one.uuid for one in found})
    by_uuid = {one.info.uuid: one for one in shown}
    return render(
        request,
        template,
        plan.frame
        | {
            "plan": plan,
            "name": plan.voice.name,
            "about": learner.person.short_name,
            "waiting": [one for one in shown if one.waits_for_me],
            "open": [one for one in shown if one.info.is_open and not one.waits_for_me],
            "closed": [one for one in shown if not one.info.is_open],
            "with_part": "without" in rest,
            "part_address": f"{plan.at('targets')}?part=without",
            "with_deeper": "deeper" in rest,
            "deeper_address": f"{plan.at('targets')}?part=deeper" if plan.side != Side.FAMILY else "",
            "with_graduation": "graduation" in rest,
            "graduation_address": f"{plan.at('targets')}?part=graduation",
            "vision": vision,
            "goals": [
                (goal, [by_uuid[one] for one in goal.target_uuids if one in by_uuid]) for goal in vision.goals
            ],
            "goal_options": [(str(one.info.uuid), one.title) for one in shown if one.info.is_open],
            "form": typed(request, problems),
            "problems": problems,
            "errors": errors_of(problems),
        }
        | rest,
        status=422 if problems else 200,
    )


def _without(
    viewer: Any, plan: Plan, continuum: ContinuumMap | None, found: Sequence[agreements.NotNegotiated]
) -> dict[str, Any]:
    """What isn't negotiated yet: a part that brings itself in after the rest."""
    learner = plan.learner
    # Her family asks one of the two to begin, whatever her stage is: so her rules need not be read.
    may_begin = plan.side != Side.FAMILY and agreements.can_begin_as(
        plan.side, plan.rules or agreements.rules_of(learner)
    )
    return {
        "plan": plan,
        "without": [
            (
                domain_name(continuum, one.domain_code),
                one,
                f"{plan.at('target_new')}?domain={one.domain_code}" if plan.side != Side.FAMILY else "",
            )
            for one in found
        ],
        "may_begin": may_begin,
        "may_open": bool(continuum),
        "asks_whom": [] if may_begin else asks_whom(learner),
    }


def _graduation(request: PortalRequest, plan: Plan) -> dict[str, Any]:
    """What the planned graduation date asks for: a part that brings itself in after the rest."""
    found = agreements.graduation_need(request.viewer, plan.learner)
    open_ones = agreements.targets_seen(request.viewer, plan.learner) if found else ()
    return {
        "plan": plan,
        "graduation": graduation_shown(found) if found else None,
        "diploma": next((one.uuid for one in open_ones if one.is_open and one.aim == Aim.DIPLOMA), None),
        "may_begin": agreements.can_begin_as(plan.side, plan.rules or agreements.rules_of(plan.learner)),
        "is_part": bool(request.htmx),
    }


def _keep(request: PortalRequest, plan: Plan) -> str:
    """What a form of the list asks for; what is said then."""
    form, viewer = request.POST, request.viewer
    act = form.get("act", "")
    if plan.side == Side.ADULT and act == "note_depth":
        agreements.note_depth(
            viewer,
            plan.learner.uuid,
            domain_code=form.get("domain", ""),
            reason=form.get("note", ""),
            request_key=form.get("request_key", ""),
        )
        return _("Noted beside the plan, until the next evidence in this domain.")
    if plan.side == Side.ADULT and act == "withdraw_note":
        agreements.withdraw_note(viewer, uuid_of(form, "note") or uuid.UUID(int=0))
        return _("Taken back.")
    if plan.side != Side.LEARNER:
        raise Http404
    _write_vision(request, plan.learner)
    return _("Kept. You can change it on any day.")


def _write_vision(request: PortalRequest, learner: Any) -> int:
    form = request.POST
    goals = [
        (form.get(f"goal-{place}", ""), uuids_of(form, f"goal-{place}-target"))
        for place in range(8)
        if f"goal-{place}" in form
    ]
    return agreements.write_vision(
        viewer=request.viewer,
        learner_uuid=learner.uuid,
        text=form.get("text", ""),
        goals=goals,
        expects=number_of(form, "revision"),
    )


def _shown_all(
    viewer: Any,
    plan: Plan,
    found: Any,
    continuum: ContinuumMap | None,
    days: agreements.SchoolDays | None = None,
    asked: Mapping[int, agreements.Need] = MappingProxyType({}),
    works_out: bool = False,
    left: Mapping[int, agreements.AdultLeft] | None = None,
) -> list[Any]:
    """Every target in words, with where each agreement stands and the night's forecast; asked for once.

    asked: by target, what the offer on its table asks for. left: `adults_who_left`, where at hand. works_out: what no night has told of yet is worked out now.
    """
    goes_on = continuum is not None and not plan.left
    reader = viewer if works_out else None
    plans = agreements.plans_of(plan.learner, found, continuum, days, reader) if goes_on and continuum else {}
    noted = any(one.has_note for one in found)
    notes = agreements.notes_of((plan.learner.pk,), continuum).get(plan.learner.pk, ()) if noted else ()
    if left is None:
        left = {} if plan.left else agreements.adults_who_left(plan.learner, found)
    shown = [
        target_shown(
            one,
            continuum,
            plan.voice,
            person_id=viewer.person_id,
            side=plan.acts,
            reading=agreements.with_note(plans.get(one.id, (None, None))[0], notes, one.id),
            note=next((each for each in notes if each.target_id == one.id), None),
            need=plans.get(one.id, (None, None))[1],
            for_adults=plan.for_adults,
            table_need=asked.get(one.id),
            left=left.get(one.id),
        )
        for one in found
    ]
    return [as_it_stood(one) for one in shown] if plan.left else shown


def _asked_on_table(
    viewer: Any, plan: Plan, info: agreements.TargetInfo, left: bool
) -> dict[int, agreements.Need]:
    """What the offer asks for that waits for the reader's answer, as of today; by target."""
    table = info.on_table
    if table is None or not info.open_ids or table.is_over(clock.today()):
        return {}
    if plan.acts != Side.ADULT if left else plan.acts not in table.missing:
        return {}
    (need,) = agreements.needs_of(viewer, plan.learner, [(info.open_ids, table.from_on, table.by_on)])
    return {info.id: need}


def asks_whom(learner: Any) -> list[str]:
    """Who can be asked, because they can act on the plan: advisers first."""
    return agreements.adults_to_ask(learner)[:2]


# -- one target --------------------------------------------------------------------------------------------------------


def target_page(request: PortalRequest, plan: Plan, target_uuid: uuid.UUID) -> HttpResponse:
    """The conversation: every offer, the signatures, and what the reader may do now."""
    viewer, learner, continuum = request.viewer, plan.learner, current_map()
    info = agreements.target_of(viewer, target_uuid, learner)
    if info.learner_id != learner.pk:
        raise Http404
    problems: tuple[FieldProblem, ...] = ()
    act = request.POST.get("act", "") if request.method == "POST" else ""
    more_rows = request.method == "POST" and changes_rows(request.POST)
    if more_rows:
        act = ""
    base = info.in_force or info.latest
    assert base is not None  # a target begins with an offer
    first_day, look = min(one.from_on for one in info.offers), ""
    if act == "look":
        need = _need_of_open(request, plan, info)
        look = "" if need else look_problem(request.POST, learner, info.aim, first_day)
        page = plan.frame | {
            "need": need,
            "looked": True,
            "look_problem": look,
            "plan": plan,
            "name": plan.voice.name,
        }
        if request.htmx:
            return render(request, "agreements/need_part.html", page)
    elif act:
        said, problems = attempted(lambda: done(request, act, info))
        if not problems:
            messages.success(request, said)
            return redirect(plan.at("target", target_uuid))
        info = agreements.target_of(viewer, target_uuid, learner)
    left = {} if plan.left else agreements.adults_who_left(learner, [info])
    asked = _asked_on_table(viewer, plan, info, info.id in left)
    (shown,) = _shown_all(viewer, plan, [info], continuum, asked=asked, works_out=True, left=left)
    latest = info.on_table or info.in_force or info.latest
    assert latest is not None
    begins = agreements.begins_anew_on(latest, clock.today())
    way = agreements.carried_way(latest, begins, len(info.open_ids))
    is_kept = act == "look" or more_rows
    given = defaultdict(str, request.POST.dict()) if is_kept else typed(request, problems)
    moves_alone = plan.side == Side.LEARNER
    rules = plan.rules
    if rules is None and (moves_alone or info.aim == Aim.COMPETENCIES):
        rules = agreements.rules_of(learner)
    may_set_aside = agreements.may_set_aside(plan.side, info.in_force is not None, rules)
    graduates_on = None if info.aim == Aim.COMPETENCIES else agreements.graduation_on(learner)
    return render(
        request,
        "agreements/target.html",
        plan.frame
        | {
            "plan": plan,
            "one": shown,
            "name": plan.voice.name,
            "about": learner.person.name,
            "shapes": shape_options(),
            "plans": plan_options(),
            "latest": latest,
            "way": way,
            "begins": begins,
            "first_day": first_day,
            "look_problem": look,
            "earliest": clock.today() + dt.timedelta(days=1),
            "last_day": agreements.latest_day(info.aim, rules, graduates_on),
            "alone_days": rules.changes_alone_days if rules and moves_alone else 0,
            "need": _need_of_open(request, plan, info) if act == "look" else None,
            "looked": act == "look",
            "form": given,
            "is_typed": (bool(problems) or is_kept) and act not in NOTES,
            "rows": rows_given(request.POST) if is_kept or problems else rows_kept(way),
            "rows_changed": more_rows,
            "open_count": len(info.open_ids),
            "noting": act == "note_standing",
            "standings": standing_options(shown.read_code),
            "viewer_person": viewer.person_id,
            "request_key": given.get("request_key", "") or str(new_uuid()),
            "may_close": agreements.may_close(plan.acts),
            "may_set_aside": may_set_aside,
            "asks_whom": asks_whom(learner) if moves_alone and not may_set_aside else [],
            "family_signs": Side.FAMILY in latest.wants,
            "today": clock.today(),
            "problems": problems,
            "errors": errors_of(problems),
        },
        status=422 if problems else 200,
    )


def _need_of_open(request: PortalRequest, plan: Plan, info: agreements.TargetInfo) -> Any:
    by_on = day_of(request.POST, "by_on")
    first_day = min(one.from_on for one in info.offers)
    if by_on is None or not info.open_ids or look_problem(request.POST, plan.learner, info.aim, first_day):
        return None
    begins = day_of(request.POST, "from_on") or clock.today()
    (need,) = agreements.needs_of(request.viewer, plan.learner, [(info.open_ids, begins, by_on)])
    return need_shown(need, by_on, plan.voice, for_adults=plan.for_adults)


def reverse_of(portal: str, *before: Any) -> Callable[..., str]:
    """Addresses of one portal's plan pages: at("target", uuid)."""

    def at(name: str, *more: Any) -> str:
        return reverse(f"{portal}:{name}", args=(*before, *more))

    return at
