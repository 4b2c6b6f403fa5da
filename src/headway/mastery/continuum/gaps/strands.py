"""Checks of the rows of the map: strands that stop, holes in them, rows that are no rows, depth that falls."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from headway.mastery.continuum.gaps.findings import Finding, FindingKind, Remedy, RemedyKind, Urgency
from headway.mastery.continuum.gaps.scene import FEW, Place, Scene, finding
from headway.mastery.continuum.placing import HIGHEST_LEVEL

__all__ = ["depth_along_strands", "holes", "one_level_strands", "stops"]

# A single level that a strand leaves out is common; from two on nobody knows what a learner does meanwhile.
SHORTEST_HOLE = 2


def stops(scene: Scene) -> Iterator[Finding]:
    """Strands that end before their domain and before graduation, though nothing of their last level leads on into
    another strand."""
    for place, nodes, levels, beyond in _running(scene):
        last = _covered(scene, nodes, levels[-1])
        missing = [level for level in beyond if level > last]
        if not missing or last >= HIGHEST_LEVEL:
            continue
        ends = [node for node in nodes if scene.level(node) == levels[-1]]
        if _leads_on(scene, ends, last):
            continue
        yield finding(
            FindingKind.STRAND_STOPS,
            Urgency.MISLEADS,
            scene.keys(ends),
            name=place,
            remedy=Remedy(RemedyKind.EXTEND_STRAND, before=scene.network.key(ends[-1])),
            last=last,
            domain_goes_to=beyond[-1],
            levels=tuple(levels),
            where=place._asdict(),
        )


def _leads_on(scene: Scene, ends: Sequence[int], last: int) -> bool:
    """Whether any of the last items leads to a later level: then the strand goes on under another name."""
    seen, waiting = set(ends), list(ends)
    while waiting:
        node = waiting.pop()
        for other in (*scene.network.after[node], *scene.stand_ins.get(node, ())):
            level = scene.level(other)
            if level is not None and level > last:
                return True
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return False


def holes(scene: Scene) -> Iterator[Finding]:
    """Levels that a strand leaves out while its domain has them, SHORTEST_HOLE of them and more in a row."""
    for place, nodes, levels, beyond in _running(scene):
        for low, high in pairwise(levels):
            covered = _covered(scene, nodes, low)
            missing = tuple(level for level in beyond if covered < level < high)
            if len(missing) < SHORTEST_HOLE:
                continue
            before = [node for node in nodes if scene.level(node) == low]
            after = [node for node in nodes if scene.level(node) == high]
            yield finding(
                FindingKind.STRAND_HOLE,
                Urgency.MISLEADS,
                scene.keys((*before, *after)),
                name=(*place, str(low), str(high)),
                remedy=Remedy(
                    RemedyKind.ADD_STEP, scene.network.key(before[-1]), scene.network.key(after[0])
                ),
                low=low,
                high=high,
                missing=missing,
                where=place._asdict(),
            )


def _covered(scene: Scene, nodes: Sequence[int], level: int) -> int:
    """The last level that anything up to this level is for: a band of 6 to 8 leaves no hole at 7."""
    return max(
        to
        for node in nodes
        if (low := scene.level(node)) is not None
        and low <= level
        and (to := scene.reaches_to(node)) is not None
    )


def one_level_strands(scene: Scene) -> Iterator[Finding]:
    """Domains of several levels whose strands hold one level each: headings of a year, not rows of a map."""
    rows: defaultdict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in scene.rows:
        rows[place.source, place.domain].append(place)
    for (source, domain), places in rows.items():
        narrow = [place for place in places if len(scene.levels_of(scene.rows[place])) == 1 and place.strand]
        domain_levels = scene.levels_of(scene.domains[source, domain])
        if len(narrow) > FEW and len(domain_levels) > 1 and 2 * len(narrow) > len(places):
            nodes = [scene.rows[place][0] for place in narrow]
            yield finding(
                FindingKind.STRANDS_OF_ONE_LEVEL,
                Urgency.TIDIES,
                scene.keys(nodes),
                name=(source, domain),
                strands=tuple(place.strand for place in narrow),
                count=len(narrow),
                source=source,
                domain=domain,
                strand="",
            )


def depth_along_strands(scene: Scene) -> Iterator[Finding]:
    """Strands whose greatest depth of knowledge is not reached again at later levels."""
    for place, nodes in scene.rows.items():
        deepest = _deepest(scene, nodes)
        if len(deepest) < 2:
            continue
        levels = sorted(deepest)
        peak = max(deepest.values())
        reached = max(level for level in levels if deepest[level] == peak)
        later = [level for level in levels if level > reached]
        if later:
            shallow = [node for node in nodes if scene.level(node) in later]
            yield finding(
                FindingKind.STRAND_DEPTH_FALLS,
                Urgency.THINS,
                scene.keys(shallow),
                name=place,
                remedy=Remedy(RemedyKind.SET_DEPTH, item=scene.network.key(shallow[-1])),
                peak=peak,
                peak_level=reached,
                depth_by_level=tuple((level, deepest[level]) for level in levels),
                where=place._asdict(),
            )


def _deepest(scene: Scene, nodes: Sequence[int]) -> Mapping[int, int]:
    deepest: dict[int, int] = {}
    for node in nodes:
        level, depth = scene.level(node), scene.items[node].depth
        if level is not None and depth is not None:
            deepest[level] = max(depth, deepest.get(level, 0))
    return deepest


def _running(scene: Scene) -> Iterator[tuple[Place, tuple[int, ...], list[int], list[int]]]:
    """Strands of two levels and more: place, items, levels, and the levels of the domain."""
    for place, nodes in scene.rows.items():
        levels = scene.levels_of(nodes)
        if place.strand and len(levels) > 1:
            yield place, nodes, levels, scene.levels_of(scene.domains[place.source, place.domain])
