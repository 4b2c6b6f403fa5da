"""Looking at what a learner asked to show, and a second look: ratings, with the answer in the same act."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.evidence import api as evidence
from headway.district.evidence.api import CriterionLine, RatingLine
from headway.district.foundation.api import Conflict, NotAllowed, Refused, clock
from headway.district.people.api import Purpose, Viewer
from headway.district.proficiency.services.rating import record_ratings
from headway.district.proficiency.types import RatingOutcome

__all__ = ["rate_ready_work", "rate_second_look"]


@transaction.atomic
def rate_ready_work(
    *,
    viewer: Viewer,
    request_uuid: uuid.UUID,
    levels: Mapping[int, int],
    criteria: Mapping[int, Sequence[CriterionLine]] | None = None,
    feedback: Mapping[int, str] | None = None,
    request_key: str = "",
) -> RatingOutcome:
    """Rate the work that a learner handed in, for some or all of what she asked to show.

    levels: competency id → level; criteria and feedback by the same ids. Once everything she asked has a rating that
    counts, the request is looked at; a rating that is taken back opens it again.
    Raises Refused without any level or without work, and as `record_ratings`.
    """
    ready = evidence.ready_request(viewer, request_uuid, Purpose.RATE)
    if not levels:
        raise Refused(_("There is nothing to record."), remedy=_("Choose at least one level."))
    if ready.evidence_uuid is None:
        raise Refused(_("There is no work yet."), remedy=_("Add a text, a file or a link first."))
    now = clock.now()
    return record_ratings(
        [
            RatingLine(
                learner_id=ready.learner.pk,
                competency_id=competency_id,
                level=level,
                observed_at=now,
                evidence_uuid=ready.evidence_uuid,
                criteria=tuple((criteria or {}).get(competency_id, ())),
                feedback=(feedback or {}).get(competency_id, ""),
                request_key=f"{request_key}-{competency_id}"[:64] if request_key else "",
            )
            for competency_id, level in levels.items()
        ],
        viewer=viewer,
    )


@transaction.atomic
def rate_second_look(
    *,
    viewer: Viewer,
    look_uuid: uuid.UUID,
    level: int,
    criteria: Sequence[CriterionLine] = (),
    feedback: str = "",
    request_key: str = "",
) -> RatingOutcome:
    """A second rater's own rating of the same work, beside the first; nothing is decided by it.

    Raises NotFound for strangers, NotAllowed for the first rater, Conflict where it was settled, and as
    `record_ratings`.
    """
    look = evidence.second_look(viewer, look_uuid, Purpose.RATE)
    if look.first_rater_id == viewer.person_id:
        raise NotAllowed(
            _("A second look is for somebody else than the first rater."),
            remedy=_("A colleague who teaches or advises the learner will look at it."),
        )
    if not look.waits:
        raise Conflict(
            _("This second look is settled already."), remedy=_("What came of it stands beside the work.")
        )
    outcome = record_ratings(
        [
            RatingLine(
                learner_id=look.learner.pk,
                competency_id=look.competency_id,
                level=level,
                observed_at=clock.now(),
                evidence_uuid=look.evidence_uuid,
                criteria=tuple(criteria),
                feedback=feedback,
                is_second_look=True,
                request_key=request_key,
            )
        ],
        viewer=viewer,
    )
    evidence.answer_second_look(viewer=viewer, look_uuid=look_uuid, rating_uuid=outcome.rating_uuids[0])
    return outcome
