"""The same as a table and as a file: the items of the drawn part, those found where something was looked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, Importance
from headway.district.foundation.api import translated
from headway.district.portals.presenting.continua.asked import Asked
from headway.district.portals.presenting.continua.drawing import Mark, strip_name
from headway.district.portals.presenting.continua.found import Found
from headway.district.portals.presenting.continua.panels import Link
from headway.district.portals.presenting.continua.shape import Chart

__all__ = ["TableRow", "file_rows", "items_shown", "table_columns", "table_rows"]


@dataclass(frozen=True, slots=True)
class TableRow:
    info: CompetencyInfo
    title: str
    href: str
    strand: str
    importance: str
    grows_from: str
    mark: Mark | None


_SORTS: dict[str, Callable[[CompetencyInfo], Any]] = {
    "code": lambda one: (one.code == "", one.code.casefold()),
    "level": lambda one: (one.level is None, one.level or 0, one.position),
    "title": lambda one: translated(one, "title").casefold(),
}


def items_shown(
    continuum: ContinuumMap, charts: Sequence[Chart], asked: Asked, shown: Collection[int] | None
) -> list[CompetencyInfo]:
    """The items of these charts, only those among `shown` where something was looked for, sorted as asked."""
    ones = [
        continuum.competencies[position]
        for chart in charts
        for strip in chart.strips
        for position in strip.positions
        if shown is None or position in shown
    ]
    name = asked.sort.removeprefix("-")
    if name in _SORTS:
        ones.sort(key=_SORTS[name], reverse=asked.sort.startswith("-"))
    return ones


def table_rows(
    continuum: ContinuumMap,
    chart: Chart,
    asked: Asked,
    found: Found | None,
    link: Link,
    marks: Mapping[int, Mark] | None,
) -> tuple[TableRow, ...]:
    names = {strip.strand.id: strip_name(strip) for strip in chart.strips if strip.strand}
    return tuple(
        TableRow(
            info=one,
            title=translated(one, "title"),
            href=link(one),
            strand=names.get(one.strand_id or 0, ""),
            importance=str(Importance(one.importance).label),
            grows_from=", ".join(
                before.code or translated(before, "title") for before in continuum.prerequisites_of(one.id)
            ),
            mark=marks.get(one.id) if marks is not None else None,
        )
        for one in items_shown(continuum, (chart,), asked, frozenset(found.positions) if found else None)
    )


def table_columns(asked: Asked) -> tuple[dict[str, Any], ...]:
    def column(label: str, name: str = "", *, num: bool = False) -> dict[str, Any]:
        if not name:
            return {"label": label, "num": num}
        is_up, is_down = asked.sort == name, asked.sort == f"-{name}"
        return {
            "label": label,
            "num": num,
            "sort_url": asked.but(sort=f"-{name}" if is_up else name),
            "sorted": "ascending" if is_up else "descending" if is_down else "",
        }

    return (
        column(_("Competency"), "title"),
        column(_("Code"), "code"),
        column(_("Level"), "level", num=True),
        column(_("Strand")),
        column(_("Depth"), num=True),
        column(_("Importance")),
        column(_("Grows from")),
    )


def file_rows(continuum: ContinuumMap, ones: Sequence[CompetencyInfo]) -> Iterator[list[str | int]]:
    """The same as a file: a row of headings, then a row for each, in the reader's language."""
    yield [
        _("Code"),
        _("Domain"),
        _("Strand"),
        _("Level"),
        _("Title"),
        _("I can"),
        _("Depth"),
        _("Importance"),
        _("Learning units"),
        _("Grows from"),
    ]
    for one in ones:
        domain = continuum.domain_by_id.get(one.domain_id or 0)
        strand = continuum.strand_by_id.get(one.strand_id or 0)
        yield [
            one.code,
            translated(domain, "name") if domain else "",
            translated(strand, "name") if strand else "",
            "" if one.level is None else one.level,
            translated(one, "title"),
            translated(one, "statement"),
            one.depth or "",
            str(Importance(one.importance).label),
            one.weight,
            ", ".join(before.code for before in continuum.prerequisites_of(one.id)),
        ]
