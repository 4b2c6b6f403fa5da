"""Recording what was observed, with what it changes about where learners are."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

import numpy as np
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import CompetencyInfo
from headway.district.evidence import api as evidence
from headway.district.evidence.api import RatingLine, RatingPlace
from headway.district.foundation.api import NotFound
from headway.district.people.api import Viewer, learner_gates, lock_learners
from headway.district.proficiency.ground import Ground, ground
from headway.district.proficiency.proposing import proposal_of, rule_of
from headway.district.proficiency.services.projection import Projected, project_pairs
from headway.district.proficiency.standing_rows import no_standing, proficient_masks
from headway.district.proficiency.types import RatedPair, RatingOutcome
from headway.mastery.continuum import opens

__all__ = ["promote_first_glance", "record_ratings", "withdraw_rating"]


@transaction.atomic
def record_ratings(lines: Sequence[RatingLine], *, viewer: Viewer) -> RatingOutcome:
    """Append ratings and bring the standings they touch in step, all or nothing.

    Raises NotFound for learners the viewer may not see, NotAllowed for those she may see but not rate, Refused with
    one problem per wrong field, Conflict when a request key comes again with other content.
    """
    recorded = evidence.record(lines, by=viewer.actor, viewer=viewer)
    on = ground()
    pairs = [(line.learner_id, on.continuum.current_ids[line.competency_id]) for line in lines]
    return RatingOutcome(
        act_uuid=recorded.act_uuid,
        rating_uuids=recorded.rating_uuids,
        evidence_uuids=recorded.evidence_uuids,
        pairs=_in_step(list(dict.fromkeys(pairs)), on),
        repeated=all(recorded.repeated),
    )


@transaction.atomic
def promote_first_glance(*, viewer: Viewer, beside_uuid: uuid.UUID) -> RatingOutcome:
    """Make a first glance count: a rating of the viewer's own, on the piece that was seen. Twice is the same act.

    The glance stays where it is and names the rating; once that was withdrawn, it can be made to count anew. Raises NotFound for strangers, NotAllowed for who may not rate
    the learner, Refused where it was taken back.
    """
    glance = evidence.first_glance(viewer, beside_uuid)
    if glance.promoted_to is not None and not hasattr(glance.promoted_to, "withdrawal"):
        return _once_more(glance, on=ground())
    line = RatingLine(
        learner_id=glance.learner_id,
        competency_id=glance.competency_id,
        level=glance.level,
        observed_at=glance.observed_at,
        evidence_uuid=glance.evidence.uuid if glance.evidence else None,
        criteria=evidence.criteria_of_glance(glance),
    )
    outcome = record_ratings([line], viewer=viewer)
    evidence.note_promotion(glance, outcome.rating_uuids[0], by=viewer.actor)
    return outcome


def _once_more(glance: Any, on: Ground) -> RatingOutcome:
    competency = on.continuum.current_ids.get(glance.competency_id, glance.competency_id)
    return RatingOutcome(
        act_uuid=None,
        rating_uuids=(glance.promoted_to.uuid,),
        evidence_uuids=(glance.promoted_to.evidence.uuid,),
        pairs=_in_step([(glance.learner_id, competency)], on),
        repeated=True,
    )


@transaction.atomic
def withdraw_rating(
    *,
    viewer: Viewer,
    rating_uuid: uuid.UUID,
    reason: str,
    learner_uuid: uuid.UUID | None = None,
    competency_uuid: uuid.UUID | None = None,
) -> RatedPair:
    """Take a rating out of what counts from now on; where the learner is then. Decisions stay until a person decides.

    learner_uuid, competency_uuid: whom and what the page is about; a rating of another pair is NotFound there.
    Raises NotFound, NotAllowed for other people's ratings, Refused for an unknown reason.
    """
    place: RatingPlace = evidence.withdraw(rating_uuid, reason=reason, by=viewer.actor, viewer=viewer)
    on = ground()
    competency = on.continuum.current_ids.get(place.competency_id, place.competency_id)
    pair = _in_step([(place.learner_id, competency)], on)[0]
    asked = (learner_uuid or pair.learner_uuid, competency_uuid or pair.competency.uuid)
    if asked != (pair.learner_uuid, pair.competency.uuid):
        raise NotFound(_("There is no such rating."))  # and nothing was withdrawn: the transaction ends here
    return pair


def _in_step(pairs: list[tuple[int, int]], on: Ground) -> tuple[RatedPair, ...]:
    learner_ids = {learner for learner, _competency in pairs}
    lock_learners(learner_ids)
    projected = project_pairs(learner_ids, {competency for _learner, competency in pairs}, on)
    masks = proficient_masks(learner_ids, on)
    gates = learner_gates(learner_ids)
    return tuple(
        _rated(gates[learner].uuid, learner, competency, projected, masks[learner], on)
        for learner, competency in pairs
        if competency in on.continuum.by_id
    )


def _rated(
    learner_uuid: uuid.UUID,
    learner: int,
    competency: int,
    projected: Projected,
    mask: np.ndarray,
    on: Ground,
) -> RatedPair:
    info = on.continuum.by_id[competency]
    standing = projected.infos.get((learner, competency)) or no_standing(learner, competency, on)
    ratings = projected.ratings
    proposal = proposal_of(
        ratings.take((ratings.learner == learner) & (ratings.competency == competency)),
        rule_of(learner, info, on),
        on,
    )
    would_reach = on.scale.is_proficient(standing.proposed_level) and not standing.is_proficient
    return RatedPair(
        learner_id=learner,
        learner_uuid=learner_uuid,
        competency=info,
        standing=standing,
        sentences=on.say(proposal.reasons + proposal.unmet + proposal.missing),
        opens_when_decided=_opening(info, mask, on) if would_reach else (),
    )


def _opening(competency: CompetencyInfo, mask: np.ndarray, on: Ground) -> tuple[CompetencyInfo, ...]:
    nodes = opens(on.continuum.graph, mask, competency.position)
    return tuple(on.continuum.competencies[node] for node in nodes.tolist())
