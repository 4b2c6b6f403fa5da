"""Evidence as people leaf through it: newest first, a page at a time, and the tasks that invite new evidence."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import F, Q, QuerySet

from headway.district.continuum.api import ContinuumMap
from headway.district.evidence.models import Rating, Task
from headway.district.evidence.selectors import item_of, known_as_of, with_around
from headway.district.evidence.task_bank.allowed import open_to_learner
from headway.district.evidence.types import EvidenceItem, TaskState
from headway.district.people.api import Viewer, visible_learners

__all__ = ["TaskInfo", "count_evidence", "recent_evidence", "tasks_for"]


@dataclass(frozen=True, slots=True)
class TaskInfo:
    """A task that lets learners show these competencies (ids of the current continuum)."""

    id: int
    uuid: uuid.UUID
    title: str
    prompt: str
    form: str
    competency_ids: tuple[int, ...]
    translations: dict[str, dict[str, str]] = field(default_factory=dict)
    other_forms: tuple[str, ...] = ()


def recent_evidence(
    viewer: Viewer,
    learner,
    *,
    limit: int,
    offset: int = 0,
    with_words: bool = False,
    as_of: dt.datetime | None = None,
) -> tuple[EvidenceItem, ...]:
    """The learner's evidence that counts, newest first; four queries whatever the amount. Empty for strangers.

    with_words: only where somebody else wrote to the learner, about the piece or beside the rating; in one query, so
    without criteria, files and reflections.
    """
    rows = _counting(viewer, learner, as_of)
    if with_words:
        of_others = Q(evidence__words__note__gt="") & ~Q(evidence__recorded_by_id=F("learner__person_id"))
        rows = rows.filter(of_others | Q(words__isnull=False))
    rows = with_around(rows, words_only=with_words).order_by("-observed_at", "-pk")
    return tuple(item_of(row, as_of, words_only=with_words) for row in rows[offset : offset + limit])


def count_evidence(viewer: Viewer, learner, *, as_of: dt.datetime | None = None) -> int:
    """How many ratings of this learner count (as known at a moment)? Zero for strangers."""
    return _counting(viewer, learner, as_of).count()


def _counting(viewer: Viewer, learner, as_of: dt.datetime | None) -> QuerySet[Rating]:
    seen = visible_learners(viewer).filter(pk=learner.pk).order_by().values("pk")
    return known_as_of(Rating.objects.filter(learner_id__in=seen), as_of)


def tasks_for(
    continuum: ContinuumMap,
    competency_ids: Collection[int],
    *,
    school_path: str = "",
    learner_id: int | None = None,
) -> tuple[TaskInfo, ...]:
    """Which tasks that are ready let learners show one of these competencies? One query, by title.

    school_path: keeps what is open to learners of this school: its own tasks and those of the organisations above it,
    without cumulative checks. learner_id: and what this learner was given. Without both: every task that is ready.
    """
    if not competency_ids:
        return ()
    ids = {member for one in competency_ids for member in continuum.family(one)}
    rows = Task.competencies.through.objects.filter(
        competency_id__in=ids, task__is_active=True, task__state=TaskState.READY
    )
    if school_path or learner_id is not None:
        rows = rows.filter(task__in=Task.objects.filter(open_to_learner(learner_id, school_path)))
    found: dict[int, tuple[Task, list[int]]] = {}
    for row in rows.select_related("task").order_by("task__title", "task_id", "competency_id"):
        current = continuum.current_ids.get(row.competency_id, row.competency_id)
        found.setdefault(row.task_id, (row.task, []))[1].append(current)
    return tuple(
        TaskInfo(
            id=task.pk,
            uuid=task.uuid,
            title=task.title,
            prompt=task.prompt,
            form=task.form,
            competency_ids=tuple(dict.fromkeys(competencies)),
            translations=task.translations,
            other_forms=tuple(task.other_forms),
        )
        for task, competencies in found.values()
    )
