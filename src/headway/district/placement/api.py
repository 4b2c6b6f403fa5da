"""The door of `placement`."""

from headway.district.placement.selectors.levels import levels_of
from headway.district.placement.services.plan_tasks import open_plan_task
from headway.district.placement.types import PlacedLevel

__all__ = ["PlacedLevel", "levels_of", "open_plan_task"]
