"""What comes next on a competency that is not yet proficient: planned by a teacher, shown to learner and family."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import CompetencyInfo
from headway.district.foundation.api import Actor, Conflict, FieldProblem, NotFound, Refused, audit, clock
from headway.district.people.api import Viewer, check_rate, lock_learners, visible_learner
from headway.district.proficiency.ground import Ground, ground
from headway.district.proficiency.models import NextStep, NextStepWords
from headway.district.proficiency.selectors.next_steps import next_steps_of
from headway.district.proficiency.selectors.standings import read_now
from headway.district.proficiency.types import NextStepInfo

__all__ = ["plan_next_step", "take_back_next_step"]

# A plan for longer than a school year is a hope; it can be renewed.
LONGEST = dt.timedelta(days=370)
LONGEST_WORDS = 2000


@transaction.atomic
def plan_next_step(
    *,
    viewer: Viewer,
    learner_uuid: uuid.UUID,
    competency_uuid: uuid.UUID,
    step: str,
    support: str,
    show_on: dt.date | None,
    request_key: str = "",
) -> NextStepInfo:
    """Append a plan for a competency that is not yet proficient; it takes the place of the plan before it.

    step: what the learner does next. support: what helps her, and who. show_on: the next opportunity to show it, a
    day from today on. The same request sent twice is one plan.
    Raises NotFound for strangers and unknown competencies, NotAllowed, Refused with one problem per wrong field,
    Conflict when the request key comes again with something else.
    """
    learner, competency, on = _about(viewer, learner_uuid, competency_uuid)
    lock_learners({learner.pk})
    standing = read_now((learner.pk,), (competency.id,)).get((learner.pk, competency.id))
    if standing is not None and standing.is_proficient:
        raise Refused(
            _("This competency is proficient already, so nothing has to be shown again."),
            remedy=_("What goes deeper stands on the page of the competency."),
        )
    _check(step, support, show_on)
    assert show_on is not None  # checked
    key = _key(viewer.actor, request_key)
    earlier = NextStep.objects.filter(request_key=key).select_related("words").first() if key else None
    if earlier:
        _check_same(earlier, learner.pk, competency, show_on, on)
        return next_steps_of((learner.pk,))[learner.pk][competency.id]
    row = _append(learner.pk, competency.id, viewer.actor, key, show_on=show_on)
    NextStepWords.objects.create(next_step=row, step=step.strip(), support=support.strip())
    _tell(True, row, learner.uuid, competency, viewer.actor)
    return next_steps_of((learner.pk,))[learner.pk][competency.id]


@transaction.atomic
def take_back_next_step(*, viewer: Viewer, learner_uuid: uuid.UUID, competency_uuid: uuid.UUID) -> None:
    """Take the plan away; then the pages say again what any next piece of work would show. Without a plan: nothing."""
    learner, competency, _on = _about(viewer, learner_uuid, competency_uuid)
    lock_learners({learner.pk})
    if competency.id not in next_steps_of((learner.pk,)).get(learner.pk, {}):
        return
    row = _append(learner.pk, competency.id, viewer.actor, None, is_open=False)
    _tell(False, row, learner.uuid, competency, viewer.actor)


def _about(
    viewer: Viewer, learner_uuid: uuid.UUID, competency_uuid: uuid.UUID
) -> tuple[Any, CompetencyInfo, Ground]:
    learner = visible_learner(viewer, learner_uuid)
    check_rate(viewer, learner)
    on = ground()
    competency = on.continuum.by_uuid.get(competency_uuid)
    if competency is None:
        raise NotFound(_("There is no such competency on the district's continuum."))
    return learner, competency, on


def _check(step: str, support: str, show_on: dt.date | None) -> None:
    problems = []

    def problem(field: str, sentence: object, remedy: object) -> None:
        problems.append(FieldProblem(sentence, field=field, remedy=remedy))  # type: ignore[arg-type]

    for field, words, missing, remedy in (
        ("step", step, _("The next step is empty."), _("Write what the learner does next.")),
        ("support", support, _("The support is empty."), _("Write what helps, and who.")),
    ):
        if not words.strip():
            problem(field, missing, remedy)
        elif len(words.strip()) > LONGEST_WORDS:
            problem(
                field,
                _("These are more than %(most)s characters.") % {"most": LONGEST_WORDS},
                _("Keep it to what can be read in a minute."),
            )
    today = clock.today()
    if show_on is None:
        problem(
            "show_on",
            _("The next opportunity to show it has no day."),
            _("Choose a day; it is a plan and can be moved."),
        )
    elif show_on < today:
        problem("show_on", _("This day has passed."), _("Choose today or a later day."))
    elif show_on > today + LONGEST:
        problem("show_on", _("This day is more than a year away."), _("Choose a day within a year."))
    if problems:
        raise Refused(problems[0].sentence, remedy=problems[0].remedy, problems=tuple(problems))


def _check_same(
    earlier: NextStep, learner_id: int, competency: CompetencyInfo, show_on: dt.date, on: Ground
) -> None:
    living = on.continuum.current_ids.get(earlier.competency_id)
    if (earlier.learner_id, living, earlier.show_on) != (learner_id, competency.id, show_on):
        raise Conflict(
            _("This form was already sent with another plan, so nothing was added."),
            remedy=_("Open the page again and plan from what you see."),
        )


def _append(
    learner_id: int,
    competency_id: int,
    by: Actor,
    key: str | None,
    *,
    show_on: dt.date | None = None,
    is_open: bool = True,
) -> NextStep:
    try:
        with transaction.atomic():
            return NextStep.objects.create(
                learner_id=learner_id,
                competency_id=competency_id,
                is_open=is_open,
                show_on=show_on,
                planned_at=clock.now(),
                planned_by_id=by.person_id,
                request_key=key,
            )
    except IntegrityError as problem:
        raise Conflict(
            _("The same plan arrived twice at the same moment."), remedy=_("Open the page again.")
        ) from problem


def _key(by: Actor, request_key: str) -> str | None:
    return hashlib.sha256(f"{by.key}\n{request_key}".encode()).hexdigest() if request_key else None


def _tell(
    is_planned: bool, row: NextStep, learner_uuid: uuid.UUID, competency: CompetencyInfo, by: Actor
) -> None:
    audit.record(
        by=by,
        act="proficiency.next_step_planned" if is_planned else "proficiency.next_step_taken_back",
        subject_kind="next_step",
        subject_uuid=row.uuid,
        learner_uuid=learner_uuid,
        competency=str(competency.uuid),
    )
