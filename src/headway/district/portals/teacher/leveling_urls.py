"""The addresses of leveling in the teacher's portal."""

from __future__ import annotations

from headway.district.portals.access import portal_path
from headway.district.portals.teacher.views import leveling

__all__ = ["urlpatterns"]

LEARNER = "learner/<uuid:learner_uuid>/"

urlpatterns = [
    portal_path("teacher", route, view, name=name)
    for route, view, name in (
        (LEARNER + "leveling/", leveling.session, "leveling"),
        (LEARNER + "leveling/decide/<str:code>/", leveling.decide, "leveling_decide"),
        (LEARNER + "leveling/take-back/<uuid:placement_uuid>/", leveling.take_back, "leveling_take_back"),
        ("plans/", leveling.plans, "plans"),
        ("plans/<uuid:plan_uuid>/", leveling.plan, "plan"),
    )
]
