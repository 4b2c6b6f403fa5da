"""What a search found, as a list beside the map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import ngettext

from headway.district.continuum.api import ContinuumMap, Findable, Source, VersionInfo
from headway.district.foundation.api import translated
from headway.district.portals.presenting.continua.asked import Asked, Search
from headway.district.portals.presenting.continua.finding import find_here, find_on_shelf
from headway.district.portals.presenting.continua.panels import focus_href
from headway.district.portals.presenting.continua.shape import Shape

__all__ = ["Found", "Hit", "found_of"]

LISTED_AT_MOST = 60


@dataclass(frozen=True, slots=True)
class Hit:
    title: str
    code: str
    statement: str
    level: int | None
    href: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: `groups` are (framework's name or "", hits shown, how many there are)."""

    count: int
    sentence: str
    remark: str
    groups: tuple[tuple[str, tuple[Hit, ...], int], ...]
    positions: tuple[int, ...]
    csv_query: str


def found_of(
    continuum: ContinuumMap,
    asked: Asked,
    shape: Shape,
    sources: Sequence[Source],
    shelf: Sequence[VersionInfo],
) -> Found | None:
    if asked.search.is_empty:
        return None
    finding = find_here(continuum, asked.search, sources, is_direct=asked.reach == "direct")
    groups = [_group_here(continuum, asked, shape, finding.positions)]
    if asked.everywhere and not _is_only_here(asked.search):
        others = [one for one in shelf if one.uuid != continuum.version.uuid]
        groups += [
            _group_there(version, hits, asked) for version, hits in find_on_shelf(others, asked.search)
        ]
    groups = [one for one in groups if one[2]]
    count = sum(number for _name, _hits, number in groups)
    return Found(
        count=count,
        sentence=ngettext("%(num)d competency found", "%(num)d competencies found", count) % {"num": count},
        remark=finding.remark,
        groups=tuple(groups),
        positions=finding.positions,
        csv_query=asked.but(focus="", view=""),
    )


def _is_only_here(search: Search) -> bool:
    """Arrows, sources and exemplars are those of the framework that is drawn."""
    return any((search.needs, search.leads, search.source, search.exemplars))


def _group_here(
    continuum: ContinuumMap, asked: Asked, shape: Shape, positions: tuple[int, ...]
) -> tuple[str, tuple[Hit, ...], int]:
    chart = shape.chart(asked.domain) or shape.charts[0]
    href = focus_href(asked, chart, shape)
    at = continuum.competencies
    # What stands on the map that is drawn comes first.
    ordered = sorted(positions, key=lambda position: shape.chart_of_position[position] is not chart)
    hits = tuple(
        Hit(
            translated(at[position], "title"),
            at[position].code,
            translated(at[position], "statement"),
            at[position].level,
            href(at[position]),
        )
        for position in ordered[:LISTED_AT_MOST]
    )
    return (translated(continuum.version, "title") if asked.everywhere else "", hits, len(positions))


def _group_there(
    version: VersionInfo, found: Sequence[Findable], asked: Asked
) -> tuple[str, tuple[Hit, ...], int]:
    start = Asked(version=str(version.uuid), search=asked.search, everywhere=asked.everywhere)
    hits = tuple(
        Hit(
            translated(one, "title"),
            one.code,
            translated(one, "statement"),
            one.level,
            start.but(focus=one.code or str(one.uuid)),
        )
        for one in found[:LISTED_AT_MOST]
    )
    return (translated(version, "title"), hits, len(found))
