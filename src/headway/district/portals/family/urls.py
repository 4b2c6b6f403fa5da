"""Families: the pages of one's own children."""

from __future__ import annotations

from headway.district.portals.access import portal_path
from headway.district.portals.family import (
    habits,
    moving,
    planning,
    starting,
    tasks,
    together,
    views,
    work,
    year,
)

app_name = "family"

urlpatterns = [
    portal_path("family", "", views.home, name="home"),
    portal_path("family", "<uuid:learner_uuid>/", views.child, name="child"),
    portal_path("family", "<uuid:learner_uuid>/moving/", moving.moving, name="moving"),
    portal_path("family", "<uuid:learner_uuid>/start/", starting.start, name="start"),
    portal_path("family", "<uuid:learner_uuid>/plans/<uuid:plan_uuid>/", starting.plan, name="plan"),
    *planning.urlpatterns,
    *year.urlpatterns,
    portal_path("family", "<uuid:learner_uuid>/together/", together.together, name="together"),
    portal_path("family", "<uuid:learner_uuid>/line/", views.line, name="line"),
    portal_path("family", "<uuid:learner_uuid>/tasks/", tasks.tasks, name="tasks"),
    portal_path("family", "<uuid:learner_uuid>/tasks/<uuid:task_uuid>/", tasks.task, name="task"),
    portal_path("family", "<uuid:learner_uuid>/ready/", work.asked, name="asked"),
    portal_path("family", "<uuid:learner_uuid>/work/<uuid:evidence_uuid>/", work.work, name="work"),
    portal_path(
        "family",
        "<uuid:learner_uuid>/competency/<uuid:competency_uuid>/growth/",
        work.growth,
        name="growth",
    ),
    portal_path(
        "family",
        "<uuid:learner_uuid>/second-look/<uuid:rating_uuid>/",
        work.second_look_page,
        name="second_look",
    ),
    portal_path(
        "family",
        "<uuid:learner_uuid>/second-look/<uuid:look_uuid>/take-back/",
        work.take_back_look,
        name="take_back_look",
    ),
    portal_path("family", "<uuid:learner_uuid>/habits/", habits.habits, name="habits"),
    portal_path(
        "family",
        "<uuid:learner_uuid>/competency/<uuid:competency_uuid>/",
        views.competency,
        name="competency",
    ),
]
