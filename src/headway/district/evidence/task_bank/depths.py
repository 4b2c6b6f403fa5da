"""Do the tasks in use reach the depth of what they are for?"""

from __future__ import annotations

from dataclasses import dataclass

from headway.district.continuum.api import CompetencyInfo, ContinuumMap
from headway.district.evidence.alignment import TaskDepth, tasks_with_depth
from headway.mastery.continuum.depths import Alignment, TaskAsks, alignment

__all__ = ["UnderDepth", "under_depth"]


@dataclass(frozen=True, slots=True)
class UnderDepth:
    """below: tasks that ask for less depth than some of their competencies, with those. unreached: competencies whose
    tasks all ask for less. without_task: competencies that no task names. silent: tasks that don't say their depth."""

    below: tuple[tuple[TaskDepth, tuple[CompetencyInfo, ...]], ...]
    unreached: tuple[CompetencyInfo, ...]
    without_task: tuple[CompetencyInfo, ...]
    silent: tuple[TaskDepth, ...]
    tasks: tuple[TaskDepth, ...]
    found: Alignment


def under_depth(continuum: ContinuumMap) -> UnderDepth:
    """Every task in use of the whole district, held against the line. One query.

    >>> under_depth(current_map()).below                                             # doctest: +SKIP
    """
    tasks = tasks_with_depth(continuum)
    found = alignment(
        (TaskAsks(task.id, task.depth, task.competency_ids) for task in tasks),
        {one.id: one.depth for one in continuum.competencies},
    )
    by_id = {task.id: task for task in tasks}
    return UnderDepth(
        below=tuple(
            (by_id[one.task], tuple(continuum.by_id[it] for it in one.competencies)) for one in found.below
        ),
        unreached=tuple(continuum.by_id[one] for one in found.unreached),
        without_task=tuple(continuum.by_id[one] for one in found.without_task),
        silent=tuple(by_id[one] for one in found.silent),
        tasks=tasks,
        found=found,
    )
