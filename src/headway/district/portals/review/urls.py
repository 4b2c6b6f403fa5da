"""Drafts to read: for everybody who works in the schools."""

from __future__ import annotations

from headway.district.portals.access import portal_path
from headway.district.portals.review import views

app_name = "review"

urlpatterns = [
    portal_path("review", "", views.home, name="home"),
    portal_path("review", "<uuid:draft_uuid>/", views.draft, name="draft"),
    portal_path(
        "review", "<uuid:draft_uuid>/competency/<uuid:competency_uuid>/", views.competency, name="competency"
    ),
    portal_path(
        "review",
        "<uuid:draft_uuid>/competency/<uuid:competency_uuid>/suggest/",
        views.suggest_words,
        name="suggest",
    ),
]
