"""The addresses of moving on."""

from __future__ import annotations

from headway.district.portals.access import portal_path
from headway.district.portals.teacher.views import moving

__all__ = ["urlpatterns"]

DONE = "moving/done/<uuid:advancement_uuid>/"

urlpatterns = [
    portal_path("teacher", route, view, name=name)
    for route, view, name in (
        ("moving/", moving.moving, "moving"),
        ("moving/more/", moving.more, "moving_more"),
        (DONE, moving.done, "moved"),
        (DONE + "take-back/", moving.take_back, "moved_take_back"),
        (DONE + "section/", moving.choose_section, "moved_section"),
        ("moving/first/<uuid:awaited_uuid>/take-back/", moving.take_back_first, "first_take_back"),
        ("moving/choices/<uuid:choice_uuid>/agree/", moving.agree, "choice_agree"),
        ("moving/<uuid:learner_uuid>/<str:grain>/<str:code>/", moving.passage, "passage"),
    )
]
