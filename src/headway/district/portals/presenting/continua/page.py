"""A whole map page as plain values: the chart that is drawn, the panel of the chosen item, what was found, ways on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, Source, VersionInfo
from headway.district.foundation.api import translated
from headway.district.portals.presenting.continua.asked import Asked
from headway.district.portals.presenting.continua.drawing import (
    Drawing,
    Mark,
    column_words,
    draw_body,
    draw_head,
    strip_name,
)
from headway.district.portals.presenting.continua.found import Found, found_of
from headway.district.portals.presenting.continua.panels import Link, Panel, panel_of
from headway.district.portals.presenting.continua.shape import Chart, Shape, shape_of
from headway.district.portals.presenting.continua.tables import TableRow, table_columns, table_rows
from headway.district.portals.presenting.continua.ways import item_called, way_of

__all__ = ["MapPage", "map_page", "resolved"]


@dataclass(frozen=True)
class MapPage:
    asked: Asked
    version: VersionInfo
    chart: Chart
    drawing: Drawing
    name: str
    description: str
    count: str
    tabs: tuple[tuple[str, str, bool], ...]
    panel: Panel | None
    found: Found | None
    rows: tuple[TableRow, ...]
    sources: tuple[tuple[str, str], ...]
    strands: tuple[tuple[str, str], ...]
    levels: tuple[tuple[int, str], ...]
    columns: tuple[dict[str, Any], ...]
    map_href: str
    table_href: str
    whole_href: str
    is_overlay: bool

    @property
    def head(self) -> str:
        return draw_head(self.drawing)

    def body(self, glyphs: Mapping[tuple[int, str], str] | None = None) -> str:
        return draw_body(self.drawing, glyphs)

    @property
    def zoom_words(self) -> str:
        """Where the look is, in words: the whole line, a strand, a band of levels."""
        asked = self.asked
        parts = [words for key, words in self.strands if key == asked.strand]
        if asked.low is not None or asked.high is not None:
            low = asked.low if asked.low is not None else self.levels[0][0] if self.levels else 0
            high = asked.high if asked.high is not None else self.levels[-1][0] if self.levels else low
            parts.append(
                column_words(low)
                if low == high
                else _("Levels %(low)s to %(high)s") % {"low": low, "high": high}
            )
        return ", ".join(parts) or _("The whole line")


def resolved(continuum: ContinuumMap, asked: Asked) -> tuple[Asked, Chart, CompetencyInfo | None]:
    """The look with its domain named: the one asked for, else that of the chosen item, else the first."""
    shape = shape_of(continuum)
    focus = item_called(continuum, asked.focus)
    chart = shape.chart(asked.domain)
    if chart is None and focus is not None:
        chart = shape.chart_of_position.get(focus.position)
    if chart is None:
        chart = shape.charts[0]
    strand = asked.strand if any(one.key == asked.strand for one in chart.strips) else ""
    return replace(asked, domain=chart.key, strand=strand), chart, focus


def map_page(
    continuum: ContinuumMap,
    asked: Asked,
    *,
    link: Link,
    sources: Sequence[Source] = (),
    shelf: Sequence[VersionInfo] = (),
    marks: Mapping[int, Mark] | None = None,
) -> MapPage:
    """One domain of one version, as it was asked for.

    link: the address of an item's own page. shelf: the versions that a search everywhere walks. marks: a learner's own
    standings by competency id; then a mark on the map leads to `link` at once.
    """
    asked, whole, focus = resolved(continuum, asked)
    shape = shape_of(continuum)
    chart = whole.part(asked.strand, asked.low, asked.high)
    way = way_of(continuum, focus, is_direct=asked.reach == "direct")
    found = found_of(continuum, asked, shape, sources, shelf)
    drawing = Drawing(
        continuum,
        chart,
        asked,
        way.relations,
        frozenset(found.positions) if found else None,
        marks,
        link if marks is not None else None,
    )
    domain = whole.domain
    return MapPage(
        asked=asked,
        version=continuum.version,
        chart=chart,
        drawing=drawing,
        name=translated(domain, "name") if domain else _("Without a domain"),
        description=translated(domain, "description") if domain else "",
        count=ngettext("%(num)d competency", "%(num)d competencies", chart.count) % {"num": chart.count},
        tabs=_tabs(shape, asked, whole),
        panel=panel_of(continuum, asked, whole, shape, way, link),
        found=found,
        rows=table_rows(continuum, chart, asked, found, link, marks) if asked.is_table else (),
        sources=tuple((str(one.framework_uuid), one.title) for one in sources),
        strands=tuple((strip.key, strip_name(strip)) for strip in whole.strips),
        levels=tuple((level, column_words(level)) for level in whole.levels),
        columns=table_columns(asked) if asked.is_table else (),
        map_href=asked.but(view="", sort=""),
        table_href=asked.but(view="table"),
        whole_href=asked.but(strand="", low=None, high=None),
        is_overlay=marks is not None,
    )


def _tabs(shape: Shape, asked: Asked, here: Chart) -> tuple[tuple[str, str, bool], ...]:
    plain = replace(asked, strand="", low=None, high=None, focus="")
    return tuple(
        (
            translated(chart.domain, "name") if chart.domain else _("Without a domain"),
            plain.but(domain=chart.key),
            chart is here,
        )
        for chart in shape.charts
    )
