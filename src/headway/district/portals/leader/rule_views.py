"""The policy book and the drafts of its rules: read by every leader, changed by leaders of the district."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headway.district.continuum.api import current_map
from headway.district.foundation.api import FieldProblem, Refused, clock
from headway.district.people.api import organisation_scope
from headway.district.people.types import OrganisationKind, Role
from headway.district.policy import api as policy
from headway.district.policy.api import DraftPolicy, PolicyKind
from headway.district.portals.access import PortalRequest
from headway.district.portals.leader.rule_fields import acted, read_rule, read_where, with_groups
from headway.district.portals.leader.rule_pages import part_page, unknown_competencies, where_fields
from headway.district.portals.leader.whatif_page import what_if_page
from headway.district.portals.presenting.policy_book import policy_book, rule_words, version_line
from headway.district.proficiency.whatif import what_if as look_at
from headway.mastery.facts import Refused as NotReadable
from headway.mastery.proficiency import RuleBook

# A rule in words takes a few thousand characters at most.
LARGEST_FILE = 100_000
RULE = "rule"


@require_GET
def book(request: PortalRequest) -> HttpResponse:
    """What has the district agreed on, since when, and what is planned?"""
    may_change = policy.can_change_rules(request.viewer)
    return render(
        request,
        "leader/rules.html",
        {
            "book": policy_book(_schools(request)),
            "scale": policy.scale_for(),
            "may_change": may_change,
            "drafts": policy.drafts_for(request.viewer) if may_change else (),
        },
    )


@require_GET
def version(request: PortalRequest, number: int) -> HttpResponse:
    """One version: its words, who adopted it, and what it looks like beside another."""
    lines = policy_book(_schools(request)).rules
    line = next((one for one in lines if one.number == number), None)
    if line is None:
        raise Http404
    return render(
        request,
        "leader/rule_version.html",
        {
            "line": line,
            "others": [one for one in lines if one.number != number],
            "may_change": policy.can_change_rules(request.viewer),
        },
    )


@require_GET
def version_file(request: PortalRequest, number: int) -> HttpResponse:
    return _file(_parameters(number), f"rule-{number}.json")


@require_GET
def compare(request: PortalRequest) -> HttpResponse:
    """Two versions side by side: what both say, and what only one says."""
    schools = _schools(request)
    sides = []
    for name in ("one", "other"):
        typed = request.GET.get(name, "")
        line = version_line(int(typed), schools) if typed.isdigit() and len(typed) < 6 else None
        if line is None:
            raise Http404
        sides.append(line)
    one, other = sides
    first, second = (side.words.sentences if side.words else (side.text,) for side in sides)
    return render(
        request,
        "leader/rule_compare.html",
        {
            "one": one,
            "other": other,
            "both": [said for said in first if said in second],
            "only_one": [said for said in first if said not in second],
            "only_other": [said for said in second if said not in first],
        },
    )


@require_POST
def withdraw(request: PortalRequest, number: int) -> HttpResponse:
    policy.withdraw_planned(request.viewer, PolicyKind.PROFICIENCY_RULE, number)
    messages.success(request, _("The planned version was taken back. What is in effect today goes on."))
    return redirect("leader:rules")


@require_POST
def start(request: PortalRequest) -> HttpResponse:
    """A draft from a version of the book, or from a file."""
    policy.check_change_rules(request.viewer)
    try:
        if "file" in request.FILES:
            parameters = _read_file(request)
        else:
            typed = request.POST.get("number", "")
            parameters = _parameters(int(typed)) if typed.isdigit() and len(typed) < 6 else _in_effect()
        draft_uuid = policy.start_draft(request.viewer, parameters)
    except NotReadable as problem:
        raise Refused(
            lazy("This file doesn't hold a rule that could be adopted."), remedy=policy.told(problem)
        ) from problem
    return redirect("leader:rule_draft", rule_draft_uuid=draft_uuid)


@require_http_methods(["GET", "POST"])
def draft(request: PortalRequest, rule_draft_uuid: uuid.UUID) -> HttpResponse:
    """The district's rule as a form."""
    found = policy.draft_of(request.viewer, rule_draft_uuid)
    if request.method == "POST":
        parameters = _typed_rule(found, request.POST)
        return _saved(request, found, parameters, "leader:rule_draft", {})
    return _form(request, found, None)


