"""The addresses of moving on, and of its rule."""

from __future__ import annotations

from headway.district.portals.access import portal_path
from headway.district.portals.leader import moving
from headway.district.portals.leader.leveling_rule import leveling_rule
from headway.district.portals.leader.moving_rule import moving_rule

__all__ = ["urlpatterns"]

urlpatterns = [
    portal_path("leader", route, view, name=name)
    for route, view, name in (
        ("moving/", moving.moving, "moving"),
        ("moving/numbers/", moving.numbers, "moving_numbers"),
        ("moving/exceptions/", moving.exceptions, "exceptions"),
        ("moving/awaited/<uuid:awaited_uuid>/confirm/", moving.verify, "verify"),
        ("moving/done/<uuid:advancement_uuid>/take-back/", moving.take_back, "moved_take_back"),
        ("moving/<uuid:learner_uuid>/<str:grain>/<str:code>/", moving.passage, "passage"),
        ("rules/moving/", moving_rule, "moving_rule"),
        ("rules/leveling/", leveling_rule, "leveling_rule"),
    )
]
