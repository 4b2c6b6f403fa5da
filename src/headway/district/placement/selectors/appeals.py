"""Who asked to look again, who may answer, and what was answered."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from headway.district.foundation.api import clock
from headway.district.people.api import Viewer, guarded_by, visible_learner
from headway.district.placement.models import PlacementAppeal, PlacementAppealAnswer
from headway.district.placement.policies import leveling_policy, others_who_decide_many, staff_learner
from headway.district.placement.selectors.coverage import learners_of_my_schools
from headway.district.placement.types import AppealAnswered, AppealInfo

__all__ = ["answers_to_appeals", "open_appeals", "open_appeals_of"]

# What was answered longer ago is in the history, and no news.
SHOWN_FOR = dt.timedelta(days=120)


def open_appeals(viewer: Viewer) -> tuple[AppealInfo, ...]:
    """Who asked to look again at my schools and has no answer yet, the longest waiting first."""
    return _infos(viewer, {one.pk: one for one in learners_of_my_schools(viewer)})


def open_appeals_of(viewer: Viewer, learner_uuid: uuid.UUID) -> tuple[AppealInfo, ...]:
    """The same of one learner, for her staff. Raises NotFound."""
    learner = staff_learner(viewer, learner_uuid)
    return _infos(viewer, {learner.pk: learner})


def answers_to_appeals(
    viewer: Viewer, learner_uuid: uuid.UUID, as_of: dt.datetime | None = None
) -> tuple[AppealAnswered, ...]:
    """What was answered in the last months, the newest first, for whoever may see the record. One query, and access."""
    learner = visible_learner(viewer, learner_uuid)
    until = as_of or clock.now()
    rows = PlacementAppealAnswer.objects.filter(
        appeal__placement__learner=learner, answered_at__lte=until, answered_at__gte=until - SHOWN_FOR
    ).select_related("appeal__placement", "placement")
    return tuple(
        AppealAnswered(
            domain_code=row.appeal.placement.domain_code,
            strand_code=row.appeal.placement.strand_code,
            level=row.appeal.placement.level,
            new_level=row.placement.level if row.placement else None,
            code=row.code,
            asked_at=row.appeal.asked_at,
            answered_at=row.answered_at,
            same_person=row.code == "kept"
            and row.answered_by_id is not None
            and row.answered_by_id == row.appeal.placement.decided_by_id,
        )
        for row in rows.order_by("-answered_at", "-pk")
    )


def _infos(viewer: Viewer, learners: Mapping[int, Any]) -> tuple[AppealInfo, ...]:
    # Asked for all and chosen here: a district has more learners than a question to the database may name.
    rows = PlacementAppeal.objects.filter(answer__isnull=True, placement__withdrawal__isnull=True)
    if len(learners) == 1:
        rows = rows.filter(placement__learner_id__in=list(learners))
    found = [
        row
        for row in rows.select_related("placement", "asked_by", "words").order_by("asked_at", "pk")
        if row.placement.learner_id in learners
    ]
    children = guarded_by(viewer.person_id) if found else frozenset()
    mine = {
        row.placement.learner_id: learners[row.placement.learner_id]
        for row in found
        if row.placement.decided_by_id == viewer.person_id or row.placement.learner_id in children
    }
    others = (
        others_who_decide_many(list(mine.values()), leveling_policy()[0], (viewer.person_id,)) if mine else {}
    )
    return tuple(
        AppealInfo(
            uuid=row.uuid,
            learner=learners[row.placement.learner_id],
            domain_code=row.placement.domain_code,
            strand_code=row.placement.strand_code,
            level=row.placement.level,
            asked_by=row.asked_by.name if row.asked_by else "",
            asked_at=row.asked_at,
            text=row.words.text if hasattr(row, "words") else "",
            is_own=row.placement.decided_by_id == viewer.person_id,
            is_family=row.placement.learner_id in children,
            others=tuple(others.get(row.placement.learner_id, {}).values()),
        )
        for row in found
    )
