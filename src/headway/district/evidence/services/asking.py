"""“I'm ready” and second looks: asking, answering and taking back. Every step is appended and audited."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import current_map
from headway.district.evidence.asking import Ready, ready_request
from headway.district.evidence.asking_policies import (
    check_answer_ready,
    check_answer_second_look,
    check_ask_ready,
    check_ask_second_look,
    check_take_back_second_look,
    find_rating,
)
from headway.district.evidence.models import (
    Evidence,
    Rating,
    ReadyAnswer,
    ReadyRequest,
    ReadyTarget,
    ReadyWords,
    SecondLook,
    SecondLookAnswer,
    SecondLookWords,
    Task,
    TaskAssignment,
)
from headway.district.evidence.second_looks import LookInfo, second_look
from headway.district.evidence.task_bank.page import learner_task
from headway.district.evidence.types import LookOutcome, ReadyStep
from headway.district.foundation.api import Conflict, NotFound, Refused, audit, clock
from headway.district.people.api import Purpose, Viewer, learner_by_uuid, raters_of, visible_learners

__all__ = [
    "Asked",
    "answer_ready",
    "answer_second_look",
    "ask_ready",
    "ask_second_look",
    "take_back_second_look",
]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked. `repeated`: it had been sent before, and the earlier one stands."""

    uuid: uuid.UUID
    repeated: bool = False


@transaction.atomic
def ask_ready(
    *,
    viewer: Viewer,
    competency_uuids: Sequence[uuid.UUID],
    form: str,
    plan: str = "",
    task_uuid: uuid.UUID | None = None,
    assignment_uuid: uuid.UUID | None = None,
    asked_uuid: uuid.UUID | None = None,
    own_levels: Mapping[uuid.UUID, int] | None = None,
    request_key: str = "",
) -> Asked:
    """A learner says that she is ready to show these competencies, in this form, to this adult or whoever may rate her.

    A repeated send is the same request. Raises NotAllowed for everybody but learners, Refused with one problem per
    field, and where the same wish still waits; NotFound for tasks and assignments that are not hers.
    """
    competency_ids = _competency_ids(competency_uuids)
    task, assignment = _task(viewer, task_uuid, assignment_uuid)
    own = _own_levels(own_levels or {})
    asked_id = _adult(viewer, asked_uuid)
    learner_id = check_ask_ready(
        viewer,
        competency_ids=competency_ids,
        form=form,
        plan=plan,
        task=task,
        asked_id=asked_id,
        own_levels=own,
    )
    key = _key(viewer, request_key)
    if key and (before := ReadyRequest.objects.filter(request_key=key).first()):
        return Asked(before.uuid, repeated=True)
    _refuse_twin(learner_id, competency_ids)
    try:
        with transaction.atomic():
            request = ReadyRequest.objects.create(
                learner_id=learner_id,
                task=task,
                assignment=assignment,
                section_id=_section(learner_id, competency_ids, asked_id, assignment),
                asked_id=asked_id,
                form=form,
                asked_at=clock.now(),
                request_key=key,
            )
    except IntegrityError:
        if not key:
            raise
        return Asked(ReadyRequest.objects.get(request_key=key).uuid, repeated=True)
    ReadyTarget.objects.bulk_create(
        ReadyTarget(request=request, competency_id=one, own_level=own.get(one)) for one in competency_ids
    )
    if plan.strip():
        ReadyWords.objects.create(request=request, plan=plan.strip())
    audit.record(
        by=viewer.actor,
        act="evidence.ready_asked",
        subject_kind="ready_request",
        subject_uuid=request.uuid,
        learner_uuid=viewer.learner_uuid,
        competencies=len(competency_ids),
        form=form,
    )
    return Asked(request.uuid)


