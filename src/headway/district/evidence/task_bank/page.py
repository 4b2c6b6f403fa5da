"""One task whole: what it asks, what it shows, by what it is looked at, and how it came about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import ContinuumMap, current_map, descriptors_at
from headway.district.evidence.models import Evidence, Task, TaskAssignment
from headway.district.evidence.task_bank.allowed import can_write, open_to_learner, task_scope, visible_task
from headway.district.evidence.task_bank.stack import competencies_of
from headway.district.evidence.task_bank.wording import WordingRemark, remarks_on
from headway.district.evidence.task_bank.words import TaskWords, words_of_task
from headway.district.evidence.types import TaskState
from headway.district.foundation.api import NotFound, translated
from headway.district.people.api import Viewer, visible_learners
from headway.district.policy.api import scale_for
from headway.mastery.continuum.depths import TaskAsks, below_depth

__all__ = ["ExemplarRow", "LearnerTask", "RubricRow", "TaskPage", "learner_task", "rubric_of", "task_page"]


@dataclass(frozen=True, slots=True)
class RubricRow:
    """One criterion in the reader's language: level → what work at it looks like.

    is_own: it was written for this task; else the levels are those of the competency itself.
    """

    title: str
    levels: Mapping[int, str]
    competency_id: int | None
    is_essential: bool
    is_own: bool
    uuid: UUID | None = None


@dataclass(frozen=True, slots=True)
class ExemplarRow:
    level: int
    title: str
    work: str
    note: str


@dataclass(frozen=True, slots=True)
class TaskPage:
    """A task as a page shows it. competency_ids: on the current continuum, in map order; deeper: those that lie deeper
    than it asks. words: as the editor writes them. based_on: what it was copied from, where the viewer may read that.
    is_used: evidence, a learner or a copy hangs on it, so it is never deleted."""

    task: Task
    words: TaskWords
    competency_ids: tuple[int, ...]
    deeper: tuple[int, ...]
    rubric: tuple[RubricRow, ...]
    exemplars: tuple[ExemplarRow, ...]
    remarks: tuple[WordingRemark, ...]
    can_write: bool
    is_used: bool
    based_on: Task | None = None
    copies: int = 0


def task_page(viewer: Viewer, task_uuid: UUID) -> TaskPage:
    """The task for somebody of the staff. Raises NotFound."""
    task = visible_task(viewer, task_uuid)
    continuum = current_map()
    ids = competencies_of(task, continuum)
    words = words_of_task(task, ids)
    copies = Task.objects.filter(task_scope(viewer), based_on=task).exclude(state=TaskState.RETIRED).count()
    based_on = (
        Task.objects.filter(task_scope(viewer), pk=task.based_on_id).select_related("organisation").first()
        if task.based_on_id
        else None
    )
    found = (
        below_depth([TaskAsks(task.pk, task.depth, ids)], {one: continuum.by_id[one].depth for one in ids})
        if continuum
        else ()
    )
    return TaskPage(
        task=task,
        words=words,
        competency_ids=ids,
        deeper=found[0].competencies if found else (),
        rubric=rubric_of(words, continuum),
        exemplars=_exemplars(words),
        remarks=remarks_on(words, continuum),
        can_write=can_write(viewer, task),
        is_used=Evidence.objects.filter(task=task).exists()
        or TaskAssignment.objects.filter(task=task).exists()
        or Task.objects.filter(based_on=task).exists(),
        based_on=based_on,
        copies=copies,
    )


def rubric_of(words: TaskWords, continuum: ContinuumMap | None) -> tuple[RubricRow, ...]:
    """By what work on the task is looked at: its own criteria, and the levels of every competency without one."""
    rows = [
        RubricRow(
            title=translated(one, "title"),
            levels={
                level: _in_language(one.level_translations.get(level, {}), text)
                for level, text in sorted(one.levels.items())
            },
            competency_id=one.competency_id,
            is_essential=one.is_essential,
            is_own=True,
            uuid=one.uuid,
        )
        for one in words.criteria
    ]
    covered = {one.competency_id for one in words.criteria}
    if continuum is None or None in covered:
        return tuple(rows)
    rest = [one for one in words.competency_ids if one not in covered and one in continuum.by_id]
    texts: dict[int, dict[int, str]] = {one: {} for one in rest}
    for level in range(1, scale_for().size + 1):
        for competency_id, look in descriptors_at(continuum, dict.fromkeys(rest, level)).items():
            texts[competency_id][level] = translated(look, "text")
    rows += [
        RubricRow(
            title=translated(continuum.by_id[one], "title"),
            levels=texts[one],
            competency_id=one,
            is_essential=True,
            is_own=False,
        )
        for one in rest
        if texts[one]
    ]
    return tuple(rows)


def _in_language(translations: Mapping[str, str], text: str) -> str:
    return translations.get((get_language() or "en").split("-")[0], "") or text


def _exemplars(words: TaskWords) -> tuple[ExemplarRow, ...]:
    return tuple(
        ExemplarRow(one.level, translated(one, "title"), translated(one, "work"), translated(one, "note"))
        for one in words.exemplars
    )


# -- as a learner reads it --


@dataclass(frozen=True, slots=True)
class LearnerTask:
    """A task as a learner and her family read it, before work starts. assignment: None where she was not given it."""

    task: Task
    competency_ids: tuple[int, ...]
    rubric: tuple[RubricRow, ...]
    exemplars: tuple[ExemplarRow, ...]
    assignment: TaskAssignment | None


def learner_task(viewer: Viewer, learner: Any, task_uuid: UUID) -> LearnerTask:
    """The task for this learner: one that she was given, or one that is open to her.

    Which are open to her says `open_to_learner`.
    Raises NotFound for every other task, and for learners whom the viewer may not see.
    """
    seen = visible_learners(viewer).filter(pk=learner.pk).first()
    task = (
        Task.objects.filter(uuid=task_uuid)
        .filter(open_to_learner(learner.pk, learner.school.path if learner.school else ""))
        .select_related("organisation")
        .first()
        if seen
        else None
    )
    if task is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    continuum = current_map()
    ids = competencies_of(task, continuum)
    words = words_of_task(task, ids)
    return LearnerTask(
        task=task,
        competency_ids=ids,
        rubric=rubric_of(words, continuum),
        # Examples of a check would answer it.
        exemplars=() if task.is_cumulative else _exemplars(words),
        assignment=TaskAssignment.objects.filter(task=task, learner_id=learner.pk, taken_back_at__isnull=True)
        .select_related("assigned_by", "section")
        .first(),
    )
