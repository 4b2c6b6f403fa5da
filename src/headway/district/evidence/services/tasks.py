"""Tasks of an organisation, many at once: what an author's files bring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import current_map
from headway.district.evidence.models import Task
from headway.district.evidence.services.task_bank.writing import write_rows
from headway.district.evidence.task_bank.words import CriterionWords, ExemplarWords, TaskWords
from headway.district.evidence.types import EvidenceForm, TaskState
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
    accommodations: str = ""
    other_forms: tuple[str, ...] = ()
    context: str = ""
    is_transfer: bool = False
    is_cumulative: bool = False
    is_common: bool = False
    state: str = TaskState.READY
    author_id: int | None = None
    criteria: tuple[CriterionWords, ...] = ()
    exemplars: tuple[ExemplarWords, ...] = ()


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
        row.is_common, row.state, row.author_id = task.is_common, task.state, task.author_id
        row.is_active = task.state == TaskState.READY
        write_rows(row, _words(task, row))
    audit.record(by=by, act="evidence.tasks_loaded", tasks=len(tasks), new=new)
    return {code: row.pk for code, row in known.items()}


def _words(task: TaskContent, row: Task) -> TaskWords:
    """As the editor writes them; a criterion that is there already under its title keeps its identifier."""
    there = dict(row.criteria.values_list("title", "uuid")) if row.pk and task.criteria else {}
    shown = dict(row.exemplars.values_list("title", "uuid")) if row.pk and task.exemplars else {}
    return TaskWords(
        title=task.title,
        prompt=task.prompt,
        competency_ids=task.competency_ids,
        form=task.form,
        other_forms=task.other_forms,
        depth=task.depth,
        accommodations=task.accommodations,
        context=task.context,
        is_transfer=task.is_transfer,
        is_cumulative=task.is_cumulative,
        code=task.code,
        translations=task.translations,
        criteria=tuple(replace(one, uuid=there.get(one.title)) for one in task.criteria),
        exemplars=tuple(replace(one, uuid=shown.get(one.title)) for one in task.exemplars),
    )


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
