"""The policy book and the drafts of its rules: read by every leader, changed by leaders of the district."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headway.district.foundation.api import FieldProblem, Refused, clock
from headway.district.policy import api as policy
from headway.district.policy.api import PolicyKind
from headway.district.portals.access import PortalRequest
from headway.district.portals.leader.rule_drafts import (
    as_file,
    form_page,
    parameters_of,
    problems_in,
    problems_of_words,
    read_file,
    revision_of,
    rule_now,
    saved,
    schools_by_uuid,
    sentences_of,
    typed_exception,
    typed_rule,
    unknown_in,
    words_of,
)
from headway.district.portals.leader.whatif_page import what_if_page
from headway.district.portals.presenting.policy_book import policy_book, version_line
from headway.district.proficiency.api import what_if as look_at
from headway.mastery.facts import Refused as NotReadable


@require_GET
def book(request: PortalRequest) -> HttpResponse:
    """What has the district agreed on, since when, and what is planned?"""
    may_change = policy.can_change_rules(request.viewer)
    return render(
        request,
        "leader/rules.html",
        {
            "book": policy_book(schools_by_uuid(request)),
            "scale": policy.scale_for(),
            "may_change": may_change,
            "planned": policy.planned_by_kind(),
            "drafts": policy.drafts_for(request.viewer) if may_change else (),
        },
    )


@require_GET
def version(request: PortalRequest, number: int) -> HttpResponse:
    """One version: its words, who adopted it, and what it looks like beside another."""
    lines = policy_book(schools_by_uuid(request)).rules
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
    return as_file(parameters_of(number), f"rule-{number}.json")


@require_GET
def compare(request: PortalRequest) -> HttpResponse:
    """Two versions side by side: what both say, and what only one says."""
    schools = schools_by_uuid(request)
    if not ("one" in request.GET and "other" in request.GET):
        return redirect("leader:rules")  # the book is where two are chosen
    sides = []
    for name in ("one", "other"):
        typed = request.GET.get(name, "")
        line = version_line(int(typed), schools) if typed.isdecimal() and len(typed) < 6 else None
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
            parameters = read_file(request)
        else:
            typed = request.POST.get("number", "")
            parameters = parameters_of(int(typed)) if typed.isdecimal() and len(typed) < 6 else rule_now()
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
        parameters = typed_rule(found, request.POST)
        return saved(request, found, parameters, "leader:rule_draft", {})
    return form_page(request, found, None)


@require_http_methods(["GET", "POST"])
def exception(request: PortalRequest, rule_draft_uuid: uuid.UUID, place: int) -> HttpResponse:
    """Where something else holds, as a form."""
    found = policy.draft_of(request.viewer, rule_draft_uuid)
    if place >= len(found.parameters.get("exceptions", ())):
        raise Http404
    if request.method == "POST":
        parameters = typed_exception(found, place, request.POST)
        return saved(request, found, parameters, "leader:rule_exception", {"place": place})
    return form_page(request, found, place)


@require_POST
def preview(request: PortalRequest, rule_draft_uuid: uuid.UUID) -> HttpResponse:
    """What the form says so far, in words; nothing is saved."""
    found = policy.draft_of(request.viewer, rule_draft_uuid)
    typed = request.POST.get("place", "")
    if typed.isdecimal() and int(typed) < len(found.parameters.get("exceptions", ())):
        parameters = typed_exception(found, int(typed), request.POST)
    else:
        parameters = typed_rule(found, request.POST)
    return render(request, "leader/rule_words.html", words_of(request, parameters))


@require_POST
def throw_away(request: PortalRequest, rule_draft_uuid: uuid.UUID) -> HttpResponse:
    policy.throw_away_draft(request.viewer, rule_draft_uuid)
    messages.success(request, _("The draft is gone. Nothing in the book has changed."))
    return redirect("leader:rules")


@require_GET
def draft_file(request: PortalRequest, rule_draft_uuid: uuid.UUID) -> HttpResponse:
    found = policy.draft_of(request.viewer, rule_draft_uuid)
    return as_file(found.parameters, "rule-draft.json")


@require_GET
def what_if(request: PortalRequest, rule_draft_uuid: uuid.UUID) -> HttpResponse:
    """Whose proposals would change, where, and why? Nothing is kept but the look."""
    found = policy.draft_of(request.viewer, rule_draft_uuid)
    if problems_in(found.parameters):
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
        "text": found.text or " ".join(sentences_of(found, "en")),
        "text_es": found.text_es or " ".join(sentences_of(found, "es")),
        "effective_on": found.effective_on,
    }
    if request.method == "POST":
        typed = request.POST.dict()
        problems, effective_on = problems_of_words(typed)
        if not problems:
            policy.save_draft(
                request.viewer,
                rule_draft_uuid,
                revision=revision_of(request.POST),
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
            **words_of(request, found.parameters),
        },
        status=422 if problems else 200,
    )


@require_http_methods(["GET", "POST"])
def adopt(request: PortalRequest, rule_draft_uuid: uuid.UUID) -> HttpResponse:
    """Check before you sign: everything once more, then it goes into the book."""
    found = policy.draft_of(request.viewer, rule_draft_uuid)
    if request.method == "POST":
        if unknown := unknown_in(found.parameters):
            raise Refused(lazy("This rule can't be adopted as it is."), problems=unknown)
        effective_on = found.effective_on
        version_name = policy.adopt_draft(request.viewer, rule_draft_uuid, revision=revision_of(request.POST))
        number = version_name.rpartition("/")[2]
        if effective_on and effective_on > clock.today():
            said = _("Version %(number)s is in the book. It takes effect on the day you chose.")
        else:
            said = _("Version %(number)s is in the book, and proposals follow it from now on.")
        messages.success(request, said % {"number": number})
        return redirect("leader:rules")
    if not found.text or not found.text_es or found.effective_on is None:
        return redirect("leader:rule_policy_words", rule_draft_uuid=rule_draft_uuid)
    before = policy_book(schools_by_uuid(request)).in_effect
    return render(
        request,
        "leader/rule_adopt.html",
        {"draft": found, "before": before, **words_of(request, found.parameters)},
    )


# -- what the pages share --
