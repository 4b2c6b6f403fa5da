"""What may be adopted into the policy book."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import FieldProblem, NotFound, Refused, clock
from headway.district.people.api import Viewer
from headway.district.people.types import OrganisationKind, Role
from headway.district.policy.refusals import told
from headway.district.policy.selectors import scale_for
from headway.district.policy.types import PolicyKind
from headway.mastery.advancement import AdvancementRule
from headway.mastery.facts import Refused as NotReadable
from headway.mastery.formats.problems import FormatProblem
from headway.mastery.pacing.agreement import AgreementPolicy
from headway.mastery.pacing.measures import Partly
from headway.mastery.pacing.signals import SignalPolicy
from headway.mastery.pacing.state_lens import StateLens
from headway.mastery.placement.crosswalk import Crosswalk
from headway.mastery.placement.leveling import LevelingPolicy
from headway.mastery.proficiency import RuleBook
from headway.mastery.proficiency.fluency import targets_from
from headway.mastery.proficiency.sureness import Settings

__all__ = [
    "also_checked",
    "book_from",
    "can_adopt",
    "can_change_rules",
    "check_adopt",
    "check_change_rules",
]

Check = Callable[[Mapping[str, Any]], Iterable[FieldProblem]]
# What only an app above the policy book knows of a kind: which files are read, which subjects there are.
_CHECKS: dict[str, Check] = {}


def also_checked(kind: str, check: Check) -> None:
    """From now on nothing of this kind is adopted in which `check` finds a problem. For the `ready` of an app."""
    _CHECKS[kind] = check


def check_adopt(kind: str, text: str, parameters: Mapping[str, Any], effective_on: dt.date) -> None:
    """Raises Refused with every problem when this would not be a policy that one can read and execute."""
    if kind not in set(PolicyKind):
        raise _refused("kind", _("There is no policy of the kind “%(kind)s”.") % {"kind": kind})
    problems = []
    if not text.strip():
        problems.append(
            FieldProblem(_("A policy says in plain words what it means; the text is empty."), "text")
        )
    if effective_on < clock.today():
        problems.append(
            FieldProblem(
                _(
                    "A policy takes effect today or later, so that earlier decisions keep the rule they were made under."
                ),
                "effective_on",
            )
        )
    try:
        _check_parameters(kind, parameters)
    except Refused as refused:
        if not problems:
            raise
        problems += refused.problems
    if problems:
        raise Refused(problems[0].sentence, problems=tuple(problems))


def _check_parameters(kind: str, parameters: Mapping[str, Any]) -> None:
    if kind in _CHECKS and (problems := tuple(_CHECKS[kind](parameters))):
        raise Refused(problems[0].sentence, remedy=problems[0].remedy, problems=problems)
    try:
        if kind == PolicyKind.PROFICIENCY_RULE:
            book_from(parameters)
        elif kind == PolicyKind.SURENESS:
            Settings.from_dict(parameters)
        elif kind == PolicyKind.HABITS_SCALE:
            _check_habits(parameters)
        elif kind == PolicyKind.PACE_EXPECTATION:
            _check_pace(parameters)
        elif kind == PolicyKind.FLUENCY_TARGETS:
            targets_from(parameters)
        elif kind == PolicyKind.ADVANCEMENT:
            AdvancementRule.from_dict(parameters)
        elif kind == PolicyKind.SCORE_CROSSWALK:
            Crosswalk.from_dict(parameters)
        elif kind == PolicyKind.LEVELING:
            LevelingPolicy.from_dict(parameters)
        elif kind == PolicyKind.PACE_AGREEMENT:
            AgreementPolicy.from_dict(parameters)
        elif kind == PolicyKind.PACE_SIGNALS:
            SignalPolicy.from_dict(parameters)
        elif kind == PolicyKind.STATE_LENS:
            StateLens.from_dict(parameters)
        elif kind == PolicyKind.RESTRICTED_SCORES:
            _check_restricted(parameters)
    except FormatProblem as problem:
        raise _not_this_crosswalk(problem) from problem
    except NotReadable as problem:
        raise _refused("parameters", told(problem)) from problem
    except TypeError as problem:
        raise _refused("parameters", str(problem)) from problem


def can_adopt(kind: str, text: str, parameters: Mapping[str, Any], effective_on: dt.date) -> bool:
    try:
        check_adopt(kind, text, parameters, effective_on)
    except Refused:
        return False
    return True


def book_from(parameters: Mapping[str, Any], version: str | None = None) -> RuleBook:
    """The rule book in these parameters, for the district's scale. Raises the mathematics' Refused."""
    book = RuleBook.from_dict(parameters, version=version)
    scale = scale_for().scale
    for rule in book.rules:
        rule.check_for(scale)
    return book


def can_change_rules(viewer: Viewer) -> bool:
    """Rules are the whole district's: a leader's duty at one school does not reach them."""
    return any(duty.role == Role.LEADER and duty.kind != OrganisationKind.SCHOOL for duty in viewer.duties)


def check_change_rules(viewer: Viewer) -> None:
    """Raises NotFound for those who don't even know that there are drafts."""
    if not can_change_rules(viewer):
        raise NotFound(_("There is no such page, or it is not open to you."))


def _check_pace(parameters: Mapping[str, Any]) -> None:
    days = parameters.get("days_per_year")
    if isinstance(days, bool) or not isinstance(days, int) or not 1 <= days <= 366:
        raise _refused(
            "days_per_year", _("Give the instructional days of a year, a whole number from 1 to 366.")
        )
    if unknown := set(parameters) - {"days_per_year", "units_per_year", "partly"}:
        name = min(map(str, unknown))
        raise _refused(name, _("There is no setting called %(name)s; remove it.") % {"name": name})
    Partly.from_dict(parameters.get("partly")).steps(scale_for().scale)
    units = parameters.get("units_per_year", {})
    usable = isinstance(units, Mapping) and all(
        isinstance(value, int | float) and not isinstance(value, bool) and value > 0
        for value in units.values()
    )
    if not usable:
        raise _refused(
            "units_per_year", _("Give the expected learning units a year per domain code, each above zero.")
        )


def _check_habits(parameters: Mapping[str, Any]) -> None:
    levels = parameters.get("levels")
    named = isinstance(levels, list) and all(
        isinstance(level, Mapping) and isinstance(level.get("name"), str) and level["name"].strip()
        for level in levels
    )
    if not isinstance(levels, list) or not named or not 3 <= len(levels) <= 6:
        raise _refused(
            "levels", _("Name three to six steps of how firmly a habit shows, the first step first.")
        )


def _check_restricted(parameters: Mapping[str, Any]) -> None:
    if set(parameters) != {"keep"} or not isinstance(parameters["keep"], bool):
        raise _refused("keep", _("Say with yes or no whether comparisons with other learners are kept."))


def _not_this_crosswalk(problem: FormatProblem) -> Refused:
    said = tuple(
        FieldProblem(
            one.sentence.in_words(lambda _key, one=one: gettext(one.sentence.english)),  # type: ignore[misc]
            one.field,
            remedy=one.remedy.in_words(lambda _key, one=one: gettext(one.remedy.english)),  # type: ignore[misc]
        )
        for one in problem.problems
    )
    return Refused(_("This crosswalk can't be adopted as it is."), problems=said)


def _refused(field: str, sentence: Any) -> Refused:
    return Refused(sentence, problems=(FieldProblem(sentence, field),))
