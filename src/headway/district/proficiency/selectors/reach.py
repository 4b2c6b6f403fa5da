"""How many learners a change of the continuum would reach, and how much evidence rests on tasks; small counts hidden."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db.models import Count

from headway.district.continuum.api import ContinuumMap, current_map
from headway.district.evidence.api import evidence_of_tasks
from headway.district.proficiency.models import Standing
from headway.district.proficiency.suppression import SMALLEST_SHOWN

__all__ = ["evidence_on_tasks", "learners_reached"]


def learners_reached(competency_ids: Collection[int]) -> dict[int, int | None]:
    """For each competency (of any version) the learners with evidence or a decision on it, in the whole district.

    None where there are some, but fewer than ten; competencies without any, and those that have ended, are left out.
    Of a merged competency the learners of all its parts, each once. One query; no learner can be told from it.
    """
    continuum = current_map()
    if continuum is None:
        return {}
    living = {one: continuum.current_ids[one] for one in competency_ids if one in continuum.current_ids}
    counts: defaultdict[int, int] = defaultdict(int)
    families = {member for one in set(living.values()) for member in continuum.family(one)}
    rows = Standing.objects.filter(competency_id__in=families).order_by()
    if continuum.lineage.merges:
        pairs = rows.values_list("learner_id", "competency_id").iterator(chunk_size=10_000)
        for _learner, competency in {(learner, continuum.current_ids[row]) for learner, row in pairs}:
            counts[competency] += 1
    else:
        for row, learners in rows.values_list("competency_id").annotate(found=Count("learner_id")):
            counts[continuum.current_ids[row]] += learners
    return {
        one: learners if learners >= SMALLEST_SHOWN else None
        for one, current in living.items()
        if (learners := counts.get(current, 0))
    }


def evidence_on_tasks(
    continuum: ContinuumMap, wanted: Mapping[int, Collection[int]]
) -> dict[int, int | None]:
    """For each task (id → competency ids) how many pieces of evidence for these competencies came from it.

    None where there are some, but of fewer than ten learners; tasks without any are left out. One query; no learner
    can be told from it.
    """
    return {
        task: pieces if learners >= SMALLEST_SHOWN else None
        for task, (pieces, learners) in evidence_of_tasks(continuum, wanted).items()
    }