@transaction.atomic
def answer_ready(
    *,
    viewer: Viewer,
    request_uuid: uuid.UUID,
    step: str,
    planned_for: dt.datetime | None = None,
    evidence_uuid: uuid.UUID | None = None,
) -> Ready:
    """Tell the next step of a request: a time was set, work is in, it was looked at, or it was taken back.

    Sending the same step twice is one step. Raises NotFound for strangers, NotAllowed where the step is another
    person's, Refused for a time that has passed, Conflict where the request is closed.
    """
    # The learner tells of her own request; everybody else needs to be somebody who may rate her.
    found = ready_request(viewer, request_uuid)
    purpose = Purpose.RECORD if viewer.learner_id == found.learner.pk else Purpose.RATE
    ReadyRequest.objects.select_for_update(of=("self",)).filter(pk=found.id).first()
    # Read once more under the lock: somebody else may have told a step while this one waited.
    ready = ready_request(viewer, request_uuid, purpose)
    evidence = Evidence.objects.filter(uuid=evidence_uuid).first() if evidence_uuid else None
    if evidence_uuid and evidence is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    if _was_told(ready, step, planned_for, evidence):
        return ready
    check_answer_ready(viewer, ready, step, planned_for=planned_for, evidence=evidence)
    ReadyAnswer.objects.create(
        request_id=ready.id,
        step=step,
        at=clock.now(),
        answered_by_id=viewer.person_id,
        planned_for=planned_for,
        evidence=evidence,
    )
    audit.record(
        by=viewer.actor,
        act="evidence.ready_answered",
        subject_kind="ready_request",
        subject_uuid=ready.uuid,
        learner_uuid=ready.learner.uuid,
        step=str(step),
    )
    return ready_request(viewer, request_uuid)


@transaction.atomic
def ask_second_look(*, viewer: Viewer, rating_uuid: uuid.UUID, reason: str) -> Asked:
    """The learner, or her family, asks that somebody else looks at the same work. The first rating stands meanwhile.

    Raises NotFound for strangers, NotAllowed, Conflict while an earlier wish waits, Refused without a reason.
    """
    rating = find_rating(rating_uuid, visible_learners(viewer).order_by().values("pk"))
    check_ask_second_look(viewer, rating, reason)
    try:
        with transaction.atomic():
            look = SecondLook.objects.create(
                rating=rating,
                number=rating.second_looks.count() + 1,
                learner_id=rating.learner_id,
                asked_by_id=viewer.person_id,
                asked_at=clock.now(),
            )
    except IntegrityError as problem:
        raise Conflict(
            _("A second look was asked for already, and it is waiting."),
            remedy=_("Another one can be asked for once somebody has looked."),
        ) from problem
    SecondLookWords.objects.create(look=look, reason=reason.strip())
    audit.record(
        by=viewer.actor,
        act="evidence.second_look_asked",
        subject_kind="second_look",
        subject_uuid=look.uuid,
        learner_uuid=rating.learner.uuid,
    )
    return Asked(look.uuid)


@transaction.atomic
def answer_second_look(*, viewer: Viewer, look_uuid: uuid.UUID, rating_uuid: uuid.UUID) -> LookInfo:
    """A second rater has looked: her own rating of the same work and competency stands beside the first.

    Enter through `proficiency.api.rate_second_look`, which records that rating. Raises as `check_answer_second_look`.
    """
    look = second_look(viewer, look_uuid, Purpose.RATE)
    check_answer_second_look(viewer, look)
    rating = Rating.objects.filter(uuid=rating_uuid, rater_id=viewer.person_id).first()
    first = Rating.objects.get(pk=look.rating_id)
    if rating is None or rating.evidence_id != first.evidence_id or rating.pk == first.pk:
        raise Refused(
            _("A second look rates the same work."),
            remedy=_("Open the second look again, and rate it there."),
        )
    _settle(look, LookOutcome.SEEN, viewer, rating)
    return second_look(viewer, look_uuid, Purpose.RATE)


@transaction.atomic
def take_back_second_look(*, viewer: Viewer, look_uuid: uuid.UUID) -> LookInfo:
    """The wish is taken back; it stays in the history. Raises NotFound, NotAllowed, Conflict."""
    look = second_look(viewer, look_uuid)
    check_take_back_second_look(viewer, look)
    _settle(look, LookOutcome.TAKEN_BACK, viewer, None)
    return second_look(viewer, look_uuid)


# -- parts --


