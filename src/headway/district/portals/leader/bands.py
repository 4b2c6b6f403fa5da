"""Bands of the schools that a leader leads."""

from __future__ import annotations

from headway.district.people.types import Role
from headway.district.portals.band_pages import addresses

__all__ = ["urlpatterns"]

urlpatterns = addresses("leader", Role.LEADER, "leader/bands_frame.html", lambda request: {})
