"""My learning: the pages of a learner."""

from __future__ import annotations

from headway.district.portals.access import portal_path
from headway.district.portals.student import views

app_name = "student"

urlpatterns = [
    portal_path("student", "", views.home, name="home"),
    portal_path("student", "competency/<uuid:competency_uuid>/", views.competency, name="competency"),
    portal_path("student", "continuum/", views.continuum, name="continuum"),
    portal_path("student", "evidence/", views.evidence, name="evidence"),
    portal_path("student", "pace/", views.pace, name="pace"),
]
