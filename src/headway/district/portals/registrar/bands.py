"""Bands in the register."""

from __future__ import annotations

from headway.district.people.types import Role
from headway.district.portals.band_pages import addresses
from headway.district.portals.registrar.views.frame import frame

__all__ = ["urlpatterns"]

urlpatterns = addresses(
    "registrar", Role.REGISTRAR, "registrar/frame.html", lambda request: frame(request, "bands")
)
