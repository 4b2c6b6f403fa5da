"""The shape of a map: which domain, in which row, in which column every competency stands.

Levels are columns, strands are rows. What has no level stands in a last column, what has no strand in a last row, and
what has no domain on a map of its own, so that nothing of any framework is lost (R005). Levels may go on beyond the
twelfth (R014).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

from headway.district.continuum.api import ContinuumMap, DomainInfo, StrandInfo
from headway.mastery.continuum.items import SEAMS

__all__ = ["ELSEWHERE", "Chart", "Shape", "Strip", "seams_among", "shape_of"]

# The key of the row, or of the map, for what stands in no strand, or in no domain. No code is written like this.
ELSEWHERE = "-"


@dataclass(frozen=True, slots=True)
class Strip:
    """One row. `cells` holds for each column the places (`CompetencyInfo.position`) of what stands there."""

    key: str
    strand: StrandInfo | None
    cells: tuple[tuple[int, ...], ...]

    @property
    def positions(self) -> tuple[int, ...]:
        return tuple(position for cell in self.cells for position in cell)

    @property
    def count(self) -> int:
        return sum(len(cell) for cell in self.cells)


@dataclass(frozen=True)
class Chart:
    """One domain drawn as rows and columns; the column None is for what has no level."""

    key: str
    domain: DomainInfo | None
    columns: tuple[int | None, ...]
    strips: tuple[Strip, ...]

    @cached_property
    def count(self) -> int:
        return sum(strip.count for strip in self.strips)

    @property
    def levels(self) -> tuple[int, ...]:
        return tuple(level for level in self.columns if level is not None)

    @property
    def seams(self) -> tuple[int, ...]:
        return seams_among(self.levels)

    def part(self, strand: str = "", low: int | None = None, high: int | None = None) -> Chart:
        """Only this strand, only the levels from `low` to `high`; what has no level stays out of a band of levels."""
        is_band = low is not None or high is not None
        kept = [
            place
            for place, level in enumerate(self.columns)
            if not is_band
            or (level is not None and (low is None or low <= level) and (high is None or level <= high))
        ]
        strips = tuple(
            Strip(one.key, one.strand, tuple(one.cells[place] for place in kept))
            for one in self.strips
            if not strand or one.key == strand
        )
        return Chart(self.key, self.domain, tuple(self.columns[place] for place in kept), strips)


@dataclass(frozen=True)
class Shape:
    charts: tuple[Chart, ...]

    @cached_property
    def chart_of_position(self) -> dict[int, Chart]:
        return {
            position: chart for chart in self.charts for strip in chart.strips for position in strip.positions
        }

    def chart(self, key: str) -> Chart | None:
        return next((chart for chart in self.charts if chart.key == key), None)


def seams_among(levels: tuple[int, ...]) -> tuple[int, ...]:
    """The levels at which schools hand learners on, where this line has something on both sides."""
    return tuple(seam for seam in SEAMS if seam in levels and min(levels) < seam)


_shapes: WeakKeyDictionary[ContinuumMap, Shape] = WeakKeyDictionary()


def shape_of(continuum: ContinuumMap) -> Shape:
    """Every domain as a chart, reckoned once for each map that is in memory."""
    if continuum not in _shapes:
        _shapes[continuum] = _shape(continuum)
    return _shapes[continuum]


def _shape(continuum: ContinuumMap) -> Shape:
    inside: defaultdict[int | None, list[int]] = defaultdict(list)
    for one in continuum.competencies:
        inside[one.domain_id if one.domain_id in continuum.domain_by_id else None].append(one.position)
    charts = [_chart(continuum, domain, inside[domain.id]) for domain in continuum.domains]
    if inside[None]:
        charts.append(_chart(continuum, None, inside[None]))
    # Headings that came from elsewhere may hold nothing that can be rated; one empty map is enough.
    return Shape(tuple(chart for chart in charts if chart.count) or tuple(charts[:1]))


def _chart(continuum: ContinuumMap, domain: DomainInfo | None, positions: list[int]) -> Chart:
    at = continuum.competencies
    levels = {at[position].level for position in positions}
    columns: tuple[int | None, ...] = tuple(sorted(level for level in levels if level is not None))
    if None in levels or not columns:
        columns = (*columns, None)
    strands = continuum.strands_of(domain.id) if domain else ()
    known = {strand.id for strand in strands}
    cells: defaultdict[tuple[int | None, int | None], list[int]] = defaultdict(list)
    for position in positions:
        one = at[position]
        cells[one.strand_id if one.strand_id in known else None, one.level].append(position)

    def strip(key: str, strand: StrandInfo | None) -> Strip:
        row = strand.id if strand else None
        return Strip(key, strand, tuple(tuple(cells.get((row, level), ())) for level in columns))

    strips = [strip(strand.code or f"strand-{strand.id}", strand) for strand in strands]
    rest = strip(ELSEWHERE, None)
    if rest.count or not strips:
        strips.append(rest)
    key = ELSEWHERE if domain is None else domain.code or f"domain-{domain.id}"
    return Chart(key, domain, columns, tuple(strips))
