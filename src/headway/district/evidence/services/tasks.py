"""Tasks of an organisation, many at once: what an author's files bring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import current_map
from headway.district.evidence.models import Task
from headway.district.evidence.types import EvidenceForm
from headway.district.foundation.api import Actor, FieldProblem, Refused, audit

__all__ = ["TaskContent", "load_tasks", "task_ids"]


@dataclass(frozen=True, slots=True)
class TaskContent:
    """A task as an author writes it; `competency_ids` are of the published continuum."""

    code: str
    title: str
    prompt: str = ""
    form: str = EvidenceForm.PERFORMANCE
    depth: int | None = None
    competency_ids: tuple[int, ...] = ()
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@transaction.atomic
def load_tasks(tasks: Sequence[TaskContent], *, organisation_id: int, by: Actor) -> dict[str, int]:
    """Add tasks, or bring those with the same code up to date; code → row id.

    Raises Refused, naming the tasks, for an unknown form or a competency that isn't on the continuum.
    """
    _check(tasks)
    known = {row.code: row for row in Task.objects.filter(organisation_id=organisation_id)}
    new = 0
    for task in tasks:
        row = known.get(task.code)
        if row is None:
            row = known[task.code] = Task(organisation_id=organisation_id, code=task.code)
            new += 1
        row.title, row.prompt, row.form, row.depth = task.title, task.prompt, task.form, task.depth
        row.translations = {language: dict(words) for language, words in task.translations.items()}
        row.save()
        row.competencies.set(task.competency_ids)
    audit.record(by=by, act="evidence.tasks_loaded", tasks=len(tasks), new=new)
    return {code: row.pk for code, row in known.items()}


def task_ids(organisation_id: int) -> dict[str, int]:
    """Code → row id of an organisation's tasks."""
    return dict(Task.objects.filter(organisation_id=organisation_id).values_list("code", "pk"))


def _check(tasks: Sequence[TaskContent]) -> None:
    continuum = current_map()
    ratable = set(continuum.by_id) if continuum else set()
    problems = [
        FieldProblem(
            _("This task names a competency that isn't on the published continuum."),
            field="competency_ids",
            row=task.code,
            remedy=_("Publish the continuum first, or correct the task."),
        )
        for task in tasks
        if not set(task.competency_ids) <= ratable
    ] + [
        FieldProblem(
            _("This form of evidence isn't known."),
            field="form",
            row=task.code,
            remedy=_("Use one of: %(forms)s.") % {"forms": ", ".join(EvidenceForm.values)},
        )
        for task in tasks
        if task.form not in EvidenceForm.values
    ]
    if problems:
        raise Refused(problems[0].sentence, remedy=problems[0].remedy, problems=tuple(problems))
