"""A person decides how much of the planning a learner does alone. Undoing it is a further decision."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from headway.district.agreements.models import StageDecision, StageWords
from headway.district.agreements.policies.stages import (
    agreement_policy,
    check_adult_of,
    check_stage_step,
    stage_of,
)
from headway.district.agreements.selectors.stages import stage_evidence
from headway.district.agreements.stage_types import StageDecided, StageEvidence
from headway.district.agreements.telling import tell_stage
from headway.district.foundation.api import Conflict, audit, clock, kept_key, refused
from headway.district.people.api import Viewer, by_work, lock_learners, visible_learner

__all__ = ["MOST_REASON", "decide_stage"]

MOST_REASON = 2_000
A_YEAR = dt.timedelta(days=366)


@transaction.atomic
def decide_stage(
    viewer: Viewer,
    learner_uuid: uuid.UUID,
    stage: int,
    *,
    habits: Collection[uuid.UUID] = (),
    check_ins: bool = False,
    kept: bool = False,
    reason: str = "",
    review_on: dt.date | None = None,
    expects: int | None = None,
    request_key: str = "",
) -> StageDecided:
    """Decide on a learner's autonomy stage; the row is all that changes: no support, no agreement, no target.

    habits: which of the observations by adults it rests on; check_ins, kept: whether it rests on the weeks and targets
    kept, which are counted here. A wider stage is the next one, and rests on habits seen or check-ins kept; a narrower
    one says why. expects: the stage that the deciding person saw. review_on: when to look again, by the rhythm of the
    stage that is decided where nothing is said.

    Raises NotFound for strangers, NotAllowed for others who may see her, Refused with the field and its remedy, Conflict
    where somebody decided meanwhile. The same request twice is one decision.
    """
    visible_learner(viewer, learner_uuid)
    learner = visible_learner(by_work(viewer), learner_uuid)
    check_adult_of(viewer, learner)
    key = kept_key(viewer.actor, f"stage:{learner.pk}", request_key)
    if key and (before := StageDecision.objects.filter(request_key=key).first()):
        return StageDecided(before.uuid, before.stage, before.earlier, repeated=True)
    lock_learners([learner.pk])
    earlier = stage_of(learner)
    if expects is not None and expects != earlier:
        raise Conflict(
            _("Somebody decided on this stage since you opened the page, so nothing was saved."),
            remedy=_("Read what was decided, talk with each other, and decide again if it is needed."),
        )
    check_stage_step(earlier, stage)
    reason = reason.strip()
    evidence = _evidence(stage_evidence(viewer, learner), habits, check_ins, kept)
    _check_grounds(stage, earlier, evidence, reason)
    today = clock.today()
    try:
        with transaction.atomic():
            row = StageDecision.objects.create(
                learner=learner,
                stage=stage,
                earlier=earlier,
                evidence=evidence,
                decided_on=today,
                recorded_at=clock.now(),
                decided_by_id=viewer.person_id,
                review_on=_review(stage, review_on, today),
                request_key=key,
            )
    except IntegrityError:
        before = StageDecision.objects.get(request_key=key)
        return StageDecided(before.uuid, before.stage, before.earlier, repeated=True)
    if reason:
        StageWords.objects.create(decision=row, reason=reason)
    audit.record(
        by=viewer.actor,
        act="agreements.stage_decided",
        subject_kind="stage_decision",
        subject_uuid=row.uuid,
        learner_uuid=learner.uuid,
        stage=stage,
        earlier=earlier,
        observations=len(evidence["habits"]),
    )
    tell_stage(learner=learner, but=viewer.person_id, by=viewer.actor)
    return StageDecided(row.uuid, stage, earlier)


def _evidence(
    there: StageEvidence, habits: Collection[uuid.UUID], check_ins: bool, kept: bool
) -> dict[str, Any]:
    """What it rests on, as the row keeps it. Observations that are not hers, or were taken back, are left out."""
    wanted = set(habits)
    return {
        "habits": [str(one.uuid) for one in there.observations if one.uuid in wanted],
        "check_ins": there.weeks_kept if check_ins else 0,
        "kept": there.targets.kept if kept else 0,
    }


def _check_grounds(stage: int, earlier: int, evidence: dict[str, Any], reason: str) -> None:
    if len(reason) > MOST_REASON:
        raise refused(
            "reason",
            _("The reason is longer than is kept."),
            _("Shorten it to %(most)s characters.") % {"most": MOST_REASON},
        )
    if stage > earlier and not (evidence["habits"] or evidence["check_ins"]):
        raise refused(
            "habits",
            _("A wider stage rests on something that was seen."),
            _("Choose at least one observation of a habit, or the check-ins that were kept."),
        )
    if stage < earlier and not reason:
        raise refused(
            "reason",
            _("A narrower stage needs a reason in words to the learner."),
            _("Say what you saw, and what will help; all support stays."),
        )


def _review(stage: int, review_on: dt.date | None, today: dt.date) -> dt.date:
    if review_on is None:
        return today + dt.timedelta(weeks=agreement_policy()[0].stages[stage].review_weeks)
    if not today < review_on <= today + A_YEAR:
        raise refused(
            "review_on",
            _("The day to look again lies in the past or more than a year ahead."),
            _("Choose a day from tomorrow on, within a year."),
        )
    return review_on