@require_http_methods(["GET", "POST"])
def exception(request: PortalRequest, rule_draft_uuid: uuid.UUID, place: int) -> HttpResponse:
    """Where something else holds, as a form."""
    found = policy.draft_of(request.viewer, rule_draft_uuid)
    if place >= len(found.parameters.get("exceptions", ())):
        raise Http404
    if request.method == "POST":
        parameters = _typed_exception(found, place, request.POST)
        return _saved(request, found, parameters, "leader:rule_exception", {"place": place})
    return _form(request, found, place)


@require_POST
def preview(request: PortalRequest, rule_draft_uuid: uuid.UUID) -> HttpResponse:
    """What the form says so far, in words; nothing is saved."""
    found = policy.draft_of(request.viewer, rule_draft_uuid)
    typed = request.POST.get("place", "")
    if typed.isdigit() and int(typed) < len(found.parameters.get("exceptions", ())):
        parameters = _typed_exception(found, int(typed), request.POST)
    else:
        parameters = _typed_rule(found, request.POST)
    return render(request, "leader/rule_words.html", _words(request, parameters))


@require_POST
def throw_away(request: PortalRequest, rule_draft_uuid: uuid.UUID) -> HttpResponse:
    policy.throw_away_draft(request.viewer, rule_draft_uuid)
    messages.success(request, _("The draft is gone. Nothing in the book has changed."))
    return redirect("leader:rules")


@require_GET
def draft_file(request: PortalRequest, rule_draft_uuid: uuid.UUID) -> HttpResponse:
    found = policy.draft_of(request.viewer, rule_draft_uuid)
    return _file(found.parameters, "rule-draft.json")


@require_GET
def what_if(request: PortalRequest, rule_draft_uuid: uuid.UUID) -> HttpResponse:
    """Whose proposals would change, where, and why? Nothing is kept but the look."""
    found = policy.draft_of(request.viewer, rule_draft_uuid)
    if _problems(found.parameters):
        messages.error(request, _("This rule can't be tried yet; look at what needs another look."))
        return redirect("leader:rule_draft", rule_draft_uuid=rule_draft_uuid)
    answer = look_at(request.viewer, policy.book_from(found.parameters), draft_uuid=rule_draft_uuid)
    return render(
        request,
        "leader/rule_what_if.html",
        {"draft": found, "page": what_if_page(answer), "scale": policy.scale_for()},
    )


@require_http_methods(["GET", "POST"])
def words(request: PortalRequest, rule_draft_uuid: uuid.UUID) -> HttpResponse:
    """The district's own words for it, in English and Spanish, and the day from which it holds."""
    found = policy.draft_of(request.viewer, rule_draft_uuid)
    problems: list[FieldProblem] = []
    typed: Mapping[str, Any] = {
        "text": found.text or " ".join(_sentences(found, "en")),
        "text_es": found.text_es or " ".join(_sentences(found, "es")),
        "effective_on": found.effective_on,
    }
    if request.method == "POST":
        typed = request.POST.dict()
        problems, effective_on = _problems_of_words(typed)
        if not problems:
            policy.save_draft(
                request.viewer,
                rule_draft_uuid,
                revision=_revision(request.POST),
                text=typed["text"],
                text_es=typed["text_es"],
                effective_on=effective_on,
            )
            return redirect("leader:rule_adopt", rule_draft_uuid=rule_draft_uuid)
    return render(
        request,
        "leader/rule_policy_words.html",
        {
            "draft": found,
            "typed": typed,
            "problems": problems,
            "errors": {one.field: one.sentence for one in problems},
            **_words(request, found.parameters),
        },
        status=422 if problems else 200,
    )


@require_http_methods(["GET", "POST"])
def adopt(request: PortalRequest, rule_draft_uuid: uuid.UUID) -> HttpResponse:
    """Check before you sign: everything once more, then it goes into the book."""
    found = policy.draft_of(request.viewer, rule_draft_uuid)
    if request.method == "POST":
        if unknown := _unknown(found.parameters):
            raise Refused(lazy("This rule can't be adopted as it is."), problems=unknown)
        effective_on = found.effective_on
        version_name = policy.adopt_draft(request.viewer, rule_draft_uuid, revision=_revision(request.POST))
        number = version_name.rpartition("/")[2]
        if effective_on and effective_on > clock.today():
            said = _("Version %(number)s is in the book. It takes effect on the day you chose.")
        else:
            said = _("Version %(number)s is in the book, and proposals follow it from now on.")
        messages.success(request, said % {"number": number})
        return redirect("leader:rules")
    if not found.text or not found.text_es or found.effective_on is None:
        return redirect("leader:rule_policy_words", rule_draft_uuid=rule_draft_uuid)
    before = policy_book(_schools(request)).in_effect
    return render(
        request,
        "leader/rule_adopt.html",
        {"draft": found, "before": before, **_words(request, found.parameters)},
    )


