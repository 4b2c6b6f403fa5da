"""The class grid: learners of a section × competencies, with what waits for a decision and what is open to begin."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, DomainInfo
from headway.district.foundation.api import NotFound, clock
from headway.district.people.api import Viewer, learners_of_section, visible_sections
from headway.district.proficiency.ground import continuum_in_force
from headway.district.proficiency.movement import is_quiet, is_stalled
from headway.district.proficiency.selectors.standings import known_then, read_now
from headway.district.proficiency.types import Grid, GridCell, GridFilter, GridRow, StandingInfo
from headway.mastery.continuum import frontier_many

__all__ = ["grid"]


def grid(
    viewer: Viewer,
    section: Any,
    competency_ids: Sequence[int] | None = None,
    domain: DomainInfo | None = None,
    filter: str | None = None,
    as_of: dt.datetime | None = None,
    learners: Sequence[Any] | None = None,
) -> Grid:
    """Where is everybody in this section? Four queries now (six for a past moment), however large the class.

    columns: the competencies named; else those of `domain`; else what the section's course is mostly about.
    filter: a `GridFilter`; keeps learners of whom it is true for at least one column. Only learners whose record
    the viewer may see are rows: `learners` saves reading them again, and takes nothing but what
    `learners_of_section(viewer, section)` gave a moment ago. Raises NotFound where she may see nobody and the section isn't hers.
    """
    continuum = continuum_in_force()
    domain = domain or _domain_of(section, continuum)
    columns = _columns(section, competency_ids, domain, continuum)
    if learners is None:
        learners = list(learners_of_section(viewer, section))
    if not learners and not visible_sections(viewer).filter(pk=section.pk).exists():
        raise NotFound(_("There is no such page, or it is not open to you."))
    standings = _standings([learner.pk for learner in learners], columns, continuum, as_of)
    ready = _ready([learner.pk for learner in learners], standings, continuum)
    rows = [
        GridRow(
            learner_id=learner.pk,
            learner_uuid=learner.uuid,
            name=learner.person.name,
            cells=tuple(
                GridCell(standings.get((learner.pk, one.id)), bool(ready[place, one.position]))
                for one in columns
            ),
        )
        for place, learner in enumerate(learners)
    ]
    kept = tuple(row for row in rows if _keeps(row, filter, as_of or clock.now()))
    return Grid(
        section_id=section.pk,
        section_uuid=section.uuid,
        section_title=section.title,
        columns=columns,
        rows=kept,
        counts=tuple(
            Counter(cell.standing.level if cell.standing else None for cell in cells)
            for cells in zip(*(row.cells for row in kept), strict=True)
        )
        or tuple(Counter() for _one in columns),
        learners=len(rows),
        domain=domain,
    )


def _domain_of(section: Any, continuum: ContinuumMap) -> DomainInfo | None:
    code = section.course.domain_code if section.course else ""
    return next((one for one in continuum.domains if code and one.code == code), None)


def _columns(
    section: Any, ids: Sequence[int] | None, domain: DomainInfo | None, continuum: ContinuumMap
) -> tuple[CompetencyInfo, ...]:
    """Ids of earlier versions are shown as what they are now; ids that do not live on are left out."""
    if ids is not None:
        living = dict.fromkeys(continuum.current_ids[one] for one in ids if one in continuum.current_ids)
        return tuple(continuum.by_id[one] for one in living)
    if domain is None:
        return ()
    level = section.course.level if section.course else None
    of_domain = continuum.in_domain(domain.id)
    return tuple(one for one in of_domain if one.level == level) or of_domain


def _standings(
    learner_ids: list[int],
    columns: tuple[CompetencyInfo, ...],
    continuum: ContinuumMap,
    as_of: dt.datetime | None,
) -> dict[tuple[int, int], StandingInfo]:
    """Standings on the columns, and on what they directly wait for (to say who is ready)."""
    wanted = {one.id for one in columns}
    for one in columns:
        wanted |= {before.id for before in continuum.prerequisites_of(one.id)}
    if as_of is not None:
        return known_then(learner_ids, as_of, wanted)
    return read_now(learner_ids, wanted)


def _ready(
    learner_ids: list[int], standings: dict[tuple[int, int], StandingInfo], continuum: ContinuumMap
) -> np.ndarray:
    """learners × nodes. Right for the columns only: elsewhere the prerequisites were not read."""
    place = {learner: row for row, learner in enumerate(learner_ids)}
    proficient = np.zeros((len(learner_ids), continuum.graph.n), dtype=bool)
    for (learner, competency), standing in standings.items():
        if standing.is_proficient:
            proficient[place[learner], continuum.by_id[competency].position] = True
    return frontier_many(continuum.graph, proficient)


def _keeps(row: GridRow, filter: str | None, now: dt.datetime) -> bool:
    if not filter:
        return True
    return any(_holds(cell, GridFilter(filter), now) for cell in row.cells)


def _holds(cell: GridCell, filter: GridFilter, now: dt.datetime) -> bool:
    standing = cell.standing
    match filter:
        case GridFilter.NEEDS_DECISION:
            return standing is not None and standing.waits_for_person
        case GridFilter.NOT_YET:
            return standing is not None and not standing.is_proficient
        case GridFilter.READY:
            return cell.is_ready and standing is None
        case GridFilter.STALLED:
            return is_stalled(standing, now)
        case GridFilter.NO_RECENT_EVIDENCE:
            return is_quiet(standing, now)
        case GridFilter.NO_EVIDENCE:
            return standing is None
