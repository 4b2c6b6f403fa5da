"""Pace in the policy book: what is expected, how people agree, and when a plan needs an adult; one form for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from headway.district.continuum.api import DomainKind, current_map
from headway.district.foundation.api import FieldProblem, Refused, clock, translated
from headway.district.pacing.api import profiles_with_results
from headway.district.policy import api as policy
from headway.district.policy.api import PolicyKind
from headway.district.portals.access import PortalRequest, portal_path
from headway.district.portals.leader.planned import is_take_back, take_back
from headway.mastery.pacing.agreement import FAMILY_PARTS, PART_TIME_CHECK_INS, STAGES, AgreementPolicy
from headway.mastery.pacing.signals import SignalPolicy

__all__ = ["urlpatterns"]

NAMES = {
    "pace": (PolicyKind.PACE_EXPECTATION, lazy("Expected pace")),
    "agreement": (PolicyKind.PACE_AGREEMENT, lazy("How learner and adult agree")),
    "signals": (PolicyKind.PACE_SIGNALS, lazy("When a plan needs an adult")),
    "state": (PolicyKind.STATE_LENS, lazy("What the state's test asks")),
}
NOTES = {
    "state": lazy(
        "The test of a school year asks the competencies at the level of that number on the continuum; kindergarten is 0. "
        "Leave a subject empty if the state doesn't test it, and everything if you want no second lens."
    ),
}
WEEKDAYS = (lazy("Monday"), lazy("Tuesday"), lazy("Wednesday"), lazy("Thursday"), lazy("Friday"))
FAMILY = {
    "informed": lazy("is told"),
    "signs": lazy("signs every plan"),
    "signs_steep_or_extended": lazy("signs steep and extended plans"),
}
PART_TIME = {"every_week": lazy("every week"), "by_share": lazy("as often as their share of time says")}
BEGINS = {"adult": lazy("An adult"), "both": lazy("Either of them"), "learner": lazy("The learner")}
SIGNALS = {
    "chance_below": lazy("Off target when the chance to reach the agreed date is below (0 to 1)"),
    "lead_days": lazy("Not in the last school days before the date"),
    "stalled_days": lazy("Nothing was gained for so many school days"),
    "not_seen_days": lazy("Nothing was seen for so many school days"),
    "negotiate_days": lazy("An active subject without an agreed target for so many school days"),
    "waiting_days": lazy("Ready, and nobody signed for so many school days"),
    "answer_days": lazy("School days to answer"),
    "escalate_days": lazy("After so many more it goes to the next adult"),
    "review_weeks": lazy("Every learner's pace is looked at every so many weeks"),
    "shallow_share": lazy(
        "Suggest going deeper when more than this share rests on recall and routine (0 to 1)"
    ),
    "depth_weeks": lazy("For that, look at what was gained in the last so many weeks"),
    "depth_fewest": lazy("For that, at least so many competencies with a named depth"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One field of the form. options: choose one of them; else a number."""

    name: str
    label: Any
    value: Any
    options: tuple[tuple[str, Any], ...] = ()
    group: Any = ""
    is_optional: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
def pace_rule(request: PortalRequest, pace_rule_name: str) -> HttpResponse:
    """Read by every leader; leaders of the district adopt another version from a day on."""
    if pace_rule_name not in NAMES:
        raise Http404
    kind, title = NAMES[pace_rule_name]
    now = policy.rule_in_effect(kind)
    parameters: dict[str, Any] = dict(now.parameters)
    problems: list[FieldProblem] = []
    if request.method == "POST":
        policy.check_change_rules(request.viewer)
        if is_take_back(request):
            take_back(request, kind)
            return redirect("leader:pace_rule", pace_rule_name=pace_rule_name)
        parameters = _typed(kind, request.POST)
        try:
            version = _adopt(request, kind, parameters)
        except Refused as refused:
            problems = list(refused.problems) or [FieldProblem(refused.sentence, remedy=refused.remedy)]
        else:
            messages.success(
                request, _("Version %(number)s is in the book.") % {"number": version.rpartition("/")[2]}
            )
            return redirect("leader:pace_rule", pace_rule_name=pace_rule_name)
    return render(
        request,
        "leader/pace_rule.html",
        {
            "title": title,
            "note": NOTES.get(pace_rule_name, ""),
            "may_change": policy.can_change_rules(request.viewer),
            "now": now,
            "read": _lines(kind, now.parameters),
            "lines": _lines(kind, parameters),
            "problems": _named(problems, _lines(kind, parameters)),
            "errors": {one.field: one.sentence for one in problems},
            "typed": request.POST,
            "today": clock.today(),
            "versions": policy.versions_of(kind),
        },
        status=422 if problems else 200,
    )


