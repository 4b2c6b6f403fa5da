"""What may be recorded, by whom: every line is looked at before anything is written."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils.translation import gettext_lazy as _

from headway.district.evidence.line_checks import Known, field_problems, level_sentence, line_problems
from headway.district.evidence.types import RatingLine, WithdrawalReason
from headway.district.foundation.api import Actor, FieldProblem, NotAllowed, NotFound, Refused
from headway.district.people.api import Purpose, Viewer, check_rate, visible_learners

__all__ = [
    "Known",
    "can_record",
    "check_may_rate",
    "check_may_withdraw",
    "check_reason",
    "check_record",
    "level_sentence",
    "problems_of_lines",
]


def check_may_rate(viewer: Viewer, learner_ids: Collection[int]) -> None:
    """Every learner named is one whom the viewer may rate. Raises NotFound for strangers, else NotAllowed."""
    wanted = set(learner_ids)
    allowed = visible_learners(viewer, Purpose.RATE).filter(pk__in=wanted)
    for learner_id in sorted(wanted - set(allowed.values_list("pk", flat=True))):
        learner = visible_learners(viewer).filter(pk=learner_id).first()
        if learner is None:
            raise NotFound(_("There is no such page, or it is not open to you."))
        check_rate(viewer, learner)


def check_may_withdraw(viewer: Viewer, learner_id: int, rater_id: int | None) -> None:
    """A rating is taken back by whoever recorded it. Raises NotFound for strangers, else NotAllowed."""
    if not visible_learners(viewer).filter(pk=learner_id).exists():
        raise NotFound(_("There is no such page, or it is not open to you."))
    if rater_id != viewer.person_id:
        raise NotAllowed(
            _("A rating is taken back by the person who recorded it."),
            remedy=_("Talk with the learner about what you saw, or add a rating of your own."),
        )


def check_reason(reason: str) -> WithdrawalReason:
    if reason not in WithdrawalReason.values:
        raise Refused(
            _("“%(reason)s” isn't a reason that the record knows.") % {"reason": reason},
            remedy=_("Use one of: %(codes)s.") % {"codes": ", ".join(WithdrawalReason.values)},
        )
    return WithdrawalReason(reason)


def check_record(lines: Sequence[RatingLine], *, by: Actor, viewer: Viewer | None = None) -> Known:
    """All lines hold together; what they refer to.

    Raises Refused with one problem per wrong field (row counted from 1), NotFound and NotAllowed as in
    `check_may_rate`. Without a viewer (imports, jobs) access is the caller's to decide.
    """
    if not lines:
        raise Refused(_("There is nothing to record."), remedy=_("Choose at least one level."))
    if viewer is not None:
        check_may_rate(viewer, {line.learner_id for line in lines})
    known = Known(lines)
    problems = field_problems(
        (str(row), problem)
        for row, line in enumerate(lines, start=1)
        for problem in line_problems(line, known, by, viewer)
    )
    if problems:
        raise Refused(problems[0].sentence, remedy=problems[0].remedy, problems=problems)
    return known


def problems_of_lines(
    lines: Sequence[RatingLine], *, by: Actor, viewer: Viewer | None = None
) -> tuple[FieldProblem, ...]:
    """What `record` would refuse, line by line (row counted from 1), before anybody promises to record it.

    Raises NotFound and NotAllowed as in `check_may_rate`.
    """
    try:
        check_record(lines, by=by, viewer=viewer)
    except Refused as refused:
        return refused.problems or (FieldProblem(refused.sentence, remedy=refused.remedy),)
    return ()


def can_record(lines: Sequence[RatingLine], *, by: Actor, viewer: Viewer | None = None) -> bool:
    try:
        check_record(lines, by=by, viewer=viewer)
    except (Refused, NotFound, NotAllowed):
        return False
    return True
