"""The board and a signal as whole pages; each staff portal gives its frame and its addresses."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from headway.district.agreements import api as agreements
from headway.district.continuum.api import current_map
from headway.district.foundation.api import (
    Conflict,
    FieldProblem,
    NotAllowed,
    Refused,
    clock,
    new_uuid,
    translated,
)
from headway.district.people.api import (
    Viewer,
    guardians_of,
    learner_by_uuid,
    record_list_view,
    record_view,
    staff_of,
)
from headway.district.placement import api as placement
from headway.district.portals.access import PortalRequest
from headway.district.portals.form_values import (
    day_or_none,
    problems_of,
    uuid_or_none,
    uuids_of,
    whole_or_none,
)
from headway.district.portals.presenting.agreements.depths import deeper_shown
from headway.district.portals.presenting.moving import passage_words
from headway.district.portals.presenting.signals.words import (
    cards,
    ending_words,
    kind_choices,
    looks,
    matter,
    outcome_choices,
    outcome_words,
    response_choices,
    response_words,
    why_words,
)
from headway.district.signals import api as signals

__all__ = ["board_page", "domain_words", "plans_to_review", "signal_page", "turns", "waiting_part"]

# Makes an address from the name of a page and what stands in it; empty where the portal has no such page.
Address = Callable[..., str]
# The usual time until somebody looks again.
LOOK_AGAIN_AFTER = dt.timedelta(days=14)
MOST_LEARNERS = 400
_ANY = uuid.UUID(int=0)


def board_page(request: PortalRequest, frame: Mapping[str, Any], at: Address, page: str) -> HttpResponse:
    """Who needs me today?"""
    everybody = request.GET.get("whose") == "all"
    wanted = request.GET.get("kind", "")
    kinds = kind_choices()
    kind = wanted if wanted in {value for value, _words in kinds} else ""
    found = signals.board(
        request.viewer, everybody=everybody, kind=kind, page=whole_or_none(request.GET.get("page", "")) or 1
    )
    domains = domain_words()
    read_on = max((one.latest_on for one in (*found.lines, *found.answered)), default=None)
    named = {one.learner_uuid for one in (*found.lines, *found.answered)}
    named |= {one.learner_uuid for one in found.follow_ups}
    to_review = plans_to_review(request.viewer, found.follow_ups, domains)
    named |= {one.learner_uuid for one, _domain in to_review}
    wishes = agreements.wishes_for_adult(request.viewer, everybody=everybody)
    named |= {one.learner_uuid for one in wishes}
    record_list_view(viewer=request.viewer, learners=len(named), page=page)
    return render(
        request,
        "signals/board.html",
        {
            **frame,
            "at": _quick(at),
            "board": found,
            "read_on": read_on,
            "cards": cards(found.lines, domains, read_on),
            "answered": cards(found.answered, domains, read_on),
            "looks": looks(found.follow_ups, domains),
            "plans_to_review": to_review,
            "wishes": wishes,
            "request_key": str(new_uuid()),
            "turns": turns(request, found.page, found.pages),
            "everybody": everybody,
            "kind": kind,
            "kinds": kinds,
            "shows_school": len({one.school for one in (*found.lines, *found.answered)}) > 1,
        },
    )


def plans_to_review(
    viewer: Viewer, follow_ups: Collection[signals.FollowUpLine], domains: Mapping[str, str]
) -> list[tuple[placement.PlanReviewDue, str]]:
    """(plan, its domain in words): individual plans whose day of review is past, but those that a look stands for."""
    looked_at = {one.plan_task for one in follow_ups}
    return [
        (one, domains.get(one.domain_code, ""))
        for one in placement.plans_to_review(viewer)
        if one.uuid not in looked_at
    ]


def turns(request: PortalRequest, page: int, pages: int, name: str = "page") -> tuple[str, str]:
    """The addresses of the page before and after this one, with what was chosen; empty where there is none."""

    def to(number: int) -> str:
        if not 1 <= number <= pages:
            return ""
        chosen = request.GET.copy()
        chosen[name] = str(number)
        return "?" + chosen.urlencode()

    return to(page - 1), to(page + 1)


def signal_page(
    request: PortalRequest, signal_uuid: uuid.UUID, frame: Mapping[str, Any], at: Address, page: str
) -> HttpResponse:
    """One signal: the evidence, what happened to it, and the answer. A part of the board where it is asked for so."""
    problems: tuple[FieldProblem, ...] = ()
    form: Any = {}
    if request.method == "POST":
        try:
            said = _act(request, signal_uuid)
        except (Refused, NotAllowed, Conflict) as refused:
            problems, form = problems_of(refused), request.POST
        else:
            messages.success(request, said)
            return redirect(at("board"))
    info = signals.signal_info(request.viewer, signal_uuid)
    learner = learner_by_uuid(info.line.learner_uuid)
    assert learner is not None  # otherwise the page was not found
    record_view(viewer=request.viewer, learner=learner, page=page)
    family = guardians_of((learner.pk,)).get(learner.pk, frozenset())
    staff = [one for one in staff_of(learner) if one.person_id not in family]
    domains = domain_words()
    to_follow = info.to_follow
    same = signals.same_matter(request.viewer, info.line) if info.is_open else ()
    is_part = bool(request.htmx) and request.method == "GET"
    return render(
        request,
        "signals/answer.html" if is_part else "signals/signal.html",
        {
            **frame,
            "at": at,
            "info": info,
            "one": matter(info.line, domains),
            "learner": learner,
            "turns": [(turn, why_words(turn.because)) for turn in info.turns],
            "ending": ending_words(info.ending) if info.ending else "",
            "responses": [
                (
                    one,
                    response_words(one.kind),
                    outcome_words(one.outcome, info.line.kind),
                )
                for one in info.responses
            ],
            "to_follow": to_follow,
            "may_answer": info.may_be_answered(clock.today()),
            "also": [(str(one.uuid), domains.get(one.domain_code, one.domain_code)) for one in same],
            "also_followed": [
                (str(one.response_uuid), domains.get(one.domain_code, one.domain_code))
                for one in (signals.same_answer(request.viewer, to_follow.uuid) if to_follow else ())
            ],
            "staff": staff,
            "owners": [(str(one.person_uuid), one.name) for one in staff],
            "colleagues": [one for one in staff if one.name != info.line.addressee],
            "me": str(request.viewer.person_uuid),
            "kinds": response_choices(info.line.kind),
            "outcomes": outcome_choices(info.line.kind),
            "waits": _waits(signals.what_waits(request.viewer, signal_uuid), learner.uuid, at, domains),
            "to_plan": _to_plan(learner, (info.line, *same), at, domains) if info.is_open else (),
            "form": form,
            "problems": problems,
            "errors": defaultdict(str, {one.field: one.sentence for one in problems}),
            "request_key": form.get("request_key") or str(new_uuid()),
            "today_on": clock.today(),
            "look_again_on": signals.day_to_look(learner, clock.today() + LOOK_AGAIN_AFTER),
            "is_part": is_part,
        },
        status=422 if problems else 200,
    )


def _quick(at: Address) -> Address:
    """The same addresses; those of one identifier are worked out once for all lines of a full board."""
    patterns: dict[str, str] = {}

    def address(name: str, *parts: Any) -> str:
        if name not in ("signal", "learner") or len(parts) != 1:
            return at(name, *parts)
        if name not in patterns:
            patterns[name] = at(name, _ANY)
        return patterns[name].replace(str(_ANY), str(parts[0]))

    return address


def domain_words() -> dict[str, str]:
    """Code → name of the domain in the reader's language."""
    continuum = current_map()
    return {} if continuum is None else {one.code: translated(one, "name") for one in continuum.domains}


