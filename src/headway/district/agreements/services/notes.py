"""Departing from a reading of the record with a reason (R075), and taking that back."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from headway.district.agreements.models import PlanNote, PlanNoteWords, Target
from headway.district.agreements.outlooks import reading_of, school_days_of
from headway.district.agreements.policies.stages import NO_SUCH_PAGE, agreement_policy, check_adult_of
from headway.district.agreements.policies.targets import checked_words
from headway.district.agreements.selectors.depths import depths_of
from headway.district.agreements.selectors.targets import read_targets
from headway.district.agreements.services.taking_back import take_back_once
from headway.district.agreements.types import NoteAbout
from headway.district.continuum.api import current_map
from headway.district.foundation.api import (
    Conflict,
    NotAllowed,
    NotFound,
    audit,
    check_repeat,
    clock,
    kept_key,
    refused,
)
from headway.district.people.api import Viewer, by_work, lock_learners, visible_learner
from headway.mastery.pacing.trajectories import Standing

__all__ = ["GO_ON", "note_depth", "note_standing", "withdraw_note"]

# What is noted of a suggestion to go deeper: the plan goes on as it is.
GO_ON = "go_on"


@transaction.atomic
def note_depth(
    viewer: Viewer, learner_uuid: uuid.UUID, *, domain_code: str, reason: str, request_key: str = ""
) -> uuid.UUID:
    """Note why going deeper is not what comes next in this domain; it holds until the next evidence there. The note.

    By an adult of the learner. Raises NotFound for strangers, NotAllowed for others who may see her, Refused without a
    reason, Conflict where nothing is suggested (any more). The same request twice is one
    note; Conflict where the second says something else.
    """
    learner = _hers(viewer, learner_uuid)
    key = kept_key(viewer.actor, f"depth:{learner.pk}:{domain_code}", request_key)
    if before := _sent_before(key, GO_ON, reason):
        return before
    reason = _reason(reason)
    lock_learners([learner.pk])
    found = next((one for one in depths_of(viewer, learner) if one.domain.code == domain_code), None)
    if found is None or not found.deepen:
        raise Conflict(
            _("Going deeper is not suggested here any more, so there is nothing to depart from."),
            remedy=_("Open the plan again; what stands there now is up to date."),
        )
    return _write(
        viewer,
        learner,
        key,
        reason,
        about=NoteAbout.DEPTH,
        domain_code=domain_code,
        read="deepen",
        noted=GO_ON,
        evidence={
            "shallow": found.shallow,
            "known": found.known,
            "pace": round(found.pace or 0.0, 3),
            "rate": round(found.rate or 0.0, 3),
        },
        policy_version=found.policy_version,
    )


@transaction.atomic
def note_standing(
    viewer: Viewer, target_uuid: uuid.UUID, *, standing: str, reason: str, request_key: str = ""
) -> uuid.UUID:
    """Note where an agreed plan stands as an adult sees it, beside what is read from the record. The note.

    It holds until the next evidence on what the target reaches for, or another agreement. Raises as `note_depth`, and
    Refused where it says what the reading says.
    """
    row = Target.objects.select_related("learner").filter(uuid=target_uuid).first()
    if row is None:
        raise NotFound(NO_SUCH_PAGE)
    learner = _hers(viewer, row.learner.uuid)
    key = kept_key(viewer.actor, f"standing:{row.pk}", request_key)
    if before := _sent_before(key, standing, reason):
        return before
    if standing not in set(Standing):
        raise refused("standing", _("Nothing was chosen."), _("Choose where you see the plan."))
    reason = _reason(reason)
    lock_learners([learner.pk])
    info = read_targets({learner.pk: learner.uuid}, target_ids=(row.pk,))[learner.pk][0]
    continuum, offer = current_map(), info.in_force
    read = (
        reading_of(info, offer, school_days_of(learner), continuum)
        if continuum is not None and offer is not None and not info.is_met
        else None
    )
    if read is None:
        raise Conflict(
            _("This plan has no reading to depart from."),
            remedy=_("A plan is read from the day on which everybody has signed until all of it is met."),
        )
    if read.standing == standing:
        raise refused(
            "standing",
            _("This is what the record says already."),
            _("Choose what you see differently, or leave it as it is; nothing needs to be saved."),
        )
    return _write(
        viewer,
        learner,
        key,
        reason,
        about=NoteAbout.STANDING,
        domain_code=row.domain_code,
        target=row,
        read=str(read.standing),
        noted=standing,
        evidence={
            "days": round(read.days, 3),
            "expected": round(read.expected, 3),
            "done": round(read.done, 3),
            "buffer_days": read.buffer_days,
        },
        policy_version=agreement_policy()[1],
    )


@transaction.atomic
def withdraw_note(viewer: Viewer, note_uuid: uuid.UUID) -> None:
    """Take back a note that the viewer wrote: the reading of the record stands alone again. Twice is once.

    Raises NotFound for strangers, NotAllowed where somebody else wrote it.
    """
    row = PlanNote.objects.select_related("learner").filter(uuid=note_uuid, withdraws__isnull=True).first()
    if row is None:
        raise NotFound(NO_SUCH_PAGE)
    learner = _hers(viewer, row.learner.uuid)
    if row.recorded_by_id != viewer.person_id:
        raise NotAllowed(
            _("A note is taken back by the person who wrote it."),
            remedy=_("Talk with that person, or note what you see yourself."),
        )
    kept = ("learner_id", "about", "domain_code", "target_id", "read", "noted", "policy_version")
    if take_back_once(viewer, row, kept=kept):
        audit.record(
            by=viewer.actor,
            act="agreements.plan_note_taken_back",
            subject_kind="plan_note",
            subject_uuid=row.uuid,
            learner_uuid=learner.uuid,
        )


def _hers(viewer: Viewer, learner_uuid: uuid.UUID) -> Any:
    visible_learner(viewer, learner_uuid)
    try:
        learner = visible_learner(by_work(viewer), learner_uuid)
    except NotFound as problem:
        raise NotAllowed(
            _("This is for the learner's teachers and advisers, and for counsellors of the school."),
            remedy=_("Tell one of them what you saw."),
        ) from problem
    check_adult_of(viewer, learner)
    return learner


def _sent_before(key: str | None, noted: str, reason: str) -> uuid.UUID | None:
    """The note that this form made already. Raises Conflict where it says something else now."""
    rows = PlanNote.objects.select_related("words", "withdrawal")
    before = rows.filter(request_key=key).first() if key else None
    if before is None:
        return None
    kept = (before.noted, getattr(getattr(before, "words", None), "reason", ""))
    check_repeat(kept, (noted, reason.strip()), stands=not hasattr(before, "withdrawal"))
    return before.uuid


def _reason(text: str) -> str:
    reason = checked_words("note", text)
    if not reason:
        raise refused(
            "note",
            _("Say in a sentence what you see that the record does not."),
            _("Learner and family read it beside the plan."),
        )
    return reason


def _write(viewer: Viewer, learner: Any, key: str | None, reason: str, **what: Any) -> uuid.UUID:
    try:
        with transaction.atomic():
            row = PlanNote.objects.create(
                learner=learner,
                recorded_at=clock.now(),
                recorded_by_id=viewer.person_id,
                request_key=key,
                **what,
            )
    except IntegrityError:
        # The same request arrived twice at the same moment, and the other one was first.
        if before := _sent_before(key, what["noted"], reason):
            return before
        raise
    PlanNoteWords.objects.create(note=row, reason=reason)
    audit.record(
        by=viewer.actor,
        act="agreements.plan_noted",
        subject_kind="plan_note",
        subject_uuid=row.uuid,
        learner_uuid=learner.uuid,
        about=row.about,
        domain=row.domain_code,
        read=row.read,
        noted=row.noted,
    )
    return row.uuid
