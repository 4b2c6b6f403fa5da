"""The addresses of recording for a whole section: a stack, pasted cells, and taking a whole act back."""

from __future__ import annotations

from headway.district.portals.access import portal_path
from headway.district.portals.teacher import views
from headway.district.portals.teacher.views import pasting, taking_back

__all__ = ["urlpatterns"]

SECTION = "section/<uuid:section_uuid>/"


def _page(route, view, name):
    return portal_path("teacher", route, view, name=name)


urlpatterns = [
    _page(SECTION + "score/", views.stacks, "stacks"),
    _page(SECTION + "score/task/<uuid:task_uuid>/", views.task_stack, "task_stack"),
    _page(SECTION + "score/competency/<uuid:competency_uuid>/", views.competency_stack, "competency_stack"),
    _page(SECTION + "paste/", pasting.paste, "paste"),
    _page("recorded/", taking_back.recorded, "recorded"),
    _page("recorded/take-back/", taking_back.take_back, "take_back"),
    _page("recorded/act/<uuid:act_uuid>/", taking_back.take_back_act, "take_back_act"),
]
