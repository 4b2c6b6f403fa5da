"""The addresses of the teacher's portal."""

from __future__ import annotations

from headway.district.portals.access import portal_path
from headway.district.portals.teacher import views
from headway.district.portals.teacher.asking_urls import urlpatterns as asking
from headway.district.portals.teacher.board_urls import urlpatterns as boarding
from headway.district.portals.teacher.capture_urls import urlpatterns as capturing
from headway.district.portals.teacher.check_in_urls import urlpatterns as checking_in
from headway.district.portals.teacher.check_urls import urlpatterns as checking
from headway.district.portals.teacher.leveling_urls import urlpatterns as leveling
from headway.district.portals.teacher.moving_urls import urlpatterns as moving
from headway.district.portals.teacher.pace_urls import urlpatterns as pacing
from headway.district.portals.teacher.planning_urls import urlpatterns as planning
from headway.district.portals.teacher.recording_urls import urlpatterns as recording
from headway.district.portals.teacher.task_urls import urlpatterns as tasks
from headway.district.portals.teacher.views import fluency, habits, next_step
from headway.district.portals.teacher.views.rules import rules
from headway.district.portals.teacher.years_urls import urlpatterns as years

__all__ = ["app_name", "urlpatterns"]

app_name = "teacher"
PAIR = "learner/<uuid:learner_uuid>/competency/<uuid:competency_uuid>/"


def _page(route, view, name):
    return portal_path("teacher", route, view, name=name)


urlpatterns = [
    _page("", views.home, "home"),
    _page("rules/", rules, "rules"),
    _page("section/<uuid:section_uuid>/", views.section, "section"),
    _page("section/<uuid:section_uuid>/competency/<uuid:competency_uuid>/", views.column, "column"),
    _page("section/<uuid:section_uuid>/habits/", habits.section_habits, "section_habits"),
    _page("learners/", views.learners, "learners"),
    _page("learner/<uuid:learner_uuid>/", views.learner, "learner"),
    _page("learner/<uuid:learner_uuid>/line/", views.line, "line"),
    _page("learner/<uuid:learner_uuid>/habits/", habits.habits, "habits"),
    _page("learner/<uuid:learner_uuid>/habits/<uuid:habit_uuid>/note/", habits.note_habit, "note_habit"),
    _page(
        "learner/<uuid:learner_uuid>/habits/notes/<uuid:observation_uuid>/take-back/",
        habits.take_back_habit,
        "take_back_habit",
    ),
    _page(PAIR, views.pair, "pair"),
    _page(PAIR + "panel/", views.panel, "panel"),
    _page(PAIR + "rate/", views.rate, "rate"),
    _page(PAIR + "decide/", views.decide, "decide"),
    _page(PAIR + "withdraw/", views.withdraw, "withdraw"),
    _page(PAIR + "next-step/", next_step.plan, "next_step"),
    _page(PAIR + "fluency/", fluency.note, "note_fluency"),
    _page(PAIR + "fluency/<uuid:try_uuid>/take-back/", fluency.take_back, "take_back_fluency"),
    *asking,
    *boarding,
    *capturing,
    *checking,
    *checking_in,
    *leveling,
    *moving,
    *pacing,
    *planning,
    *recording,
    *tasks,
    *years,
]
