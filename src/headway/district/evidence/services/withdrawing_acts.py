"""Undo of a whole act: every rating of it is withdrawn, and the trail keeps it as one act."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.db import transaction

from headway.district.evidence.acts import ActLine, lines_of_ratings
from headway.district.evidence.models import RatingWithdrawal
from headway.district.evidence.policies import check_may_withdraw, check_reason
from headway.district.foundation.api import audit, clock, new_uuid
from headway.district.people.api import Viewer, lock_learners

__all__ = ["withdraw_many"]

ROWS_AT_ONCE = 500


@transaction.atomic
def withdraw_many(
    rating_uuids: Collection[uuid.UUID],
    *,
    reason: str,
    viewer: Viewer,
    of_act: uuid.UUID | None = None,
) -> tuple[ActLine, ...]:
    """Take ratings out of what counts from now on, all or none, with one audit row; those that were taken back now.

    Ratings withdrawn before are left as they are. `of_act`: the act of recording that is undone. Raises NotFound
    where one isn't the viewer's or is of a stranger, NotAllowed, Refused for an unknown reason.
    """
    code = check_reason(reason)
    lines = lines_of_ratings(viewer, rating_uuids)
    lock_learners({line.learner_id for line in lines})
    gone = set(
        RatingWithdrawal.objects.filter(rating_id__in=[line.rating_id for line in lines]).values_list(
            "rating_id", flat=True
        )
    )
    standing = tuple(line for line in lines if line.rating_id not in gone)
    if not standing:
        return ()
    for learner_id in sorted({line.learner_id for line in standing}):
        check_may_withdraw(viewer, learner_id, viewer.person_id)
    now = clock.now()
    RatingWithdrawal.objects.bulk_create(
        [
            RatingWithdrawal(
                uuid=new_uuid(),
                rating_id=line.rating_id,
                recorded_at=now,
                withdrawn_by_id=viewer.person_id,
                reason=code,
            )
            for line in standing
        ],
        batch_size=ROWS_AT_ONCE,
    )
    learners = {line.learner_uuid for line in standing}
    audit.record(
        by=viewer.actor,
        act="evidence.ratings_withdrawn",
        subject_kind="act" if of_act else "",
        subject_uuid=of_act,
        learner_uuid=next(iter(learners)) if len(learners) == 1 else None,
        reason=code,
        ratings=len(standing),
        learners=len(learners),
        # A whole act is named by itself; single ratings, of which there are few, one by one.
        of=[] if of_act else [str(line.rating_uuid) for line in standing],
    )
    return standing
