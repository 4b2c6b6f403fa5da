"""The addresses of modules, of stages and courses, and of learners who go beyond what is taught."""

from __future__ import annotations

from headway.district.portals.access import portal_path
from headway.district.portals.module_pages import addresses
from headway.district.portals.teacher.views import stages
from headway.district.portals.teacher.views.frame import frame

__all__ = ["urlpatterns"]

urlpatterns = [
    *addresses("teacher", "teacher/frame.html", lambda request: frame(request, "moving")),
    portal_path("teacher", "stages/", stages.stages, name="stages"),
    portal_path("teacher", "beyond/", stages.beyond, name="beyond"),
    portal_path("teacher", "beyond/<uuid:beyond_uuid>/", stages.find_way, name="beyond_way"),
]