def _settle(look: LookInfo, outcome: LookOutcome, viewer: Viewer, rating: Rating | None) -> None:
    try:
        with transaction.atomic():
            SecondLookAnswer.objects.create(
                look_id=look.id,
                outcome=outcome,
                rating=rating,
                at=clock.now(),
                answered_by_id=viewer.person_id,
            )
    except IntegrityError as problem:
        raise Conflict(
            _("This second look is settled already."), remedy=_("What came of it stands beside the work.")
        ) from problem
    audit.record(
        by=viewer.actor,
        act="evidence.second_look_answered",
        subject_kind="second_look",
        subject_uuid=look.uuid,
        learner_uuid=look.learner.uuid,
        outcome=str(outcome),
    )


def _was_told(ready: Ready, step: str, planned_for: dt.datetime | None, evidence: Evidence | None) -> bool:
    """The same step was the last one told: a button pressed twice."""
    if not ready.told or ready.told[-1].step != step:
        return False
    if step == ReadyStep.PLANNED:
        return ready.planned_for == planned_for
    return step != ReadyStep.WORK_IN or (evidence is not None and ready.evidence_uuid == evidence.uuid)


def _competency_ids(uuids: Sequence[uuid.UUID]) -> list[int]:
    return list(_ids_by_uuid(uuids).values())


def _own_levels(levels: Mapping[uuid.UUID, int]) -> dict[int, int]:
    ids = _ids_by_uuid(levels)
    return {ids[one]: level for one, level in levels.items()}


def _ids_by_uuid(uuids: Iterable[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Row ids of the continuum in force; -1 is no competency, so that the check says so in words."""
    continuum = current_map()
    known = {one.uuid: one.id for one in continuum.competencies} if continuum else {}
    return {one: known.get(one, -1) for one in uuids}


def _task(
    viewer: Viewer, task_uuid: uuid.UUID | None, assignment_uuid: uuid.UUID | None
) -> tuple[Task | None, TaskAssignment | None]:
    if assignment_uuid and viewer.learner_id is not None:
        assignment = (
            TaskAssignment.objects.filter(
                uuid=assignment_uuid, learner_id=viewer.learner_id, taken_back_at__isnull=True
            )
            .select_related("task")
            .first()
        )
        if assignment is None:
            raise NotFound(_("There is no such task."))
        return assignment.task, assignment
    if task_uuid and viewer.learner_uuid is not None:
        # One that is open to her or was given to her; whoever is no learner is refused right after.
        return learner_task(viewer, learner_by_uuid(viewer.learner_uuid), task_uuid).task, None
    return None, None


def _adult(viewer: Viewer, asked_uuid: uuid.UUID | None) -> int | None:
    """The row id of the adult; -1 for somebody who may not rate her, so that the check says so in words."""
    if asked_uuid is None or viewer.learner_id is None:
        return None
    return next((one.person_id for one in raters_of(viewer.learner_id) if one.person_uuid == asked_uuid), -1)


def _section(
    learner_id: int,
    competency_ids: Sequence[int],
    asked_id: int | None,
    assignment: TaskAssignment | None,
) -> int | None:
    """Where the request arose: the section of the assignment, else the one that is mostly about its domain."""
    if assignment is not None and assignment.section_id:
        return assignment.section_id
    continuum = current_map()
    if continuum is None:
        return None
    codes = {
        domain.code
        for one in competency_ids
        if (domain := continuum.domain_by_id.get(continuum.by_id[one].domain_id or 0))
    }
    sections = {
        one.section_id
        for one in raters_of(learner_id)
        if one.section_id and one.domain_code in codes and asked_id in (None, one.person_id)
    }
    return next(iter(sections)) if len(sections) == 1 else None


def _refuse_twin(learner_id: int, competency_ids: Sequence[int]) -> None:
    """The same wish, while it still waits, would stand in the queue twice."""
    waiting = (
        ReadyRequest.objects.filter(learner_id=learner_id, answers__isnull=True)
        .prefetch_related("targets")
        .order_by("pk")
    )
    if any({one.competency_id for one in row.targets.all()} == set(competency_ids) for row in waiting):
        raise Refused(
            _("You asked for this already, and it is waiting."),
            remedy=_("Open “What I asked” to hand in your work, or to take your request back first."),
        )


def _key(viewer: Viewer, request_key: str) -> str | None:
    if not request_key:
        return None
    return hashlib.sha256(f"{viewer.actor.key}\n{request_key}\nready".encode()).hexdigest()
