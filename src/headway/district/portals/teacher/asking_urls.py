"""The addresses of what learners ask for: the queue of those who are ready, and second looks."""

from __future__ import annotations

from headway.district.portals.access import portal_path
from headway.district.portals.teacher.views import looking, queue

__all__ = ["urlpatterns"]

READY = "ready/<uuid:request_uuid>/"

urlpatterns = [
    portal_path("teacher", route, view, name=name)
    for route, view, name in (
        ("ready/", queue.queue, "queue"),
        (READY, looking.ready, "ready"),
        (READY + "plan/", queue.plan, "ready_plan"),
        (READY + "close/", queue.close, "ready_close"),
        (READY + "work/", looking.work, "ready_work"),
        (READY + "rate/", looking.rate, "ready_rate"),
        ("classmates/<uuid:invite_uuid>/close/", queue.close_peer, "close_peer"),
        ("second-look/<uuid:look_uuid>/", looking.second_look, "second_look"),
    )
]
