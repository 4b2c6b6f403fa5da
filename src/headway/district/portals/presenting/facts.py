"""What a page about one learner asks the doors: the same few questions for every learner, however much there is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from headway.district.continuum.api import (
    CompetencyInfo,
    ContinuumMap,
    DescriptorInfo,
    current_map,
    descriptors_at,
)
from headway.district.evidence.api import EvidenceItem, TaskInfo, recent_evidence, tasks_for
from headway.district.foundation.api import clock
from headway.district.people.api import Supporter, Viewer, supporters_of
from headway.district.policy.api import DistrictScale, scale_for
from headway.district.portals.presenting.steps import next_level, suggested
from headway.district.proficiency.api import Frontier, NextStepInfo, frontier_of, next_steps_of

__all__ = ["LearnerFacts", "read_learner"]

# Enough to choose from, few enough to begin with.
SUGGESTIONS = 3
NOTES = 4
# A piece of work may show several competencies, and a second teacher may look at it: rarely more ratings than these.
RATINGS_OF_A_PIECE = 4


@dataclass(frozen=True, slots=True)
class LearnerFacts:
    """Everything the doors know for the page "where am I, what is next". `on`: the date the page speaks of."""

    learner: Any
    on: dt.date
    as_of: dt.datetime | None
    continuum: ContinuumMap | None
    scale: DistrictScale
    frontier: Frontier
    suggestions: tuple[CompetencyInfo, ...]
    next_looks: dict[int, DescriptorInfo]
    supporters: tuple[Supporter, ...]
    tasks: tuple[TaskInfo, ...]
    notes: tuple[EvidenceItem, ...]
    plans: Mapping[int, NextStepInfo] = field(default_factory=dict)


def read_learner(viewer: Viewer, learner: Any, as_of: dt.datetime | None = None) -> LearnerFacts:
    """Ask the doors. The number of queries depends neither on learners, nor on competencies, nor on evidence.

    Pace is another reading than levels and is asked for apart.
    """
    on = clock.local_date(as_of) if as_of else clock.today()
    continuum = current_map()
    scale = scale_for()
    if continuum is None:
        return LearnerFacts(learner, on, as_of, None, scale, Frontier((), (), (), ()), (), {}, (), (), ())
    frontier = frontier_of(viewer, learner, as_of=as_of)
    suggestions = suggested(frontier, continuum, limit=SUGGESTIONS)
    growing = {item.competency.id: next_level(item.standing, scale) for item in frontier.working_on}
    wanted = [*growing, *(one.id for one in suggestions)]
    return LearnerFacts(
        learner=learner,
        on=on,
        as_of=as_of,
        continuum=continuum,
        scale=scale,
        frontier=frontier,
        suggestions=suggestions,
        next_looks=descriptors_at(continuum, growing),
        supporters=supporters_of(viewer, learner),
        tasks=tasks_for(
            continuum,
            wanted,
            school_path=learner.school.path if learner.school else "",
            learner_id=learner.pk,
        ),
        notes=_once_each(
            recent_evidence(viewer, learner, limit=NOTES * RATINGS_OF_A_PIECE, with_words=True, as_of=as_of)
        )[:NOTES],
        plans=next_steps_of((learner.pk,), as_of).get(learner.pk, {}),
    )


def _once_each(items: tuple[EvidenceItem, ...]) -> tuple[EvidenceItem, ...]:
    """What was written about a piece of work, once: beside the first rating of it, whose author wrote it."""
    first: dict[int, EvidenceItem] = {}
    for item in items:
        if item.evidence_id not in first or item.rating_id < first[item.evidence_id].rating_id:
            first[item.evidence_id] = item
    return tuple(first.values())
