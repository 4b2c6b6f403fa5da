"""The open line: what learners here can come to know and do, for everybody and without signing in."""

from __future__ import annotations

from django.urls import path

from headway.district.portals.public import views

app_name = "public"

urlpatterns = [
    path("", views.way_in, name="home"),
    path("mine/", views.mine, name="mine"),
    path("<str:language>/", views.continuum_map, name="line"),
    path("<str:language>/profile/", views.profile, name="profile"),
    path("<str:language>/competency/<uuid:competency_uuid>/", views.competency, name="competency"),
    path("<str:language>/of/<str:framework_identifier>/", views.continuum_map, name="framework"),
    path("<str:language>/of/<str:framework_identifier>/line.csv", views.file, name="file"),
]
