"""A learner's vision and goals, with the targets that lead there."""

from __future__ import annotations

from typing import Any

from headway.district.agreements.models import Target, Vision
from headway.district.agreements.target_types import Goal, VisionInfo
from headway.district.people.api import Viewer, visible_learner

__all__ = ["vision_of"]


def vision_of(viewer: Viewer, learner: Any) -> VisionInfo:
    """As she last wrote it, for everybody who may see her record. Raises NotFound for strangers. Three queries."""
    seen = visible_learner(viewer, learner.uuid)
    latest = Vision.objects.filter(learner_id=seen.pk).order_by("-revision").first()
    if latest is None:
        return VisionInfo(0)
    named = {one for goal in latest.goals for one in goal.get("target_ids", ())}
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