def _named(problems: list[FieldProblem], lines: list[Line]) -> list[FieldProblem]:
    """For the summary, where one sentence may be true of several fields: each begins with the name of its field, and with
    its group where fields of several groups have one name."""
    names = Counter(str(one.label) for one in lines)
    told = {
        one.name: f"{one.group}, {one.label}" if names[str(one.label)] > 1 else str(one.label)
        for one in lines
    }
    return [
        replace(one, sentence=f"{told[one.field]}: {one.sentence}") if one.field in told else one
        for one in problems
    ]


def _lines(kind: str, parameters: Mapping[str, Any]) -> list[Line]:
    if kind == PolicyKind.PACE_EXPECTATION:
        return _expectation_lines(parameters)
    if kind == PolicyKind.PACE_SIGNALS:
        known = {one.name: one.default for one in fields(SignalPolicy)}
        return [Line(name, label, parameters.get(name, known[name])) for name, label in SIGNALS.items()]
    if kind == PolicyKind.STATE_LENS:
        return _state_lines(parameters)
    return _agreement_lines(parameters)


def _state_lines(parameters: Mapping[str, Any]) -> list[Line]:
    """First and last school year with a test, subject by subject, and whose files hold the results."""
    continuum, years = current_map(), parameters.get("years", {})
    given = parameters.get("profile", "")
    lines = [
        Line(
            "profile",
            _("Files with the results"),
            given,
            (("", _("None")), *profiles_with_results()),
            "",
            True,
        )
    ]
    for one in continuum.domains if continuum else ():
        if one.kind == DomainKind.ACADEMIC:
            group, (first, last) = translated(one, "name"), years.get(one.code, ("", ""))
            lines += [
                Line(
                    f"years.{one.code}.0",
                    _("First school year with a test; empty: none"),
                    first,
                    (),
                    group,
                    True,
                ),
                Line(f"years.{one.code}.1", _("Last school year with a test"), last, (), group, True),
            ]
    return lines


def _typed_state(form: QueryDict) -> dict[str, Any]:
    continuum, years = current_map(), {}
    for one in continuum.domains if continuum else ():
        span = [form.get(f"years.{one.code}.{end}", "").strip() for end in (0, 1)]
        if any(span):
            years[one.code] = [_number(text) if text else text for text in span]
    return {"years": years, "profile": form.get("profile", "").strip()}


def _expectation_lines(parameters: Mapping[str, Any]) -> list[Line]:
    continuum = current_map()
    units, partly = parameters.get("units_per_year", {}), parameters.get("partly", {}) or {}
    lines = [Line("days_per_year", _("Instructional days in a year"), parameters.get("days_per_year", ""))]
    group = _("Learning units expected in a year; empty: none")
    for one in continuum.domains if continuum else ():
        if one.kind == DomainKind.ACADEMIC:
            lines.append(
                Line(
                    f"units_per_year.{one.code}",
                    translated(one, "name"),
                    units.get(one.code, ""),
                    (),
                    group,
                    True,
                )
            )
    scale = policy.scale_for()
    group = _(
        "What counts as partly gained, as a share of the weight; empty: nothing before it is proficient"
    )
    for level in scale.levels:
        if level.number < scale.proficient:
            share = partly.get(str(level.number), "")
            lines.append(Line(f"partly.{level.number}", level.name, share, (), group, True))
    return lines


