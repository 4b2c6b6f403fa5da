"""By what work is looked at: a task's own criteria, else those of the competency's rubric."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from headway.district.continuum.api import ContinuumMap, RubricCriterionInfo, current_map, rubric_criteria
from headway.district.evidence.models import TaskCriterion
from headway.district.evidence.types import Criterion
from headway.district.foundation.api import translated
from headway.district.policy.api import DistrictScale, scale_for

__all__ = ["criteria_for", "criteria_of_many"]

# A competency, and the task whose criteria come first (None: no task).
Pair = tuple[int, int | None]


def criteria_for(competency_id: int, task_id: int | None = None) -> tuple[Criterion, ...]:
    """By which criteria is work on this competency looked at? The task's, for this competency or for all of its own;
    else the rubric's; else none. In the reader's language.
    """
    return criteria_of_many([(competency_id, task_id)])[competency_id, task_id]


def criteria_of_many(pairs: Collection[Pair]) -> dict[Pair, tuple[Criterion, ...]]:
    """`criteria_for` for many pairs of a competency and a task, in four queries at most."""
    continuum = current_map()
    of_tasks = _of_tasks({task_id for _competency, task_id in pairs if task_id is not None})
    found: dict[Pair, tuple[Criterion, ...]] = {}
    for competency_id, task_id in pairs:
        family = _family(competency_id, continuum)
        found[competency_id, task_id] = tuple(
            criterion
            for about, criterion in of_tasks.get(task_id or 0, ())
            if about is None or about in family
        )
    without = {competency_id for (competency_id, _task), criteria in found.items() if not criteria}
    if without:
        of_rubrics = _of_rubrics(without, continuum)
        found.update({pair: of_rubrics[pair[0]] for pair, criteria in found.items() if not criteria})
    return found


def _family(competency_id: int, continuum: ContinuumMap | None) -> tuple[int, ...]:
    if continuum is None:
        return (competency_id,)
    return continuum.family(continuum.current_ids.get(competency_id, competency_id))


def _of_tasks(task_ids: Collection[int]) -> dict[int, list[tuple[int | None, Criterion]]]:
    """Task → its criteria, each with the competency that it is about (None: all of the task's)."""
    found: defaultdict[int, list[tuple[int | None, Criterion]]] = defaultdict(list)
    if task_ids:
        for row in TaskCriterion.objects.filter(task_id__in=task_ids).prefetch_related("levels"):
            levels = {level.level: translated(level, "text") for level in row.levels.all()}
            criterion = Criterion(row.uuid, translated(row, "title"), row.is_essential, levels)
            found[row.task_id].append((row.competency_id, criterion))
    return found


def _of_rubrics(
    competency_ids: Collection[int], continuum: ContinuumMap | None
) -> dict[int, tuple[Criterion, ...]]:
    """The rubric that a competency has on the current continuum."""
    current = {one: continuum.current_ids.get(one, one) if continuum else one for one in competency_ids}
    rubrics = rubric_criteria(set(current.values()))
    scale = scale_for() if rubrics else None
    return {
        one: tuple(
            Criterion(row.uuid, row.text, True, _on_the_scale(row, scale))
            for row in rubrics.get(now, ())
            if scale
        )
        for one, now in current.items()
    }


def _on_the_scale(row: RubricCriterionInfo, scale: DistrictScale) -> dict[int, str]:
    """The rubric's words by level of the district's scale: by name where the names agree, else by their order where
    there are as many. A rubric on another scale tells no words, rather than words of a wrong level.
    """
    named = {name.casefold(): level.number for level in scale.levels for name in (level.code, level.name)}
    by_name = [named.get(quality.strip().casefold()) for quality, _text in row.levels]
    if row.levels and all(by_name) and len(set(by_name)) == len(by_name):
        return {level: text for level, (_quality, text) in zip(by_name, row.levels, strict=True) if level}
    if len(row.levels) == scale.size:
        return {level: text for level, (_quality, text) in enumerate(row.levels, start=1)}
    return {}