def _waits(
    found: signals.WhatWaits, learner_uuid: uuid.UUID, at: Address, domains: Mapping[str, str]
) -> list[tuple[str, str]]:
    """(words, address) of what waits for a decision or a signature; "" where this portal has no page for it."""
    if found.passage is not None:
        one = found.passage
        return [(passage_words(one, domains), at("passage", learner_uuid, one.grain, one.code))]
    return [
        (translated(one, "title"), at("competency", learner_uuid, one.uuid)) for one in found.competencies
    ]


def _to_plan(
    learner: Any, lines: Sequence[signals.BoardLine], at: Address, domains: Mapping[str, str]
) -> list[tuple[str, str, bool]]:
    """(domain, address, is an offer on the table) of signals that nothing is agreed: where it is planned together.

    What was agreed meanwhile is not listed; nothing where this portal has no page for it.
    """
    if lines[0].kind != signals.SignalKind.NOT_NEGOTIATED or not at("new_plan", learner.uuid):
        return []
    without = agreements.domains_without_agreement((learner,)).get(learner.pk, ())
    offered = {one.domain_code: one.target_uuid for one in without}
    return [
        (
            domains.get(code, code),
            at("plan", learner.uuid, offered[code])
            if offered[code]
            else f"{at('new_plan', learner.uuid)}?{urlencode({'domain': code})}",
            offered[code] is not None,
        )
        for code in (one.domain_code for one in lines)
        if code in offered
    ]


