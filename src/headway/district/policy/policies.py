"""What may be adopted into the policy book."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import FieldProblem, NotFound, Refused, clock
from headway.district.people.api import Viewer, district_organisation
from headway.district.people.types import OrganisationKind, Role
from headway.district.policy.models import PolicyVersion
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

# No page takes a planned one back; another one for the same day stands in its place.
REVISED_BY_ADOPTING = frozenset({PolicyKind.SCORE_CROSSWALK})
# More than a whole continuum holds: beyond it stands a slip of the keyboard.
MOST_UNITS = 1000

Check = Callable[[Mapping[str, Any]], Iterable[FieldProblem]]


def _one_by_one(read: Callable[[Mapping[str, Any]], object]) -> Check:
    """For settings that don't ask after one another: each is read alone, so that all that is wrong is named at once."""

    def check(parameters: Mapping[str, Any]) -> Iterator[FieldProblem]:
        for name, value in parameters.items():
            try:
                read({name: value})
            except NotReadable as problem:
                field, stage = problem.params.get("field", name), problem.params.get("stage")
                yield FieldProblem(told(problem), f"{stage}.{field}" if stage else str(field))

    return check


def _problems_of_pace(parameters: Mapping[str, Any]) -> Iterator[FieldProblem]:
    days = parameters.get("days_per_year")
    if isinstance(days, bool) or not isinstance(days, int) or not 1 <= days <= 366:
        yield FieldProblem(
            _("Give the instructional days of a year, a whole number from 1 to 366."), "days_per_year"
        )
    for name in sorted(map(str, set(parameters) - {"days_per_year", "units_per_year", "partly"})):
        yield FieldProblem(_("There is no setting called %(name)s; remove it.") % {"name": name}, name)
    units = parameters.get("units_per_year", {})
    if not isinstance(units, Mapping):
        yield FieldProblem(
            _("Give the expected learning units a year per domain code, each above zero."), "units_per_year"
        )
        units = {}
    for code, value in units.items():
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not 0 < value <= MOST_UNITS:
            yield FieldProblem(
                _(
                    "Give the learning units that are expected in a year, a number above zero and up to %(most)s, or none."
                )
                % {"most": MOST_UNITS},
                f"units_per_year.{code}",
            )
    yield from _problems_of_partly(parameters.get("partly"))


def _problems_of_partly(given: Any) -> Iterator[FieldProblem]:
    """Each share alone; only where each can stand, whether they can stand together."""
    scale, found = scale_for().scale, False
    for level, share in given.items() if isinstance(given, Mapping) else ():
        try:
            Partly.from_dict({level: share}).steps(scale)
        except NotReadable as problem:
            found = True
            yield FieldProblem(told(problem), f"partly.{level}")
    if not found:
        try:
            Partly.from_dict(given).steps(scale)
        except NotReadable as problem:
            level = problem.params.get("level")
            yield FieldProblem(told(problem), f"partly.{level}" if level else "partly")


_CHECKS: dict[str, Check] = {
    PolicyKind.PACE_EXPECTATION: _problems_of_pace,
    PolicyKind.PACE_AGREEMENT: _one_by_one(AgreementPolicy.from_dict),
    PolicyKind.PACE_SIGNALS: _one_by_one(SignalPolicy.from_dict),
    # What only an app above the policy book knows, such as which files are read, it adds with `also_checked`.
}


def also_checked(kind: str, check: Check) -> None:
    """From now on nothing of this kind is adopted in which `check` finds a problem. For the `ready` of an app."""
    _CHECKS[kind] = check


def check_adopt(
    kind: str,
    text: str,
    parameters: Mapping[str, Any],
    effective_on: dt.date,
    organisation_id: int | None = None,
) -> None:
    """Raises Refused with every problem when this would not be a policy that one can read and execute, or when one is
    planned for the same later day already: the district's, unless an organisation is named."""
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
    elif planned := _planned_for(kind, effective_on, organisation_id):
        problems.append(
            FieldProblem(
                _("Version %(number)s is planned for this day already.") % {"number": planned.number},
                "effective_on",
                remedy=_("Take it back first, or choose another day."),
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


def _planned_for(kind: str, on: dt.date, organisation_id: int | None) -> PolicyVersion | None:
    """What would never hold for a day if another version took effect with it. On the day itself a further version is a
    correction, and takes effect at once."""
    if on == clock.today() or kind in REVISED_BY_ADOPTING:
        return None
    planned = PolicyVersion.objects.filter(kind=kind, effective_on=on, withdrawal__isnull=True)
    if organisation_id is None:
        return planned.filter(organisation=district_organisation()).first()
    return planned.filter(organisation_id=organisation_id).first()


def _check_parameters(kind: str, parameters: Mapping[str, Any]) -> None:
    check = _CHECKS.get(kind)
    if check and (problems := tuple(check(parameters))):
        raise Refused(problems[0].sentence, remedy=problems[0].remedy, problems=problems)
    try:
        if kind == PolicyKind.PROFICIENCY_RULE:
            book_from(parameters)
        elif kind == PolicyKind.SURENESS:
            Settings.from_dict(parameters)
        elif kind == PolicyKind.HABITS_SCALE:
            _check_habits(parameters)
        elif kind == PolicyKind.FLUENCY_TARGETS:
            targets_from(parameters)
        elif kind == PolicyKind.ADVANCEMENT:
            AdvancementRule.from_dict(parameters)
        elif kind == PolicyKind.SCORE_CROSSWALK:
            Crosswalk.from_dict(parameters)
        elif kind == PolicyKind.LEVELING:
            LevelingPolicy.from_dict(parameters)
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
