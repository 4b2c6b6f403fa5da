"""The addresses of the task bank in this portal."""

from __future__ import annotations

from headway.district.portals.access import portal_path
from headway.district.portals.teacher.views import tasks as views
from headway.district.portals.teacher.views import tasks_giving as giving

TASK = "tasks/<uuid:task_uuid>/"

urlpatterns = [
    portal_path("teacher", route, view, name=name)
    for route, view, name in (
        ("tasks/", views.tasks, "tasks"),
        ("tasks.csv", views.tasks_csv, "tasks_csv"),
        ("tasks/new/", views.task_new, "task_new"),
        ("tasks/check/", views.task_check, "task_check"),
        (TASK, views.task, "task"),
        (TASK + "edit/", views.task_edit, "task_edit"),
        (TASK + "words/<slug:language>/", views.task_words, "task_words"),
        (TASK + "paper/", views.task_paper, "task_paper"),
        (TASK + "copy/", views.task_copy, "task_copy"),
        (TASK + "act/", views.task_act, "task_act"),
        (TASK + "give/", giving.task_give, "task_give"),
        (TASK + "given/", giving.task_given, "task_given"),
        (TASK + "take-back/", giving.task_take_back, "task_take_back"),
    )
]
