"""The addresses of leveling in the counsellor's portal."""

from __future__ import annotations

from headway.district.portals.access import portal_path
from headway.district.portals.counselor import leveling

__all__ = ["urlpatterns"]

LEARNER = "learner/<uuid:learner_uuid>/"

urlpatterns = [
    portal_path("counselor", route, view, name=name)
    for route, view, name in (
        ("arrivals/", leveling.arrivals, "arrivals"),
        ("arrivals/school/<uuid:organisation_uuid>/", leveling.bulk, "leveling_bulk"),
        ("arrivals/appeals/<uuid:appeal_uuid>/", leveling.answer, "leveling_answer"),
        (LEARNER + "leveling/", leveling.session, "leveling"),
        (LEARNER + "leveling/decide/<str:code>/", leveling.decide, "leveling_decide"),
        (LEARNER + "leveling/take-back/<uuid:placement_uuid>/", leveling.take_back, "leveling_take_back"),
        (LEARNER + "courses/", leveling.courses, "courses"),
        ("plans/<uuid:plan_uuid>/", leveling.plan, "plan"),
    )
]