def _act(request: PortalRequest, signal_uuid: uuid.UUID) -> str:
    """Do what the form asks; what is said then."""
    form, viewer = request.POST, request.viewer
    act = form.get("act", "")
    if act == "hand_on":
        to = uuid_or_none(form.get("to", ""))
        row = signals.hand_on(viewer=viewer, signal_uuid=signal_uuid, to=to or uuid.UUID(int=0))
        return _("Handed on to %(name)s.") % {"name": row.addressee.name if row.addressee else ""}
    if act == "end":
        ending, reason = form.get("ending", ""), form.get("reason", "")
        wanted = [signal_uuid, *uuids_of(form.getlist("also"))]
        signals.end_all(viewer=viewer, signal_uuids=wanted, ending=ending, reason=reason)
        return _("Closed. It is kept with all that happened.")
    if act == "follow_up":
        outcome = form.get("outcome", "")
        first = uuid_or_none(form.get("response", "")) or uuid.UUID(int=0)
        signals.follow_up_all(
            viewer=viewer,
            response_uuids=[first, *uuids_of(form.getlist("also"))],
            outcome=outcome,
            words=form.get("seen", ""),
        )
        if outcome == signals.FollowUpOutcome.MORE:
            return _("Noted. A further response is asked for.")
        if outcome in (signals.FollowUpOutcome.GOING, signals.FollowUpOutcome.MET):
            return _("Noted: the plan goes on, and the signal is closed.")
        return _("Noted, and the signal is closed.")
    if act == "review":
        info = signals.signal_info(viewer, signal_uuid)
        signals.review_pace(viewer=viewer, learner_uuid=info.line.learner_uuid)
        return _("Noted that you looked.")
    _respond(request, signal_uuid)
    return _("Answered. You are reminded on the day to look again.")


def _respond(request: PortalRequest, signal_uuid: uuid.UUID) -> None:
    form = request.POST
    signals.respond_to_all(
        viewer=request.viewer,
        signal_uuids=[signal_uuid, *uuids_of(form.getlist("also"))],
        kind=form.get("kind", ""),
        words=form.get("words", ""),
        begins_on=day_or_none(form.get("begins_on", ""), "begins_on"),
        follow_up_on=day_or_none(form.get("follow_up_on", ""), "follow_up_on"),
        owner_uuid=uuid_or_none(form.get("owner", "")),
        request_key=form.get("request_key", ""),
    )


def waiting_part(request: PortalRequest, frame: Mapping[str, Any], at: Address) -> HttpResponse:
    """Offers that wait for my signature, or (?of=) check-ins of this week, or room to go deeper: a part of the board, or
    a page."""
    viewer, domains = request.viewer, domain_words()
    found: dict[str, Any] = {"offers": [], "to_read": 0, "deeper": []}
    of_check_ins, of_deeper = (request.GET.get("of") == one for one in ("check_ins", "deeper"))
    if of_check_ins:
        found["to_read"] = _check_ins_to_read(viewer)
    elif of_deeper:
        found |= _deeper(viewer)
    else:
        waiting = (one for one in agreements.waiting_for(viewer) if one.side == agreements.Side.ADULT)
        found["offers"] = [(one, domains.get(one.domain_code, "")) for one in waiting]
    template = "signals/waiting.html" if request.htmx else "signals/waiting_page.html"
    title = _("Offers that wait for me")
    if of_check_ins or of_deeper:
        title = _("Check-ins that wait for me") if of_check_ins else _("Room to go deeper")
    return render(
        request,
        template,
        {**frame, "at": at, "of_check_ins": of_check_ins, "of_deeper": of_deeper, "title": title, **found},
    )


def _deeper(viewer: Viewer) -> dict[str, Any]:
    """Learners in whose work going deeper is suggested, by name; whoever saw it differently is not among them."""
    learners = _mine(viewer)
    found = agreements.depths_of_many(viewer, learners)
    listed = []
    for one in learners:
        shown = deeper_shown(
            tuple(each for each in found.get(one.pk, ()) if each.is_suggested),
            agreements.Side.ADULT,
            viewer.person_id,
        )
        if shown:
            listed.append((one.person.name, one.uuid, shown))
    return {"deeper": listed}


def _mine(viewer: Viewer) -> list[Any]:
    return list(agreements.learners_worked_with(viewer).order_by("person__family_name", "pk")[:MOST_LEARNERS])


def _check_ins_to_read(viewer: Viewer) -> int:
    """Of this week and of those before; the list says the same."""
    states = agreements.check_ins_of_group(viewer, _mine(viewer)).values()
    said = [one.kept for one in states] + [each.said for one in states for each in one.to_read]
    return sum(one is not None and not one.is_answered for one in said)
