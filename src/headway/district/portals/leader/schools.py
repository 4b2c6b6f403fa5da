"""Changes of school for leaders: whom they send, and who comes."""

from __future__ import annotations

from headway.district.people.types import Role
from headway.district.portals.changing_schools import addresses

__all__ = ["urlpatterns"]

urlpatterns = addresses("leader", Role.LEADER, "leader/schools_frame.html")
