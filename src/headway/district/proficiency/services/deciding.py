"""A person decides a level: the system only proposed one."""

from __future__ import annotations

import hashlib
import uuid
from typing import Any

import numpy as np
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import CompetencyInfo
from headway.district.foundation.api import Actor, Conflict, NotFound, audit, clock
from headway.district.people.api import Viewer, lock_learners, visible_learner
from headway.district.proficiency.ground import Ground, ground
from headway.district.proficiency.models import Determination, DeterminationReason, Standing
from headway.district.proficiency.policies import check_decidable, check_decision, check_may_decide
from headway.district.proficiency.proposing import proposal_of, read_ratings, rule_of
from headway.district.proficiency.services.projection import project_pairs
from headway.district.proficiency.standing_rows import infos_of, no_standing, proficient_masks
from headway.district.proficiency.types import DecisionOutcome, StandingInfo
from headway.mastery.continuum import frontier_many
from headway.mastery.proficiency import Proposal

__all__ = ["decide"]


@transaction.atomic
def decide(
    *,
    viewer: Viewer,
    learner_uuid: uuid.UUID,
    competency_uuid: uuid.UUID,
    level: int | None,
    reason: str = "",
    request_key: str = "",
) -> DecisionOutcome:
    """Append a decision on a learner's level; None takes the standing decision back. What opened because of it.

    `reason` is required where the decision departs from the proposal. The same request sent twice is one decision.
    Raises NotFound for strangers and unknown competencies, NotAllowed, Refused naming the field, Conflict when the
    request key comes again with another level.
    """
    learner = visible_learner(viewer, learner_uuid)
    check_may_decide(viewer, learner)
    on = ground()
    competency = on.continuum.by_uuid.get(competency_uuid)
    if competency is None:
        raise NotFound(_("There is no such competency on the district's continuum."))
    check_decidable(competency)
    key = _request_key(viewer.actor, request_key)
    lock_learners({learner.pk})
    earlier = _already_decided(key, learner.pk, competency, level, on)
    if earlier:
        standing = _standing(learner.pk, competency, on) or no_standing(learner.pk, competency.id, on)
        return _outcome(earlier, standing, (), (), repeated=True)

    ratings = read_ratings((learner.pk,), on.continuum.family(competency.id), on)
    proposal = proposal_of(ratings, rule_of(learner.pk, competency, on), on)
    departs = check_decision(level, reason, proposal, _standing(learner.pk, competency, on), on.scale)
    row = _append(learner, competency, level, departs, proposal, reason, key, viewer.actor, on)
    before = proficient_masks((learner.pk,), on)[learner.pk]
    projected = project_pairs((learner.pk,), (competency.id,), on)
    after = proficient_masks((learner.pk,), on)[learner.pk]
    opened, closed = _changes(competency, before, after, on)
    standing = projected.infos.get((learner.pk, competency.id)) or no_standing(learner.pk, competency.id, on)
    return _outcome(row, standing, opened, closed)


def _request_key(by: Actor, request_key: str) -> str | None:
    return hashlib.sha256(f"{by.key}\n{request_key}".encode()).hexdigest() if request_key else None


def _already_decided(
    key: str | None, learner_id: int, competency: CompetencyInfo, level: int | None, on: Ground
) -> Determination | None:
    row = Determination.objects.filter(request_key=key).first() if key else None
    if row is None:
        return None
    same_competency = on.continuum.current_ids.get(row.competency_id) == competency.id
    if (row.learner_id, row.level) != (learner_id, level) or not same_competency:
        raise Conflict(
            _("This form was already sent with another level, so nothing was added."),
            remedy=_("Open the page again and decide on what you see."),
        )
    return row


def _append(
    learner: Any,
    competency: CompetencyInfo,
    level: int | None,
    departs: bool,
    proposal: Proposal,
    reason: str,
    key: str | None,
    by: Actor,
    on: Ground,
) -> Determination:
    now = clock.now()
    try:
        with transaction.atomic():
            row = Determination.objects.create(
                learner_id=learner.pk,
                competency_id=competency.id,
                level=level,
                decided_at=now,
                recorded_at=now,
                decided_by_id=by.person_id,
                rule_version=on.version,
                proposal=_kept(proposal),
                departs=departs,
                request_key=key,
            )
    except IntegrityError as problem:
        raise Conflict(
            _("The same decision arrived twice at the same moment."), remedy=_("Open the page again.")
        ) from problem
    if reason.strip():
        DeterminationReason.objects.create(determination=row, text=reason.strip())
    audit.record(
        by=by,
        act="proficiency.determined" if level is not None else "proficiency.determination_taken_back",
        subject_kind="determination",
        subject_uuid=row.uuid,
        learner_uuid=learner.uuid,
        competency=str(competency.uuid),
        level=level,
        departs=departs,
        rule_version=on.version,
    )
    return row


def _kept(proposal: Proposal) -> dict[str, Any]:
    """What the rule said at that moment, so that the decision can be explained for ever."""
    return {
        "status": str(proposal.status),
        "level": proposal.level,
        "confidence": str(proposal.confidence) if proposal.confidence else None,
        "counted": list(proposal.counted),
        "reasons": [reason.as_dict() for reason in proposal.reasons],
    }


def _standing(learner_id: int, competency: CompetencyInfo, on: Ground) -> StandingInfo | None:
    rows = Standing.objects.filter(
        learner_id=learner_id, competency_id__in=on.continuum.family(competency.id)
    )
    return infos_of(rows, on.continuum, on.scale).get((learner_id, competency.id))


def _changes(
    competency: CompetencyInfo, before: np.ndarray, after: np.ndarray, on: Ground
) -> tuple[tuple[CompetencyInfo, ...], tuple[CompetencyInfo, ...]]:
    """What the learner is ready for now and was not before, and the other way round. Not the competency itself."""
    ready_before, ready_after = frontier_many(on.continuum.graph, np.stack([before, after]))

    def named(mask: np.ndarray) -> tuple[CompetencyInfo, ...]:
        nodes = np.flatnonzero(mask).tolist()
        return tuple(on.continuum.competencies[node] for node in nodes if node != competency.position)

    return named(ready_after & ~ready_before), named(ready_before & ~ready_after & ~after)


def _outcome(
    row: Determination,
    standing: StandingInfo,
    opened: tuple[CompetencyInfo, ...],
    closed: tuple[CompetencyInfo, ...],
    repeated: bool = False,
) -> DecisionOutcome:
    return DecisionOutcome(
        determination_uuid=row.uuid,
        standing=standing,
        departs=row.departs,
        opened=opened,
        closed=closed,
        repeated=repeated,
    )
