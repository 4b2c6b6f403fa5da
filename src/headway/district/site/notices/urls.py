"""Addresses of the inbox. No identifier of a learner stands in any of them."""

from __future__ import annotations

from django.urls import path

from headway.district.site.notices import views

urlpatterns = [
    path("notices/", views.inbox, name="notices"),
    path("notices/count/", views.count, name="notices_count"),
    path("notices/how/", views.how, name="notices_how"),
    path("notices/read/", views.read, name="notices_read"),
    path("notices/<uuid:notice_uuid>/", views.follow, name="notice"),
]
