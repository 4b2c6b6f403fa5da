"""Tasks as arrays: which let a learner show a competency, and what else they show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts.tables import Ints
from headway.mastery.simulation.district import NOTHING
from headway.mastery.simulation.draws import Draws
from headway.mastery.simulation.maps import CompetencyMap

TASK_SPREAD, SHARE_WITH_TASK = 0.20, 0.45
MOST_TASKS, MOST_SHOWN = 6, 4


@dataclass(frozen=True, eq=False)
class TaskTable:
    """Tasks as arrays. of: competencies × up to 6 tasks (-1 where fewer). shows: tasks × up to 4 competencies."""

    of_competency: Ints
    how_many: Ints
    shows: Ints
    easier: NDArray[np.float64]

    @classmethod
    def of(cls, map_: CompetencyMap, draws: Draws) -> TaskTable:
        lists: list[list[int]] = [[] for _ in range(map_.n)]
        for task, shown in enumerate(map_.tasks):
            for node in shown:
                lists[node].append(task)
        table = np.full((map_.n, MOST_TASKS), NOTHING, dtype=np.int64)
        for node, tasks in enumerate(lists):
            table[node, : len(tasks[:MOST_TASKS])] = tasks[:MOST_TASKS]
        shows = np.full((max(len(map_.tasks), 1), MOST_SHOWN), NOTHING, dtype=np.int64)
        for task, shown in enumerate(map_.tasks):
            shows[task, : len(shown[:MOST_SHOWN])] = shown[:MOST_SHOWN]
        return cls(table, (table >= 0).sum(axis=1), shows, draws.normal(len(shows), TASK_SPREAD))

    def pick(self, competency: Ints, draws: Draws) -> Ints:
        """A task that lets the learner show this competency, for a share of the pieces; -1 for everyday work."""
        many = self.how_many[competency]
        which = draws.below(np.maximum(many, 1), len(competency))
        with_task = draws.yes(SHARE_WITH_TASK, len(competency)) & (many > 0)
        return np.where(with_task, self.of_competency[competency, which], NOTHING)

    def noise(self, task: Ints) -> NDArray[np.float64]:
        return np.where(task >= 0, self.easier[np.maximum(task, 0)], 0.0)

    def other_than(self, task: Ints, competency: Ints) -> Ints:
        """One other competency that the task shows, -1 for none."""
        shown = self.shows[np.maximum(task, 0)]
        is_other = (shown >= 0) & (shown != competency[:, None]) & (task >= 0)[:, None]
        first = np.argmax(is_other, axis=1)
        rows = np.arange(len(task))
        return np.where(is_other.any(axis=1), shown[rows, first], NOTHING)
