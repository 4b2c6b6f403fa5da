"""The criteria of rubrics, one competency at a time: by what work is looked at."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from headway.district.continuum.models import RubricCriterion

__all__ = ["RubricCriterionInfo", "rubric_criteria"]


@dataclass(frozen=True, slots=True)
class RubricCriterionInfo:
    """One criterion of a competency's rubric. levels: (what the rubric calls it, what it looks like), lowest first."""

    uuid: uuid.UUID
    text: str
    levels: tuple[tuple[str, str], ...]


def rubric_criteria(competency_ids: Collection[int]) -> dict[int, tuple[RubricCriterionInfo, ...]]:
    """Competency id → the criteria of its rubrics, in their order; competencies without any are left out. Two queries."""
    found: defaultdict[int, list[RubricCriterionInfo]] = defaultdict(list)
    rows = (
        RubricCriterion.objects.filter(competency_id__in=competency_ids)
        .order_by("rubric_id", "position", "pk")
        .prefetch_related("levels")
    )
    for row in rows:
        levels = tuple((level.quality, level.text) for level in row.levels.all())
        found[row.competency_id or 0].append(
            RubricCriterionInfo(_lasting(row.identifier, row.competency_id or 0), row.text, levels)
        )
    return {competency_id: tuple(criteria) for competency_id, criteria in found.items()}


def _lasting(identifier: str, competency_id: int) -> uuid.UUID:
    """Identifiers of CASE are UUIDs already; others become one that is the same every time."""
    try:
        return uuid.UUID(identifier)
    except ValueError:
        return uuid.uuid5(uuid.NAMESPACE_URL, f"headway:criterion:{competency_id}:{identifier}")
