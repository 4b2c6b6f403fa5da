"""What the forms of the policy book send and show again: rules, exceptions, files, words."""

from __future__ import annotations

import json
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

from headway.district.continuum.api import current_map
from headway.district.foundation.api import FieldProblem, Refused, clock
from headway.district.people.api import organisation_scope
from headway.district.people.types import OrganisationKind, Role
from headway.district.policy import api as policy
from headway.district.policy.api import DraftPolicy, PolicyKind
from headway.district.portals.access import PortalRequest
from headway.district.portals.leader.rule_fields import acted, read_rule, read_where, with_groups
from headway.district.portals.leader.rule_pages import (
    part_page,
    unknown_competencies,
    unknown_places,
    where_fields,
)
from headway.district.portals.presenting.policy_book import rule_words
from headway.mastery.facts import Refused as NotReadable
from headway.mastery.proficiency import RuleBook

__all__ = [
    "as_file",
    "form_page",
    "parameters_of",
    "problems_in",
    "problems_of_words",
    "read_file",
    "revision_of",
    "rule_now",
    "saved",
    "schools_by_uuid",
    "sentences_of",
    "typed_exception",
    "typed_rule",
    "unknown_in",
    "words_of",
]

# A rule in words takes a few thousand characters at most.
LARGEST_FILE = 100_000
RULE = "rule"


def schools_by_uuid(request: PortalRequest) -> dict[str, str]:
    rows = organisation_scope(request.viewer, Role.LEADER).filter(kind=OrganisationKind.SCHOOL)
    return {str(outside): name for outside, name in rows.values_list("uuid", "name")}


def rule_now() -> Mapping[str, Any]:
    return policy.rule_in_effect(PolicyKind.PROFICIENCY_RULE, clock.today()).parameters


def parameters_of(number: int) -> Mapping[str, Any]:
    """A version's rule, written out; 0 is what holds until something is adopted."""
    for one in policy.versions_of(PolicyKind.PROFICIENCY_RULE):
        if one.number == number:
            return policy.written_out(RuleBook.from_dict(one.parameters))
    if number:
        raise Http404
    return policy.written_out(RuleBook.from_dict({}))


def as_file(parameters: Mapping[str, Any], name: str) -> HttpResponse:
    response = HttpResponse(
        json.dumps(parameters, indent=2, ensure_ascii=False) + "\n", content_type="application/json"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def read_file(request: PortalRequest) -> Mapping[str, Any]:
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


def typed_rule(found: DraftPolicy, sent: QueryDict) -> dict[str, Any]:
    parameters = deepcopy(dict(found.parameters))
    rule = read_rule(sent, RULE, with_groups(parameters[RULE]), is_part=False)
    rule = acted(rule, sent.get("act", ""), sent, RULE, policy.scale_for().proficient)
    return {**parameters, RULE: rule}


def typed_exception(found: DraftPolicy, place: int, sent: QueryDict) -> dict[str, Any]:
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


def saved(
    request: PortalRequest, found: DraftPolicy, parameters: dict[str, Any], page: str, more: dict[str, Any]
) -> HttpResponse:
    """Keep it, and go where the button leads."""
    act = request.POST.get("act", "save")
    exceptions = parameters.setdefault("exceptions", [])
    verb, _colon, at = act.partition(":")
    if verb == "add-exception":
        exceptions.append({"where": {}, "rule": {}})
    if verb == "remove-exception" and at.isdecimal() and int(at) < len(exceptions):
        del exceptions[int(at)]
        page, more = "leader:rule_draft", {}
    policy.save_draft(request.viewer, found.uuid, revision=revision_of(request.POST), parameters=parameters)
    to: dict[str, Any] = {"rule_draft_uuid": found.uuid}
    if verb == "add-exception":
        return redirect(reverse("leader:rule_exception", kwargs={**to, "place": len(exceptions) - 1}))
    if act in ("what-if", "words") and not problems_in(parameters):
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


def form_page(request: PortalRequest, found: DraftPolicy, place: int | None) -> HttpResponse:
    problems = problems_in(found.parameters)
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
            one.get("where", {}), continuum, schools_by_uuid(request), policy.scale_for(), errors
        )
    context["problems"] = [
        replace(problem, field=_anchor(found, problem.field, place)) for problem in problems
    ]
    return render(request, "leader/rule_draft.html", {**context, **words_of(request, parameters)})


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


def problems_in(parameters: Mapping[str, Any]) -> tuple[FieldProblem, ...]:
    return (*policy.problems_of(parameters), *unknown_in(parameters))


def unknown_in(parameters: Mapping[str, Any]) -> tuple[FieldProblem, ...]:
    continuum = current_map()
    if continuum is None:
        return ()
    return (*unknown_competencies(parameters, continuum), *unknown_places(parameters, continuum))


def words_of(request: PortalRequest, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The rule in words; where it can't be read yet, why."""
    problems = problems_in(parameters)
    said = None if problems else rule_words(policy.book_from(parameters), schools_by_uuid(request))
    return {"said": said, "why_not": [problem.sentence for problem in problems]}


def sentences_of(found: DraftPolicy, language: str) -> tuple[str, ...]:
    if problems_in(found.parameters):
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
            found.append(rule_words(alone, schools_by_uuid(request)).exceptions[0])
    return found


def problems_of_words(typed: Mapping[str, Any]) -> tuple[list[FieldProblem], Any]:
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


def revision_of(sent: QueryDict) -> int:
    typed = sent.get("revision", "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else 0
