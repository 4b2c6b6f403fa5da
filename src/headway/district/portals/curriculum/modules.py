"""Modules of the whole district."""

from __future__ import annotations

from headway.district.portals.module_pages import addresses

__all__ = ["urlpatterns"]

urlpatterns = addresses("curriculum", "curriculum/modules_frame.html", lambda request: {})
