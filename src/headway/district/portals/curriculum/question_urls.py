"""The addresses of questions of the adaptive check in this portal."""

from __future__ import annotations

from headway.district.portals.access import portal_path
from headway.district.portals.curriculum.views import questions as views

__all__ = ["urlpatterns"]

urlpatterns = [
    portal_path("curriculum", route, view, name=name)
    for route, view, name in (
        ("questions/", views.questions, "questions"),
        ("questions/competency/<uuid:competency_uuid>/", views.questions_of, "questions_of"),
        ("questions/<uuid:item_uuid>/retire/", views.retire, "question_retire"),
    )
]