# -- what the pages share --


def _schools(request: PortalRequest) -> dict[str, str]:
    rows = organisation_scope(request.viewer, Role.LEADER).filter(kind=OrganisationKind.SCHOOL)
    return {str(outside): name for outside, name in rows.values_list("uuid", "name")}


def _in_effect() -> Mapping[str, Any]:
    return policy.rule_in_effect(PolicyKind.PROFICIENCY_RULE, clock.today()).parameters


def _parameters(number: int) -> Mapping[str, Any]:
    """A version's rule, written out; 0 is what holds until something is adopted."""
    for one in policy.versions_of(PolicyKind.PROFICIENCY_RULE):
        if one.number == number:
            return policy.written_out(RuleBook.from_dict(one.parameters))
    if number:
        raise Http404
    return policy.written_out(RuleBook.from_dict({}))


def _file(parameters: Mapping[str, Any], name: str) -> HttpResponse:
    response = HttpResponse(
        json.dumps(parameters, indent=2, ensure_ascii=False) + "\n", content_type="application/json"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _read_file(request: PortalRequest) -> Mapping[str, Any]:
    sent = request.FILES.get("file")
    if not isinstance(sent, UploadedFile) or sent.size is None or sent.size > LARGEST_FILE:
        raise Refused(lazy("This file is too large for a rule."), remedy=lazy("Choose the file of one rule."))
    try:
        found = json.loads(sent.read().decode("utf-8-sig"))
    except (ValueError, RecursionError) as problem:
        raise Refused(
            lazy("This file can't be read as a rule."),
            remedy=lazy("Choose a file that was downloaded from a policy book (JSON)."),
        ) from problem
    if not isinstance(found, dict):
        raise Refused(
            lazy("This file can't be read as a rule."), remedy=lazy("It should hold one rule (JSON).")
        )
    return found


def _typed_rule(found: DraftPolicy, sent: QueryDict) -> dict[str, Any]:
    parameters = deepcopy(dict(found.parameters))
    rule = read_rule(sent, RULE, with_groups(parameters[RULE]), is_part=False)
    rule = acted(rule, sent.get("act", ""), sent, RULE, policy.scale_for().proficient)
    return {**parameters, RULE: rule}


def _typed_exception(found: DraftPolicy, place: int, sent: QueryDict) -> dict[str, Any]:
    parameters = deepcopy(dict(found.parameters))
    name = f"exceptions.{place}.rule"
    one = parameters["exceptions"][place]
    continuum = current_map()
    identifiers = {info.code: info.identifier for info in continuum.competencies} if continuum else {}
    rule = read_rule(sent, name, with_groups(one.get("rule", {})), is_part=True)
    if sent.get("act", "").startswith("add"):
        rule.setdefault("requires", [])
    rule = acted(rule, sent.get("act", ""), sent, name, policy.scale_for().proficient)
    if "requires" in rule and not sent.get(f"{name}.has_requires") and not rule["requires"]:
        del rule["requires"]
    parameters["exceptions"][place] = {"where": read_where(sent, identifiers), "rule": rule}
    return parameters


def _saved(
    request: PortalRequest, found: DraftPolicy, parameters: dict[str, Any], page: str, more: dict[str, Any]
) -> HttpResponse:
    """Keep it, and go where the button leads."""
    act = request.POST.get("act", "save")
    exceptions = parameters.setdefault("exceptions", [])
    verb, _colon, at = act.partition(":")
    if verb == "add-exception":
        exceptions.append({"where": {}, "rule": {}})
    if verb == "remove-exception" and at.isdigit() and int(at) < len(exceptions):
        del exceptions[int(at)]
        page, more = "leader:rule_draft", {}
    policy.save_draft(request.viewer, found.uuid, revision=_revision(request.POST), parameters=parameters)
    to: dict[str, Any] = {"rule_draft_uuid": found.uuid}
    if verb == "add-exception":
        return redirect(reverse("leader:rule_exception", kwargs={**to, "place": len(exceptions) - 1}))
    if act in ("what-if", "words") and not _problems(parameters):
        target = "leader:rule_what_if" if act == "what-if" else "leader:rule_policy_words"
        return redirect(reverse(target, kwargs=to))
    # Where a requirement was added or taken away, the page opens there.
    anchor = "#requirements" if verb in ("add", "remove") else "#words"
    if act in ("what-if", "words"):
        anchor = ""
    elif act == "save":
        messages.success(request, _("The draft is saved."))
        anchor = ""
    return redirect(reverse(page, kwargs={**to, **more}) + anchor)


def _form(request: PortalRequest, found: DraftPolicy, place: int | None) -> HttpResponse:
    problems = _problems(found.parameters)
    parameters = found.parameters
    context: dict[str, Any] = {"draft": found, "scale": policy.scale_for(), "place": place}
    rule = with_groups(parameters[RULE])
    if place is None:
        context["part"] = part_page(RULE, rule, problems)
        exceptions = tuple(f"exceptions.{number}." for number in range(len(parameters.get("exceptions", ()))))
        context["exceptions"] = [
            {"place": number, "words": said, "wrong": any(p.field.startswith(begins) for p in problems)}
            for number, (begins, said) in enumerate(
                zip(exceptions, _exception_words(request, parameters), strict=True)
            )
        ]
    else:
        one = parameters["exceptions"][place]
        begins = f"exceptions.{place}."
        continuum = current_map()
        if continuum is None:
            raise Http404
        errors = {
            p.field.removeprefix(begins): str(p.sentence) for p in problems if p.field.startswith(begins)
        }
        name = f"exceptions.{place}.rule"
        context["part"] = part_page(name, with_groups(one.get("rule", {})), problems, base=rule)
        context["where"] = where_fields(
            one.get("where", {}), continuum, _schools(request), policy.scale_for(), errors
        )
    context["problems"] = [
        replace(problem, field=_anchor(found, problem.field, place)) for problem in problems
    ]
    return render(request, "leader/rule_draft.html", {**context, **_words(request, parameters)})


def _anchor(found: DraftPolicy, field: str, place: int | None) -> str:
    """The id on this page; of an exception that stands on a page of its own, its line in the list."""
    if field.startswith("exceptions."):
        number = field.split(".")[1]
        if place is None:
            return f"exception-{number}"
        if str(place) == number:
            return field.removeprefix(f"exceptions.{place}.") if ".where" in field else field
        return ""
    return field if place is None else ""


def _problems(parameters: Mapping[str, Any]) -> tuple[FieldProblem, ...]:
    return (*policy.problems_of(parameters), *_unknown(parameters))


def _unknown(parameters: Mapping[str, Any]) -> tuple[FieldProblem, ...]:
    continuum = current_map()
    return unknown_competencies(parameters, continuum) if continuum else ()


def _words(request: PortalRequest, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The rule in words; where it can't be read yet, why."""
    problems = _problems(parameters)
    said = None if problems else rule_words(policy.book_from(parameters), _schools(request))
    return {"said": said, "why_not": [problem.sentence for problem in problems]}


def _sentences(found: DraftPolicy, language: str) -> tuple[str, ...]:
    if _problems(found.parameters):
        return ()
    return rule_words(policy.book_from(found.parameters), language=language).sentences


def _exception_words(request: PortalRequest, parameters: Mapping[str, Any]) -> list[Any]:
    """Each exception in words, or nothing where it can't be read yet."""
    found: list[Any] = []
    for one in parameters.get("exceptions", ()):
        try:
            alone = RuleBook.from_dict({"rule": parameters[RULE], "exceptions": [one]})
        except NotReadable:
            found.append(None)
        else:
            found.append(rule_words(alone, _schools(request)).exceptions[0])
    return found


def _problems_of_words(typed: Mapping[str, Any]) -> tuple[list[FieldProblem], Any]:
    problems = []
    if not typed.get("text", "").strip():
        problems.append(FieldProblem(_("Write in plain words what it means."), "text"))
    if not typed.get("text_es", "").strip():
        problems.append(FieldProblem(_("Families read it in Spanish too; write it in Spanish."), "text_es"))
    effective_on = None
    try:
        effective_on = clock.read_date(typed.get("effective_on", ""))
    except ValueError:
        problems.append(FieldProblem(_("Choose the day from which it holds."), "effective_on"))
    if effective_on and effective_on < clock.today():
        problems.append(
            FieldProblem(
                _(
                    "Choose today or a later day, so that earlier decisions keep the rule they were made under."
                ),
                "effective_on",
            )
        )
    return problems, effective_on


def _revision(sent: QueryDict) -> int:
    typed = sent.get("revision", "")
    return int(typed) if typed.isdigit() and len(typed) < 9 else 0
