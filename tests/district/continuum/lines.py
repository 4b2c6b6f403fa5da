"""Small frameworks for tests of the line: an elementary, a middle and a high school slice that nothing joins."""

from __future__ import annotations

from collections.abc import Iterable

from headway.district.continuum.api import (
    AssociationContent,
    CompetencyContent,
    DomainContent,
    FrameworkContent,
    PrerequisiteContent,
    StrandContent,
    VersionInfo,
    load_framework,
    publish,
)
from headway.district.continuum.models import Framework
from headway.district.foundation.api import Actor

BUILDER = Actor.system("test.lines")

ELEMENTARY = (
    ("E.FR.4", 4, "Fractions", "I can compare fractions with like denominators."),
    ("E.FR.5", 5, "Fractions", "I can add and subtract fractions with unlike denominators."),
    ("E.GE.4", 4, "Geometry", "I can sort polygons by their sides and angles."),
    ("E.GE.5", 5, "Geometry", "I can find the area of rectangles and triangles."),
)
MIDDLE = (
    ("M.RP.6", 6, "Ratios", "I can divide fractions by fractions and reason with fractions as ratios."),
    ("M.RP.8", 8, "Ratios", "I can solve problems with proportional fractions and percents."),
    ("M.GE.6", 6, "Geometry", "I can find the area of polygons by composing rectangles and triangles."),
    ("M.GE.8", 8, "Geometry", "I can use congruence and similarity of triangles and angles."),
)
HIGH = (
    ("H.GE.9", 9, "Geometry of shapes", "I can prove theorems about triangles, angles and polygons."),
    ("H.GE.10", 10, "Geometry of shapes", "I can prove that triangles are similar by their angles."),
)


def framework(
    name: str,
    items: Iterable[tuple[str, int | None, str, str]],
    *,
    domain: str = "Mathematics",
    arrows: Iterable[tuple[str, str]] = (),
    associations: tuple[AssociationContent, ...] = (),
    is_continuum: bool = False,
    published: bool = True,
) -> VersionInfo:
    """A framework with one domain; items are (code, level, strand, statement), and a code is the identifier too."""
    if is_continuum:  # the world's own one steps aside: a district has one
        Framework.objects.filter(is_continuum=True).update(is_continuum=False)
    items = list(items)
    strands = list(dict.fromkeys(strand for _code, _level, strand, _statement in items if strand))
    content = FrameworkContent(
        identifier=f"framework-{name.lower().replace(' ', '-')}",
        title=name,
        is_continuum=is_continuum,
        domains=(DomainContent("D1", domain),),
        strands=tuple(
            StrandContent(f"S{place}", "D1", strand, place) for place, strand in enumerate(strands, start=1)
        ),
        competencies=tuple(
            CompetencyContent(
                identifier=code,
                code=code,
                title=statement.removeprefix("I can "),
                statement=statement,
                level=level,
                domain_code="D1",
                strand_code=f"S{strands.index(strand) + 1}" if strand else "",
                sequence=place,
            )
            for place, (code, level, strand, statement) in enumerate(items)
        ),
        prerequisites=tuple(PrerequisiteContent(before, after) for before, after in arrows),
        associations=associations,
    )
    version = load_framework(content, by=BUILDER)
    return publish(version.id, by=BUILDER) if published else version


def three_slices() -> tuple[VersionInfo, VersionInfo, VersionInfo]:
    """Elementary, middle and high school, each whole in itself."""
    return (
        framework("Elementary", ELEMENTARY, arrows=[("E.FR.4", "E.FR.5"), ("E.GE.4", "E.GE.5")]),
        framework("Middle", MIDDLE, arrows=[("M.RP.6", "M.RP.8"), ("M.GE.6", "M.GE.8")]),
        framework("High", HIGH, arrows=[("H.GE.9", "H.GE.10")]),
    )
