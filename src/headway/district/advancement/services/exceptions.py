"""Exceptions: a named authority, a reason, and a plan for what is open, in one act (R054)."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.advancement.models import (
    AdvancementWords,
    AwaitedVerification,
)
from headway.district.advancement.policies import check_except
from headway.district.advancement.services.recording import (
    already_done,
    append,
    checked,
    request_key_of,
    sent_before,
)
from headway.district.advancement.services.seats import move_seat, section_chosen
from headway.district.advancement.types import SignOutcome
from headway.district.foundation.api import FieldProblem, Refused, clock, refused
from headway.district.people.api import Viewer, lock_learners, visible_learner
from headway.district.placement.api import open_plan_task
from headway.district.placement.types import PlanTaskReason
from headway.mastery.advancement import NotYet

__all__ = ["LONGEST_WORDS", "make_exception"]

LONGEST_WORDS = 2000


@transaction.atomic
def make_exception(
    *,
    viewer: Viewer,
    learner_uuid: uuid.UUID,
    grain: str,
    code: str,
    reason: str,
    goal: str,
    steps: str,
    support: str,
    owner_id: int | None = None,
    section_uuid: uuid.UUID | None = None,
    expected: str = "",
    request_key: str = "",
) -> SignOutcome:
    """The named authority lets a learner move on with something open; the plan for it is opened in the same act.

    Raises NotAllowed for everybody else, Refused naming each empty field, or where nothing is in the way.
    """
    key = request_key_of(viewer, request_key)
    if earlier := sent_before(key, learner_uuid, f"{grain}/{code}"):
        return earlier
    learner = visible_learner(viewer, learner_uuid)
    lock_learners({learner.pk})
    if earlier := already_done(key, learner.pk, f"{grain}/{code}"):
        return earlier
    found = checked(viewer, learner, grain, code, expected)
    check_except(viewer, learner, found.rule)
    if not isinstance(found.answer, NotYet):
        raise refused(
            "reason",
            _("The record holds all that the rule asks, so no exception is needed."),
            _("Sign for moving on."),
        )
    _check_words(reason=reason, goal=goal, steps=steps, support=support)
    section = section_chosen(learner, found.passage, section_uuid)
    task = open_plan_task(
        learner=learner,
        reason=PlanTaskReason.EXCEPTION,
        by=viewer.actor,
        domain_code=found.passage.domain_code,
        facts={"passage": found.passage.key, "open": list(found.answer.open)},
        owner_id=owner_id or viewer.person_id,
        goal=goal,
        steps=steps,
        support=support,
    )
    row = append(viewer, learner, found, key, plan_task_id=task.pk)
    AdvancementWords.objects.create(advancement=row, text=reason.strip())
    _close_awaited(learner.pk, found.passage.key)
    move_seat(row, learner, found.passage, section, viewer.actor)
    return SignOutcome(found.passage, advancement_uuid=row.uuid)


def _check_words(**typed: str) -> None:
    missing = {
        "reason": _("An exception says why; the reason is empty."),
        "goal": _("The plan says what the learner will be able to do; it is empty."),
        "steps": _("The plan says what happens first; it is empty."),
        "support": _("The plan says who helps; it is empty."),
    }
    problems = [
        FieldProblem(missing[name], field=name, remedy=_("Fill in this field."))
        for name, words in typed.items()
        if not words.strip()
    ]
    problems += [
        FieldProblem(
            _("These are more than %(most)s characters.") % {"most": LONGEST_WORDS},
            field=name,
            remedy=_("Keep it to what can be read in a minute."),
        )
        for name, words in typed.items()
        if len(words) > LONGEST_WORDS
    ]
    if problems:
        raise Refused(problems[0].sentence, remedy=problems[0].remedy, problems=tuple(problems))


def _close_awaited(learner_id: int, what: str) -> None:
    AwaitedVerification.objects.filter(learner_id=learner_id, what=what, closed_at__isnull=True).update(
        closed_at=clock.now()
    )
