"""Do tasks ask for the depth of the competencies that they are for?

Question: which tasks ask for less depth of knowledge than a competency they name, which competencies does no task
reach, and which tasks don't say their depth? A learner can show only what a task asks for.

Depth is Webb's depth of knowledge: an ordinal code from 1 (recall) to 4 (extended thinking), never subtracted and
never averaged. A task of more depth than the competency reaches it. Source: N. Webb, Criteria for alignment of
expectations and assessments (1997), depth-of-knowledge consistency: what is asked is at least as demanding as what
is expected.

Limits: what a task says of its depth is taken as said; whether its prompt keeps to it, people see. Where one side has
no depth, nothing is compared and nothing is found between the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = ["Alignment", "TaskAsks", "TaskBelow", "alignment", "below_depth"]


@dataclass(frozen=True, slots=True)
class TaskAsks:
    """A task by its number: the depth that it asks for (None: not said) and the competencies it is for."""

    task: int
    depth: int | None
    competencies: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TaskBelow:
    """A task, and those of its competencies that lie deeper than it asks, in the task's order."""

    task: int
    competencies: tuple[int, ...]


@dataclass(frozen=True)
class Alignment:
    """All findings. Tasks stand in the order of the tasks, competencies in that of the competencies.

    below: tasks that ask for less. unreached: competencies with tasks, all of which ask for less. without_task:
    competencies that no task names. silent: tasks that don't say their depth. reaching: for each competency with a
    depth how many tasks reach it. compared: pairs of task and competency where both say their depth.
    """

    below: tuple[TaskBelow, ...]
    unreached: tuple[int, ...]
    without_task: tuple[int, ...]
    silent: tuple[int, ...]
    reaching: Mapping[int, int]
    compared: int


def below_depth(tasks: Iterable[TaskAsks], competencies: Mapping[int, int | None]) -> tuple[TaskBelow, ...]:
    """The tasks that ask for less depth than a competency they are for; `competencies`: number → depth or None.

    Competencies that are not in the mapping are no longer on the line, and are passed over.

    >>> below_depth([TaskAsks(1, 2, (10, 11))], {10: 2, 11: 3})
    (TaskBelow(task=1, competencies=(11,)),)
    """
    found = []
    for one in tasks:
        deeper = tuple(
            competency
            for competency in dict.fromkeys(one.competencies)
            if _reaches(one.depth, competencies.get(competency)) is False
        )
        if deeper:
            found.append(TaskBelow(one.task, deeper))
    return tuple(found)


def alignment(tasks: Iterable[TaskAsks], competencies: Mapping[int, int | None]) -> Alignment:
    """How tasks and competencies stand to each other; both as for `below_depth`.

    A competency counts as unreached only where every one of its tasks says its depth: a silent task may reach it.
    """
    tasks = tuple(tasks)
    answers: dict[int, list[bool | None]] = {one: [] for one in competencies}
    for one in tasks:
        for competency in dict.fromkeys(one.competencies):
            if competency in answers:
                answers[competency].append(_reaches(one.depth, competencies[competency]))
    return Alignment(
        below=below_depth(tasks, competencies),
        unreached=tuple(one for one, said in answers.items() if said and all(it is False for it in said)),
        without_task=tuple(one for one, said in answers.items() if not said),
        silent=tuple(
            one.task
            for one in tasks
            if one.depth is None and any(competency in answers for competency in one.competencies)
        ),
        reaching={
            one: sum(it is True for it in said)
            for one, said in answers.items()
            if competencies[one] is not None
        },
        compared=sum(it is not None for said in answers.values() for it in said),
    )


def _reaches(asked: int | None, wanted: int | None) -> bool | None:
    """Does what is asked reach what is wanted? None where one of them is not said."""
    return None if asked is None or wanted is None else asked >= wanted
