"""The way of leveling as a form: what is leveled, where learners usually enter, who decides; as a draft, then adopted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from headway.district.continuum.api import DomainKind, current_map
from headway.district.foundation.api import Conflict, FieldProblem, Refused, clock, translated
from headway.district.policy import api as policy
from headway.district.policy.api import DraftPolicy, PolicyKind
from headway.district.portals.access import PortalRequest
from headway.district.portals.leader.planned import is_take_back, take_back
from headway.district.portals.leader.rule_drafts import schools_by_uuid
from headway.mastery.facts import Refused as NotReadable
from headway.mastery.placement.leveling import DECIDERS, LevelingPolicy

__all__ = ["leveling_rule"]

# Where no school is named.
ELSEWHERE = "*"


@require_http_methods(["GET", "HEAD", "POST"])
def leveling_rule(request: PortalRequest) -> HttpResponse:
    """Read by every leader; leaders of the district change it. A draft changes nothing for anybody."""
    may_change = policy.can_change_rules(request.viewer)
    now = policy.rule_in_effect(PolicyKind.LEVELING)
    draft = _draft(request) if may_change else None
    # What a policy leaves out is said by the form too, as it is understood.
    in_effect = LevelingPolicy.from_dict(now.parameters).to_dict()
    parameters: Mapping[str, Any] = draft.parameters if draft else in_effect
    schools = schools_by_uuid(request)
    problems: list[FieldProblem] = []
    if request.method == "POST":
        policy.check_change_rules(request.viewer)
        act = request.POST.get("act", "")
        if act == "throw_away":
            if draft is not None:
                policy.throw_away_draft(request.viewer, draft.uuid)
            messages.success(request, _("The draft is gone. What is in effect stays as it is."))
            return redirect("leader:leveling_rule")
        if is_take_back(request):
            take_back(request, PolicyKind.LEVELING)
            return redirect("leader:leveling_rule")
        parameters = _typed(request.POST, parameters, schools)
        try:
            said = _kept(request, draft, parameters, is_adopted=act == "adopt")
        except (Refused, Conflict) as refused:
            problems = list(getattr(refused, "problems", ())) or [
                FieldProblem(refused.sentence, remedy=refused.remedy)
            ]
        else:
            messages.success(request, said)
            return redirect("leader:leveling_rule")
    read, _wrong = _read(parameters)
    continuum = current_map()
    academic = [one for one in (continuum.domains if continuum else ()) if one.kind == DomainKind.ACADEMIC]
    domains = [(one.code, translated(one, "name")) for one in academic]
    entry = parameters.get("entry", {})
    return render(
        request,
        "leader/leveling_rule.html",
        {
            "may_change": may_change,
            "now": now,
            "said_now": _said(LevelingPolicy.from_dict(now.parameters), dict(domains), schools),
            "said": _said(read, dict(domains), schools) if read and (draft or problems) else (),
            "draft": draft,
            "parameters": parameters,
            "domains": domains,
            "leveled": parameters.get("leveled") or [code for code, _name in domains],
            "core": parameters.get("core") or parameters.get("leveled") or [code for code, _name in domains],
            "deciders": [(code, capfirst(_decider(code))) for code in DECIDERS],
            "entry": [
                (code, name, _written(entry.get(code, ())))
                for code, name in (*schools.items(), (ELSEWHERE, _("Every other school")))
            ],
            "problems": problems,
            "errors": {one.field: one.sentence for one in problems},
            "typed": _words(request.POST if problems else None, draft),
            "versions": policy.versions_of(PolicyKind.LEVELING),
            "today": clock.today(),
        },
        status=422 if problems else 200,
    )


def _draft(request: PortalRequest) -> DraftPolicy | None:
    found = policy.drafts_for(request.viewer, PolicyKind.LEVELING)
    return found[0] if found else None


def _kept(
    request: PortalRequest, draft: DraftPolicy | None, parameters: dict[str, Any], *, is_adopted: bool
) -> str:
    """Keep the draft, and adopt it where that is asked for; what is said then. Raises Refused, Conflict."""
    form, viewer = request.POST, request.viewer
    _read_policy, wrong = _read(parameters)
    effective_on, unread = _day(form.get("effective_on", ""))
    if wrong or unread:
        raise Refused(_("This can't be kept as it is."), problems=(*wrong, *unread))
    uuid = draft.uuid if draft else policy.start_draft(viewer, parameters, PolicyKind.LEVELING)
    revision = int(form["revision"]) if draft and form.get("revision", "").isdecimal() else 0
    kept = policy.save_draft(
        viewer,
        uuid,
        revision=revision if draft else policy.draft_of(viewer, uuid, PolicyKind.LEVELING).revision,
        parameters=parameters,
        text=form.get("text", ""),
        text_es=form.get("text_es", ""),
        effective_on=effective_on,
    )
    if not is_adopted:
        return _("The draft is kept. Nothing changes for anybody until it is adopted.")
    version = policy.adopt_draft(viewer, uuid, revision=kept.revision)
    return _("Version %(number)s of the way of leveling is in the book.") % {
        "number": version.rpartition("/")[2]
    }


def _typed(form: QueryDict, before: Mapping[str, Any], schools: Mapping[str, str]) -> dict[str, Any]:
    """What the form says, over what it doesn't show. Numbers that can't be read are kept, so that the reader names them.

    Every domain ticked is none named: a domain that the continuum gains is then among them.
    """
    continuum = current_map()
    every = [one.code for one in continuum.domains if one.kind == DomainKind.ACADEMIC] if continuum else []
    leveled = [code for code in every if code in form.getlist("leveled")]
    core = [code for code in every if code in form.getlist("core")]
    shown = {*schools, ELSEWHERE}
    entry = {code: levels for code, levels in before.get("entry", {}).items() if code not in shown}
    for code in (*schools, ELSEWHERE):
        words = form.get(f"entry.{code}", "").replace(",", " ").split()
        if words:
            entry[code] = [_number(one) for one in words]
    return {
        "leveled": [] if leveled == every else leveled,
        "core": [] if core == leveled == every else core,
        "entry": entry,
        "plan_below": _number(form.get("plan_below", "")),
        "review_months": _number(form.get("review_months", "")),
        "deciders": form.getlist("deciders"),
    }


def _number(text: str) -> Any:
    return int(text) if text.strip().isdecimal() and len(text) < 6 else text


def _read(parameters: Mapping[str, Any]) -> tuple[LevelingPolicy | None, list[FieldProblem]]:
    try:
        return LevelingPolicy.from_dict(parameters), []
    except NotReadable as problem:
        return None, [FieldProblem(policy.told(problem), str(problem.params.get("field", "")))]


def _day(text: str) -> tuple[dt.date | None, list[FieldProblem]]:
    if not text.strip():
        return None, []
    try:
        return clock.read_date(text), []
    except ValueError:
        return None, [FieldProblem(_("Say from which day on it holds."), "effective_on")]


def _words(form: QueryDict | None, draft: DraftPolicy | None) -> dict[str, Any]:
    if form is not None:
        return {name: form.get(name, "") for name in ("text", "text_es", "effective_on")}
    if draft is None:
        return {}
    return {"text": draft.text, "text_es": draft.text_es, "effective_on": draft.effective_on or ""}


def _written(levels: Any) -> str:
    return " ".join(str(one) for one in levels)


def _decider(code: str) -> str:
    return {
        "counsellor": _("counsellors of the learner's school"),
        "teacher": _("teachers and advisers of the learner"),
        "leader": _("leaders of the learner's school"),
    }[code]


def _said(read: LevelingPolicy, domains: Mapping[str, str], schools: Mapping[str, str]) -> tuple[str, ...]:
    """The way of leveling in sentences."""

    def named(codes: tuple[str, ...]) -> str:
        return ", ".join(domains.get(code, code) for code in codes)

    sentences = [
        _("Leveled, each by itself: %(names)s.") % {"names": named(read.leveled)}
        if read.leveled
        else _("Every academic domain is leveled by itself."),
        _("A learner counts as placed with a dated decision in each of: %(names)s.")
        % {"names": named(read.core or read.leveled)}
        if read.core or read.leveled
        else _("A learner counts as placed with a dated decision in each of them."),
        _("Who decides: %(names)s. Nobody decides about family.")
        % {"names": ", ".join(_decider(code) for code in read.deciders)},
        ngettext(
            "Each decision is looked at again after %(num)s month.",
            "Each decision is looked at again after %(num)s months.",
            read.review_months,
        )
        % {"num": read.review_months},
    ]
    for code, levels in read.entry.items():
        school = schools.get(code) or (_("Every other school") if code == ELSEWHERE else code)
        sentences.append(
            _("%(school)s: learners usually enter at level %(levels)s.")
            % {"school": school, "levels": ", ".join(str(one) for one in levels)}
        )
    if read.entry:
        sentences.append(
            ngettext(
                "Whoever begins %(num)s level or more below that gets a plan with somebody who sees to it.",
                "Whoever begins %(num)s levels or more below that gets a plan with somebody who sees to it.",
                read.plan_below,
            )
            % {"num": read.plan_below}
        )
        if any(len(levels) > 1 for levels in read.entry.values()):
            sentences.append(
                _("Where a school has several usual levels, whoever opens the session says which one it is.")
            )
    else:
        sentences.append(_("No usual entry is named, so no plan opens by itself."))
    return tuple(sentences)
