"""The addresses of quick capture. Everything that a phone keeps for it lies below capture/, and nothing else does."""

from __future__ import annotations

from headway.district.portals.access import portal_path
from headway.district.portals.teacher.views import capturing, capturing_device

__all__ = ["urlpatterns"]


def _page(route, view, name):
    return portal_path("teacher", "capture/" + route, view, name=name)


urlpatterns = [
    _page("", capturing.capture, "capture"),
    _page("waiting/", capturing.captured, "captured"),
    _page("waiting/<uuid:evidence_uuid>/throw-away/", capturing.throw_away, "capture_throw_away"),
    _page("waiting/<uuid:evidence_uuid>/bring-back/", capturing.bring_back, "capture_bring_back"),
    _page("waiting/<uuid:evidence_uuid>/count/", capturing.count, "capture_count"),
    _page("shell/", capturing_device.shell, "capture_shell"),
    _page("ready/", capturing_device.ready, "capture_ready"),
    _page("token/", capturing_device.token, "capture_token"),
    _page("sync/", capturing_device.sync, "capture_sync"),
    _page("worker.js", capturing_device.worker, "capture_worker"),
]
