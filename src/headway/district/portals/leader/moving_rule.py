"""The rule of moving on as a form: what each grain asks, a try on the district's own record, and adopting it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from headway.district.advancement.api import ready_counts
from headway.district.continuum.api import current_map
from headway.district.foundation.api import FieldProblem, Refused, clock
from headway.district.policy import api as policy
from headway.district.policy.api import PolicyKind
from headway.district.portals.access import PortalRequest
from headway.district.portals.leader.planned import is_take_back, take_back
from headway.district.portals.leader.rule_drafts import schools_by_uuid
from headway.district.portals.presenting.moving import domain_names
from headway.district.proficiency.api import SMALLEST_SHOWN
from headway.mastery.advancement import AdvancementRule, Grain, chugach_example, rule_sentences
from headway.mastery.facts import Refused as NotReadable

__all__ = ["moving_rule"]

GRAINS = (Grain.LEVEL, Grain.MODULE, Grain.GATEWAY)
BAND = 10
FLAGS = ("used", "cumulative", "verifier")


@require_http_methods(["GET", "POST"])
def moving_rule(request: PortalRequest) -> HttpResponse:
    """Read by every leader; leaders of the district change it. A try counts who would be ready, and keeps nothing."""
    may_change = policy.can_change_rules(request.viewer)
    now = policy.rule_in_effect(PolicyKind.ADVANCEMENT)
    parameters: dict[str, Any] = dict(AdvancementRule.from_dict(now.parameters).to_dict())
    if (read := _version_read(request)) is not None:
        parameters = dict(AdvancementRule.from_dict(read).to_dict())
    if request.GET.get("start") == "example":
        parameters = chugach_example().to_dict()
    problems: list[FieldProblem] = []
    trial: list[tuple[str, str, str]] | None = None
    if request.method == "POST":
        policy.check_change_rules(request.viewer)
        if is_take_back(request):
            take_back(request, PolicyKind.ADVANCEMENT)
            return redirect("leader:moving_rule")
        parameters = _typed(request.POST, parameters)
        rule, problems = _read(parameters)
        if rule is not None and request.POST.get("act") == "adopt":
            try:
                version = _adopt(request, parameters)
            except Refused as refused:
                problems = list(refused.problems) or [FieldProblem(refused.sentence, remedy=refused.remedy)]
            else:
                messages.success(
                    request,
                    _("Version %(number)s of the rule of moving on is in the book.")
                    % {"number": version.rpartition("/")[2]},
                )
                return redirect("leader:moving_rule")
        elif rule is not None:
            trial = _trial(request, rule)
    rule, _wrong = _read(parameters)
    return render(
        request,
        "leader/moving_rule.html",
        {
            "may_change": may_change,
            "now": now,
            "version": request.POST.get("version", "") or now.version,
            "said_now": _said(AdvancementRule.from_dict(now.parameters)),
            "said": _said(rule) if rule else [],
            "parts": [(str(grain), _grain_name(grain), parameters.get(str(grain), {})) for grain in GRAINS],
            "variations": parameters.get("variations", []),
            "schools": list(schools_by_uuid(request).items()),
            "problems": problems,
            "errors": {one.field: one.sentence for one in problems},
            "typed": request.POST,
            "trial": trial,
            "today": clock.today(),
            "versions": policy.versions_of(PolicyKind.ADVANCEMENT),
        },
        status=422 if problems else 200,
    )


def _version_read(request: PortalRequest) -> Mapping[str, Any] | None:
    """The rule that stood in the form which was sent: what it adds or removes is meant beside that one, so that the same
    form sent once more says the same once more."""
    read = request.POST.get("version", "")
    if read == f"{PolicyKind.ADVANCEMENT}/0":
        return {}
    versions = policy.versions_of(PolicyKind.ADVANCEMENT) if read else ()
    return next((one.parameters for one in versions if one.version == read), None)


def _typed(form: QueryDict, before: dict[str, Any]) -> dict[str, Any]:
    """What the form says, over what it doesn't show. Numbers that can't be read are kept, so that the reader names them."""
    found: dict[str, Any] = {}
    for grain in GRAINS:
        settings = dict(before.get(str(grain), {}))
        for flag in FLAGS:
            settings[flag] = form.get(f"{grain}.{flag}") == "yes"
        for name in ("asks", "signer", "exceptions_by"):
            settings[name] = form.get(f"{grain}.{name}", settings.get(name, ""))
        settings["may_stay_open"] = _number(form.get(f"{grain}.may_stay_open", "0"))
        days = form.get(f"{grain}.cumulative_days", "").strip()
        settings["cumulative_days"] = _number(days) if days and settings["cumulative"] else None
        codes = form.get(f"{grain}.named", "").replace(",", " ").split()
        settings["named"] = _identifiers(codes) if codes else []
        found[str(grain)] = settings
    kept = [
        one for place, one in enumerate(before.get("variations", [])) if form.get(f"drop.{place}") != "yes"
    ]
    if form.get("variation.school"):
        kept.append(
            {
                "grain": form.get("variation.grain", "level"),
                "school": [form["variation.school"]],
                "domain": [],
                "from_on": form.get("variation.from_on") or None,
                "set": {form.get("variation.set", "used"): form.get("variation.value") == "yes"},
            }
        )
    return {**found, "variations": kept}


def _number(text: str) -> Any:
    return int(text) if text.strip().isdecimal() else text


def _identifiers(codes: list[str]) -> list[str]:
    continuum = current_map()
    by_code = continuum.by_code if continuum else {}
    return [by_code[one].identifier if one in by_code else one for one in codes]


def _read(parameters: dict[str, Any]) -> tuple[AdvancementRule | None, list[FieldProblem]]:
    try:
        return AdvancementRule.from_dict(parameters), []
    except NotReadable as problem:
        return None, [FieldProblem(policy.told(problem), str(problem.params.get("field", "")))]


def _adopt(request: PortalRequest, parameters: dict[str, Any]) -> str:
    problems, effective_on = [], clock.today()
    text, text_es = request.POST.get("text", "").strip(), request.POST.get("text_es", "").strip()
    if not text:
        problems.append(FieldProblem(_("A policy says in plain words what it means; write it."), "text"))
    if not text_es:
        problems.append(
            FieldProblem(_("Families read the policy in Spanish too; write it in Spanish."), "text_es")
        )
    try:
        effective_on = clock.read_date(request.POST.get("effective_on", ""))
    except ValueError:
        problems.append(FieldProblem(_("Say from which day on it holds."), "effective_on"))
    if problems:
        raise Refused(problems[0].sentence, problems=tuple(problems))
    return policy.adopt(
        kind=PolicyKind.ADVANCEMENT,
        text=text,
        parameters=parameters,
        effective_on=effective_on,
        by=request.viewer.actor,
        translations={"es": {"text": text_es}},
    )


def _trial(request: PortalRequest, rule: AdvancementRule) -> list[tuple[str, str, str]]:
    """School, domain and about how many would be ready. Rows that tell too much are left out.

    A form can be tried as often as one likes, and two rules that differ in one competency differ in few learners. So
    nothing is told of fewer than ten learners, nor where all but fewer than ten are ready, nor whether it is nobody;
    and what is told is the band of ten, never the number.
    """
    domains = domain_names(current_map())
    return [
        (one.school, domains.get(one.domain_code, one.domain_code), band_of_ten(one.ready))
        for one in ready_counts(request.viewer, rule)
        if min(one.ready, one.of - one.ready) >= SMALLEST_SHOWN
    ]


def band_of_ten(count: int) -> str:
    """In which band of ten a number is: "20 to 29"."""
    low = count // BAND * BAND
    return _("%(low)s to %(high)s") % {"low": low, "high": low + BAND - 1}


def _said(rule: AdvancementRule) -> list[tuple[str, tuple[str, ...]]]:
    language = "es" if (get_language() or "en").startswith("es") else "en"
    continuum = current_map()
    names = {one.identifier: one.code or one.title for one in continuum.competencies} if continuum else {}
    return [
        (_grain_name(grain), rule_sentences(grain, rule.grains[grain], language, names)) for grain in GRAINS
    ]


def _grain_name(grain: Grain) -> str:
    return {
        Grain.LEVEL: _("A level of a domain"),
        Grain.MODULE: _("A module"),
        Grain.GATEWAY: _("A gateway"),
    }[grain]
