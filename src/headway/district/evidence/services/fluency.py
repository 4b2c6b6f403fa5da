"""Noting an occasion on which fluency was looked at, and taking it back."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import CompetencyInfo
from headway.district.evidence.fluency import fluency_target
from headway.district.evidence.models import FluencyTry, FluencyWithdrawal
from headway.district.foundation.api import (
    Conflict,
    FieldProblem,
    NotAllowed,
    NotFound,
    Refused,
    audit,
    clock,
)
from headway.district.people.api import Viewer, check_rate, visible_learners

__all__ = ["note_fluency", "take_back_fluency"]


@transaction.atomic
def note_fluency(
    *,
    viewer: Viewer,
    learner: Any,
    competency: CompetencyInfo,
    right: int | None,
    tries: int | None,
    seconds: int | None,
    seen_on: dt.date | None,
    request_key: str = "",
) -> uuid.UUID:
    """Append one occasion; the same request sent twice is one. Only who may rate the learner may note it.

    Raises NotFound for strangers, NotAllowed, Refused naming the field, Conflict for a key with other content.
    """
    check_rate(viewer, learner)
    _check(learner, competency, right, tries, seconds, seen_on)
    key = hashlib.sha256(f"{viewer.actor.key}\n{request_key}".encode()).hexdigest() if request_key else None
    wanted = (learner.pk, competency.id, right, tries, seconds, seen_on)
    try:
        with transaction.atomic():
            row = FluencyTry.objects.create(  # type: ignore[misc]
                learner_id=learner.pk,
                competency_id=competency.id,
                right=right,
                tries=tries,
                seconds=seconds,
                seen_on=seen_on,
                recorded_at=clock.now(),
                seen_by_id=viewer.person_id,
                request_key=key,
            )
    except IntegrityError:
        before = FluencyTry.objects.filter(request_key=key).first() if key else None
        if before is None:
            raise
        there = (
            before.learner_id,
            before.competency_id,
            before.right,
            before.tries,
            before.seconds,
            before.seen_on,
        )
        if there != wanted:
            raise Conflict(
                _("This form was already sent with other content, so nothing was added."),
                remedy=_("Open the page again and note what you saw."),
            ) from None
        return before.uuid
    audit.record(
        by=viewer.actor,
        act="evidence.fluency_noted",
        subject_kind="fluency_try",
        subject_uuid=row.uuid,
        learner_uuid=learner.uuid,
    )
    return row.uuid


@transaction.atomic
def take_back_fluency(try_uuid: uuid.UUID, *, viewer: Viewer) -> None:
    """Take an occasion back. Doing it twice is the same act. Raises NotFound and NotAllowed."""
    row = FluencyTry.objects.filter(uuid=try_uuid, learner__in=visible_learners(viewer)).first()
    if row is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    if row.seen_by_id != viewer.person_id:
        raise NotAllowed(
            _("An observation is taken back by the person who noted it."),
            remedy=_("Talk with the learner about what you saw, or add an observation of your own."),
        )
    try:
        with transaction.atomic():
            FluencyWithdrawal.objects.create(
                occasion=row, recorded_at=clock.now(), withdrawn_by_id=viewer.person_id
            )
    except IntegrityError:
        return  # it was taken back before
    audit.record(
        by=viewer.actor, act="evidence.fluency_taken_back", subject_kind="fluency_try", subject_uuid=row.uuid
    )


def _check(
    learner: Any,
    competency: CompetencyInfo,
    right: int | None,
    tries: int | None,
    seconds: int | None,
    seen_on: dt.date | None,
) -> None:
    if fluency_target(competency) is None:
        raise Refused(
            _("This competency asks for no fluency."),
            remedy=_("The policy book says which ones do; a leader of the district can add it."),
        )
    problems = []
    if tries is None or not 1 <= tries <= 1000:
        problems.append(FieldProblem(_("Give how many tries there were, from 1 to 1000."), "tries"))
    if right is None or right < 0 or (tries is not None and right > tries):
        problems.append(FieldProblem(_("Give how many were right, no more than there were tries."), "right"))
    if seconds is None or not 1 <= seconds <= 3600:
        problems.append(FieldProblem(_("Give the time in seconds, from 1 to 3600."), "seconds"))
    if seen_on is None:
        problems.append(FieldProblem(_("Give the day on which you saw it."), "seen_on"))
    elif seen_on > clock.today():
        problems.append(
            FieldProblem(
                _("The observation lies in the future."),
                "seen_on",
                remedy=_("Give the day on which you saw it, today or earlier."),
            )
        )
    elif seen_on < max(clock.EARLIEST, learner.birth_on or clock.EARLIEST):
        problems.append(
            FieldProblem(
                _("The day lies before the learner was born, or cannot be meant."),
                "seen_on",
                remedy=_("Write it as year-month-day, for example 2026-03-01."),
            )
        )
    if problems:
        raise Refused(problems[0].sentence, remedy=problems[0].remedy, problems=tuple(problems))
