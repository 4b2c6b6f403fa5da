"""The chosen item beside the map: what it is, what leads to it and what it opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, DomainKind, Importance
from headway.district.foundation.api import translated
from headway.district.portals.presenting.continua.asked import Asked
from headway.district.portals.presenting.continua.drawing import column_words
from headway.district.portals.presenting.continua.shape import Chart, Shape
from headway.district.portals.presenting.continua.ways import Way

__all__ = ["Link", "Neighbour", "Panel", "focus_href", "neighbours", "panel_of"]

Link = Callable[[CompetencyInfo], str]


@dataclass(frozen=True, slots=True)
class Neighbour:
    title: str
    code: str
    level: int | None
    href: str
    position: int = -1


@dataclass(frozen=True, slots=True)
class Panel:
    """The chosen item: what it is, what leads to it and what it opens."""

    info: CompetencyInfo
    title: str
    over: str
    statement: str
    sentence: str
    marked: str
    before: tuple[Neighbour, ...]
    after: tuple[Neighbour, ...]
    before_positions: tuple[int, ...]
    after_positions: tuple[int, ...]
    facts: tuple[tuple[str, str], ...]
    href: str
    close_href: str
    reaches: tuple[tuple[str, str, bool], ...]


def neighbours(continuum: ContinuumMap, ones: Sequence[CompetencyInfo], href: Link) -> tuple[Neighbour, ...]:
    return tuple(
        Neighbour(translated(one, "title"), one.code, one.level, href(one), one.position) for one in ones
    )


def focus_href(asked: Asked, chart: Chart, shape: Shape) -> Link:
    """Choosing an item keeps the look where the item stands on it, and goes to its domain where it does not."""

    def href(one: CompetencyInfo) -> str:
        name = one.code or str(one.uuid)
        home = shape.chart_of_position.get(one.position)
        if home is None or home.key == chart.key:
            return asked.but(focus=name)
        return asked.but(focus=name, domain=home.key, strand="", low=None, high=None)

    return href


def panel_of(
    continuum: ContinuumMap, asked: Asked, chart: Chart, shape: Shape, way: Way, link: Link
) -> Panel | None:
    one = way.focus
    if one is None:
        return None
    href = focus_href(asked, chart, shape)
    strand = continuum.strand_by_id.get(one.strand_id or 0)
    domain = continuum.domain_by_id.get(one.domain_id or 0)
    over = [one.code, column_words(one.level) if one.level is not None else _("no level")]
    facts = [
        (_("Domain"), translated(domain, "name") if domain else ""),
        (_("Strand"), translated(strand, "name") if strand else ""),
        (_("Depth of knowledge"), str(one.depth) if one.depth else ""),
        (_("Importance"), str(Importance(one.importance).label)),
        (_("Kind"), str(DomainKind(one.kind).label)),
    ]
    return Panel(
        info=one,
        title=translated(one, "title"),
        over=" · ".join(part for part in over if part),
        statement=translated(one, "statement"),
        sentence=way.sentence,
        marked=(
            _("Marked on the map: one step each way.")
            if way.is_direct
            else _("Marked on the map: the whole way, in every domain.")
        ),
        before=neighbours(continuum, continuum.prerequisites_of(one.id), href),
        after=neighbours(continuum, continuum.opens(one.id), href),
        before_positions=way.before,
        after_positions=way.after,
        facts=tuple((name, value) for name, value in facts if value),
        href=link(one),
        close_href=asked.but(focus=""),
        reaches=(
            (_("The whole way"), asked.but(reach=""), not way.is_direct),
            (_("One step"), asked.but(reach="direct"), way.is_direct),
        ),
    )
