"""Tasks with the depth that they ask for, and how much evidence rests on them: what a look at alignment needs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from headway.district.continuum.api import ContinuumMap
from headway.district.evidence.models import Task
from headway.district.foundation.api import tables

__all__ = ["TaskDepth", "evidence_of_tasks", "tasks_with_depth"]


@dataclass(frozen=True, slots=True)
class TaskDepth:
    """A task, who keeps it, the depth it asks for (None: not said), and its competencies on the current continuum."""

    id: int
    code: str
    title: str
    owner: str
    depth: int | None
    competency_ids: tuple[int, ...]
    translations: dict[str, dict[str, str]] = field(default_factory=dict)
    uuid: UUID | None = None


def tasks_with_depth(continuum: ContinuumMap) -> tuple[TaskDepth, ...]:
    """Every task in use, by title, with what it is for on this continuum. One query.

    A competency that lives on in a later version is named by its id there; one that has ended is left out.
    """
    rows = (
        Task.objects.filter(is_active=True)
        .order_by("title", "pk", "competencies__pk")
        .values_list(
            "pk", "code", "title", "organisation__name", "depth", "translations", "uuid", "competencies__pk"
        )
    )
    found: dict[int, tuple[tuple, dict[int, None]]] = {}
    for *task, competency_id in rows:
        _, competencies = found.setdefault(task[0], (tuple(task), {}))
        current = continuum.current_ids.get(competency_id)
        if current is not None and current in continuum.by_id:
            competencies[current] = None
    return tuple(
        TaskDepth(pk, code, title, owner, depth, tuple(competencies), translations, outside)
        for (pk, code, title, owner, depth, translations, outside), competencies in found.values()
    )


def evidence_of_tasks(
    continuum: ContinuumMap, wanted: Mapping[int, Collection[int]]
) -> dict[int, tuple[int, int]]:
    """For each task (id → current competency ids): the pieces of evidence rated for one of them, and of how many
    learners. Withdrawn ratings don't count; tasks without evidence are left out. One query.

    No access is decided here, and small numbers are not hidden yet: people see `proficiency.api.evidence_on_tasks`.
    """
    pairs = {
        (int(task), int(member))
        for task, competencies in wanted.items()
        for one in competencies
        for member in continuum.family(one)
    }
    if not pairs:
        return {}
    listed = ", ".join(f"({task}, {competency})" for task, competency in sorted(pairs))
    task, pieces, learners = tables.fetch(
        f"""WITH wanted (task, competency) AS (VALUES {listed})
            SELECT wanted.task, count(DISTINCT e.id), count(DISTINCT r.learner_id)
            FROM wanted
            JOIN evidence_evidence e ON e.task_id = wanted.task
            JOIN evidence_rating r ON r.evidence_id = e.id AND r.competency_id = wanted.competency
            LEFT JOIN evidence_ratingwithdrawal w ON w.rating_id = r.id
            WHERE w.id IS NULL
            GROUP BY wanted.task"""
    )
    return {one: (found, of) for one, found, of in zip(task, pieces, learners, strict=True)}
