"""A class grid as rows, heads and sentences."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import CompetencyInfo
from headway.district.policy.api import DistrictScale
from headway.district.portals.teacher.presenters.cells import Cell, CellMaker
from headway.district.proficiency.api import Grid

__all__ = ["GridColumn", "GridLine", "GridPage", "count_parts", "grid_page"]


@dataclass(frozen=True, slots=True)
class GridColumn:
    """parts: how many learners are at each level, as (count, words), for the foot of the column."""

    competency: CompetencyInfo
    rate_url: str
    parts: tuple[tuple[int, str], ...]
    foot_id: str


@dataclass(frozen=True, slots=True)
class GridLine:
    """summary: what waits in this row, in words; empty where nothing does."""

    name: str
    url: str
    cells: tuple[Cell, ...]
    summary: str


@dataclass(frozen=True, slots=True)
class GridPage:
    columns: tuple[GridColumn, ...]
    lines: tuple[GridLine, ...]
    waiting: int


def grid_page(
    grid: Grid,
    scale: DistrictScale,
    *,
    address: Callable[[uuid.UUID, uuid.UUID], str],
    learner_url: Callable[[uuid.UUID], str],
    column_url: Callable[[uuid.UUID], str],
) -> GridPage:
    maker = CellMaker(scale, address)
    lines = []
    waiting = 0
    for row in grid.rows:
        cells = tuple(
            maker.make(row.learner_uuid, column.uuid, cell.standing, is_ready=cell.is_ready)
            for column, cell in zip(grid.columns, row.cells, strict=True)
        )
        decisions = sum(cell.needs_eyes for cell in cells)
        waiting += decisions
        ready = sum(cell.mark == "ready" for cell in cells)
        lines.append(GridLine(row.name, learner_url(row.learner_uuid), cells, _summary(decisions, ready)))
    columns = tuple(
        GridColumn(column, column_url(column.uuid), count_parts(counts, scale), foot_id(column.uuid))
        for column, counts in zip(grid.columns, grid.counts, strict=True)
    )
    return GridPage(columns, tuple(lines), waiting)


def foot_id(competency_uuid: uuid.UUID) -> str:
    return f"f-{competency_uuid.hex[-10:]}"


def count_parts(counts: Mapping[int | None, int], scale: DistrictScale) -> tuple[tuple[int, str], ...]:
    """How many learners are at each decided level, the highest first, and how many have none."""
    parts = [(counts.get(level.number, 0), level.name) for level in reversed(scale.levels)]
    # Translators: after a count of learners, e.g. "5 without a level yet".
    parts.append((counts.get(None, 0), _("without a level yet")))
    return tuple(part for part in parts if part[0])


def _summary(decisions: int, ready: int) -> str:
    parts = []
    if decisions:
        parts.append(
            ngettext("%(count)s decision is waiting", "%(count)s decisions are waiting", decisions)
            % {"count": decisions}
        )
    if ready:
        parts.append(
            ngettext(
                "%(count)s competency is ready to begin", "%(count)s competencies are ready to begin", ready
            )
            % {"count": ready}
        )
    return ", ".join(parts)
