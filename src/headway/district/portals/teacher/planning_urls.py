"""The addresses of learners' plans in the teacher's portal."""

from __future__ import annotations

from headway.district.portals.access import portal_path
from headway.district.portals.teacher.views import planning

__all__ = ["urlpatterns"]

LEARNER = "learner/<uuid:learner_uuid>/"

urlpatterns = [
    portal_path("teacher", route, view, name=name)
    for route, view, name in (
        (LEARNER + "plan/", planning.targets, "targets"),
        (LEARNER + "plan/new/", planning.target_new, "target_new"),
        (LEARNER + "plan/<uuid:target_uuid>/", planning.target, "target"),
    )
]
