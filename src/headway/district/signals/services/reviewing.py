"""An adult says that she looked at how a learner's plan goes."""

from __future__ import annotations

import uuid

from django.db import transaction

from headway.district.foundation.api import NotFound, audit, clock, kept_key
from headway.district.people.api import Viewer, lock_learners
from headway.district.signals.models import PaceReview
from headway.district.signals.policies import NO_SUCH_PAGE, signal_learners

__all__ = ["review_pace"]


@transaction.atomic
def review_pace(*, viewer: Viewer, learner_uuid: uuid.UUID, request_key: str = "") -> PaceReview:
    """Note that the viewer looked at how a learner's plans go (R142).

    One look a day and person is enough: a second one finds the first, as does a form sent again. Raises NotFound for
    strangers, learners and families.
    """
    learner = signal_learners(viewer).filter(uuid=learner_uuid).first()
    if learner is None:
        raise NotFound(NO_SUCH_PAGE)
    lock_learners((learner.pk,))
    key = kept_key(viewer.actor, f"review {learner_uuid}", request_key)
    if key and (earlier := PaceReview.objects.filter(request_key=key).first()) is not None:
        return earlier
    about = {"learner": learner, "reviewed_by_id": viewer.person_id, "reviewed_on": clock.today()}
    earlier = PaceReview.objects.filter(**about).first()
    if earlier is not None:
        return earlier
    made = PaceReview.objects.create(recorded_at=clock.now(), request_key=key, **about)
    audit.record(by=viewer.actor, act="signals.pace_reviewed", learner_uuid=learner.uuid)
    return made
