"""A learner's vision and goals, with the targets that lead there."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from headway.district.agreements.models import Target, Vision
from headway.district.agreements.target_types import Goal, VisionInfo

__all__ = ["vision_seen"]


def vision_seen(learner: Any, uuids: Mapping[int, uuid.UUID] | None = None) -> VisionInfo:
    """What a learner whom the reader is known to see wants of life, as she last wrote it. Two queries.

    uuids: of her targets by row id, where they are at hand; one query then.
    """
    latest = Vision.objects.filter(learner_id=learner.pk).order_by("-revision").first()
    if latest is None:
        return VisionInfo(0)
    named = {one for goal in latest.goals for one in goal.get("target_ids", ())}
    if uuids is None:
        uuids = dict(Target.objects.filter(pk__in=named).values_list("pk", "uuid")) if named else {}
    return VisionInfo(
        latest.revision,
        latest.text,
        tuple(
            Goal(goal["text"], tuple(uuids[one] for one in goal.get("target_ids", ()) if one in uuids))
            for goal in latest.goals
        ),
        latest.written_at,
    )
