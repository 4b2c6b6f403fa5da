"""My learning: the pages of a learner."""

from __future__ import annotations

from headway.district.portals.access import portal_path
from headway.district.portals.student import (
    check_in,
    checks,
    habits,
    left,
    moving,
    peers,
    planning,
    ready,
    starting,
    tasks,
    views,
    work,
    year,
)

app_name = "student"


def _page(route, view, name):
    return portal_path("student", route, view, name=name)


COMPETENCY = "competency/<uuid:competency_uuid>/"
REQUEST = "ready/<uuid:request_uuid>/"
CHECK = "check/<uuid:sitting_uuid>/"
WORK = "work/<uuid:evidence_uuid>/"

urlpatterns = [
    _page("", views.home, "home"),
    _page(COMPETENCY, views.competency, "competency"),
    _page(COMPETENCY + "ready/", ready.ready, "ready"),
    _page(COMPETENCY + "growth/", work.growth, "growth"),
    _page(COMPETENCY + "next/", moving.choose, "choose"),
    _page("moving/", moving.moving, "moving"),
    *planning.urlpatterns,
    *year.urlpatterns,
    _page("start/", starting.start, "start"),
    _page("plans/<uuid:plan_uuid>/", starting.plan, "plan"),
    _page("check-in/", left.unless_left(check_in.check_in), "check_in"),
    _page("stage/", check_in.stage, "stage"),
    _page("check/", checks.checks, "checks"),
    _page(CHECK, checks.check, "check"),
    _page(CHECK + "question/", checks.question, "check_question"),
    _page(CHECK + "back/", checks.back, "check_back"),
    _page("continuum/", views.continuum, "continuum"),
    _page("evidence/", views.evidence, "evidence"),
    _page("tasks/", tasks.tasks, "tasks"),
    _page("tasks/<uuid:task_uuid>/", tasks.task, "task"),
    _page("habits/", habits.habits, "habits"),
    _page("habits/<uuid:habit_uuid>/note/", habits.note_habit, "note_habit"),
    _page("habits/notes/<uuid:observation_uuid>/take-back/", habits.take_back_habit, "take_back_habit"),
    _page("ready/", ready.asked, "asked"),
    _page(REQUEST, ready.request_page, "request"),
    _page(REQUEST + "work/", ready.hand_in_work, "hand_in"),
    _page(REQUEST + "take-back/", ready.take_back, "take_back"),
    _page(WORK, work.work, "work"),
    _page(WORK + "reflection/", work.reflection, "reflection"),
    _page(WORK + "classmates/", peers.invite, "invite_peers"),
    _page("classmates/<uuid:invite_uuid>/", peers.look, "peer_look"),
    _page("classmates/<uuid:invite_uuid>/close/", peers.close, "close_peer"),
    _page("second-look/<uuid:rating_uuid>/", work.second_look_page, "second_look"),
    _page("second-look/<uuid:look_uuid>/take-back/", work.take_back_look, "take_back_look"),
]
