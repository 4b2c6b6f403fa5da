"""Changes of school for counsellors: whom they send, and who comes."""

from __future__ import annotations

from headway.district.people.types import Role
from headway.district.portals.changing_schools import addresses

__all__ = ["urlpatterns"]

urlpatterns = addresses("counselor", Role.COUNSELLOR, "counselor/frame.html")