def _agreement_lines(parameters: Mapping[str, Any]) -> list[Line]:
    usual = AgreementPolicy().to_dict()
    given = {**usual, **parameters}
    lines = [
        Line("family", _("The family"), given["family"], tuple((one, FAMILY[one]) for one in FAMILY_PARTS)),
        Line("buffer_days", _("A plan counts as on target within so many school days"), given["buffer_days"]),
        Line("contact_weeks", _("Family and school speak every so many weeks"), given["contact_weeks"]),
        Line(
            "check_in_weekday",
            _("Day of the weekly check-in"),
            str(given["check_in_weekday"]),
            tuple((str(number), name) for number, name in enumerate(WEEKDAYS)),
        ),
        Line(
            "part_time_check_ins",
            _("Part-time learners are asked to check in"),
            given.get("part_time_check_ins", usual["part_time_check_ins"]),
            tuple((one, PART_TIME[one]) for one in PART_TIME_CHECK_INS),
        ),
        Line(
            "first_stage",
            _("Stage in which learners begin"),
            str(given["first_stage"]),
            tuple((str(one), str(one)) for one in STAGES),
        ),
    ]
    for stage in STAGES:
        own = {**usual["stages"][str(stage)], **given["stages"].get(str(stage), {})}
        group = _("Stage %(number)s") % {"number": stage}
        begins = tuple(BEGINS.items())
        lines += [
            Line(f"{stage}.begins", _("Who makes the first offer"), own["begins"], begins, group),
            Line(
                f"{stage}.horizon_weeks",
                _("How many weeks off a target may lie"),
                own["horizon_weeks"],
                (),
                group,
            ),
            Line(
                f"{stage}.review_weeks",
                _("Looked at together every so many weeks"),
                own["review_weeks"],
                (),
                group,
            ),
            Line(
                f"{stage}.changes_alone_days",
                _("By how many days the learner may move a date alone"),
                own["changes_alone_days"],
                (),
                group,
            ),
        ]
    return lines


def _typed(kind: str, form: QueryDict) -> dict[str, Any]:
    """What the form says. Numbers that can't be read are kept, so that the reader names them."""
    if kind == PolicyKind.PACE_SIGNALS:
        return {name: _number(form.get(name, "")) for name in SIGNALS}
    if kind == PolicyKind.PACE_AGREEMENT:
        found: dict[str, Any] = {
            "family": form.get("family", ""),
            "part_time_check_ins": form.get("part_time_check_ins", "") or PART_TIME_CHECK_INS[0],
        }
        for name in ("buffer_days", "contact_weeks", "check_in_weekday", "first_stage"):
            found[name] = _number(form.get(name, ""))
        found["stages"] = {
            str(stage): {
                "begins": form.get(f"{stage}.begins", ""),
                **{
                    name: _number(form.get(f"{stage}.{name}", ""))
                    for name in ("horizon_weeks", "review_weeks", "changes_alone_days")
                },
            }
            for stage in STAGES
        }
        return found
    if kind == PolicyKind.STATE_LENS:
        return _typed_state(form)
    given = {
        name: text.strip() for name, text in form.dict().items() if isinstance(text, str) and text.strip()
    }
    units = {
        name.removeprefix("units_per_year."): _number(v)
        for name, v in given.items()
        if name.startswith("units_per_year.")
    }
    partly = {
        name.removeprefix("partly."): _number(v) for name, v in given.items() if name.startswith("partly.")
    }
    days = _number(form.get("days_per_year", ""))
    return {"days_per_year": days, "units_per_year": units, **({"partly": partly} if partly else {})}


def _number(text: str) -> Any:
    text = text.strip().replace(",", ".")
    if text.isdecimal():
        return int(text)
    try:
        return float(text)
    except ValueError:
        return text


def _spanish_missing(kind: str) -> str:
    """Why the Spanish words are asked for. The lens is for staff alone: no family ever reads of it."""
    if kind == PolicyKind.STATE_LENS:
        return _("Colleagues read the policy in Spanish too; write it in Spanish.")
    return _("Families read the policy in Spanish too; write it in Spanish.")


def _adopt(request: PortalRequest, kind: str, parameters: dict[str, Any]) -> str:
    """The name of the new version. Raises Refused with everything that stands in its way."""
    problems: list[FieldProblem] = []
    text, text_es = request.POST.get("text", "").strip(), request.POST.get("text_es", "").strip()
    effective_on = clock.today()
    try:
        effective_on = clock.read_date(request.POST.get("effective_on", ""))
    except ValueError:
        problems.append(FieldProblem(_("Say from which day on it holds."), "effective_on"))
    if not text_es:
        problems.append(FieldProblem(_spanish_missing(kind), "text_es"))
    try:
        policy.check_adopt(kind, text, parameters, effective_on)
    except Refused as refused:
        problems = [*refused.problems, *problems]
    if problems:
        raise Refused(problems[0].sentence, problems=tuple(problems))
    return policy.adopt(
        kind=kind,
        text=text,
        parameters=parameters,
        effective_on=effective_on,
        by=request.viewer.actor,
        translations={"es": {"text": text_es}},
    )


urlpatterns = [portal_path("leader", "rules/pacing/<slug:pace_rule_name>/", pace_rule, name="pace_rule")]
