"""Undo: appending a withdrawal that names what it withdraws."""

from __future__ import annotations

import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from headway.district.evidence.models import RatingWithdrawal
from headway.district.evidence.policies import check_may_withdraw, check_reason
from headway.district.evidence.selectors import RatingPlace, rating_place
from headway.district.foundation.api import Actor, NotFound, audit, clock
from headway.district.people.api import Viewer, learner_gates

__all__ = ["withdraw"]


@transaction.atomic
def withdraw(rating_uuid: uuid.UUID, *, reason: str, by: Actor, viewer: Viewer | None = None) -> RatingPlace:
    """Take a rating out of what counts from now on; where it belonged. Doing it twice is the same act.

    What was known before stays known as of then. Raises NotFound, NotAllowed, and Refused for an unknown reason.
    Without a viewer access is the caller's to decide.
    """
    code = check_reason(reason)
    place = rating_place(rating_uuid)
    if place is None:
        raise NotFound(_("There is no such rating."))
    if viewer is not None:
        check_may_withdraw(viewer, place.learner_id, place.rater_id)
    if place.is_withdrawn:
        return place
    try:
        with transaction.atomic():
            row = RatingWithdrawal.objects.create(
                rating_id=place.rating_id, recorded_at=clock.now(), withdrawn_by_id=by.person_id, reason=code
            )
    except IntegrityError:
        return place  # somebody did it at the same moment
    audit.record(
        by=by,
        act="evidence.rating_withdrawn",
        subject_kind="rating",
        subject_uuid=rating_uuid,
        learner_uuid=learner_gates({place.learner_id})[place.learner_id].uuid,
        reason=code,
        withdrawal=str(row.uuid),
    )
    return place
