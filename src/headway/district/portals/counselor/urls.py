"""Counselling: the learners of the schools that a counsellor's duty reaches, for reading."""

from __future__ import annotations

from headway.district.people.types import Role
from headway.district.portals.access import portal_path
from headway.district.portals.counselor import views
from headway.district.portals.counselor.beyond import urlpatterns as beyond
from headway.district.portals.counselor.board import urlpatterns as boarding
from headway.district.portals.counselor.check_in_urls import urlpatterns as checking_in
from headway.district.portals.counselor.check_urls import urlpatterns as checking
from headway.district.portals.counselor.leveling_urls import urlpatterns as leveling
from headway.district.portals.counselor.moving import urlpatterns as moving
from headway.district.portals.counselor.planning import urlpatterns as planning
from headway.district.portals.counselor.schools import urlpatterns as schools
from headway.district.portals.counselor.year import urlpatterns as year
from headway.district.portals.keeping_time import addresses as time_addresses

app_name = "counselor"

urlpatterns = [
    *boarding,
    *checking,
    *checking_in,
    *leveling,
    *moving,
    *planning,
    *year,
    *schools,
    *beyond,
    *time_addresses("counselor", Role.COUNSELLOR, "counselor/frame.html", lambda request: {"as_of": None}),
    portal_path("counselor", "", views.home, name="home"),
    portal_path("counselor", "learner/<uuid:learner_uuid>/", views.learner, name="learner"),
    portal_path("counselor", "learner/<uuid:learner_uuid>/elsewhere/", views.elsewhere, name="elsewhere"),
    portal_path("counselor", "learner/<uuid:learner_uuid>/habits/", views.habits, name="habits"),
    portal_path(
        "counselor",
        "learner/<uuid:learner_uuid>/competency/<uuid:competency_uuid>/",
        views.competency,
        name="competency",
    ),
]
