"""What an offer may say, whose signatures it wants, and who may act on a target."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import formats
from django.utils.translation import gettext_lazy as _

from headway.district.agreements.models import Offer, Target
from headway.district.agreements.policies.stages import NO_SUCH_PAGE, side_of
from headway.district.agreements.types import Aim, PlanKind, Side
from headway.district.foundation.api import FieldProblem, NotAllowed, NotFound, Refused, clock, refused
from headway.district.people.api import Viewer, learner_by_uuid, visible_learners
from headway.mastery.facts import Refused as NotReadable
from headway.mastery.pacing.agreement import MOST_WEEKS, AgreementPolicy, StageRules
from headway.mastery.pacing.trajectories import Shape

__all__ = [
    "LONGEST_WORDS",
    "MOST_SUPPORT",
    "Terms",
    "begins_anew_on",
    "check_here",
    "check_part",
    "check_terms",
    "checked_words",
    "latest_day",
    "may_close",
    "may_set_aside",
    "moves_alone",
    "part_in",
    "shape_of",
    "side_or_refuse",
    "wanted_by",
]

LONGEST_WORDS = 2000
# Twenty hours a week: more is a slip of typing.
MOST_SUPPORT = 1200
# A learner who begins kindergarten and plans for the diploma.
MOST_WEEKS_TO_DIPLOMA = 14 * 52


@dataclass(frozen=True, slots=True)
class Terms:
    """What somebody proposes: by when, from when, along which curve, with how much support, and why."""

    by_on: dt.date | None
    from_on: dt.date | None = None
    shape: Mapping[str, Any] | None = None
    support_minutes: int | None = 0
    plan: str = PlanKind.USUAL
    reason: str = ""
    support: str = ""


@dataclass(slots=True)
class Problems:
    """What was wrong, field by field, to be told at once."""

    found: list[FieldProblem] = field(default_factory=list)

    def add(self, name: str, sentence: Any, remedy: Any) -> None:
        self.found.append(FieldProblem(sentence, field=name, remedy=remedy))

    def refuse(self) -> None:
        if self.found:
            raise Refused(self.found[0].sentence, remedy=self.found[0].remedy, problems=tuple(self.found))


# -- who -------------------------------------------------------------------------------------------------------------


def side_or_refuse(viewer: Viewer, learner_uuid: uuid.UUID) -> tuple[Any, str]:
    """The learner and in whose name the viewer speaks about her plan.

    Raises NotFound for strangers, NotAllowed for those who see her record but agree on nothing with her.
    """
    learner = visible_learners(viewer).filter(uuid=learner_uuid).first()
    if learner is None:
        raise NotFound(NO_SUCH_PAGE)
    check_here(learner)
    side = side_of(viewer, learner)
    if side is None:
        raise NotAllowed(
            _("A plan is agreed between the learner, an adult who works with the learner, and the family."),
            remedy=_(
                "The adviser, the teachers and the counsellors of the learner's school can propose and sign."
            ),
        )
    return learner, side


def part_in(viewer: Viewer, target: Target) -> tuple[Any, str]:
    """`side_or_refuse` for a target. An adult who took part and no longer works with the learner is told why not."""
    learner = learner_by_uuid(target.learner.uuid)
    assert learner is not None  # a target hangs on its learner
    if visible_learners(viewer).filter(pk=target.learner_id).exists():
        return side_or_refuse(viewer, learner.uuid)
    took_part = Offer.objects.filter(target=target, signatures__signed_by_id=viewer.person_id).exists()
    if took_part and viewer.learner_id != learner.pk:
        raise NotAllowed(
            _("You no longer work with this learner, so somebody else goes on with the plan."),
            remedy=_(
                "What you offered stays in the plan, and an adult who works with the learner now looks at it."
            ),
        )
    raise NotFound(NO_SUCH_PAGE)


def check_here(learner: Any) -> None:
    if learner.left_on and learner.left_on < clock.today():
        raise NotAllowed(
            _("This learner left the district, so nothing new can be agreed."),
            remedy=_("If the learner has come back, ask the registrar to reopen the enrolment."),
        )


def wanted_by(policy: AgreementPolicy, plan: str, has_family: bool) -> list[str]:
    """The sides that sign: learner and adult always, her family per policy and plan, where anybody of it may see her."""
    wants = [Side.LEARNER.value, Side.ADULT.value]
    return [*wants, Side.FAMILY.value] if has_family and policy.family_signs(plan) else wants


def begins_anew_on(in_force: Any, today: dt.date) -> dt.date:
    """Where the line of a further offer begins unless somebody says otherwise: today, so that it asks for no work in time
    that is gone. A plan that has not begun yet keeps its beginning."""
    return max(in_force.from_on, today)


def may_close(side: str | None) -> bool:
    """Who may say that a target has ended: the learner or an adult. Her family tells one of them how it sees it."""
    return side in (Side.LEARNER, Side.ADULT)


def may_set_aside(side: str | None, is_agreed: bool, rules: StageRules | None) -> bool:
    """Who may set a target aside: an adult; the learner what isn't agreed, and at a stage that lets her begin alone also
    what is. rules: only a learner needs them."""
    if side == Side.LEARNER:
        return not is_agreed or (rules is not None and rules.begins == "learner")
    return side == Side.ADULT


def moves_alone(rules: StageRules, side: str, terms: Terms, in_force: Any, agreed_with_adult: Any) -> bool:
    """Is this only the few days by which the learner's stage lets her move an agreed date without an adult? That it goes
    along the way that was agreed is the caller's to see.

    Counted from the last date that an adult signed, so that small steps don't add up. Everything else stays as it is:
    what an adult promised as support, in minutes and in words, and the beginning, which an offer of hers may leave out.
    """
    if side != Side.LEARNER or rules.changes_alone_days == 0 or in_force is None or agreed_with_adult is None:
        return False
    same = (
        terms.plan == in_force.plan
        and (terms.support_minutes or 0) == in_force.support_minutes
        and terms.support.split() == in_force.support.split()
        and terms.from_on in (None, in_force.from_on, begins_anew_on(in_force, clock.today()))
        and terms.by_on is not None
    )
    return same and abs((terms.by_on - agreed_with_adult.by_on).days) <= rules.changes_alone_days


def check_part(side: str, terms: Terms, before: Any | None) -> None:
    """Who may propose what, whatever a form sends. before: the offer that is answered or changed; None for a first one.

    Minutes of support are an adult's promise. A family speaks of the day, and of why and what would help. Raises Refused
    with every problem at its field.
    """
    problems = Problems()
    kept = before.support_minutes if before else 0
    if side != Side.ADULT and terms.support_minutes not in (None, kept):
        problems.add(
            "support_minutes",
            _("Minutes of support are promised by the adult who gives them."),
            _("Write in words what would help; the adult answers with the minutes."),
        )
    if side == Side.FAMILY and before is not None:
        if terms.plan not in ("", before.plan):
            problems.add(
                "plan",
                _("How a plan lies in time is proposed by the learner or by an adult at school."),
                _("Write what you would change; they answer with an offer."),
            )
        if terms.from_on not in (None, before.from_on, begins_anew_on(before, clock.today())):
            problems.add(
                "from_on",
                _("When a plan begins is proposed by the learner or by an adult at school."),
                _("Write what you would change; they answer with an offer."),
            )
    problems.refuse()


# -- what ------------------------------------------------------------------------------------------------------------


def shape_of(given: Mapping[str, Any] | None) -> Shape:
    """Raises Refused at the field `shape`."""
    try:
        return Shape.from_dict(given)
    except NotReadable as problem:
        raise refused(
            "shape",
            _("This way through the time can't be read."),
            _(
                "Choose an even way, one with little at first, or milestones with rising shares of time and work."
            ),
        ) from problem


def checked_words(name: str, text: str) -> str:
    words = (text or "").strip()
    if len(words) > LONGEST_WORDS:
        raise refused(
            name,
            _("These are more than %(most)s characters.") % {"most": LONGEST_WORDS},
            _("Keep it to what can be read in a minute."),
        )
    return words


def check_terms(
    terms: Terms,
    *,
    aim: str,
    rules: StageRules,
    earliest: dt.date,
    graduates_on: dt.date | None,
    first_school_day: dt.date | None,
) -> tuple[dt.date, dt.date]:
    """The offer's first and last day. Raises Refused with every problem at its field, each with a remedy.

    earliest: the first day from which this target may count; today where the terms name no beginning. first_school_day:
    the first day of school of this learner after today and after the beginning; None where the calendar knows none.
    """
    today, problems = clock.today(), Problems()
    from_on = terms.from_on or today
    by_on = terms.by_on
    if by_on is None:
        problems.add("by_on", _("A target needs a day."), _("Choose the day by which it should be reached."))
    elif by_on <= today:
        problems.add(
            "by_on",
            _("This day has passed.") if by_on < today else _("This day is today."),
            _("Choose a day after %(today)s.") % {"today": _said(today)},
        )
    elif by_on <= from_on:
        problems.add(
            "by_on",
            _("The target would be reached before its beginning on %(day)s.") % {"day": _said(from_on)},
            _("Choose a later day, or begin earlier."),
        )
    if from_on < min(earliest, today):
        problems.add(
            "from_on",
            _("The plan would begin in the past."),
            _("Begin on %(day)s or later.") % {"day": _said(min(earliest, today))},
        )
    if by_on is not None and not problems.found:
        _check_horizon(by_on, aim, rules, graduates_on, problems)
        if not problems.found and (first_school_day is None or first_school_day > by_on):
            problems.add(
                "by_on",
                _("There is no day of school left before this day."),
                _("Choose %(day)s or later.") % {"day": _said(first_school_day)}
                if first_school_day
                else _("Ask the registrar to enter the next school year, then choose a day in it."),
            )
    if terms.plan not in PlanKind.values:
        problems.add("plan", _("There is no such kind of plan."), _("Choose usual, steep or extended."))
    minutes = terms.support_minutes
    if minutes is None or isinstance(minutes, bool) or not 0 <= minutes <= MOST_SUPPORT:
        problems.add(
            "support_minutes",
            _("Support is written as minutes a week, from 0 to %(most)s.") % {"most": MOST_SUPPORT},
            _("An hour a week is 60."),
        )
    problems.refuse()
    assert by_on is not None  # refused otherwise
    return from_on, by_on


def latest_day(aim: str, rules: StageRules | None, graduates_on: dt.date | None) -> dt.date:
    """Up to when a target may lie: competencies within the horizon of the stage, levels and the diploma to graduation.

    rules: only competencies need them; graduates_on: only the others do. Who is here after the day on which she planned to
    graduate plans on; that day bounds nothing any more.
    """
    today = clock.today()
    if aim == Aim.COMPETENCIES:
        assert rules is not None
        return today + dt.timedelta(weeks=rules.horizon_weeks)
    weeks = MOST_WEEKS_TO_DIPLOMA if aim == Aim.DIPLOMA else MOST_WEEKS
    if graduates_on is not None and graduates_on > today:
        return graduates_on
    return today + dt.timedelta(weeks=weeks)


def _check_horizon(
    by_on: dt.date, aim: str, rules: StageRules, graduates_on: dt.date | None, problems: Problems
) -> None:
    latest = latest_day(aim, rules, graduates_on)
    if by_on <= latest:
        return
    if aim == Aim.COMPETENCIES:
        problems.add(
            "by_on",
            _("At this stage a target lies up to %(weeks)s weeks ahead, so until %(day)s.")
            % {"weeks": rules.horizon_weeks, "day": _said(latest)},
            _("Choose an earlier day, or a part of it as a first step."),
        )
    elif graduates_on == latest:
        problems.add(
            "by_on",
            _("This day lies after graduation on %(day)s.") % {"day": _said(latest)},
            _("Choose an earlier day, or talk with a counsellor about a later graduation."),
        )
    else:
        problems.add(
            "by_on",
            _("This day is too far ahead to plan for."),
            _("Choose a day until %(day)s.") % {"day": _said(latest)},
        )


def _said(day: dt.date) -> str:
    return formats.date_format(day)
